import type { DnsAnswer, DnsQuestion } from '../api/dns.ts';
import type { KubernetesZone, ZoneSettings } from '../api/dnsZone.ts';
import type { ComponentContext } from './component.ts';
import type { ClusterNames, RunningNameServer } from './containers/clusterNames.ts';
import { ClusterZone } from './dns/clusterZone.ts';
import { ZoneIndex } from './dns/zoneIndex.ts';
import { answerOutside } from './outside/outsideNames.ts';
import { nameServerIp } from './outside/outsideWorld.ts';
import type { Random } from './random.ts';

/** The Service that stands before the cluster's name servers. */
const dnsService = { namespace: 'kube-system', name: 'kube-dns' };
const dnsPort = 53;

/** The cluster's name servers: what they read, and which of them answers somebody outside. */
export class NameServers implements ClusterNames {
  readonly #index: ZoneIndex;
  readonly #random: Random;
  #servers: RunningNameServer[] = [];

  constructor(context: ComponentContext) {
    this.#index = new ZoneIndex(context);
    this.#random = context.random;
  }

  openZone(settings: ZoneSettings): KubernetesZone {
    return new ClusterZone(this.#index, settings);
  }

  announce(server: RunningNameServer): void {
    this.#servers = [...this.#servers.filter(({ isRunning }) => isRunning), server];
  }

  /**
   * What one of the servers answers that are ready behind the Service kube-dns, by lot. Nothing where there is none: the question gets
   * no answer then, as one to a Service without endpoints. It changes nothing in the simulation.
   */
  answerOutside(question: DnsQuestion): DnsAnswer | undefined {
    const ready = this.#readyServers();
    if (ready.length === 0) return undefined;
    return this.#random.pick(ready).answerOutside(question, {
      randomInteger: (low, high) => this.#random.integer(low, high),
      ask: ({ ip, port }, asked) => (ip === nameServerIp && port === dnsPort ? answerOutside(asked) : undefined),
    });
  }

  #readyServers(): readonly RunningNameServer[] {
    if (!this.#index.service(dnsService.namespace, dnsService.name)) return [];
    const ips = new Set<string>();
    for (const { endpoints } of this.#index.slicesOf(dnsService))
      for (const { address } of endpoints) ips.add(address.text);
    return this.#servers.filter(({ isRunning, address }) => isRunning && ips.has(address.ip));
  }
}
