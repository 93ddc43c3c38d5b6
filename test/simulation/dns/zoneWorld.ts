import type { DnsAnswer, DnsRecord } from '../../../src/api/dns.ts';
import type { ZoneSettings } from '../../../src/api/dnsZone.ts';
import type { EndpointSlice, Namespace, Pod, Service } from '../../../src/api/generated/objects.ts';
import type { KubernetesObject, Stored, WatchEvent } from '../../../src/api/objects.ts';
import type { ComponentContext } from '../../../src/simulation/component.ts';
import { ClusterZone } from '../../../src/simulation/dns/clusterZone.ts';
import { ZoneIndex } from '../../../src/simulation/dns/zoneIndex.ts';
import { Random } from '../../../src/simulation/random.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';

export const startMs = Date.UTC(2026, 0, 5, 9);

/** What kubeadm's Corefile says. */
export const kubeadm: ZoneSettings = {
  zones: ['cluster.local', 'in-addr.arpa', 'ip6.arpa'],
  pods: 'insecure',
  ttlS: 30,
  namespaces: [],
  emptyServices: 'answered',
  endpointNames: 'address',
  ownAddresses: ['10.244.0.2'],
};

type Listener = (event: WatchEvent<Stored>) => void;

/** Objects as an API server would hand them out, whatever they are: also those of a dual-stack cluster. */
export class ZoneWorld {
  readonly timeline = new Timeline();
  readonly #objects = new Map<string, Map<string, Stored>>();
  readonly #listeners: { kind: string; latencyMs: number; listener: Listener }[] = [];
  readonly index: ZoneIndex;
  #version = 0;

  constructor() {
    const api = {
      list: ({ kind }: { kind: string }) => [...(this.#objects.get(kind)?.values() ?? [])],
      subscribe: ({ kind }: { kind: string }, latencyMs: number, listener: Listener) => {
        this.#listeners.push({ kind, latencyMs, listener });
        return () => {};
      },
    };
    this.index = new ZoneIndex({
      timeline: this.timeline,
      api: api as unknown as ComponentContext['api'],
      random: new Random(1),
      nowMs: () => startMs + this.timeline.nowMs,
    });
  }

  put(kind: string, object: KubernetesObject): void {
    const key = `${object.metadata?.namespace}/${object.metadata?.name}`;
    const objects = this.#objects.get(kind) ?? new Map<string, Stored>();
    this.#objects.set(kind, objects);
    this.#version += 1;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } } as Stored;
    const type = objects.has(key) ? 'MODIFIED' : 'ADDED';
    objects.set(key, stored);
    this.#tell(kind, { type, object: stored });
  }

  remove(kind: string, namespace: string | undefined, name: string): void {
    const objects = this.#objects.get(kind);
    const object = objects?.get(`${namespace}/${name}`);
    if (!objects || !object) throw new Error(`there is no ${kind} ${namespace}/${name}`);
    objects.delete(`${namespace}/${name}`);
    this.#tell(kind, { type: 'DELETED', object });
  }

  namespace(...names: string[]): void {
    for (const name of names) this.put('Namespace', { metadata: { name } } satisfies Namespace);
  }

  service(namespace: string, name: string, spec: Service['spec']): void {
    this.put('Service', { metadata: { namespace, name }, spec } as Service);
  }

  /** A slice of a Service: `IP`, `IP=HOSTNAME`, with a `!` before where it is not ready. */
  slice(
    namespace: string,
    service: string,
    endpoints: readonly string[],
    ports: EndpointSlice['ports'],
    suffix = '',
  ): void {
    this.put('EndpointSlice', {
      metadata: { namespace, name: `${service}-x${suffix}`, labels: { 'kubernetes.io/service-name': service } },
      addressType: endpoints.some((each) => each.includes(':')) ? 'IPv6' : 'IPv4',
      endpoints: endpoints.map((each) => {
        const [ip = '', hostname] = each.replace(/^!/, '').split('=');
        return { addresses: [ip], conditions: { ready: !each.startsWith('!') }, ...(hostname && { hostname }) };
      }),
      ...(ports && { ports }),
    } as EndpointSlice);
  }

  pod(namespace: string, name: string, podIP: string, phase = 'Running'): void {
    this.put('Pod', { metadata: { namespace, name }, status: { podIP, phase } } as Pod);
  }

  /** The zone, once all that there is has been read. */
  zone(settings: Partial<ZoneSettings> = {}): ClusterZone {
    const zone = new ClusterZone(this.index, { ...kubeadm, ...settings });
    this.run(1_000);
    return zone;
  }

  /** The zone before anything has been read. */
  unsynced(settings: ZoneSettings): ClusterZone {
    return new ClusterZone(this.index, settings);
  }

  run(ms: number): void {
    this.timeline.advanceTo(this.timeline.nowMs + ms);
  }

  #tell(kind: string, event: WatchEvent<Stored>): void {
    for (const { kind: wanted, latencyMs, listener } of this.#listeners) {
      if (kind === wanted) this.timeline.after(latencyMs, () => listener(event));
    }
  }
}

/** A record as a zone file has it, without its class: `web.default.svc.cluster.local 30 A 10.96.0.7`. */
export function recordText(record: DnsRecord): string {
  const { name, ttl, type } = record;
  return `${name} ${ttl} ${type} ${dataText(record)}`;
}

function dataText(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'MX':
      return `${record.preference} ${record.target}`;
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${record.target}`;
    case 'TXT':
      return record.texts.map((text) => `"${text}"`).join(' ');
    case 'SOA':
      return `${record.primary} ${record.mailbox} ${record.serial} ${record.refresh} ${record.retry} ${record.expire} ${record.minimum}`;
    default:
      return record.target;
  }
}

/** An answer in lines: its status, its answers, then authority and additional records marked by `~` and `+`. */
export function answerLines({ status, answers, authority, additional }: DnsAnswer): string[] {
  return [
    status,
    ...answers.map(recordText),
    ...authority.map((record) => `~ ${recordText(record)}`),
    ...additional.map((record) => `+ ${recordText(record)}`),
  ];
}
