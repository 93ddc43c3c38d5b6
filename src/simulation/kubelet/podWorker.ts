import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { sameJson } from '../apiserver/equality.ts';
import { podKind } from '../apiserver/knownKinds.ts';
import type { Timer } from '../timeline.ts';
import type { ContainerSlot } from './containerRecord.ts';
import { type StartHooks, startContainer } from './containerStart.ts';
import { type KillReason, podActions } from './podActions.ts';
import { type NodeContext, PodContext } from './podContext.ts';
import { PodKill, stopContainer } from './podKill.ts';
import { reportStatus } from './podStatusReport.ts';

/** The kubelet learns from the runtime what started and exited by listing once a second (PLEG relist period). */
const relistMs = 1_000;
/** Making a Pod's sandbox: the pause container and its network; typical of containerd with a bridge CNI. */
const sandboxMs = 400;
/** A volume that cannot be set up is tried again after 0.5 s, doubling up to 2 min 2 s (kubelet's exponential back-off). */
const firstMountRetryMs = 500;
const maxMountRetryMs = 122_000;
/** Cleaning up (unmounting, removing cgroups) before the last word to the API server. */
const cleanupMs = 300;

/** What the kubelet does for one Pod, from its binding to its end: one sync at a time, each from the state as it is. */
export class PodWorker {
  readonly context: PodContext;
  readonly #onGone: () => void;
  readonly #hooks: StartHooks;
  #busy = false;
  /** A sync was due while the one before was still starting containers. */
  #syncAgain = false;
  #syncTimer: Timer | undefined;
  #syncAtMs = Number.POSITIVE_INFINITY;
  #kill: PodKill | undefined;
  #finished = false;
  /** The object is no longer in the API. */
  #isRemoved = false;
  #mountRetryMs = firstMountRetryMs;

