import type { Ingress, Namespace, Pod, Service } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import { apiVersionOf } from '../../../api/kinds.ts';
import { type LabelQuery, matchesLabels } from '../../../api/labels.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { ingressKind, namespaceKind, podKind, serviceKind } from '../../apiserver/knownKinds.ts';

/** An object that metrics describe, with the Pods whose series are its own. */
export interface DescribedObject {
  readonly object: Stored;
  readonly kind: KindInfo;
  readonly pods: readonly Stored<Pod>[];
}

/** Which objects are asked about; all that fit where no name is given. */
export interface WantedObjects {
  /** As paths name it: `pods`, `ingresses.networking.k8s.io`. */
  readonly resource: string;
  /** Missing for objects that are in none. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly labels: LabelQuery;
}

/** The kinds of objects that have metrics, as paths name their resources. */
export const describedKinds: ReadonlyMap<string, KindInfo> = new Map(
  [podKind, namespaceKind, serviceKind, ingressKind].map((kind) => [
    kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`,
    kind,
  ]),
);

/** The objects that are asked about: a Service has the series of the Pods that it selects, an Ingress those of its Services. */
export function describedObjects(api: ComponentApi, wanted: WantedObjects): readonly DescribedObject[] {
  const kind = describedKinds.get(wanted.resource);
  if (!kind) return [];
  const { name, namespace, labels } = wanted;
  const objects =
    name === undefined
      ? api.list(kind, namespace).filter(({ metadata }) => matchesLabels(labels, metadata.labels))
      : [api.get(kind, namespace ?? '', name)];
  return objects.flatMap((object) => (object ? [{ object, kind, pods: podsOf(api, kind, object) }] : []));
}

/** The resources among whose objects are some that have the series of these Pods. */
export function resourcesWith(api: ComponentApi, pods: readonly Stored<Pod>[]): readonly string[] {
  if (pods.length === 0) return [];
  const services = api
    .list<Service>(serviceKind)
    .filter((service) =>
      pods.some((pod) => pod.metadata.namespace === service.metadata.namespace && selects(service, pod)),
    );
  const names = new Set(services.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
  const isInFront = (ingress: Stored<Ingress>) =>
    servicesBehind(ingress).some((name) => names.has(`${ingress.metadata.namespace}/${name}`));
  const found = [podKind, namespaceKind, ...(services.length > 0 ? [serviceKind] : [])];
  if (names.size > 0 && api.list<Ingress>(ingressKind).some(isInFront)) found.push(ingressKind);
  return [...describedKinds].filter(([, kind]) => found.includes(kind)).map(([resource]) => resource);
}

/** What an answer calls the object: `{ "kind": "Pod", "namespace": "default", "name": "web", "apiVersion": "/v1" }`. */
export function referenceTo({ object, kind }: DescribedObject) {
  const { namespace, name } = object.metadata;
  const apiVersion = kind.group === '' ? `/${kind.version}` : apiVersionOf(kind);
  return { kind: kind.kind, ...(namespace && { namespace }), name, apiVersion };
}

function podsOf(api: ComponentApi, kind: KindInfo, object: Stored): readonly Stored<Pod>[] {
  if (kind === podKind) return [object as Stored<Pod>];
  if (kind === namespaceKind) return api.list<Pod>(podKind, (object as Stored<Namespace>).metadata.name);
  if (kind === serviceKind) return selectedBy(api, object as Stored<Service>);
  const pods = servicesBehind(object as Stored<Ingress>).flatMap((name) => {
    const service = api.get<Service>(serviceKind, object.metadata.namespace ?? '', name);
    return service ? selectedBy(api, service) : [];
  });
  return [...new Set(pods)];
}

function servicesBehind({ spec }: Stored<Ingress>): readonly string[] {
  const backends = [
    spec?.defaultBackend,
    ...(spec?.rules ?? []).flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend)),
  ];
  return [...new Set(backends.flatMap((backend) => backend?.service?.name ?? []))];
}

function selectedBy(api: ComponentApi, service: Stored<Service>): readonly Stored<Pod>[] {
  return api.list<Pod>(podKind, service.metadata.namespace).filter((pod) => selects(service, pod));
}

/** A Service without a selector selects nothing. */
function selects({ spec }: Stored<Service>, { metadata: { labels } }: Stored<Pod>): boolean {
  const wanted = Object.entries(spec?.selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value);
}
