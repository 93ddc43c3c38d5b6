import type { Secret } from '../../../api/generated/objects.ts';
import { secretKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';

export const secret: Resource<Secret> = { info: secretKind };
