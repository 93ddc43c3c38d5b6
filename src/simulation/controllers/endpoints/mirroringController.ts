import type { Endpoints, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { endpointsKind, serviceKind } from '../../apiserver/knownKinds.ts';
import type { Store } from '../../apiserver/store.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { type MirrorPlan, maxMirrored, planMirror } from './mirroredSlices.ts';
import { selectorOf } from './selectedPods.ts';
import type { SliceKeeper } from './sliceKeeper.ts';

/** From a change to the controller's answer: a watch and its turn in the queue, as with the other controllers of endpoints. */
const latencyMs = 10;
/** `defaultSyncBackOff`, `maxSyncBackOff` and `maxRetries` of kube-controller-manager's endpointslicemirroring controller. */
const retries = { baseBackoffMs: 1000, maxBackoffMs: 100_000, most: 15 };

/** With the value `true` it keeps Endpoints from being mirrored. */
const skipMirrorLabel = 'endpointslice.kubernetes.io/skip-mirror';
/** Endpoints that only hold a lock of old leader elections. */
const leaderAnnotation = 'control-plane.alpha.kubernetes.io/leader';

/**
 * Mirrors Endpoints that somebody wrote by hand, for a Service without a selector, into EndpointSlices: what routes
 * traffic reads nothing else
 * (https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#endpointslice-mirroring).
 */
export class MirroringController {
  readonly #context: ComponentContext;
  readonly #slices: SliceKeeper;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  constructor(context: ComponentContext, store: Store, slices: SliceKeeper) {
    this.#context = context;
    this.#slices = slices;
    this.#events = new EventRecorder(context, { component: 'endpoint-slice-mirroring-controller' });
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key), retries);
    store.onChange(({ kind }, { object, previous }) => {
      if (kind === 'Endpoints') this.#onEndpoints(object, previous);
      else if (kind === 'Service') this.#onService(object, previous);
    });
    slices.onForeignChange((key) => this.#queue.add(key));
  }

  #onEndpoints(endpoints: Stored<Endpoints>, previous: Stored<Endpoints> | undefined): void {
    if (mayBeMirrored(endpoints) || (previous && mayBeMirrored(previous))) this.#queue.add(keyOf(endpoints));
  }

  #onService(service: Stored<Service>, previous: Stored<Service> | undefined): void {
    const hasSelector = selectorOf(service).length > 0;
    if (!hasSelector || (previous && selectorOf(previous).length === 0)) this.#queue.add(keyOf(service));
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const existing = this.#slices.of(namespace, name);
    const endpoints = api.get<Endpoints>(endpointsKind, namespace, name);
    const service = api.get<Service>(serviceKind, namespace, name);
    if (!endpoints || !mayBeMirrored(endpoints) || !service || selectorOf(service).length > 0) {
      const owner = endpoints ?? service ?? existing[0];
      const problem = owner && this.#slices.write(owner, { create: [], update: [], delete: existing });
      return problem === undefined ? 'done' : 'again';
    }
    const plan = planMirror(endpoints, existing);
    this.#complain(endpoints, plan);
    return this.#slices.write(endpoints, plan) === undefined ? 'done' : 'again';
  }

  #complain(endpoints: Stored<Endpoints>, { invalidAddresses, skippedAddresses }: MirrorPlan): void {
    if (invalidAddresses > 0) {
      const message = `Skipped ${invalidAddresses} invalid IP addresses when mirroring to EndpointSlices`;
      this.#events.record(endpoints, { type: 'Warning', reason: 'InvalidIPAddress', message });
    }
    if (skippedAddresses > invalidAddresses) {
      const limit = `A max of ${maxMirrored} addresses can be mirrored to EndpointSlices per Endpoints subset.`;
      const message = `${limit} ${skippedAddresses} addresses were skipped`;
      this.#events.record(endpoints, { type: 'Warning', reason: 'TooManyAddressesToMirror', message });
    }
  }
}

function mayBeMirrored({ metadata }: Stored<Endpoints>): boolean {
  return metadata.labels?.[skipMirrorLabel] !== 'true' && metadata.annotations?.[leaderAnnotation] === undefined;
}

function keyOf({ metadata }: Stored): string {
  return `${metadata.namespace}/${metadata.name}`;
}
