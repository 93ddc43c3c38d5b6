import type { APIService, EndpointSlice, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime } from '../../../api/time.ts';
import type { AggregatedServers } from '../../apiserver/aggregation/aggregatedServers.ts';
import { apiServiceKind, serviceKind } from '../../apiserver/knownKinds.ts';
import type { Store } from '../../apiserver/store.ts';
import type { ComponentContext } from '../../component.ts';
import type { LabelledObjects } from '../labelledObjects.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { type Availability, availabilityOf } from './availability.ts';

/** A change reaches the controller after some milliseconds, as those of other controllers. */
const watchLatencyMs = 10;
/** So often it looks though nothing has changed: a server may be gone without a word. */
const recheckMs = 30_000;
const serviceLabel = 'kubernetes.io/service-name';

/**
 * Looks whether the servers that serve further APIs can be reached, and says so in the status of their APIServices: the
 * API server passes requests on to those alone that can.
 */
export class ApiServiceController {
  readonly #context: ComponentContext;
  readonly #slices: LabelledObjects<EndpointSlice>;
  readonly #servers: AggregatedServers;
  readonly #queue: WorkQueue;

  constructor(
    context: ComponentContext,
    store: Store,
    slices: LabelledObjects<EndpointSlice>,
    servers: AggregatedServers,
  ) {
    this.#context = context;
    this.#slices = slices;
    this.#servers = servers;
    this.#queue = new WorkQueue(context.timeline, watchLatencyMs, (name) => this.#sync(name));
    store.onChange(({ plural, group }, { object }) => {
      if (plural === apiServiceKind.plural && group === apiServiceKind.group) this.#queue.add(object.metadata.name);
      else if (plural === serviceKind.plural && group === '')
        this.#addThoseOf(object.metadata.namespace, object.metadata.name);
    });
    slices.onChange(({ object }) =>
      this.#addThoseOf(object.metadata.namespace, object.metadata.labels?.[serviceLabel]),
    );
    context.timeline.every(recheckMs, () => {
      for (const { metadata } of this.#all()) this.#sync(metadata.name);
    });
  }

  #all(): readonly Stored<APIService>[] {
    return this.#context.api.list<APIService>(apiServiceKind);
  }

  #addThoseOf(namespace: string | undefined, service: string | undefined): void {
    for (const { metadata, spec } of this.#all())
      if (spec?.service?.name === service && spec?.service?.namespace === namespace) this.#queue.add(metadata.name);
  }

  #sync(name: string): SyncResult {
    const { api, nowMs } = this.#context;
    const object = api.get<APIService>(apiServiceKind, '', name);
    if (!object?.spec?.service) return 'done';
    const { namespace = '', name: serviceName = '' } = object.spec.service;
    const service = api.get<Service>(serviceKind, namespace, serviceName);
    const slices = this.#slices.having(namespace, { [serviceLabel]: serviceName });
    const found = availabilityOf(object.spec, { service, slices }, this.#servers);
    const status = withAvailability(object, found, formatTime(nowMs()));
    if (status !== object.status) api.update<APIService>(apiServiceKind, { ...object, status }, 'status');
    return 'done';
  }
}

/** The status with the condition as it is now; the same object where nothing is new. */
function withAvailability(
  { status = {} }: APIService,
  found: Availability,
  now: string,
): NonNullable<APIService['status']> {
  const { conditions = [] } = status;
  const before = conditions.find(({ type }) => type === 'Available');
  if (before && before.status === found.status && before.reason === found.reason && before.message === found.message)
    return status;
  const lastTransitionTime = before?.status === found.status ? (before.lastTransitionTime ?? now) : now;
  const condition = { type: 'Available', lastTransitionTime, ...found };
  return { ...status, conditions: [...conditions.filter(({ type }) => type !== 'Available'), condition] };
}
