import type { ContainerStatus, Pod } from './generated/objects.ts';
import { formatDuration, parseTime } from './time.ts';

/** What kubectl tells of a Pod in a line (`printPod` of the API server's table printer). */
export interface PodSummary {
  /** The column STATUS: `Running`, `Init:0/2`, `CrashLoopBackOff`, `Terminating`. */
  readonly status: string;
  readonly readyContainers: number;
  /** Containers and native sidecars. */
  readonly totalContainers: number;
  readonly restarts: number;
  /** When the last restarted container had ended; undefined where none was restarted. */
  readonly lastRestartMs: number | undefined;
}

/** The column STATUS of `kubectl get pods`. */
export function podStatusText(pod: Pod): string {
  return podSummary(pod).status;
}

/** The column READY: `1/2`. */
export function readyText(pod: Pod): string {
  const { readyContainers, totalContainers } = podSummary(pod);
  return `${readyContainers}/${totalContainers}`;
}

/** The number in the column RESTARTS. */
export function restartCount(pod: Pod): number {
  return podSummary(pod).restarts;
}

/** The column RESTARTS: `0`, or `2 (5s ago)`. */
export function restartsText(pod: Pod, nowMs: number): string {
  const { restarts, lastRestartMs } = podSummary(pod);
  if (restarts === 0 || lastRestartMs === undefined) return String(restarts);
  return `${restarts} (${formatDuration(nowMs - lastRestartMs)} ago)`;
}

/** Everything that kubectl derives from the states of a Pod's containers. */
export function podSummary(pod: Pod): PodSummary {
  const sidecars = new Set(
    (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  );
  const init = initSummary(pod, sidecars);
  const main = init.reason === undefined || conditionIs(pod, 'Initialized') ? mainSummary(pod) : undefined;
  const counted = main ? [init.sidecarRestarts, main.restarts] : [init.restarts];
  return {
    status: deletionReason(pod) ?? main?.reason ?? init.reason ?? firstReason(pod),
    readyContainers: init.readySidecars + (main?.ready ?? 0),
    totalContainers: (pod.spec?.containers ?? []).length + sidecars.size,
    restarts: counted.reduce((sum, { count }) => sum + count, 0),
    lastRestartMs: counted.map(({ lastMs }) => lastMs).reduce(later, undefined),
  };
}

interface Restarts {
  readonly count: number;
  readonly lastMs: number | undefined;
}

const noRestarts: Restarts = { count: 0, lastMs: undefined };

function initSummary(pod: Pod, sidecars: ReadonlySet<string>) {
  let restarts = noRestarts;
  let sidecarRestarts = noRestarts;
  let readySidecars = 0;
  let reason: string | undefined;
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const isSidecar = sidecars.has(status.name);
    restarts = addRestarts(restarts, status);
    if (isSidecar) sidecarRestarts = addRestarts(sidecarRestarts, status);
    if (status.state?.terminated?.exitCode === 0) continue;
    if (isSidecar && status.started) {
      if (status.ready) readySidecars += 1;
      continue;
    }
    reason = initReason(status) ?? `Init:${index}/${(pod.spec?.initContainers ?? []).length}`;
    break;
  }
  return { restarts, sidecarRestarts, readySidecars, reason };
}

/** What an init container that is not through says of itself; undefined where it just runs or waits its turn. */
function initReason({ state }: ContainerStatus): string | undefined {
  const { terminated, waiting } = state ?? {};
  if (terminated) return `Init:${endReason(terminated)}`;
  return waiting?.reason && waiting.reason !== 'PodInitializing' ? `Init:${waiting.reason}` : undefined;
}

function mainSummary(pod: Pod) {
  let restarts = noRestarts;
  let ready = 0;
  let reason: string | undefined;
  // The first container has the last word.
  for (const status of (pod.status?.containerStatuses ?? []).toReversed()) {
    restarts = addRestarts(restarts, status);
    const { waiting, terminated, running } = status.state ?? {};
    if (waiting?.reason) reason = waiting.reason;
    else if (terminated) reason = endReason(terminated);
    else if (status.ready && running) ready += 1;
  }
  if ((reason ?? firstReason(pod)) === 'Completed' && ready > 0) {
    reason = conditionIs(pod, 'Ready') ? 'Running' : 'NotReady';
  }
  return { restarts, ready, reason };
}

function endReason(terminated: { reason?: string; signal?: number; exitCode: number }): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

/** What the Pod as a whole says, before its containers are asked. */
function firstReason(pod: Pod): string {
  const gated = (pod.status?.conditions ?? []).some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  return gated ? 'SchedulingGated' : pod.status?.reason || pod.status?.phase || '';
}

function deletionReason(pod: Pod): string | undefined {
  if (!pod.metadata?.deletionTimestamp) return undefined;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed' ? undefined : 'Terminating';
}

function conditionIs(pod: Pod, type: string): boolean {
  return (pod.status?.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
}

function addRestarts({ count, lastMs }: Restarts, status: ContainerStatus): Restarts {
  const finishedAt = status.lastState?.terminated?.finishedAt;
  const endMs = finishedAt === undefined ? undefined : parseTime(finishedAt);
  return { count: count + status.restartCount, lastMs: later(lastMs, endMs) };
}

function later(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
