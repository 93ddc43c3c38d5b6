import type { ClusterRole, Role } from '../../../api/generated/objects.ts';
import { clusterRoleKind, roleKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';

export const role: Resource<Role> = { info: roleKind, createsOnUpdate: true };

export const clusterRole: Resource<ClusterRole> = { info: clusterRoleKind, createsOnUpdate: true };
