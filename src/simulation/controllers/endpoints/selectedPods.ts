import type { Pod, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { podKind, serviceKind } from '../../apiserver/knownKinds.ts';
import type { Store } from '../../apiserver/store.ts';
import { hasLabels, type LabelledChange, LabelledObjects, labelKey } from '../labelledObjects.ts';
import { changesEndpoints } from './podMembership.ts';

/** The pairs of a Service's selector; empty where it selects nothing, as an empty selector does once it is stored. */
export function selectorOf({ spec }: Service): readonly (readonly [key: string, value: string])[] {
  return Object.entries(spec?.selector ?? {});
}

/**
 * Which Pods a Service selects, and which Services a Pod is selected by, without a look at all of them: a Pod costs as
 * much as there are Services that want one of its labels.
 */
export class SelectedPods {
  readonly #pods: LabelledObjects<Pod>;
  /** The Services by one pair of their selectors. */
  readonly #services = new Map<string, Map<string, Stored<Service>>>();
  readonly #podListeners: ((serviceKey: string) => void)[] = [];
  readonly #serviceListeners: ((serviceKey: string) => void)[] = [];
  readonly #first: readonly string[];

  constructor(store: Store) {
    this.#pods = new LabelledObjects<Pod>(store, podKind);
    const first = store.list(serviceKind) as readonly Stored<Service>[];
    for (const service of first) this.#setService(undefined, service);
    this.#first = first.map(keyOf);
    store.onChange((info, { type, object, previous }) => {
      if (info.kind !== 'Service') return;
      this.#setService(previous as Stored<Service> | undefined, type === 'DELETED' ? undefined : object);
      for (const listener of this.#serviceListeners) listener(keyOf(object));
    });
    this.#pods.onChange((change) => this.#tell(change));
  }

  /** In the order in which they came. */
  of(service: Stored<Service>): readonly Stored<Pod>[] {
    return this.#pods.having(service.metadata.namespace ?? '', service.spec?.selector ?? {});
  }

  /** Calls the listener with the key (`namespace/name`) of each Service that a change of a Pod concerns. */
  onPodChange(listener: (serviceKey: string) => void): void {
    this.#podListeners.push(listener);
  }

  /** Calls the listener with the key of each Service that there is, and of each that changes. */
  onServiceChange(listener: (serviceKey: string) => void): void {
    for (const key of this.#first) listener(key);
    this.#serviceListeners.push(listener);
  }

  #tell({ type, object, previous }: LabelledChange<Pod>): void {
    if (type === 'MODIFIED' && previous && !changesEndpoints(previous, object)) return;
    const keys = new Set(this.#selecting(object));
    if (previous) for (const key of this.#selecting(previous)) keys.add(key);
    for (const key of keys) for (const listener of this.#podListeners) listener(key);
  }

  *#selecting({ metadata }: Stored<Pod>): Iterable<string> {
    const { namespace = '', labels = {} } = metadata;
    for (const [key, value] of Object.entries(labels)) {
      for (const service of this.#services.get(labelKey(namespace, key, value))?.values() ?? []) {
        if (hasLabels(labels, selectorOf(service))) yield keyOf(service);
      }
    }
  }

  #setService(before: Stored<Service> | undefined, now: Stored<Service> | undefined): void {
    const [old, key] = [before && placeOf(before), now && placeOf(now)];
    if (before && old !== undefined && old !== key) {
      const services = this.#services.get(old);
      services?.delete(before.metadata.uid);
      if (services?.size === 0) this.#services.delete(old);
    }
    if (!now || key === undefined) return;
    const services = this.#services.get(key) ?? new Map<string, Stored<Service>>();
    this.#services.set(key, services.set(now.metadata.uid, now));
  }
}

/** Any of the pairs will do: a Pod that is selected has all of them. */
function placeOf(service: Stored<Service>): string | undefined {
  const [first] = selectorOf(service);
  return first && labelKey(service.metadata.namespace ?? '', ...first);
}

function keyOf({ metadata }: Stored): string {
  return `${metadata.namespace}/${metadata.name}`;
}
