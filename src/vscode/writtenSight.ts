import type { EndpointSlice, ObjectMeta, PodSpec, Service } from '../api/generated/objects.ts';
import type { PlannedPods, ServiceSight } from '../diagrams/serviceMap/serviceSight.ts';
import type { ManifestDocument } from '../manifests/manifestFile.ts';
import { podSpecPath } from '../manifests/podSpecs.ts';

/** What some manifests say around their Services. Those that name no Namespace are meant in `namespace`. */
export function writtenSight(
  documents: readonly ManifestDocument[],
  services: readonly ManifestDocument[],
  namespace: string,
): ServiceSight {
  return {
    view: 'written',
    services: services.map((one) => placed<Service>(one, namespace)),
    slices: documents
      .filter(({ kind }) => kind?.kind === 'EndpointSlice')
      .map((one) => placed<EndpointSlice>(one, namespace)),
    pods: [],
    planned: documents.flatMap((one) => plannedPods(one, namespace) ?? []),
  };
}

/** The object of a manifest, with its Namespace. */
function placed<T>({ value, namespace: own }: ManifestDocument, namespace: string): T {
  const object = objectOf(value);
  return { ...object, metadata: { ...objectOf(object.metadata), namespace: own || namespace } } as T;
}

/** The field that says how many Pods a workload makes, and how many without it. Missing: that is not written. */
const counts: Readonly<Record<string, readonly [field: string, usual: number]>> = {
  Pod: ['', 1],
  Deployment: ['replicas', 1],
  ReplicaSet: ['replicas', 1],
  ReplicationController: ['replicas', 1],
  StatefulSet: ['replicas', 1],
  Job: ['parallelism', 1],
};

function plannedPods(document: ManifestDocument, namespace: string): PlannedPods | undefined {
  const path = podSpecPath(document.kind);
  const { kind, name = '', namespace: own, value } = document;
  if (!kind || !path) return undefined;
  let template: unknown = value;
  for (const segment of path.slice(0, -1)) template = objectOf(template)[String(segment)];
  const { metadata, spec } = objectOf(template);
  const workload = objectOf(objectOf(value).spec);
  const [field, usual] = counts[kind.kind] ?? [];
  const written = field === undefined ? undefined : workload[field];
  const count = typeof written === 'number' ? written : usual;
  const { serviceName } = workload;
  return {
    kind: kind.kind,
    name,
    namespace: own || namespace,
    ...(count !== undefined && { count }),
    template: { metadata: objectOf(metadata) as ObjectMeta, spec: objectOf(spec) as unknown as PodSpec },
    ...(typeof serviceName === 'string' && { serviceName }),
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