  constructor(node: NodeContext, pod: Stored<Pod>, onGone: () => void) {
    this.context = new PodContext(node, pod);
    this.#onGone = onGone;
    this.#hooks = {
      onStart: () => this.#syncAtRelist(),
      onExit: () => this.#containerExited(),
      retryIn: (delayMs) => this.#syncIn(delayMs),
    };
    if (pod.metadata.deletionTimestamp === undefined) this.#syncIn(0);
    else this.update(pod);
  }

  /** A newer version of the Pod has been seen. */
  update(pod: Stored<Pod>): void {
    const before = this.context.pod;
    this.context.pod = pod;
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
    if (deletionTimestamp === undefined) {
      // A change of the status alone, most often the kubelet's own, is no reason for a sync.
      if (!this.#finished && !sameWish(pod, before)) this.#syncIn(0);
      return;
    }
    if (this.#finished) this.#removeObject();
    else this.#end(deletionGracePeriodSeconds * 1000);
  }

  /** The Pod has vanished from the API: what still runs is ended. */
  removed(): void {
    this.#isRemoved = true;
    if (this.#finished) this.#onGone();
    else this.#end(this.#graceMs());
  }

  #syncIn(delayMs: number): void {
    const { timeline } = this.context.node;
    const atMs = timeline.nowMs + delayMs;
    if (atMs >= this.#syncAtMs) return;
    this.#syncTimer?.cancel();
    this.#syncAtMs = atMs;
    this.#syncTimer = timeline.after(delayMs, () => {
      this.#syncAtMs = Number.POSITIVE_INFINITY;
      this.#sync();
    });
  }

  /** At the runtime's next listing. */
  #syncAtRelist(): void {
    const { nowMs } = this.context.node.timeline;
    this.#syncIn(relistMs - (nowMs % relistMs));
  }

  #containerExited(): void {
    if (this.#kill) this.#kill.proceed();
    else this.#syncAtRelist();
  }

  #sync(): void {
    const { context } = this;
    if (context.ending || this.#finished) return;
    if (this.#busy) {
      this.#syncAgain = true;
      return;
    }
    this.#syncAgain = false;
    const phase = reportStatus(context);
    if (phase === 'Succeeded' || phase === 'Failed') {
      this.#end(this.#graceMs());
      return;
    }
    if (!this.#volumesReady()) return;
    const observed = context.slots.flatMap((slot) => slot.observe() ?? []);
    const actions = podActions(context.pod, observed, this.#sandboxState());
    this.#busy = true;
    const start = () => {
      for (const [name, why] of actions.containersToKill) this.#killOne(name, why);
      // A container that is being killed starts again once it has exited.
      const names = [...actions.initContainersToStart, ...actions.containersToStart].filter(
        (name) => !actions.containersToKill.has(name),
      );
      this.#startAll(names.flatMap((name) => context.slot(name) ?? []));
    };
    if (actions.createSandbox) this.#createSandbox(start);
    else if (actions.killPod) this.#kill = new PodKill(context, this.#graceMs(), () => this.#killedForNow());
    else start();
  }

  #killOne(name: string, { message }: KillReason): void {
    const slot = this.context.slot(name);
    if (slot) stopContainer(this.context, slot, message, this.#graceMs());
  }

  /** Sidecars are ended when the Pod's work is done; the next sync finds the Pod's last phase. */
  #killedForNow(): void {
    this.#kill = undefined;
    this.#busy = false;
    this.#syncAtRelist();
  }

  #sandboxState(): 'ready' | 'none' | 'lost' {
    if (this.context.sandbox) return 'ready';
    return this.context.hadSandbox ? 'lost' : 'none';
  }

  #graceMs(): number {
    return (this.context.pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000;
  }

  #volumesReady(): boolean {
    const { context } = this;
    const { node, pod } = context;
    const problems = context.volumes.setUp({ api: node.api, pod, nowMs: node.nowMs() });
    if (problems.size === 0) return true;
    for (const [volume, problem] of problems) {
      const message = `MountVolume.SetUp failed for volume "${volume}" : ${problem}`;
      node.events.record(pod, { type: 'Warning', reason: 'FailedMount', message });
    }
    this.#syncIn(this.#mountRetryMs);
    this.#mountRetryMs = Math.min(this.#mountRetryMs * 2, maxMountRetryMs);
    return false;
  }

  #createSandbox(then: () => void): void {
    const { context } = this;
    const { node, pod } = context;
    node.timeline.after(sandboxMs, () => {
      if (!context.ending) {
        const onHost = pod.spec?.hostNetwork === true;
        context.ip = onHost ? node.hostIp : node.takeAddress();
        const hostname = onHost ? node.nodeName : (pod.spec?.hostname ?? pod.metadata.name);
        const network = onHost ? 'host' : { ip: context.ip };
        context.sandbox = node.runtime.createSandbox({ hostname, network });
        context.hadSandbox = true;
      }
      then();
    });
  }

  #startAll(slots: readonly ContainerSlot[]): void {
    const [slot, ...rest] = slots;
    if (slot && !this.context.ending) {
      startContainer(this.context, slot, this.#hooks, () => this.#startAll(rest));
      return;
    }
    this.#busy = false;
    if (this.context.ending) return;
    reportStatus(this.context);
    if (this.#syncAgain) this.#syncIn(0);
  }

  /** Ends the Pod's containers for good. */
  #end(graceMs: number): void {
    const { context } = this;
    this.#syncTimer?.cancel();
    const ended = () => this.#containersEnded();
    if (this.#kill) this.#kill.redirect(graceMs, ended);
    else this.#kill = new PodKill(context, graceMs, ended);
    context.ending = true;
  }

  #containersEnded(): void {
    const { context } = this;
    const { node } = context;
    this.#kill = undefined;
    this.#finished = true;
    if (context.sandbox) node.runtime.removeSandbox(context.sandbox);
    context.sandbox = undefined;
    if (context.ip !== '' && !context.pod.spec?.hostNetwork) node.releaseAddress(context.ip);
    reportStatus(context);
    if (this.#isRemoved) this.#onGone();
    else if (context.pod.metadata.deletionTimestamp !== undefined) this.#removeObject();
  }

  /** The last act of a graceful deletion. */
  #removeObject(): void {
    const { node, pod } = this.context;
    const { namespace = '', name, uid } = pod.metadata;
    node.timeline.after(cleanupMs, () => {
      node.api.delete(podKind, namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
    });
  }
}

/** Whether two versions of a Pod ask for the same. */
function sameWish(a: Stored<Pod>, b: Stored<Pod>): boolean {
  return (
    sameJson(a.spec, b.spec) &&
    sameJson(a.metadata.labels, b.metadata.labels) &&
    sameJson(a.metadata.annotations, b.metadata.annotations)
  );
}
