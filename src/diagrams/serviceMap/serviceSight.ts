import type { EndpointSlice, ObjectMeta, Pod, PodSpec, Service } from '../../api/generated/objects.ts';

/** What is known around some Services: what a map of them is drawn from. A manifest may be half written. */
export interface ServiceSight {
  /** `live`: what a cluster has. `written`: what manifests say, before anything is applied. */
  readonly view: 'live' | 'written';
  /** The Services that the map is about: one, or all of a Namespace. */
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  /** Live Pods of all Namespaces. */
  readonly pods: readonly Pod[];
  /** Pods that manifests would make. */
  readonly planned: readonly PlannedPods[];
}

/** The Pods that a written workload would make, or one that is written as such (`kind: Pod`). */
export interface PlannedPods {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Missing where the number is not written: one a Node, or as many as it takes. */
  readonly count?: number;
  readonly template: { readonly metadata?: ObjectMeta; readonly spec?: PodSpec };
  /** Of a StatefulSet: the Service that gives its Pods their names. */
  readonly serviceName?: string;
}
