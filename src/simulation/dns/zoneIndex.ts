import type { EndpointSlice, Namespace, Pod, Service } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored, WatchEvent } from '../../api/objects.ts';
import { endpointSliceKind, namespaceKind, podKind, serviceKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';
import { readAddress } from './zoneAddress.ts';
import { type ZoneService, type ZoneSlice, zoneService, zoneSlice } from './zoneObjects.ts';

/** From a change to whoever watches, milliseconds: a guess of the right order. */
const watchLatencyMs = 10;
/** What the first lists take, milliseconds: a guess of the right order for a small cluster. */
const firstListMs = 30;

/**
 * What CoreDNS' watches have told it, by what questions ask for. It begins to watch with the first server that reads the zone. All
 * servers share it: they hear the same at the same time.
 */
export class ZoneIndex {
  readonly #context: ComponentContext;
  readonly #namespaces = new Set<string>();
  readonly #services = new Map<string, ZoneService>();
  readonly #servicesByIp = new MultiMap<ZoneService>();
  readonly #slices = new Map<string, ZoneSlice>();
  readonly #slicesByService = new MultiMap<ZoneSlice>();
  readonly #slicesByIp = new MultiMap<ZoneSlice>();
  readonly #podsByIp = new MultiMap<string>();
  readonly #podIps = new Map<string, string>();
  #watches: 'nothing' | 'names' | 'namesAndPods' = 'nothing';
  #isSynced = false;
  #changedMs = 0;

  constructor(context: ComponentContext) {
    this.#context = context;
  }

  /** Begins to watch what is not watched yet. */
  watch(what: 'names' | 'namesAndPods'): void {
    if (this.#watches === 'nothing') {
      this.#watches = 'names';
      this.#follow<Namespace>(namespaceKind, (event) => this.#takeNamespace(event));
      this.#follow<Service>(serviceKind, (event) => this.#takeService(event));
      this.#follow<EndpointSlice>(endpointSliceKind, (event) => this.#takeSlice(event));
      this.#context.timeline.after(firstListMs, () => {
        this.#isSynced = true;
      });
    }
    if (what === 'names' || this.#watches === 'namesAndPods') return;
    this.#watches = 'namesAndPods';
    this.#follow<Pod>(podKind, (event) => this.#takePod(event));
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** When a name or an address has changed last, seconds since 1970. */
  get serial(): number {
    return Math.floor(this.#changedMs / 1000);
  }

  hasNamespace(name: string): boolean {
    return this.#namespaces.has(name);
  }

  service(namespace: string, name: string): ZoneService | undefined {
    return this.#services.get(`${namespace}/${name}`);
  }

  slicesOf({ namespace, name }: Pick<ZoneService, 'namespace' | 'name'>): Iterable<ZoneSlice> {
    return this.#slicesByService.get(`${namespace}/${name}`);
  }

  /** Those that have the cluster IP, as `ZoneAddress` writes it. */
  servicesAt(ip: string): Iterable<ZoneService> {
    return this.#servicesByIp.get(ip);
  }

  /** Those with a ready endpoint at the address. */
  slicesAt(ip: string): Iterable<ZoneSlice> {
    return this.#slicesByIp.get(ip);
  }

  /** Whether a Pod of the Namespace has the address. Needs the Pods to be watched. */
  hasPodAt(namespace: string, ip: string): boolean {
    for (const key of this.#podsByIp.get(ip)) if (key.startsWith(`${namespace}/`)) return true;
    return false;
  }

  #follow<T extends KubernetesObject>(kind: KindInfo, take: (event: WatchEvent<Stored<T>>) => void): void {
    const { api } = this.#context;
    for (const object of api.list<T>(kind)) take({ type: 'ADDED', object });
    api.subscribe<T>(kind, watchLatencyMs, take);
  }

  #takeNamespace({ type, object }: WatchEvent<Stored<Namespace>>): void {
    if (type === 'DELETED') this.#namespaces.delete(object.metadata.name);
    else this.#namespaces.add(object.metadata.name);
  }

  #takeService({ type, object }: WatchEvent<Stored<Service>>): void {
    const key = keyOf(object);
    const before = this.#services.get(key);
    for (const { text } of before?.clusterIps ?? []) this.#servicesByIp.delete(text, key);
    this.#services.delete(key);
    this.#changedMs = this.#context.nowMs();
    if (type === 'DELETED') return;
    const service = zoneService(object);
    this.#services.set(key, service);
    for (const { text } of service.clusterIps) this.#servicesByIp.set(text, key, service);
  }

  #takeSlice({ type, object }: WatchEvent<Stored<EndpointSlice>>): void {
    const key = keyOf(object);
    const before = this.#slices.get(key);
    if (before) this.#dropSlice(key, before);
    const slice = type === 'DELETED' ? undefined : zoneSlice(object);
    if (before || slice) this.#changedMs = this.#context.nowMs();
    if (!slice) return;
    this.#slices.set(key, slice);
    this.#slicesByService.set(`${slice.namespace}/${slice.service}`, key, slice);
    for (const { address } of slice.endpoints) this.#slicesByIp.set(address.text, key, slice);
  }

  #dropSlice(key: string, slice: ZoneSlice): void {
    this.#slices.delete(key);
    this.#slicesByService.delete(`${slice.namespace}/${slice.service}`, key);
    for (const { address } of slice.endpoints) this.#slicesByIp.delete(address.text, key);
  }

  /** A Pod that has ended or is being deleted has no name. */
  #takePod({ type, object }: WatchEvent<Stored<Pod>>): void {
    const key = keyOf(object);
    const { podIP, phase = '' } = object.status ?? {};
    const isGone = type === 'DELETED' || object.metadata.deletionTimestamp !== undefined;
    const ip = isGone || ['Succeeded', 'Failed', 'Unknown'].includes(phase) ? undefined : podIP;
    const before = this.#podIps.get(key);
    const now = ip === undefined ? undefined : readAddress(ip)?.text;
    if (before === now) return;
    this.#changedMs = this.#context.nowMs();
    if (before !== undefined) this.#podsByIp.delete(before, key);
    if (now === undefined) this.#podIps.delete(key);
    else {
      this.#podIps.set(key, now);
      this.#podsByIp.set(now, key, key);
    }
  }
}

function keyOf({ metadata: { namespace = '', name } }: Stored): string {
  return `${namespace}/${name}`;
}

/** Several values for one word, each with a key of its own. */
class MultiMap<T> {
  readonly #maps = new Map<string, Map<string, T>>();

  get(word: string): Iterable<T> {
    return this.#maps.get(word)?.values() ?? [];
  }

  set(word: string, key: string, value: T): void {
    const values = this.#maps.get(word);
    if (values) values.set(key, value);
    else this.#maps.set(word, new Map([[key, value]]));
  }

  delete(word: string, key: string): void {
    const values = this.#maps.get(word);
    values?.delete(key);
    if (values?.size === 0) this.#maps.delete(word);
  }
}
