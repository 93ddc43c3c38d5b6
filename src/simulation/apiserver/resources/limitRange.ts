import type { LimitRange } from '../../../api/generated/objects.ts';
import { limitRangeKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';

export const limitRange: Resource<LimitRange> = { info: limitRangeKind, createsOnUpdate: true };
