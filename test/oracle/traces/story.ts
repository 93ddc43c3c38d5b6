import type {
  Deployment,
  EndpointSlice,
  Endpoints,
  EndpointSubset,
  HorizontalPodAutoscaler,
  Pod,
  ReplicaSet,
} from '../../../src/api/generated/objects.ts';
import { parseTime } from '../../../src/api/time.ts';
import { type AutoscalerStory, autoscalerStoryOf } from './autoscalerStory.ts';
import { type EndpointStory, endpointStoryOf } from './endpointStory.ts';

/** What happened to one object, as far as a story is told from it. */
export interface TraceChange {
  readonly type: string;
  readonly kind: string;
  readonly name: string;
  /** `spec.replicas`. */
  readonly replicas?: number;
  readonly conditions?: readonly { type: string; status: string; reason: string; message: string }[];
  readonly status?: object;
  /** Of an Event. */
  readonly object?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly eventType?: string;
  /** Of an EndpointSlice. */
  readonly endpoints?: readonly TraceEndpoint[];
  /** Of an Endpoints object. */
  readonly subsets?: readonly EndpointSubset[] | null;
}

/** One endpoint of a slice. */
export interface TraceEndpoint {
  readonly conditions?: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean };
  readonly zone?: string;
  readonly pod: string;
}

/** Everything there is in the end. */
export interface TraceEnd {
  readonly Deployment?: readonly Deployment[];
  readonly ReplicaSet?: readonly ReplicaSet[];
  readonly Pod?: readonly Pod[];
  readonly EndpointSlice?: readonly EndpointSlice[];
  readonly Endpoints?: readonly Endpoints[];
  readonly HorizontalPodAutoscaler?: readonly HorizontalPodAutoscaler[];
}

/** A run without its milliseconds and random names: the ReplicaSets are numbered in the order in which they came. */
export interface Story {
  /** The sizes that each ReplicaSet was given, one after the other. */
  readonly sizes: Readonly<Record<string, readonly number[]>>;
  /** The Deployments' Events. */
  readonly scalings: readonly string[];
  /** What the conditions of the Deployments said, each whenever it changed. */
  readonly available: readonly string[];
  readonly progressing: readonly string[];
  /** How many Pods each owner ever had. */
  readonly created: Readonly<Record<string, number>>;
  readonly deployments: readonly unknown[];
  readonly sets: readonly unknown[];
  readonly pods: readonly string[];
  /** What the statuses of Jobs and DaemonSets said, one after the other, and their Events. */
  readonly statuses?: readonly string[];
  readonly events?: readonly string[];
  /** What became of the addresses behind Services. */
  readonly behindServices?: EndpointStory;
  /** What autoscalers told. */
  readonly autoscaler?: AutoscalerStory;
}

