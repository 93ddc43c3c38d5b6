import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { podKind } from '../apiserver/knownKinds.ts';
import type { Timer } from '../timeline.ts';
import { ActiveDeadline } from './activeDeadline.ts';
import { ContainerKill } from './containerKill.ts';
import type { ContainerSlot } from './containerRecord.ts';
import { type StartHooks, startContainer } from './containerStart.ts';
import { LocalStorage } from './localStorage.ts';
import { type KillReason, podActions } from './podActions.ts';
import { isNewsToKubelet } from './podChanges.ts';
import { type NodeContext, PodContext } from './podContext.ts';
import { PodKill } from './podKill.ts';
import { sandboxHostname } from './podNames.ts';
import { resizeContainers } from './podResize.ts';
import { reportStatus } from './podStatusReport.ts';
import { sayMissingPullSecrets } from './pullSecrets.ts';
import { sandboxNetwork } from './sandboxNetwork.ts';
import { sandboxSecurity } from './securityContext.ts';
import { volumesReady } from './volumes/volumeSync.ts';

/** The kubelet learns from the runtime what started and exited by listing once a second (PLEG relist period). */
const relistMs = 1_000;
/** A resize that waits for room is tried again. */
const resizeRetryMs = 60_000;
/** Making a Pod's sandbox: the pause container and its network; typical of containerd with a bridge CNI. */
const sandboxMs = 400;
/** A sandbox that could not be made is tried again with the next sync, some ten seconds later. */
const sandboxRetryMs = 10_000;
/** A volume that cannot be set up is tried again after 0.5 s, doubling up to 2 min 2 s (kubelet's exponential back-off). */
const firstMountRetryMs = 500;
const maxMountRetryMs = 122_000;
/** Who uses too much of the Node's disk is ended with little delay (`immediateEvictionGracePeriodSeconds`). */
const evictionGraceMs = 1_000;
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
  /** Of one container that will be restarted. */
  #containerKill: ContainerKill | undefined;
  readonly #deadline: ActiveDeadline;
  readonly #localStorage: LocalStorage;
  #finished = false;
  /** The newest version that came through the watch. */
  #seen: Stored<Pod>;
  /** The object is no longer in the API. */
  #isRemoved = false;
  #mountRetryMs = firstMountRetryMs;

  constructor(node: NodeContext, pod: Stored<Pod>, onGone: () => void) {
    this.context = new PodContext(node, pod);
    this.#seen = pod;
    this.#onGone = onGone;
    this.#deadline = new ActiveDeadline(this.context, () => this.#end(this.#graceMs()));
    this.#localStorage = new LocalStorage(this.context, () => this.#end(evictionGraceMs));
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
    // Not the context's: a status report may have brought that further than the watch has come.
    const before = this.#seen;
    this.#seen = pod;
    this.context.pod = pod;
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
    if (deletionTimestamp === undefined) {
      if (!this.#finished && isNewsToKubelet(pod, before)) this.#syncIn(0);
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
    this.#deadline.look();
    this.#localStorage.look();
    const phase = reportStatus(context);
    if (phase === 'Succeeded' || phase === 'Failed') {
      this.#end(this.#graceMs());
      return;
    }
    if (!this.#volumesReady()) return;
    sayMissingPullSecrets(context);
    context.probes.begin(() => this.#verdictChanged());
    for (const slot of context.slots) slot.noteExit();
    const ofSpec = context.slots.filter(({ role }) => role !== 'ephemeral');
    const observed = ofSpec.flatMap((slot) => slot.observe() ?? []);
    const actions = podActions(context.pod, observed, this.#sandboxState());
    const restarts = resizeContainers(context);
    if (context.resizeProblem?.reason === 'Deferred') this.#resizeLater();
    this.#busy = true;
    const start = () => {
      const debugging = context.slots.filter(({ role, newest }) => role === 'ephemeral' && !newest);
      const names = [...actions.initContainersToStart, ...actions.containersToStart];
      const slots = [...debugging, ...names.flatMap((name) => context.slot(name) ?? [])];
      this.#killAll([...actions.containersToKill, ...restarts], () => this.#startAll(slots));
    };
    if (actions.createSandbox) this.#createSandbox(start);
    else if (actions.killPod) this.#kill = new PodKill(context, this.#graceMs(), () => this.#killedForNow());
    else start();
  }

  /** One after the other, each until it has exited. */
  #killAll(kills: readonly (readonly [name: string, why: KillReason])[], then: () => void): void {
    const [next, ...rest] = kills;
    if (!next) {
      then();
      return;
    }
    const [name, { message, reason }] = next;
    const slot = this.context.slot(name);
    const life = slot?.newest;
    if (!slot || !life || life.exit) {
      this.#killAll(rest, then);
      return;
    }
    const graceMs = this.#graceMs(slot, reason);
    const kill = new ContainerKill(this.context, slot, life, { message, graceMs, order: 'now' });
    this.#containerKill = kill;
    life.whenExited = () => {
      kill.stop();
      this.#containerKill = undefined;
      if (!this.context.ending) this.#killAll(rest, then);
    };
  }

  /** Room may come: nobody says when. */
  #resizeLater(): void {
    this.context.node.timeline.heartbeatAfter(resizeRetryMs, () => this.#syncIn(0));
  }

  #verdictChanged(): void {
    if (this.context.ending) reportStatus(this.context);
    else this.#syncIn(0);
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

  /** The grace period of the Pod; a probe that has one of its own wins for the kill that it causes. */
  #graceMs(slot?: ContainerSlot, why?: KillReason['reason']): number {
    const { startupProbe, livenessProbe } = slot?.spec ?? {};
    const probe = why === 'LivenessProbe' ? livenessProbe : why === 'StartupProbe' ? startupProbe : undefined;
    const ofPod = this.context.pod.spec?.terminationGracePeriodSeconds ?? 30;
    return (probe?.terminationGracePeriodSeconds ?? ofPod) * 1000;
  }

  #volumesReady(): boolean {
    if (volumesReady(this.context)) return true;
    this.#syncIn(this.#mountRetryMs);
    this.#mountRetryMs = Math.min(this.#mountRetryMs * 2, maxMountRetryMs);
    return false;
  }

  #createSandbox(then: () => void): void {
    const { context } = this;
    const { node, pod } = context;
    const { hostname: podHostname, problem } = sandboxHostname(pod);
    if (problem !== undefined) {
      const message = `Failed to create pod sandbox: ${problem}`;
      node.events.record(pod, { type: 'Warning', reason: 'FailedCreatePodSandBox', message });
      this.#busy = false;
      this.#syncIn(sandboxRetryMs);
      return;
    }
    if (context.hadSandbox) {
      const message = 'Pod sandbox changed, it will be killed and re-created.';
      node.events.record(pod, { type: 'Normal', reason: 'SandboxChanged', message });
    }
    node.timeline.after(sandboxMs, () => {
      if (!context.ending) {
        const onHost = pod.spec?.hostNetwork === true;
        context.ip = onHost ? node.hostIp : node.takeAddress();
        const hostname = onHost ? node.nodeName : podHostname;
        const network = onHost ? 'host' : { ip: context.ip };
        const ofSpec = { ...sandboxNetwork(pod), ...sandboxSecurity(pod.spec) };
        context.sandbox = node.runtime.createSandbox({ hostname, network, ...ofSpec });
        context.volumes.files.make(context);
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
    this.#deadline.stop();
    this.#localStorage.stop();
    this.#containerKill?.stop();
    this.#containerKill = undefined;
    context.probes.stopLivenessAndStartup();
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
    context.isOver = true;
    context.probes.stop();
    if (context.sandbox) node.runtime.removeSandbox(context.sandbox);
    context.sandbox = undefined;
    context.volumes.tearDown();
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
