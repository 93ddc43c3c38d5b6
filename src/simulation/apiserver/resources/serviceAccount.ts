import type { ServiceAccount } from '../../../api/generated/objects.ts';
import { serviceAccountKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';

export const serviceAccount: Resource<ServiceAccount> = { info: serviceAccountKind, returnsDeleted: true };
