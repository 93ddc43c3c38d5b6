import type { Job } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { parseTime } from '../../api/time.ts';
import { jobKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';
import type { ControlledObjects } from './controlledObjects.ts';
import { lastWord } from './job/conditions.ts';
import { type SyncResult, WorkQueue } from './workQueue.ts';

/** From a change to the controller's answer. */
const latencyMs = 5;

/** Deletes Jobs some time after their end (https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/). */
export class TtlAfterFinished {
  readonly #context: ComponentContext;
  readonly #queue: WorkQueue;

  constructor(context: ComponentContext, jobs: Pick<ControlledObjects<Job>, 'onChange'>) {
    this.#context = context;
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key));
    jobs.onChange(({ type, object }) => {
      if (type !== 'DELETED' && expiryMs(object) !== undefined) {
        this.#queue.add(`${object.metadata.namespace}/${object.metadata.name}`);
      }
    });
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const job = this.#context.api.get<Job>(jobKind, namespace, name);
    const endMs = job && expiryMs(job);
    if (!job || endMs === undefined) return 'done';
    const waitMs = endMs - this.#context.nowMs();
    if (waitMs > 0) this.#queue.addAfter(key, waitMs, 'deadline');
    else {
      const preconditions = { uid: job.metadata.uid };
      this.#context.api.delete(jobKind, namespace, name, { propagationPolicy: 'Foreground', preconditions });
    }
    return 'done';
  }
}

/** When the Job is to go: undefined where nobody says so, or it has not ended. Milliseconds since 1970. */
function expiryMs(job: Stored<Job>): number | undefined {
  const ttlSeconds = job.spec?.ttlSecondsAfterFinished;
  if (ttlSeconds === undefined || job.metadata.deletionTimestamp) return undefined;
  const end = lastWord(job)?.lastTransitionTime;
  const endMs = end === undefined ? undefined : parseTime(end);
  return endMs === undefined ? undefined : endMs + ttlSeconds * 1000;
}
