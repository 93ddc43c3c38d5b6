import type { Container, Pod } from '../../api/generated/objects.ts';

/** What the container runtime says of the newest container of a name. */
export interface ObservedContainer {
  readonly name: string;
  readonly state: 'created' | 'running' | 'exited' | 'unknown';
  /** Of an exited one. */
  readonly exitCode?: number;
  /** The last result of its probe; missing while there is none. */
  readonly startup?: ProbeVerdict;
  readonly liveness?: ProbeVerdict;
  /** The Pod now asks for another image than it runs. */
  readonly changed?: boolean;
}

export type ProbeVerdict = 'success' | 'failure' | 'unknown';

export interface KillReason {
  readonly reason: 'Unknown' | 'LivenessProbe' | 'StartupProbe' | 'DefinitionChanged';
  readonly message: string;
}

/** What the kubelet does next for a Pod. */
export interface PodActions {
  /** End all that runs, the sandbox too. */
  readonly killPod: boolean;
  readonly createSandbox: boolean;
  /** Names, in the order of the spec. */
  readonly initContainersToStart: readonly string[];
  readonly containersToStart: readonly string[];
  readonly containersToKill: ReadonlyMap<string, KillReason>;
}

interface Draft {
  killPod: boolean;
  createSandbox: boolean;
  initContainersToStart: string[];
  containersToStart: string[];
  readonly containersToKill: Map<string, KillReason>;
}

/** An init container with `restartPolicy: Always` is a native sidecar (KEP-753). */
export function isSidecar(initContainer: Container): boolean {
  return initContainer.restartPolicy === 'Always';
}

/**
 * Decides from the spec and what runs which containers to start and kill next, as the kubelet does on each sync
 * (`computePodActions`; https://kubernetes.io/docs/concepts/workloads/pods/init-containers/ and …/sidecar-containers/).
 * `sandbox` is `none` before the Pod's first sandbox, `lost` when the one it had is gone.
 */
export function podActions(
  pod: Pod,
  observed: readonly ObservedContainer[],
  sandbox: 'ready' | 'none' | 'lost',
): PodActions {
  const find = (name: string) => observed.find((container) => container.name === name);
  const draft: Draft = {
    killPod: false,
    createSandbox: false,
    initContainersToStart: [],
    containersToStart: [],
    containersToKill: new Map(),
  };
  if (sandbox !== 'ready') {
    startAnew(pod, draft, find, sandbox === 'lost' && observed.length > 0);
    return draft;
  }
  const initialized = initActions(pod, draft, find);
  if (draft.killPod || !initialized) return draft;

  const restartPolicy = pod.spec?.restartPolicy ?? 'Always';
  let keptCount = 0;
  for (const container of pod.spec?.containers ?? []) {
    const status = find(container.name);
    if (status?.state !== 'running') {
      if (!shouldStart(pod, status)) continue;
      draft.containersToStart.push(container.name);
      if (status?.state === 'unknown') {
        draft.containersToKill.set(container.name, unknownState('Container'));
      }
      continue;
    }
    const subject = `Container ${container.name}`;
    const why = status.changed ? definitionChanged(subject) : failedProbe(subject, status);
    if (!why) {
      keptCount += 1;
      continue;
    }
    const restarts = restartPolicy !== 'Never' || status.changed;
    if (restarts) draft.containersToStart.push(container.name);
    draft.containersToKill.set(
      container.name,
      restarts ? { ...why, message: `${why.message}, will be restarted` } : why,
    );
  }
  if (keptCount === 0 && draft.containersToStart.length === 0) {
    draft.killPod = true;
    // Sidecars must not keep alive a Pod whose work is done.
    draft.initContainersToStart = [];
  }
  return draft;
}

type Find = (name: string) => ObservedContainer | undefined;

