import type { ConfigMap } from '../../../api/generated/objects.ts';
import { configMapKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';

export const configMap: Resource<ConfigMap> = { info: configMapKind };
