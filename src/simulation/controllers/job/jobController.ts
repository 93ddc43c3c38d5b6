import type { Job, Pod } from '../../../api/generated/objects.ts';
import { apiVersionOf } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime } from '../../../api/time.ts';
import { jobKind, podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { claimObjects, wouldAdopt } from '../claim.ts';
import { type ControlledChange, type ControlledObjects, controllerOf } from '../controlledObjects.ts';
import { PodControl } from '../pods/podControl.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { type FailureRecord, noFailures } from './backoff.ts';
import { isFinished, newCondition, withCondition } from './conditions.ts';
import { allSucceeded, deadlineMs, endingOf } from './endings.ts';
import { isManagedElsewhere, isSuspended } from './jobKinds.ts';
import { deletePods, type Managed, managePods } from './jobPods.ts';
import { isTracked, type JobRun, lookAt } from './jobRun.ts';
import { countEnds, untrack } from './tracking.ts';

/** From a change of a Job to the controller's answer. */
const latencyMs = 5;
/** Changes of Pods are gathered for so long (`syncJobBatchPeriod`). */
const batchMs = 1_000;

/** Runs the Pods of Jobs until enough of them have succeeded (https://kubernetes.io/docs/concepts/workloads/controllers/job/). */
export class JobController {
  readonly #context: ComponentContext;
  readonly #jobs: Pick<ControlledObjects<Job>, 'onChange'>;
  readonly #pods: ControlledObjects<Pod>;
  readonly #events: EventRecorder;
  readonly #control: PodControl;
  readonly #queue: WorkQueue;
  /** Pods whose end nobody will count any more. */
  readonly #strays: WorkQueue;
  readonly #failures = new Map<string, FailureRecord>();

  constructor(context: ComponentContext, jobs: Pick<ControlledObjects<Job>, 'onChange'>, pods: ControlledObjects<Pod>) {
    this.#context = context;
    this.#jobs = jobs;
    this.#pods = pods;
    this.#events = new EventRecorder(context, { component: 'job-controller' });
    this.#control = new PodControl(context, this.#events);
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key));
    this.#strays = new WorkQueue(context.timeline, latencyMs, (key) => this.#letGo(key));
    this.#jobs.onChange((change) => this.#onJob(change));
    pods.onChange((change) => this.#onPod(change));
    for (const job of context.api.list<Job>(jobKind)) this.#queue.add(keyOf(job));
  }

  #onJob({ type, object: job, previous }: ControlledChange<Job>): void {
    const key = keyOf(job);
    if (type === 'DELETED' || isFinished(job)) {
      for (const pod of this.#pods.of(job.metadata.uid)) if (isTracked(pod)) this.#strays.add(keyOf(pod));
    }
    if (previous && type === 'MODIFIED' && previous.metadata.generation === job.metadata.generation) {
      this.#queue.addAfter(key, batchMs, 'work');
    } else this.#queue.add(key);
  }

  #onPod({ type, object: pod, previous }: ControlledChange<Pod>): void {
    const owners = [controllerOf(pod), previous && controllerOf(previous)];
    for (const owner of owners) {
      if (owner?.kind === 'Job') this.#queue.addAfter(`${pod.metadata.namespace}/${owner.name}`, batchMs, 'work');
    }
    if (type === 'DELETED') return;
    if (isTracked(pod) && !this.#jobOf(pod)) this.#strays.add(keyOf(pod));
    if (owners[0] || (previous && !owners[1] && previous.metadata.labels === pod.metadata.labels)) return;
    for (const job of this.#context.api.list<Job>(jobKind, pod.metadata.namespace)) {
      if (wouldAdopt(job.spec?.selector, pod)) this.#queue.addAfter(keyOf(job), batchMs, 'work');
    }
  }

  /** The Job that counts the Pod's end. */
  #jobOf(pod: Stored<Pod>): Stored<Job> | undefined {
    const owner = controllerOf(pod);
    if (owner?.kind !== 'Job' || owner.apiVersion !== apiVersionOf(jobKind)) return undefined;
    const job = this.#context.api.get<Job>(jobKind, pod.metadata.namespace ?? '', owner.name);
    return job?.metadata.uid === owner.uid ? job : undefined;
  }

  #letGo(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const pod = this.#context.api.get<Pod>(podKind, namespace, name);
    const job = pod && this.#jobOf(pod);
    if (pod && (!job || (isFinished(job) && !isManagedElsewhere(job)))) untrack(this.#context.api, pod);
    return 'done';
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const job = api.get<Job>(jobKind, namespace, name);
    if (!job || isFinished(job)) {
      this.#failures.delete(key);
      return 'done';
    }
    if (isManagedElsewhere(job)) return 'done';
    const claimant = { info: jobKind, owner: job, selector: job.spec?.selector };
    const pods = claimObjects(api, podKind, this.#pods, claimant);
    const nowMs = this.#context.nowMs();
    const run = lookAt(job, pods, this.#failures.get(key) ?? noFailures, nowMs);
    if (run.status.startTime === undefined && !isSuspended(job)) run.status.startTime = formatTime(nowMs);
    run.end = endingOf(run);
    const managed = run.end ? this.#stop(run) : this.#goOn(run);
    this.#report(key, run);
    if (managed.waitMs !== undefined) this.#queue.addAfter(key, managed.waitMs, 'deadline');
    const endMs = deadlineMs({ ...job, status: run.status });
    if (!run.end && endMs !== undefined && !isSuspended(job)) this.#queue.addAfter(key, endMs - nowMs, 'deadline');
    return managed.refusal ? 'again' : 'done';
  }

  #stop(run: JobRun): Managed {
    deletePods(run, run.active, this.#control);
    return {};
  }

  #goOn(run: JobRun): Managed {
    const { job } = run;
    const isLeaving = job.metadata.deletionTimestamp !== undefined;
    const managed = isLeaving ? {} : managePods(run, this.#control);
    const { completions } = job.spec ?? {};
    const enough = completions === undefined ? run.succeeded > 0 : run.succeeded >= completions;
    if (enough && run.activeCount === 0) run.end = allSucceeded(run.nowMs);
    else if (!isLeaving) this.#noteSuspension(run);
    return managed;
  }

  #noteSuspension({ job, status, nowMs }: JobRun): void {
    const suspended = isSuspended(job);
    const words = suspended
      ? { reason: 'JobSuspended', message: 'Job suspended' }
      : { reason: 'JobResumed', message: 'Job resumed' };
    const before = status.conditions ?? [];
    const conditions = withCondition(before, newCondition('Suspended', suspended ? 'True' : 'False', words, nowMs));
    if (conditions === before) return;
    status.conditions = [...conditions];
    // The time of a Job that goes on begins anew.
    if (!suspended) status.startTime = formatTime(nowMs);
    this.#events.record(job, {
      type: 'Normal',
      reason: suspended ? 'Suspended' : 'Resumed',
      message: words.message,
    });
  }

  #report(key: string, run: JobRun): void {
    const { job, status, activeCount } = run;
    const { active, ...others } = status;
    for (const field of Object.keys(status)) delete (status as Record<string, unknown>)[field];
    Object.assign(status, others, {
      ...(activeCount > 0 && { active: activeCount }),
      ready: run.readyCount,
      terminating: run.terminatingCount,
    });
    this.#failures.set(key, run.failures);
    const { finished, more } = countEnds(this.#context.api, run, formatTime(run.nowMs));
    if (more) this.#queue.add(key);
    if (finished) this.#sayEnd(job, run);
  }

  #sayEnd(job: Stored<Job>, { status, end }: JobRun): void {
    if (end?.type !== 'Complete') {
      const { reason = '', message = '' } = end ?? {};
      this.#events.record(job, { type: 'Warning', reason, message });
      return;
    }
    const { completions } = job.spec ?? {};
    if (completions !== undefined && (status.succeeded ?? 0) > completions) {
      const message = 'Too many succeeded pods running after completion count reached';
      this.#events.record(job, { type: 'Warning', reason: 'TooManySucceededPods', message });
    }
    this.#events.record(job, { type: 'Normal', reason: 'Completed', message: 'Job completed' });
  }
}

function keyOf({ metadata }: Stored): string {
  return `${metadata.namespace}/${metadata.name}`;
}
