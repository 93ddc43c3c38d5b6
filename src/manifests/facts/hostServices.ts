import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';

/** One way to read a host name in a cluster. */
export interface HostReading {
  readonly service: string;
  readonly namespace: string;
  /** The name of one Pod behind a headless Service: `db-0` in `db-0.db`. */
  readonly pod?: string;
  /** How much of it is written: `shop`, `shop.prod`, or with `svc`. */
  readonly form: 'short' | 'namespace' | 'svc';
}

/**
 * What a name may mean to a Pod in this Namespace, in the order of its search list
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services); none for outside names.
 */
export function hostReadings(host: string, own: string): HostReading[] {
  const labels = host.replace(/\.svc\.cluster\.local$/, '.svc').split('.');
  const isSvc = labels.length > 1 && labels.at(-1) === 'svc';
  const [first = '', second = '', third = ''] = isSvc ? labels.slice(0, -1) : labels;
  const count = labels.length - (isSvc ? 1 : 0);
  if (isSvc) {
    if (count === 2) return [{ service: first, namespace: second, form: 'svc' }];
    return count === 3 ? [{ pod: first, service: second, namespace: third, form: 'svc' }] : [];
  }
  if (count === 1) return [{ service: first, namespace: own, form: 'short' }];
  if (count === 2) {
    return [
      { pod: first, service: second, namespace: own, form: 'short' },
      { service: first, namespace: second, form: 'namespace' },
    ];
  }
  return count === 3 ? [{ pod: first, service: second, namespace: third, form: 'namespace' }] : [];
}

/** The Services of the set that a name leads to from this manifest's Pods, and how it is read. */
export function servicesOfHost(
  set: ManifestSet,
  { namespace }: PlacedManifest,
  host: string,
): { readonly reading: HostReading; readonly services: readonly PlacedManifest[] } | undefined {
  for (const reading of hostReadings(host, namespace)) {
    const services = set.named('Service', reading.namespace, reading.service);
    if (services.length > 0) return { reading, services };
  }
  return undefined;
}

const namespaces = new WeakMap<ManifestSet, ReadonlySet<string>>();

/** The Namespaces that the set knows: those with a manifest, and those that have something in them. */
export function namespacesOf(set: ManifestSet): ReadonlySet<string> {
  let known = namespaces.get(set);
  if (!known) {
    const written = set.ofKind('Namespace').map(({ name }) => name);
    known = new Set([...written, ...set.manifests.map(({ namespace }) => namespace)].filter((name) => name !== ''));
    namespaces.set(set, known);
  }
  return known;
}
