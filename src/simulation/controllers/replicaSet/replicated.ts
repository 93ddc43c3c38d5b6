import type { LabelSelector, ReplicaSet, ReplicationController } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import { replicaSetKind, replicationControllerKind } from '../../apiserver/knownKinds.ts';

/** What keeps a number of like Pods: the two kinds have one controller. */
export type Replicated = ReplicaSet | ReplicationController;

/** How the controller sees one of the two kinds. */
export interface ReplicatedKind {
  readonly info: KindInfo;
  /** As its Events are signed. */
  readonly component: string;
  selectorOf(object: Replicated): LabelSelector | undefined;
}

export const replicaSets: ReplicatedKind = {
  info: replicaSetKind,
  component: 'replicaset-controller',
  selectorOf: (object) => (object as ReplicaSet).spec?.selector,
};

export const replicationControllers: ReplicatedKind = {
  info: replicationControllerKind,
  component: 'replication-controller',
  selectorOf: (object) => {
    const matchLabels = (object as ReplicationController).spec?.selector;
    return matchLabels && { matchLabels };
  },
};

/** `spec.replicas`, which the server always sets. */
export function wantedReplicas({ spec }: Stored<Replicated>): number {
  return spec?.replicas ?? 1;
}
