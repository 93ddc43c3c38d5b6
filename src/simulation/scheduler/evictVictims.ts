import type { Pod } from '../../api/generated/objects.ts';
import { podKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';
import type { EventRecorder } from '../eventRecorder.ts';
import type { ClusterState } from './clusterState.ts';
import { writeStatus } from './podConditions.ts';
import type { PodInfo } from './podInfo.ts';
import type { Candidate } from './victims.ts';

/** Ends the victims gracefully, so that there is room for the Pod; lesser Pods that waited for the same room look anew. */
export function evictVictims(
  preemptor: PodInfo,
  { nodeName, victims }: Candidate,
  cluster: ClusterState,
  context: ComponentContext,
  events: EventRecorder,
): void {
  const { api } = context;
  for (const { namespace, pod } of victims) {
    const { name, uid } = pod.metadata;
    const victim = api.get<Pod>(podKind, namespace, name);
    if (victim?.metadata.uid !== uid) continue;
    const { generation } = victim.metadata;
    writeStatus(context, victim, {
      type: 'DisruptionTarget',
      ...(generation !== undefined && { observedGeneration: generation }),
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: `${preemptor.spec.schedulerName ?? 'default-scheduler'}: preempting to accommodate a higher priority pod`,
    });
    api.delete(podKind, namespace, name);
    const message = `Preempted by pod ${preemptor.uid} on node ${nodeName}`;
    events.record(victim, { type: 'Normal', reason: 'Preempted', message, action: 'Preempting' });
  }
  for (const other of cluster.nominations.onNode(nodeName)) {
    if (other.priority >= preemptor.priority) continue;
    cluster.nominations.remove(other.uid);
    const waiting = api.get<Pod>(podKind, other.namespace, other.pod.metadata.name);
    if (waiting?.metadata.uid === other.uid) writeStatus(context, waiting, undefined, '');
  }
}
