import type { Pod, PodCondition } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { formatTime } from '../../api/time.ts';
import { podKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';

/** A condition as the scheduler states it; the times are added. */
export type StatedCondition = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message' | 'observedGeneration'>;

/** Writes a condition, and the Node for which room is being made, into a Pod's status; nothing where they are there already. */
export function writeStatus(
  { api, nowMs }: Pick<ComponentContext, 'api' | 'nowMs'>,
  pod: Stored<Pod>,
  stated: StatedCondition | undefined,
  nominatedNodeName: string | undefined = pod.status?.nominatedNodeName,
): void {
  const { nominatedNodeName: before, conditions = [], ...status } = pod.status ?? {};
  const old = conditions.find(({ type }) => type === stated?.type);
  const isOld = !stated || (old && isSame(old, stated));
  if (isOld && (before ?? '') === (nominatedNodeName ?? '')) return;
  const lastTransitionTime = old?.status === stated?.status ? old?.lastTransitionTime : formatTime(nowMs());
  const next = stated && { ...stated, ...(lastTransitionTime && { lastTransitionTime }) };
  const others = conditions.filter((condition) => condition !== old);
  api.update<Pod>(
    podKind,
    {
      ...pod,
      status: {
        ...status,
        conditions: next ? [...others, next] : conditions,
        ...(nominatedNodeName && { nominatedNodeName }),
      },
    },
    'status',
  );
}

function isSame(old: PodCondition, stated: StatedCondition): boolean {
  return (
    old.status === stated.status &&
    old.reason === stated.reason &&
    old.message === stated.message &&
    old.observedGeneration === stated.observedGeneration
  );
}