export function storyOf(changes: readonly TraceChange[], end: TraceEnd): Story {
  const numbers = new Map<string, string>();
  for (const { kind, type, name } of changes) {
    if (kind === 'ReplicaSet' && type === 'ADDED' && !numbers.has(name)) numbers.set(name, `set ${numbers.size + 1}`);
  }
  const numbered = (text: string) =>
    [...numbers].reduce((result, [name, number]) => result.replaceAll(`"${name}"`, `"${number}"`).replaceAll(name, number), text);
  const sizes = new Map<string, number[]>();
  const created = new Map<string, number>();
  const scalings: string[] = [];
  const told = { Available: [] as string[], Progressing: [] as string[] };
  for (const change of changes) {
    const { kind, type, name, replicas = 0 } = change;
    if (kind === 'ReplicaSet' && type !== 'DELETED') {
      const own = sizes.get(numbered(name)) ?? [];
      sizes.set(numbered(name), own);
      if (own.at(-1) !== replicas) own.push(replicas);
    }
    if (kind === 'Pod' && type === 'ADDED') {
      const owner = numbered(name).replace(/-[a-z0-9]{5}$/, '');
      created.set(owner, (created.get(owner) ?? 0) + 1);
    }
    if (kind === 'Event' && change.object?.startsWith('Deployment/') && type !== 'DELETED') {
      scalings.push(numbered(`${change.reason}: ${change.message?.replace('(combined from similar events): ', '')}`));
    }
    if (kind !== 'Deployment') continue;
    for (const condition of change.conditions ?? []) {
      const list = told[condition.type as keyof typeof told];
      const text = numbered(`${condition.status} ${condition.reason}: ${condition.message}`);
      if (list && list.at(-1) !== text) list.push(text);
    }
  }
  const statuses = statusesIn(changes);
  const behindServices = endpointStoryOf(changes, end);
  const autoscaler = autoscalerStoryOf(changes, end);
  return {
    ...(behindServices && { behindServices }),
    ...(autoscaler && { autoscaler }),
    ...(statuses.length > 0 && { statuses, events: eventsIn(changes) }),
    sizes: Object.fromEntries(sizes),
    scalings,
    available: told.Available,
    progressing: told.Progressing,
    created: Object.fromEntries(created),
    deployments: (end.Deployment ?? []).map(({ metadata, spec, status }) => ({
      generation: metadata?.generation,
      annotations: controllersAnnotations(metadata?.annotations),
      replicas: spec?.replicas,
      status: {
        ...status,
        conditions: (status?.conditions ?? []).map(
          ({ type, status: value, reason, message }) => numbered(`${type} ${value} ${reason}: ${message}`),
        ),
      },
    })),
    sets: [...(end.ReplicaSet ?? [])].sort(byAge).map(({ metadata, spec, status }) => ({
      name: numbered(metadata?.name ?? ''),
      annotations: controllersAnnotations(metadata?.annotations),
      owners: (metadata?.ownerReferences ?? []).map(({ kind, name, controller, blockOwnerDeletion }) =>
        JSON.stringify([kind, name, controller, blockOwnerDeletion]),
      ),
      replicas: spec?.replicas,
      // The number of generations is that of the sizes.
      status: { ...status, observedGeneration: status?.observedGeneration === metadata?.generation },
    })),
    pods: (end.Pod ?? []).map((pod) => numbered(podText(pod))).sort(),
  };
}

const told = ['Job', 'DaemonSet'];

/** Without times, and with numbers in the place of uids. */
function statusesIn(changes: readonly TraceChange[]): string[] {
  const texts: string[] = [];
  for (const { kind, type, status = {}, conditions: separate } of changes) {
    if (!told.includes(kind) || type === 'DELETED') continue;
    const { conditions = separate, ...counts } = status as Record<string, unknown> & Pick<TraceChange, 'conditions'>;
    const shown = Object.entries(counts)
      .map(([key, value]) => `${key} ${key.endsWith('Time') ? 'set' : countedText(value)}`)
      .sort();
    const said = (conditions ?? []).map((one) => `${one.type} ${one.status} ${one.reason}: ${one.message}`);
    const text = [...shown, ...said].join(', ');
    if (texts.at(-1) !== text) texts.push(text);
  }
  return texts;
}

function countedText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (Array.isArray(part) ? part.length : part));
}

function eventsIn(changes: readonly TraceChange[]): string[] {
  return changes
    .filter(({ kind, type, object }) => kind === 'Event' && type !== 'DELETED' && told.includes(object?.split('/')[0] ?? ''))
    .map(({ reason, message }) => `${reason}: ${message?.replace(/-[a-z0-9]{5}$/, '-x')}`);
}

function controllersAnnotations(annotations: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations)
      .filter(([key]) => key.startsWith('deployment.kubernetes.io/'))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Without the random end of its name, the hash of its template and the uid of its Job. */
function podText({ metadata, status }: Pod): string {
  const owners = (metadata?.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`);
  const labels = Object.entries(metadata?.labels ?? {}).map(([key, value]) =>
    /hash$|controller-uid$/.test(key) ? key : `${key}=${value}`,
  );
  const ready = (status?.conditions ?? []).find(({ type }) => type === 'Ready')?.status ?? 'False';
  return `${(metadata?.name ?? '').replace(/-[a-z0-9]{5}$/, '')} ${labels.sort().join()} owned by ${owners.join() || 'nobody'}, ready ${ready}`;
}

function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [one, other] = [a, b].map(({ metadata }) => parseTime(metadata?.creationTimestamp ?? '') ?? 0);
  return (one as number) - (other as number);
}
