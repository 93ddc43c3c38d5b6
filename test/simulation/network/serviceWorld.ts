import type { EndpointSlice, Service } from '../../../src/api/generated/objects.ts';
import type { KindInfo } from '../../../src/api/kinds.ts';
import type { Stored, WatchEvent } from '../../../src/api/objects.ts';
import type { ConnectionTrace } from '../../../src/api/traffic.ts';
import type { ComponentApi } from '../../../src/simulation/apiserver/componentApi.ts';
import { Network } from '../../../src/simulation/network/network.ts';
import type { NetworkNamespace } from '../../../src/simulation/network/networkNamespace.ts';
import { KubeProxy } from '../../../src/simulation/network/services/kubeProxy.ts';
import { Random } from '../../../src/simulation/random.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';

type Listener = {
  readonly kind: string;
  readonly latencyMs: number;
  readonly listener: (event: WatchEvent<Stored>) => void;
};

/** A network with two Nodes and a proxy whose API holds what a test puts there. */
export class ServiceWorld {
  readonly timeline = new Timeline();
  readonly network = new Network(this.timeline, new Random(1));
  readonly #listeners: Listener[] = [];
  readonly #known = new Set<string>();
  #uids = 0;

  constructor(seed = 1) {
    for (const number of [1, 2]) {
      this.network.addNamespace({ ip: `192.168.0.1${number}`, nodeName: `node-${number}`, kind: 'node' });
    }
    const api = {
      list: () => [],
      subscribe: (kind: KindInfo, latencyMs: number, listener: Listener['listener']) => {
        this.#listeners.push({ kind: kind.kind, latencyMs, listener });
        return () => {};
      },
    } as unknown as ComponentApi;
    const context = { timeline: this.timeline, api, random: new Random(seed), nowMs: () => this.timeline.nowMs };
    this.network.translateWith(new KubeProxy(context, this.network));
  }

  /** A Pod on a Node, 1 or 2, that listens at the given ports. */
  pod(ip: string, ...ports: number[]): NetworkNamespace {
    const node = ip.split('.')[2];
    const namespace = this.network.addNamespace({ ip, nodeName: `node-${node}`, kind: 'pod' });
    const owner = { pod: { namespace: 'default', name: `pod-${ip}` } };
    for (const port of ports) namespace.listen({ ip: '0.0.0.0', port }, 1000, owner);
    return namespace;
  }

  service(spec: Service['spec'], name = 'web', labels: Record<string, string> = {}): void {
    this.#put('Service', { metadata: { ...this.#metadata(name), labels }, spec: { clusterIP: '10.96.0.7', ...spec } });
  }

  /** Replaces the Service's slice. `not`: not ready; `ending`: terminating and still serving. */
  endpoints(
    port: number,
    list: readonly (string | { ip: string; state: 'not' | 'ending' })[],
    { name = 'web', slice: sliceSuffix = 'slice', protocol = 'TCP', addressType = 'IPv4' } = {},
  ): void {
    const slice: EndpointSlice = {
      addressType,
      ports: [{ name: '', port, protocol }],
      endpoints: list.map((each) => {
        const { ip, state } = typeof each === 'string' ? { ip: each, state: undefined } : each;
        const conditions = { ready: !state, serving: state !== 'not', terminating: state === 'ending' };
        return {
          addresses: [ip],
          conditions,
          nodeName: `node-${ip.split('.')[2]}`,
          targetRef: { kind: 'Pod', namespace: 'default', name: `pod-${ip}` },
        };
      }),
    };
    this.#put('EndpointSlice', {
      ...slice,
      metadata: { ...this.#metadata(`${name}-${sliceSuffix}`), labels: { 'kubernetes.io/service-name': name } },
    } as Stored<EndpointSlice>);
  }

  remove(kind: 'Service' | 'EndpointSlice', name: string): void {
    this.#tell(kind, { type: 'DELETED', object: { metadata: this.#metadata(name) } as Stored });
  }

  /** Connects and says how that ended: its address, its trace, and how long it took. */
  connect(
    from: NetworkNamespace,
    ip: string,
    port = 80,
  ): { outcome: string; trace: ConnectionTrace; seenFrom: string | undefined } {
    const pod = { namespace: 'default', name: 'client' };
    let outcome = 'open';
    from.connect({ ip, port }, { client: { ip: from.ip, pod } }, (answer) => {
      outcome = typeof answer === 'string' ? answer : 'connected';
      if (typeof answer !== 'string') answer.close();
    });
    const endMs = this.timeline.nowMs + 130_000;
    while (outcome === 'open' && (this.timeline.nextTimeMs() ?? Number.POSITIVE_INFINITY) <= endMs)
      this.timeline.step();
    const trace = this.network.traffic.find().at(-1)?.connection as ConnectionTrace;
    return { outcome, trace, seenFrom: trace.seenFrom };
  }

  /** Lets the proxy take up what has changed. */
  sync(): void {
    this.timeline.advanceTo(this.timeline.nowMs + 2_000);
  }

  #metadata(name: string) {
    this.#uids += 1;
    return { namespace: 'default', name, uid: name, resourceVersion: String(this.#uids), creationTimestamp: '' };
  }

  #put(kind: string, object: unknown): void {
    const stored = object as Stored;
    const key = `${kind} ${stored.metadata.name}`;
    this.#tell(kind, { type: this.#known.has(key) ? 'MODIFIED' : 'ADDED', object: stored });
    this.#known.add(key);
  }

  #tell(kind: string, event: WatchEvent<Stored>): void {
    for (const each of this.#listeners) {
      if (each.kind === kind) this.timeline.after(each.latencyMs, () => each.listener(event));
    }
  }
}
