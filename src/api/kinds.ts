import { invariant } from '../invariant.ts';
/** What discovery says of one served kind. */
export interface KindInfo {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The resource's name in paths: `pods`. */
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** The name of its type in the schema. */
  readonly type: string;
  /** The `apiVersion` of the same objects under their main name, where this is another view of them. */
  readonly storedAs?: string;
}

type Naming = Partial<Pick<KindInfo, 'singular' | 'shortNames' | 'categories' | 'namespaced' | 'type' | 'storedAs'>>;

/** A maker of the kinds of one group and version. */
function kindsOf(group: string, version: string): (kind: string, plural: string, naming?: Naming) => KindInfo {
  return (kind, plural, naming = {}) => ({
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    type: kind,
    ...naming,
  });
}

const core = kindsOf('', 'v1');
const apps = kindsOf('apps', 'v1');
const batch = kindsOf('batch', 'v1');
const networking = kindsOf('networking.k8s.io', 'v1');
const rbac = kindsOf('rbac.authorization.k8s.io', 'v1');

const cluster = { namespaced: false } as const;
const all = ['all'];

/**
 * Every kind that the embedded cluster serves, in the order of a real server's discovery. kubectl caches this list, so it
 * never changes while a cluster runs.
 */
export const servedKinds: readonly KindInfo[] = [
  core('ConfigMap', 'configmaps', { shortNames: ['cm'] }),
  core('Endpoints', 'endpoints', { shortNames: ['ep'] }),
  core('Event', 'events', { shortNames: ['ev'] }),
  core('LimitRange', 'limitranges', { shortNames: ['limits'] }),
  core('Namespace', 'namespaces', { ...cluster, shortNames: ['ns'] }),
  core('Node', 'nodes', { ...cluster, shortNames: ['no'] }),
  core('PersistentVolumeClaim', 'persistentvolumeclaims', { shortNames: ['pvc'] }),
  core('PersistentVolume', 'persistentvolumes', { ...cluster, shortNames: ['pv'] }),
  core('Pod', 'pods', { shortNames: ['po'], categories: all }),
  core('ReplicationController', 'replicationcontrollers', { shortNames: ['rc'], categories: all }),
  core('ResourceQuota', 'resourcequotas', { shortNames: ['quota'] }),
  core('Secret', 'secrets'),
  core('ServiceAccount', 'serviceaccounts', { shortNames: ['sa'] }),
  core('Service', 'services', { shortNames: ['svc'], categories: all }),
  kindsOf('apiregistration.k8s.io', 'v1')('APIService', 'apiservices', cluster),
  apps('ControllerRevision', 'controllerrevisions'),
  apps('DaemonSet', 'daemonsets', { shortNames: ['ds'], categories: all }),
  apps('Deployment', 'deployments', { shortNames: ['deploy'], categories: all }),
  apps('ReplicaSet', 'replicasets', { shortNames: ['rs'], categories: all }),
  apps('StatefulSet', 'statefulsets', { shortNames: ['sts'], categories: all }),
  kindsOf('events.k8s.io', 'v1')('Event', 'events', { shortNames: ['ev'], type: 'EventsEvent', storedAs: 'v1' }),
  kindsOf('autoscaling', 'v2')('HorizontalPodAutoscaler', 'horizontalpodautoscalers', {
    shortNames: ['hpa'],
    categories: all,
  }),
  kindsOf('autoscaling', 'v1')('HorizontalPodAutoscaler', 'horizontalpodautoscalers', {
    shortNames: ['hpa'],
    categories: all,
    type: 'HorizontalPodAutoscalerV1',
    storedAs: 'autoscaling/v2',
  }),
  batch('CronJob', 'cronjobs', { shortNames: ['cj'], categories: all }),
  batch('Job', 'jobs', { categories: all }),
  networking('Ingress', 'ingresses', { shortNames: ['ing'] }),
  networking('NetworkPolicy', 'networkpolicies', { shortNames: ['netpol'] }),
  kindsOf('policy', 'v1')('PodDisruptionBudget', 'poddisruptionbudgets', { shortNames: ['pdb'] }),
  rbac('ClusterRoleBinding', 'clusterrolebindings', cluster),
  rbac('ClusterRole', 'clusterroles', cluster),
  rbac('RoleBinding', 'rolebindings'),
  rbac('Role', 'roles'),
  kindsOf('storage.k8s.io', 'v1')('StorageClass', 'storageclasses', { ...cluster, shortNames: ['sc'] }),
  kindsOf('scheduling.k8s.io', 'v1')('PriorityClass', 'priorityclasses', { ...cluster, shortNames: ['pc'] }),
  kindsOf('coordination.k8s.io', 'v1')('Lease', 'leases'),
  kindsOf('discovery.k8s.io', 'v1')('EndpointSlice', 'endpointslices'),
];

/** `v1`, or `apps/v1`. */
export function apiVersionOf(info: Pick<KindInfo, 'group' | 'version'>): string {
  return info.group === '' ? info.version : `${info.group}/${info.version}`;
}

const byKind = new Map(servedKinds.map((info) => [`${apiVersionOf(info)} ${info.kind}`, info]));

/** The served kind that a manifest names, if it is one. */
export function findKind(apiVersion: string, kind: string): KindInfo | undefined {
  return byKind.get(`${apiVersion} ${kind}`);
}

/**
 * The served kind that a person names in kubectl: plural, singular, kind or short name, in any case; with its group or the
 * beginning of it (`deploy.apps`, `ingresses.networking`), or version and group (`deployments.v1.apps`, `pods.v1.`).
 */
export function findKindByName(name: string): KindInfo | undefined {
  const [word = '', ...rest] = name.toLowerCase().split('.');
  const named = servedKinds.filter(
    (info) =>
      info.plural === word ||
      info.singular === word ||
      info.kind.toLowerCase() === word ||
      info.shortNames.includes(word),
  );
  if (rest.length === 0) return named[0];
  const [version, ...groupParts] = rest;
  return (
    named.find((info) => info.version === version && info.group === groupParts.join('.')) ??
    named.find((info) => info.group !== '' && info.group.startsWith(rest.join('.')))
  );
}

/** A kind that is known to be served, by its plural or another of its names. */
export function servedKind(name: string): KindInfo {
  const info = findKindByName(name);
  invariant(info, `${name} is served`);
  return info;
}
