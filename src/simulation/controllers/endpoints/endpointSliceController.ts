import type { EndpointSlice, Node, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { nodeKind, serviceKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { type SelectedPods, selectorOf } from './selectedPods.ts';
import type { SliceKeeper } from './sliceKeeper.ts';
import { addressTypesOf, planSlices } from './slicePlan.ts';
import { TriggerTimes, withTriggerTime } from './triggerTimes.ts';

/** From a change to the controller's answer: a watch and its turn in the queue, as in recorded runs of the real one. */
const latencyMs = 10;
/** `defaultSyncBackOff`, `maxSyncBackOff` and `maxRetries` of kube-controller-manager's endpointslice controller. */
const retries = { baseBackoffMs: 1000, maxBackoffMs: 1_000_000, most: 15 };

/**
 * Keeps the EndpointSlices of each Service that has a selector
 * (https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/).
 */
export class EndpointSliceController {
  readonly #context: ComponentContext;
  readonly #pods: SelectedPods;
  readonly #slices: SliceKeeper;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #triggerTimes = new TriggerTimes();

  constructor(context: ComponentContext, pods: SelectedPods, slices: SliceKeeper) {
    this.#context = context;
    this.#pods = pods;
    this.#slices = slices;
    this.#events = new EventRecorder(context, { component: 'endpoint-slice-controller' });
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key), retries);
    pods.onServiceChange((key) => this.#queue.add(key));
    pods.onPodChange((key) => this.#queue.add(key));
    slices.onForeignChange((key) => this.#queue.add(key));
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const service = api.get<Service>(serviceKind, namespace, name);
    if (!service) {
      // Its slices go with it: the garbage collector takes them.
      this.#triggerTimes.forget(key);
      return 'done';
    }
    if (service.spec?.type === 'ExternalName' || selectorOf(service).length === 0) return 'done';
    const problems = this.#reconcile(key, service);
    if (problems.length === 0) return 'done';
    const message = `Error updating Endpoint Slices for Service ${key}: ${textOf(problems)}`;
    this.#events.record(service, { type: 'Warning', reason: 'FailedToUpdateEndpointSlices', message });
    return 'again';
  }

  #reconcile(key: string, service: Stored<Service>): readonly string[] {
    const { namespace = '', name } = service.metadata;
    const existing = this.#slices.of(namespace, name);
    const pods = this.#pods.of(service);
    const time = this.#triggerTimes.look(key, service, pods);
    const nodeOf = (node: string) => this.#context.api.get<Node>(nodeKind, '', node);
    const problems: string[] = [];
    const types = addressTypesOf(service);
    for (const type of types) {
      const sameType = existing.filter(({ addressType }) => addressType === type);
      const plan = planSlices({ service, pods, nodeOf }, type, sameType);
      const problem = this.#slices.write(service, {
        create: plan.create.map((slice) => timed(slice, time)),
        update: plan.update.map((slice) => timed(slice, time)),
        delete: plan.delete,
      });
      problems.push(...plan.problems, ...(problem === undefined ? [] : [problem]));
    }
    const foreign = existing.filter(({ addressType }) => !types.includes(addressType));
    const problem = this.#slices.write(service, { create: [], update: [], delete: foreign });
    return problem === undefined ? problems : [...problems, problem];
  }
}

function timed(slice: EndpointSlice, time: string | undefined): EndpointSlice {
  const { annotations, ...metadata } = slice.metadata ?? {};
  const dated = withTriggerTime(annotations, time);
  return { ...slice, metadata: { ...metadata, ...(Object.keys(dated).length > 0 && { annotations: dated }) } };
}

/** Several errors as one, each of them once (`utilerrors.NewAggregate`). */
function textOf(problems: readonly string[]): string {
  const different = [...new Set(problems)];
  return different.length === 1 ? (different[0] ?? '') : `[${different.join(', ')}]`;
}
