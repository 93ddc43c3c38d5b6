import type { ClusterCondition } from '../api/control.ts';
import type { Pod } from '../api/generated/objects.ts';

/** Something that a person may want time to run to. */
export interface ClockGoal {
  readonly label: string;
  readonly description: string;
  /** Told when time ran out before. */
  readonly missed: string;
  /** How far time runs towards it before it gives up, in virtual milliseconds; an hour where that is missing. */
  readonly limitMs?: number;
  /** A new condition: it remembers how things stood when it was first asked. */
  condition(): ClusterCondition;
}

/** What time can run to, besides the next change and rest. */
export const clockGoals: readonly ClockGoal[] = [
  {
    label: 'Until all Pods are ready',
    description: 'Pods that have completed do not count',
    missed: 'Not all Pods became ready',
    condition: () => (api) => podsOf(api).every((pod) => pod.status?.phase === 'Succeeded' || isReady(pod)),
  },
  {
    label: 'Until a container restarts',
    description: 'Any container of any Pod',
    missed: 'No container restarted',
    condition: () => risesAbove((pods) => pods.reduce((sum, pod) => sum + restartsOf(pod), 0)),
  },
  {
    label: 'Until a Pod ends',
    description: 'It succeeds or fails',
    missed: 'No Pod ended',
    condition: () => risesAbove((pods) => pods.filter(hasEnded).length),
  },
];

/** That all Pods of one Namespace are ready; those of others do not count. A Pod that is stuck is not waited for long. */
export function podsReadyIn(namespace: string): ClockGoal {
  return {
    label: 'Until the lab’s Pods are ready',
    description: `Pods in the Namespace ${namespace}`,
    missed: `Not all Pods of the Namespace ${namespace} became ready`,
    limitMs: 120_000,
    condition: () => (api) => podsOf(api, namespace).every((pod) => pod.status?.phase === 'Succeeded' || isReady(pod)),
  };
}

/** Reads `90s`, `5m`, `1h30m` or a number of seconds: milliseconds, nothing where the text is no duration. */
export function durationOf(text: string): number | undefined {
  const words = /^\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s?)?\s*$/.exec(text);
  if (!words || text.trim() === '') return undefined;
  const [hours, minutes, seconds] = words.slice(1).map((part) => Number(part ?? 0)) as [number, number, number];
  return (hours * 3600 + minutes * 60 + seconds) * 1000;
}

function risesAbove(count: (pods: readonly Pod[]) => number): ClusterCondition {
  let before: number | undefined;
  return (api) => {
    const now = count(podsOf(api));
    before ??= now;
    return now > before;
  };
}

function podsOf(api: Parameters<ClusterCondition>[0], namespace?: string): readonly Pod[] {
  const path = namespace === undefined ? '/api/v1/pods' : `/api/v1/namespaces/${namespace}/pods`;
  const { body } = api.send({ method: 'GET', path });
  return (body as { items?: Pod[] } | undefined)?.items ?? [];
}

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
}

function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

function restartsOf({ status }: Pod): number {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all.reduce((sum, { restartCount }) => sum + restartCount, 0);
}
