import type { Pod, PodDisruptionBudget } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { podDisruptionBudgetKind } from '../../apiserver/knownKinds.ts';
import type { Store } from '../../apiserver/store.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import type { ControlledObjects } from '../controlledObjects.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { BudgetPods } from './budgetPods.ts';
import { expectedOf } from './budgetScale.ts';
import { budgetStatus, stillDisrupted } from './budgetStatus.ts';

/** From a change to the controller's answer. */
const latencyMs = 5;

/** Says how many Pods of each PodDisruptionBudget may be evicted (https://kubernetes.io/docs/concepts/workloads/pods/disruptions/). */
export class DisruptionController {
  readonly #context: ComponentContext;
  readonly #pods: BudgetPods;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  constructor(context: ComponentContext, store: Store, pods: ControlledObjects<Pod>) {
    this.#context = context;
    this.#pods = new BudgetPods(context.api);
    this.#events = new EventRecorder(context, { component: 'controllermanager' });
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key));
    pods.onChange(({ type, object }) => {
      for (const budget of this.#pods.setPod(type, object)) this.#enqueue(budget);
    });
    store.onChange((info, { type, object }) => {
      if (info !== podDisruptionBudgetKind) return;
      if (type === 'DELETED') this.#pods.removeBudget(object);
      else this.#pods.setBudget(object);
      this.#enqueue(object);
    });
  }

  #enqueue({ metadata }: Stored): void {
    this.#queue.add(`${metadata.namespace}/${metadata.name}`);
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const budget = api.get<PodDisruptionBudget>(podDisruptionBudgetKind, namespace, name);
    if (!budget) return 'done';
    const nowMs = this.#context.nowMs();
    const pods = this.#pods.of(budget);
    if (pods.length === 0) this.#warn(budget, 'Normal', 'NoPods', 'No matching pods found');
    const expected = expectedOf(api, budget, pods);
    if (expected.problem !== undefined) {
      const message = `Failed to calculate the number of expected pods: ${expected.problem}`;
      this.#warn(budget, 'Warning', 'CalculateExpectedPodCountFailed', message);
    }
    const disrupted = stillDisrupted(budget, pods, nowMs);
    for (const pod of disrupted.notDeleted) {
      const message = `Pod was expected by PDB ${namespace}/${name} to be deleted but it wasn't`;
      this.#warn(pod, 'Warning', 'NotDeleted', message);
    }
    const status = budgetStatus(budget, pods, expected, disrupted, nowMs);
    if (!sameValue(status, budget.status)) {
      api.update<PodDisruptionBudget>(podDisruptionBudgetKind, { ...budget, status }, 'status');
    }
    if (disrupted.recheckMs !== undefined) this.#queue.addAfter(key, disrupted.recheckMs - nowMs + 1, 'deadline');
    return expected.problem === undefined ? 'done' : 'again';
  }

  #warn(subject: Stored, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#events.record(subject, { type, reason, message });
  }
}
