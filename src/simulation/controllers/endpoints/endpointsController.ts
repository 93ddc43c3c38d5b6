import type { EndpointSubset, Endpoints, Service } from '../../../api/generated/objects.ts';
import { apiVersionOf } from '../../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { endpointsKind, serviceKind } from '../../apiserver/knownKinds.ts';
import type { Store } from '../../apiserver/store.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { isNamespaceEnding } from '../pods/podControl.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { countAddresses, maxAddresses, overCapacityAnnotation, withinCapacity } from './capacity.ts';
import { endpointSubsets } from './endpointSubsets.ts';
import { type SelectedPods, selectorOf } from './selectedPods.ts';
import { headlessLabel, isHeadless } from './sliceShape.ts';
import { TriggerTimes, withTriggerTime } from './triggerTimes.ts';

/** From a change to the controller's answer: a watch and its turn in the queue, as in recorded runs of the real one. */
const latencyMs = 10;
/** client-go's usual back-off, and `maxRetries` of kube-controller-manager's endpoint controller. */
const retries = { baseBackoffMs: 5, maxBackoffMs: 1_000_000, most: 15 };

/** Says, since 1.33, that an Endpoints object is not made by hand (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
const managedByLabel = 'endpoints.kubernetes.io/managed-by';
const manager = 'endpoint-controller';

/**
 * Keeps the Endpoints of each Service that has a selector, for clients that do not know slices yet
 * (https://kubernetes.io/docs/concepts/services-networking/service/#endpoints).
 */
export class EndpointsController {
  readonly #context: ComponentContext;
  readonly #pods: SelectedPods;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #triggerTimes = new TriggerTimes();

  constructor(context: ComponentContext, store: Store, pods: SelectedPods) {
    this.#context = context;
    this.#pods = pods;
    this.#events = new EventRecorder(context, { component: manager });
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key), retries);
    pods.onServiceChange((key) => this.#queue.add(key));
    pods.onPodChange((key) => this.#queue.add(key));
    store.onChange(({ kind }, { type, object: { metadata } }) => {
      if (kind === 'Endpoints' && type === 'DELETED') this.#queue.add(`${metadata.namespace}/${metadata.name}`);
    });
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const service = api.get<Service>(serviceKind, namespace, name);
    if (!service) {
      // Those that somebody wrote by hand go, too.
      api.delete(endpointsKind, namespace, name);
      this.#triggerTimes.forget(key);
      return 'done';
    }
    if (service.spec?.type === 'ExternalName' || selectorOf(service).length === 0) return 'done';
    const pods = this.#pods.of(service);
    const time = this.#triggerTimes.look(key, service, pods);
    const subsets = endpointSubsets(service, pods);
    const current = api.get<Endpoints>(endpointsKind, namespace, name);
    if (current && tellsAlready(current, service, subsets)) return 'done';
    return this.#write(service, current, endpointsOf(service, current, subsets, time));
  }

  #write(service: Stored<Service>, current: Stored<Endpoints> | undefined, next: Endpoints): SyncResult {
    const { api } = this.#context;
    const { refusal } = current
      ? api.update<Endpoints>(endpointsKind, next as Stored<Endpoints>)
      : api.create<Endpoints>(endpointsKind, next);
    if (!refusal || (!current && isNamespaceEnding(refusal))) return 'done';
    const { namespace, name } = service.metadata;
    this.#events.record(current ?? notYetCreated(next), {
      type: 'Warning',
      reason: current ? 'FailedToUpdateEndpoint' : 'FailedToCreateEndpoint',
      message: current
        ? `Failed to update endpoint ${namespace}/${name}: ${refusal.message}`
        : `Failed to create endpoint for service ${namespace}/${name}: ${refusal.message}`,
    });
    return 'again';
  }
}

/** Whether there is nothing to write; over capacity there always is. */
function tellsAlready(
  { metadata, subsets = [] }: Stored<Endpoints>,
  service: Stored<Service>,
  wanted: readonly EndpointSubset[],
): boolean {
  const { [headlessLabel]: _, [managedByLabel]: __, ...labels } = metadata.labels ?? {};
  return (
    sameValue(subsets, wanted) &&
    sameValue(labels, service.metadata.labels ?? {}) &&
    countAddresses(subsets) <= maxAddresses &&
    metadata.annotations?.[overCapacityAnnotation] === undefined
  );
}

function endpointsOf(
  service: Stored<Service>,
  current: Stored<Endpoints> | undefined,
  subsets: EndpointSubset[],
  time: string | undefined,
): Endpoints {
  const { namespace = '', name } = service.metadata;
  const { [headlessLabel]: _, ...own } = service.metadata.labels ?? {};
  const { [overCapacityAnnotation]: __, ...others } = current?.metadata.annotations ?? {};
  const isOver = countAddresses(subsets) > maxAddresses;
  const annotations = { ...withTriggerTime(others, time), ...(isOver && { [overCapacityAnnotation]: 'truncated' }) };
  const { annotations: ___, ...metadata } = current?.metadata ?? { name, namespace };
  return {
    apiVersion: apiVersionOf(endpointsKind),
    kind: endpointsKind.kind,
    metadata: {
      ...metadata,
      labels: { ...own, ...(isHeadless(service) && { [headlessLabel]: '' }), [managedByLabel]: manager },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    ...(subsets.length > 0 && { subsets: withinCapacity(subsets) }),
  };
}

/** What a real controller signs the Event of a failed creation with: it has filled in neither a Namespace nor a uid. */
function notYetCreated({ apiVersion = '', kind = '', metadata }: Endpoints): Stored<KubernetesObject> {
  const { name = '' } = metadata ?? {};
  return { apiVersion, kind, metadata: { name, uid: '', resourceVersion: '', creationTimestamp: '' } };
}
