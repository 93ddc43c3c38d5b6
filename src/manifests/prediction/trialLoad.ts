import { wholeServiceName } from '../../api/core/serviceDnsNames.ts';
import type { EndpointSlice, Pod, Service } from '../../api/generated/objects.ts';
import { servedKind } from '../../api/kinds.ts';
import type { LoadSeries } from '../../api/load.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import type { Cluster } from '../../simulation/cluster.ts';
import type { PredictedLoad } from './prediction.ts';
import type { Witness } from './witness.ts';

/** For how long requests are sent: an autoscaler has looked 40 times then. */
export const loadMs = 600_000;
/** So long a Service may take to get its first endpoint before the load begins without. */
const patienceMs = 180_000;
const mostOneByOne = 20;
const mostRequestsPerSecond = 100_000;

const namespace = 'pod-labs-load';
const name = 'load';

/** Sends a chosen load to a Service: the Pod of a load generator, in a Namespace of its own. */
export class TrialLoad {
  readonly service: PredictedLoad['service'];
  readonly requestsPerSecond: number;
  readonly #cluster: Cluster;
  readonly #witness: Witness;
  /** Since the first manifest was applied; missing while it has not begun. */
  beganMs: number | undefined;

  constructor(load: PredictedLoad, cluster: Cluster, witness: Witness) {
    this.service = load.service;
    const wanted = Number.isFinite(load.requestsPerSecond) ? load.requestsPerSecond : 1;
    this.requestsPerSecond = Math.min(mostRequestsPerSecond, Math.max(0.1, wanted));
    this.#cluster = cluster;
    this.#witness = witness;
  }

  /** Begins once somebody is there to answer. */
  look(): void {
    if (this.beganMs !== undefined) return;
    if (this.#witness.nowMs < patienceMs && !this.#hasEndpoint()) return;
    this.beganMs = this.#witness.nowMs;
    const containers = [{ name, ...generatorOf(this.requestsPerSecond, this.#url()) }];
    this.#post('namespaces', { metadata: { name: namespace } });
    const pod: Pod = { metadata: { name, namespace }, spec: { restartPolicy: 'Never', containers } };
    this.#post('pods', pod);
  }

  /** What came of it. */
  series(): LoadSeries | undefined {
    return this.#cluster.loads().find(({ client }) => client.pod?.namespace === namespace);
  }

  #url(): string {
    const { namespace: space, name: service } = this.service;
    const path = pathOf(servedKind('services'), space, service);
    const found = this.#cluster.send({ method: 'GET', path });
    const port = refusalOf(found) ? undefined : (found.body as Service).spec?.ports?.[0]?.port;
    return `http://${wholeServiceName({ name: service, namespace: space })}:${port ?? 80}/`;
  }

  #hasEndpoint(): boolean {
    return this.#witness
      .objects<EndpointSlice>('EndpointSlice')
      .some(
        ({ metadata, endpoints }) =>
          metadata.namespace === this.service.namespace &&
          metadata.labels?.['kubernetes.io/service-name'] === this.service.name &&
          (endpoints ?? []).some(({ conditions }) => conditions?.ready !== false),
      );
  }

  #post(plural: string, body: KubernetesObject): void {
    this.#cluster.send({ method: 'POST', path: pathOf(servedKind(plural), body.metadata?.namespace), body });
  }
}

/** Few requests are sent one by one, evenly within each second; many are reckoned as a flow. */
function generatorOf(requestsPerSecond: number, url: string): { readonly image: string; readonly args: string[] } {
  const seconds = loadMs / 1000;
  if (requestsPerSecond > mostOneByOne) {
    const stages = `0s:${requestsPerSecond},${seconds}s:${requestsPerSecond}`;
    return { image: 'podlabs/load', args: ['--stages', stages, '--report', '60s', url] };
  }
  const clients = Math.ceil(requestsPerSecond);
  const args = `load -quiet -allow-initial-errors -keepalive=false -timeout 10s -qps ${requestsPerSecond} -c ${clients} -t ${seconds}s`;
  return { image: 'fortio/fortio', args: [...args.split(' '), url] };
}
