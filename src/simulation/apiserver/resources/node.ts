import type { Node } from '../../../api/generated/objects.ts';
import { nodeKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';

export const node: Resource<Node> = {
  info: nodeKind,
  hasStatus: true,
  selectableFields: (object) => ({ 'spec.unschedulable': String(object.spec?.unschedulable ?? false) }),
};