function startAnew(pod: Pod, draft: Draft, find: Find, ranBefore: boolean): void {
  const restartPolicy = pod.spec?.restartPolicy ?? 'Always';
  draft.killPod = true;
  if (restartPolicy === 'Never' && ranBefore) return;
  const toStart = (pod.spec?.containers ?? []).filter((container) => {
    const status = find(container.name);
    return !(restartPolicy === 'OnFailure' && status?.state === 'exited' && status.exitCode === 0);
  });
  if (toStart.length === 0) return;
  draft.createSandbox = true;
  const firstInit = pod.spec?.initContainers?.[0];
  if (firstInit) draft.initContainersToStart.push(firstInit.name);
  else draft.containersToStart.push(...toStart.map((container) => container.name));
}

/** Walks the init containers from the last to the first; true when the regular containers may run. */
function initActions(pod: Pod, draft: Draft, find: Find): boolean {
  const initContainers = pod.spec?.initContainers ?? [];
  if (initContainers.length === 0) return true;
  const restartsOnFailure = pod.spec?.restartPolicy !== 'Never';
  let initialized = (pod.spec?.containers ?? []).some(({ name }) => {
    const state = find(name)?.state;
    return state === 'created' || state === 'running';
  });
  let laterOnesRan = initialized;
  const toStart: string[] = [];
  const startNext = (index: number) => {
    const next = initContainers[index + 1];
    if (next) toStart.push(next.name);
    else initialized = true;
  };

  for (let index = initContainers.length - 1; index >= 0; index--) {
    const container = initContainers[index] as Container;
    const status = find(container.name);
    const sidecar = isSidecar(container);
    if (!status) {
      if (laterOnesRan && sidecar) toStart.push(container.name);
      continue;
    }
    if (laterOnesRan && !sidecar) continue;
    if (status.state === 'created') {
      toStart.push(container.name);
    } else if (status.state === 'running') {
      if (sidecar) {
        const { startup } = status;
        const liveness = container.livenessProbe ? status.liveness : undefined;
        const subject = `Init container ${container.name}`;
        const why = status.changed ? definitionChanged(subject) : failedProbe(subject, { startup, liveness });
        const started = !container.startupProbe || status.startup === 'success';
        if (started && !laterOnesRan) startNext(index);
        if (why && (started || why.reason === 'StartupProbe')) {
          draft.containersToKill.set(container.name, why);
          toStart.push(container.name);
        }
      }
    } else if (status.state === 'exited') {
      if (sidecar) {
        toStart.push(container.name);
      } else if (status.exitCode !== 0) {
        if (!restartsOnFailure) return giveUp(draft);
        toStart.push(container.name);
      } else {
        startNext(index);
      }
    } else {
      if (!sidecar && !restartsOnFailure) return giveUp(draft);
      draft.containersToKill.set(container.name, unknownState('Init container'));
      toStart.push(container.name);
    }
    laterOnesRan = true;
  }
  const first = initContainers[0];
  if (!laterOnesRan && first) toStart.push(first.name);
  draft.initContainersToStart = toStart.reverse();
  return initialized;
}

function giveUp(draft: Draft): false {
  draft.killPod = true;
  draft.initContainersToStart = [];
  return false;
}

function shouldStart(pod: Pod, status: ObservedContainer | undefined): boolean {
  if (pod.metadata?.deletionTimestamp) return false;
  if (status?.state !== 'exited') return true;
  if (pod.spec?.restartPolicy === 'Never') return false;
  return !(pod.spec?.restartPolicy === 'OnFailure' && status.exitCode === 0);
}

function failedProbe(
  subject: string,
  status: { readonly startup?: ProbeVerdict | undefined; readonly liveness?: ProbeVerdict | undefined },
): KillReason | undefined {
  if (status.liveness === 'failure') return { reason: 'LivenessProbe', message: `${subject} failed liveness probe` };
  if (status.startup === 'failure') return { reason: 'StartupProbe', message: `${subject} failed startup probe` };
  return undefined;
}

function unknownState(subject: string): KillReason {
  return { reason: 'Unknown', message: `${subject} is in "unknown" state, try killing it before restart` };
}

function definitionChanged(subject: string): KillReason {
  return { reason: 'DefinitionChanged', message: `${subject} definition changed` };
}
