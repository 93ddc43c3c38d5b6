import type { EndpointSlice, Service } from '../../../api/generated/objects.ts';
import type { Stored, WatchEvent } from '../../../api/objects.ts';
import { endpointSliceKind, serviceKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { serviceNameLabel } from './serviceRules.ts';

/** From a change to its watchers, milliseconds. */
const watchLatencyMs = 10;

/** A Service as the proxy knows it, with the slices that name it. */
export interface KnownService {
  readonly service: Stored<Service> | undefined;
  readonly slices: readonly Stored<EndpointSlice>[];
}

/** What the proxy's watches have told it: Services and their EndpointSlices, by `namespace/name`. */
export class ServiceIndex {
  readonly #services = new Map<string, Stored<Service>>();
  readonly #slices = new Map<string, Map<string, Stored<EndpointSlice>>>();
  /** The key of each slice's Service, by the slice's uid. */
  readonly #serviceOf = new Map<string, string>();

  /** `onChange` is called with the key of each Service that something has changed of. */
  constructor({ api }: ComponentContext, onChange: (key: string) => void) {
    const takeService = ({ type, object }: WatchEvent<Stored<Service>>) => {
      const key = `${object.metadata.namespace}/${object.metadata.name}`;
      if (type === 'DELETED') this.#services.delete(key);
      else this.#services.set(key, object);
      onChange(key);
    };
    const takeSlice = ({ type, object }: WatchEvent<Stored<EndpointSlice>>) => {
      const { namespace, name, labels, uid } = object.metadata;
      const key = `${namespace}/${labels?.[serviceNameLabel] ?? ''}`;
      const before = this.#serviceOf.get(uid);
      if (before !== undefined && before !== key) {
        // Its label names another Service now.
        this.#slices.get(before)?.delete(name);
        onChange(before);
      }
      if (type === 'DELETED') this.#serviceOf.delete(uid);
      else this.#serviceOf.set(uid, key);
      const known = this.#slices.get(key) ?? new Map<string, Stored<EndpointSlice>>();
      if (type === 'DELETED') known.delete(name);
      else known.set(name, object);
      if (known.size > 0) this.#slices.set(key, known);
      else this.#slices.delete(key);
      onChange(key);
    };
    for (const object of api.list<Service>(serviceKind)) takeService({ type: 'ADDED', object });
    for (const object of api.list<EndpointSlice>(endpointSliceKind)) takeSlice({ type: 'ADDED', object });
    api.subscribe<Service>(serviceKind, watchLatencyMs, takeService);
    api.subscribe<EndpointSlice>(endpointSliceKind, watchLatencyMs, takeSlice);
  }

  get(key: string): KnownService {
    return { service: this.#services.get(key), slices: [...(this.#slices.get(key)?.values() ?? [])] };
  }
}
