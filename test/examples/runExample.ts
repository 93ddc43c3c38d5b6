import type { Event, Pod } from '../../src/api/generated/objects.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { Player } from '../scenarios/embeddedPlayer.ts';
import type { Example } from './exampleFolder.ts';

/** What became of an example: the worst of its Pods, or of its objects where it has none. */
export const outcomes = ['refused', 'crashing', 'pending', 'running', 'completed', 'applied'] as const;
export type Outcome = (typeof outcomes)[number];

export interface ExampleResult {
  readonly outcome: Outcome;
  readonly cause: string;
}

const limitMs = 10 * 60_000;
const sliceMs = 30_000;
/** Nothing new for so long: it is not looked at longer. */
const quietMs = 5 * 60_000;
const namespaceOf = /^\s*namespace:\s*["']?([a-z0-9-]+)["']?\s*$/gm;

/** Applies an example, after those that it needs, in a fresh cluster and watches its Pods for ten virtual minutes. */
export async function runExample(example: Example, needed: readonly Example[]): Promise<ExampleResult> {
  const cluster = new Cluster({ seed: 1, nodes: 3, startTimeMs: Date.UTC(2026, 0, 5, 9) });
  const player = new Player(cluster);
  for (const namespace of namespacesOf([example, ...needed])) await player.run(`kubectl create namespace ${namespace}`);
  cluster.advanceBy(sliceMs);
  for (const other of needed) await put(player, other);
  cluster.advanceBy(sliceMs);
  const before = new Set(podsOf(cluster).map(({ metadata }) => metadata?.uid));
  const refusal = await put(player, example);
  if (refusal !== undefined) return { outcome: 'refused', cause: refusal };
  let quietSinceMs = cluster.timeline.nowMs;
  const endMs = quietSinceMs + limitMs;
  while (cluster.timeline.nowMs < endMs && cluster.timeline.nowMs - quietSinceMs < quietMs) {
    const { revision } = cluster;
    cluster.advanceBy(sliceMs);
    if (cluster.revision !== revision) quietSinceMs = cluster.timeline.nowMs;
  }
  const pods = podsOf(cluster).filter(({ metadata }) => !before.has(metadata?.uid));
  if (pods.length === 0) {
    const kinds = [...new Set(example.objects.map(({ kind }) => kind))];
    const warning = lastWarning(cluster, ({ kind, namespace }) => kind !== 'Pod' && namespace !== 'kube-system');
    return { outcome: 'applied', cause: `no Pods of ${kinds.join(', ')}${warning && ` (${warning})`}` };
  }
  return worstOf(pods.map((pod) => resultOf(pod, () => lastWarning(cluster, ({ uid }) => uid === pod.metadata?.uid))));
}

/** `kubectl apply`, or `create` where the server is to choose the name; the first line of what it complains. */
async function put(player: Player, { path, text, objects }: Example): Promise<string | undefined> {
  player.files.set(path, text);
  const verb = objects.some(({ metadata }) => metadata?.generateName !== undefined) ? 'create' : 'apply';
  const { exitCode, output } = await player.run(`kubectl ${verb} -f ${path}`);
  if (exitCode === 0) return undefined;
  const complaint = output.flatMap(({ channel, text: line }) => (channel === 'stderr' ? line : [])).join('');
  const lines = complaint.split('\n').filter((line) => !line.startsWith('Warning'));
  return lines.join(' ').replace(`error when creating "${path}": `, '').trim() || 'refused';
}

function namespacesOf(examples: readonly Example[]): string[] {
  const own = new Set(
    examples.flatMap(({ objects }) => objects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`)),
  );
  const named = new Set(
    examples.flatMap(({ text }) => [...text.matchAll(namespaceOf)].map((match) => match[1] as string)),
  );
  for (const known of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) named.delete(known);
  return [...named].filter((name) => !own.has(`Namespace ${name}`));
}

function podsOf(cluster: Cluster): Pod[] {
  const { body } = cluster.send({ method: 'GET', path: '/api/v1/pods' });
  return (body as { items: Pod[] }).items;
}

function worstOf(results: readonly ExampleResult[]): ExampleResult {
  for (const outcome of outcomes) {
    const found = results.filter((result) => result.outcome === outcome);
    if (found.length === 0) continue;
    const cause = found[0]?.cause ?? '';
    return {
      outcome,
      cause: results.length > 1 ? `${found.length} of ${results.length} Pods${cause && `: ${cause}`}` : cause,
    };
  }
  return { outcome: 'applied', cause: '' };
}

/** The message of the newest event that warns about an object. */
function lastWarning(cluster: Cluster, isAbout: (involved: Event['involvedObject']) => boolean): string {
  const { body } = cluster.send({ method: 'GET', path: '/api/v1/events' });
  const warnings = (body as { items: Event[] }).items.filter(
    ({ type, involvedObject }) => type === 'Warning' && isAbout(involvedObject),
  );
  const newest = warnings[warnings.length - 1];
  return newest ? `${newest.reason}: ${newest.message}` : '';
}

function resultOf({ status, metadata }: Pod, warning: () => string): ExampleResult {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  if (metadata?.deletionTimestamp !== undefined) return { outcome: 'pending', cause: 'Terminating' };
  if (status?.phase === 'Succeeded') return { outcome: 'completed', cause: '' };
  const broken = containers.find(({ restartCount, state, lastState }) => {
    const ended = state?.terminated ?? lastState?.terminated;
    return (restartCount > 0 || status?.phase === 'Failed') && ended !== undefined;
  });
  if (status?.phase === 'Failed' || broken) {
    const ended = broken?.state?.terminated ?? broken?.lastState?.terminated;
    const text = ended ? `${broken?.name}: ${ended.reason} ${ended.exitCode}` : (status?.reason ?? 'Failed');
    const message = ended?.message?.replace(/^.*container init: /s, '').split('\n')[0];
    return {
      outcome: 'crashing',
      cause: `${text}, ${broken?.restartCount ?? 0} restarts${message ? ` (${message})` : ''}`,
    };
  }
  const waiting = containers.find(
    ({ state }) => state?.waiting && !/^(?:PodInitializing)$/.test(state.waiting.reason ?? ''),
  );
  const unscheduled = status?.conditions?.find(({ type, status: is }) => type === 'PodScheduled' && is === 'False');
  if (unscheduled) return { outcome: 'pending', cause: unscheduled.message ?? unscheduled.reason ?? '' };
  if (waiting?.state?.waiting) {
    const { reason, message } = waiting.state.waiting;
    if (reason === 'ContainerCreating') return { outcome: 'pending', cause: warning() || reason };
    return { outcome: 'pending', cause: [reason, message].filter(Boolean).join(': ').split('\n')[0] ?? '' };
  }
  if (status?.phase !== 'Running')
    return { outcome: 'pending', cause: containers.length > 0 ? 'init containers run' : 'not seen by a kubelet' };
  const isReady = status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  return { outcome: 'running', cause: isReady ? '' : 'not ready' };
}
