import type { ContainerStatus, Pod, PodCondition } from '../../api/generated/objects.ts';
import { isSidecar } from './podActions.ts';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

type ConditionFacts = Required<Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>>;

/**
 * The phase of a Pod from the states of its containers (`getPhase` of the kubelet;
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase).
 * `ending` says that no container will be started again, whatever the restart policy.
 */
export function podPhase(
  spec: Pod['spec'],
  statuses: readonly ContainerStatus[],
  lifecycle: 'ongoing' | 'ending',
): PodPhase {
  const find = finder(statuses);
  let initPending = 0;
  let initFailed = 0;
  for (const container of spec?.initContainers ?? []) {
    if (isSidecar(container)) continue;
    const status = find(container.name);
    const ended = status?.state?.terminated ?? (status?.state?.waiting ? status.lastState?.terminated : undefined);
    if (!ended) initPending += 1;
    else if (ended.exitCode !== 0) initFailed += 1;
  }

  let sidecarsPending = 0;
  let unknown = 0;
  let running = 0;
  let sidecarsRunning = 0;
  let waiting = 0;
  let stopped = 0;
  let succeeded = 0;
  for (const container of spec?.initContainers ?? []) {
    if (!isSidecar(container)) continue;
    const status = find(container.name);
    if (!status) unknown += 1;
    else if (status.state?.running) {
      if (!status.started) sidecarsPending += 1;
      running += 1;
      sidecarsRunning += 1;
    } else if (status.state?.waiting && !status.lastState?.terminated) {
      sidecarsPending += 1;
      waiting += 1;
    } else if (!status.state?.terminated && !status.state?.waiting) {
      sidecarsPending += 1;
      unknown += 1;
    }
  }
  for (const container of spec?.containers ?? []) {
    const status = find(container.name);
    if (status?.state?.running) running += 1;
    else if (status?.state?.terminated) {
      stopped += 1;
      if (status.state.terminated.exitCode === 0) succeeded += 1;
    } else if (status?.state?.waiting) {
      if (status.lastState?.terminated) stopped += 1;
      else waiting += 1;
    } else unknown += 1;
  }

  if (initFailed > 0 && spec?.restartPolicy === 'Never') return 'Failed';
  if (initPending > 0 || (sidecarsPending > 0 && running + stopped - sidecarsRunning === 0) || waiting > 0)
    return 'Pending';
  if (unknown > 0) return 'Pending';
  if (running > 0) return 'Running';
  if (stopped === 0) return 'Pending';
  if (lifecycle === 'ending') return stopped === succeeded ? 'Succeeded' : 'Failed';
  if (spec?.restartPolicy === 'Always' || spec?.restartPolicy === undefined) return 'Running';
  if (stopped === succeeded) return 'Succeeded';
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running';
}

/**
 * The conditions Initialized, Ready and ContainersReady, in this order
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions).
 */
export function podConditions(pod: Pod, statuses: readonly ContainerStatus[], phase: PodPhase): ConditionFacts[] {
  const containersReady = containersReadyCondition(pod.spec, statuses, phase);
  return [
    initializedCondition(pod.spec, statuses, phase),
    readyCondition(pod, containersReady),
    { ...containersReady, type: 'ContainersReady' },
  ];
}

function initializedCondition(spec: Pod['spec'], statuses: readonly ContainerStatus[], phase: PodPhase) {
  const find = finder(statuses);
  const unknown: string[] = [];
  const incomplete: string[] = [];
  for (const container of spec?.initContainers ?? []) {
    const status = find(container.name);
    if (!status) unknown.push(container.name);
    else if (isSidecar(container) ? !status.started : !status.ready) incomplete.push(container.name);
  }
  if (phase === 'Succeeded' && unknown.length === 0) return condition('Initialized', 'True', 'PodCompleted', '');
  if (hasStarted(spec, statuses)) return condition('Initialized', 'True', '', '');
  const message = describe({ unknown, incomplete });
  if (message !== '') return condition('Initialized', 'False', 'ContainersNotInitialized', message);
  return condition('Initialized', 'True', '', '');
}

function containersReadyCondition(spec: Pod['spec'], statuses: readonly ContainerStatus[], phase: PodPhase) {
  const find = finder(statuses);
  const unknown: string[] = [];
  const unready: string[] = [];
  for (const container of [...(spec?.initContainers ?? []).filter(isSidecar), ...(spec?.containers ?? [])]) {
    const status = find(container.name);
    if (!status) unknown.push(container.name);
    else if (!status.ready) unready.push(container.name);
  }
  if (phase === 'Succeeded' && unknown.length === 0) return condition('Ready', 'False', 'PodCompleted', '');
  if (phase === 'Failed') return condition('Ready', 'False', 'PodFailed', '');
  const message = describe({ unknown, unready });
  if (message !== '') return condition('Ready', 'False', 'ContainersNotReady', message);
  return condition('Ready', 'True', '', '');
}

function readyCondition(pod: Pod, containersReady: ConditionFacts): ConditionFacts {
  if (containersReady.status !== 'True') return { ...containersReady, type: 'Ready' };
  const problems: string[] = [];
  for (const { conditionType } of pod.spec?.readinessGates ?? []) {
    const gate = pod.status?.conditions?.find((candidate) => candidate.type === conditionType);
    if (!gate) problems.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`);
    else if (gate.status !== 'True') {
      problems.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`);
    }
  }
  if (problems.length > 0) return condition('Ready', 'False', 'ReadinessGatesNotReady', problems.join(', '));
  return condition('Ready', 'True', '', '');
}

/** Whether a regular container runs or has run: then the Pod has been initialized. */
function hasStarted(spec: Pod['spec'], statuses: readonly ContainerStatus[]): boolean {
  const find = finder(statuses);
  return (spec?.containers ?? []).some(({ name }) => {
    const state = find(name)?.state;
    return Boolean(state?.running || state?.terminated);
  });
}

function finder(statuses: readonly ContainerStatus[]) {
  return (name: string) => statuses.find((status) => status.name === name);
}

function condition(type: string, status: 'True' | 'False', reason: string, message: string): ConditionFacts {
  return { type, status, reason, message };
}

function describe(groups: Record<string, readonly string[]>): string {
  return Object.entries(groups)
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `containers with ${what} status: [${names.join(' ')}]`)
    .join(', ');
}
