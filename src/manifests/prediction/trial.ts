import type { CronJob, Job } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { invariant } from '../../invariant.ts';
import { Cluster } from '../../simulation/cluster.ts';
import { Settling } from '../../simulation/settle.ts';
import { type AppliedManifest, applyManifest, makeNamespace, startJobOf } from './applying.ts';
import { nextRunMs } from './nextRun.ts';
import type { PredictionInput } from './prediction.ts';
import { spanText } from './spans.ts';
import { loadMs, TrialLoad } from './trialLoad.ts';
import { planTrial, type TrialPlan } from './trialPlan.ts';
import { Witness } from './witness.ts';

/** A Monday at noon. */
const usualStartMs = Date.UTC(2026, 0, 5, 12);
const usualNodes = 2;
const maxNodes = 10;
/** By then the cluster's own Pods are ready, metrics-server last. */
const bootMs = 180_000;
/** A Namespace has its ServiceAccount by then. */
const furnishingMs = 500;
/** A Deployment's default deadline for progress is ten minutes; what has not happened a minute later is not waited for. */
const horizonMs = 660_000;
/** What a trial may take of the host: some seconds at the most. */
const maxSteps = 200_000;

/** The parts of a trial that are over when each phase begins. */
const phaseParts = { boot: 0, furnish: 0.1, apply: 0.1, run: 0.15, done: 1 } as const;

/** Applies manifests in a cluster of their own and runs it until nothing happens any more, in slices. */
export class Trial {
  readonly plan: TrialPlan;
  readonly applied: AppliedManifest[] = [];
  readonly #input: PredictionInput;
  readonly #limits: string[] = [];
  #phase: keyof typeof phaseParts = 'boot';
  #cluster: Cluster | undefined;
  #witness: Witness | undefined;
  #settling: Settling | undefined;
  #load: TrialLoad | undefined;
  /** Those that no manifest describes. */
  readonly #madeNamespaces = new Set<string>();
  #next = 0;
  #endMs = horizonMs;
  #part = 0;

  constructor(input: PredictionInput) {
    this.#input = input;
    this.plan = planTrial(input);
  }

  /** There from the end of the first step on. */
  get cluster(): Cluster | undefined {
    return this.#cluster;
  }

  /** There from the first manifest on. */
  get witness(): Witness | undefined {
    return this.#witness;
  }

  get load(): TrialLoad | undefined {
    return this.#load;
  }

  get madeNamespaces(): ReadonlySet<string> {
    return this.#madeNamespaces;
  }

