import type { EndpointSlice, Service } from '../../api/generated/objects.ts';
import type { AggregatedServer, AggregatedServers, ServingPort } from '../apiserver/aggregation/aggregatedServers.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { serviceKind } from '../apiserver/knownKinds.ts';
import type { ServingProcess } from '../containers/clusterMetrics.ts';
import type { LabelledObjects } from '../controllers/labelledObjects.ts';

const serviceLabel = 'kubernetes.io/service-name';

/** The Pods whose programs serve further APIs, found behind their Services. */
export class ServingPods implements AggregatedServers {
  readonly #api: ComponentApi;
  readonly #slices: LabelledObjects<EndpointSlice>;
  #serving: { readonly server: AggregatedServer; readonly process: ServingProcess }[] = [];

  constructor(api: ComponentApi, slices: LabelledObjects<EndpointSlice>) {
    this.#api = api;
    this.#slices = slices;
  }

  /** A program has begun to serve. */
  announce(server: AggregatedServer, process: ServingProcess): void {
    this.#serving = [...this.#serving.filter((each) => each.process.isRunning), { server, process }];
  }

  /** The first of several: whoever asks from outside must not draw lots inside. */
  behind({ namespace, name, port }: ServingPort): AggregatedServer | undefined {
    if (this.#serving.length === 0) return undefined;
    const service = this.#api.get<Service>(serviceKind, namespace, name);
    const found = service?.spec?.ports?.find((each) => each.port === port);
    if (!found) return undefined;
    for (const slice of this.#slices.having(namespace, { [serviceLabel]: name })) {
      const target = slice.ports?.find((each) => (each.name ?? '') === (found.name ?? ''))?.port;
      for (const { addresses, conditions } of slice.endpoints) {
        const [ip] = addresses;
        const at = conditions?.ready === false ? undefined : this.#servingAt(ip, target);
        if (at) return at;
      }
    }
    return undefined;
  }

  #servingAt(ip: string | undefined, port: number | undefined): AggregatedServer | undefined {
    return this.#serving.find(
      ({ process: { isRunning, address } }) => isRunning && address.ip === ip && address.port === port,
    )?.server;
  }
}
