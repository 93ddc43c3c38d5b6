import type { Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { Random } from '../../random.ts';
import { serviceKind } from '../knownKinds.ts';
import type { Store } from '../store.ts';
import { addressAt, dynamicPlaces } from './addressRange.ts';

/** Ports of Services on the Nodes: `--service-node-port-range`. */
export const nodePortRange = { first: 30_000, last: 32_767 };

/** The lower part of the range is left to ports that people choose (KEP-3668): min(max(16, size/32), 128). */
const firstDynamicPort = nodePortRange.first + 86;

/** Which addresses and node ports the stored Services have. Looking one up costs the same however many there are. */
export class ServiceAllocations {
  readonly #addresses = new Set<string>();
  readonly #nodePorts = new Set<number>();
  readonly #random: Random;

  constructor(store: Store, random: Random) {
    this.#random = random;
    store.onChange((info, { type, object, previous }) => {
      if (info !== serviceKind) return;
      if (previous) this.#release(previous);
      if (type !== 'DELETED') this.#take(object);
    });
  }

  hasAddress(address: string): boolean {
    return this.#addresses.has(address);
  }

  hasNodePort(port: number): boolean {
    return this.#nodePorts.has(port);
  }

  /** A free address, drawn at random; undefined where none is left. */
  freeAddress(): string | undefined {
    const { first, count } = dynamicPlaces;
    return this.#draw(count, (place) => {
      const address = addressAt(first + place);
      return this.#addresses.has(address) ? undefined : address;
    });
  }

  /** A free port that is not in `taken`, drawn at random, from the people's part where the other is full. */
  freeNodePort(taken: ReadonlySet<number>): number | undefined {
    const free = (first: number, last: number) =>
      this.#draw(last - first + 1, (place) => {
        const port = first + place;
        return this.#nodePorts.has(port) || taken.has(port) ? undefined : port;
      });
    return free(firstDynamicPort, nodePortRange.last) ?? free(nodePortRange.first, firstDynamicPort - 1);
  }

  /** Begins at a random place and goes on to the next free one. */
  #draw<T>(count: number, freeAt: (place: number) => T | undefined): T | undefined {
    const start = this.#random.integer(0, count);
    for (let i = 0; i < count; i++) {
      const found = freeAt((start + i) % count);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #take(service: Stored<Service>): void {
    for (const address of addressesOf(service)) this.#addresses.add(address);
    for (const port of nodePortsOf(service)) this.#nodePorts.add(port);
  }

  #release(service: Stored<Service>): void {
    for (const address of addressesOf(service)) this.#addresses.delete(address);
    for (const port of nodePortsOf(service)) this.#nodePorts.delete(port);
  }
}

/** The addresses that a Service occupies: none for a headless one. */
export function addressesOf({ spec }: Service): string[] {
  return (spec?.clusterIPs ?? []).filter((address) => address !== '' && address !== 'None');
}

/** The ports that a Service occupies on every Node. */
export function nodePortsOf({ spec }: Service): number[] {
  const ports = (spec?.ports ?? []).map(({ nodePort = 0 }) => nodePort);
  return [...ports, spec?.healthCheckNodePort ?? 0].filter((port) => port > 0);
}