  get limits(): readonly string[] {
    return [...this.plan.limits, ...this.#limits];
  }

  /** When virtual time began, milliseconds since 1970. */
  get startTimeMs(): number {
    const { startTimeMs } = this.#input;
    return Number.isFinite(startTimeMs) ? Math.floor(startTimeMs as number) : usualStartMs;
  }

  get isOver(): boolean {
    return this.#phase === 'done';
  }

  get part(): number {
    const begin = phaseParts[this.#phase];
    const ran = this.#phase === 'run' && this.#witness ? this.#witness.nowMs / this.#endMs : 0;
    this.#part = Math.max(this.#part, Math.min(1, begin + (1 - begin) * ran));
    return this.#part;
  }

  runSlice(hasTime: () => boolean): 'more' | 'done' {
    do {
      if (this.#step(hasTime) === 'done') return 'done';
    } while (hasTime());
    return 'more';
  }

  #step(hasTime: () => boolean): 'more' | 'done' {
    switch (this.#phase) {
      case 'boot':
        return this.#boot(hasTime);
      case 'furnish':
        return this.#furnish();
      case 'apply':
        return this.#applyNext();
      case 'run':
        return this.#run();
      default:
        return 'done';
    }
  }

  #boot(hasTime: () => boolean): 'more' | 'done' {
    if (this.plan.manifests.length === 0) return this.#end();
    if (!this.#cluster) {
      const wanted = this.#input.nodes ?? usualNodes;
      const nodes = Number.isInteger(wanted) ? Math.min(maxNodes, Math.max(1, wanted)) : usualNodes;
      if (nodes < wanted) this.#limits.push(`The trial had ${nodes} Nodes, not ${wanted}.`);
      this.#cluster = new Cluster({ seed: 1, startTimeMs: this.startTimeMs, nodes, addons: 'kubeadm' }, 'none');
      this.#settling = new Settling(this.#cluster, bootMs);
      return 'more';
    }
    if (this.#settling?.runSlice(hasTime) !== 'more') this.#phase = 'furnish';
    return 'more';
  }

  /** Namespaces come first, those that nobody wrote too, and get what the cluster puts into each. */
  #furnish(): 'more' {
    const { cluster } = this;
    invariant(cluster, 'the cluster has been started');
    this.#witness = new Witness(cluster);
    for (; this.plan.manifests[this.#next]?.info.kind === 'Namespace'; this.#next += 1) this.#apply(cluster);
    for (const { namespace } of this.plan.manifests) {
      if (namespace !== '' && makeNamespace(cluster, namespace)) this.#madeNamespaces.add(namespace);
    }
    if (this.#next + this.#madeNamespaces.size > 0) cluster.advanceBy(furnishingMs);
    this.#phase = 'apply';
    return 'more';
  }

  #applyNext(): 'more' {
    const { cluster, witness } = this;
    invariant(cluster && witness, 'the cluster has been started');
    if (this.#next < this.plan.manifests.length) {
      this.#apply(cluster);
      this.#next += 1;
      return 'more';
    }
    const { load } = this.#input;
    if (load) this.#load = new TrialLoad(load, cluster, witness);
    for (const { info, uid } of this.applied) {
      if (info.kind === 'CronJob' && uid !== undefined) this.#startCronJob(cluster, witness, uid);
    }
    this.#settling = new Settling(cluster, horizonMs + loadMs);
    this.#phase = 'run';
    return 'more';
  }

  #apply(cluster: Cluster): void {
    const manifest = this.plan.manifests[this.#next];
    if (manifest) this.applied.push(applyManifest(cluster, manifest, this.applied));
  }

  /** What a CronJob's Job does is shown, though its time comes only after the trial. */
  #startCronJob(cluster: Cluster, witness: Witness, uid: string): void {
    const cronJob = witness.object(uid) as Stored<CronJob> | undefined;
    const nextMs = cronJob && nextRunMs(cronJob, cluster.nowMs);
    if (cronJob && (nextMs === undefined || nextMs > cluster.nowMs + horizonMs / 2)) startJobOf(cluster, cronJob);
  }

  #run(): 'more' | 'done' {
    const { cluster, witness } = this;
    invariant(cluster && witness, 'the cluster has been started');
    this.#load?.look();
    const began = this.#load?.beganMs;
    if (began !== undefined) this.#endMs = began + loadMs;
    const slice = this.#settling?.runSlice(() => false);
    if (slice === 'settled' && !this.#isAwaited(witness)) return this.#end();
    // What is awaited comes with a heartbeat: a scheduled run, an autoscaler's look.
    if (slice === 'settled') this.#settling = new Settling(cluster, horizonMs + loadMs);
    if (witness.nowMs >= this.#endMs) {
      if (this.#isUnfinished(witness))
        this.#limits.push(`Not everything had come to rest when the trial ended, after ${spanText(witness.nowMs)}.`);
      return this.#end();
    }
    if (cluster.timeline.steps > maxSteps) {
      const span = spanText(witness.nowMs);
      this.#limits.push(`So much happens that the trial was broken off after ${span} of the cluster's time.`);
      return this.#end();
    }
    return 'more';
  }

  /** Whether something is still to come though nothing happens now. */
  #isAwaited(witness: Witness): boolean {
    if (this.#load) return true;
    const kinds = new Set(this.applied.map(({ info }) => info.kind));
    if (kinds.has('HorizontalPodAutoscaler') || kinds.has('CronJob') || this.#isUnfinished(witness)) return true;
    // A deadline may pass, or a probe, which is a heartbeat, may pass after all.
    return witness.pods.some(({ isReady, isGone, finishedMs }) => !isReady && !isGone && finishedMs === undefined);
  }

  #isUnfinished(witness: Witness): boolean {
    return witness
      .objects<Job>('Job')
      .some(({ status }) => !status?.conditions?.some(({ type }) => type === 'Complete' || type === 'Failed'));
  }

  #end(): 'done' {
    this.#phase = 'done';
    return 'done';
  }
}
