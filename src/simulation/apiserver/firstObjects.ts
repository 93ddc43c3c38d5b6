import type {
  ClusterRole,
  ClusterRoleBinding,
  EndpointSlice,
  Endpoints,
  PriorityClass,
  Service,
  StorageClass,
} from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import {
  clusterRoleBindingKind,
  clusterRoleKind,
  endpointSliceKind,
  endpointsKind,
  priorityClassKind,
  serviceKind,
  storageClassKind,
} from './knownKinds.ts';
import { apiServiceAddress } from './services/addressRange.ts';

/** Where the API server itself listens. */
const controlPlane = { address: '192.168.0.10', port: 6443 };

/** The classes of Pods that the cluster cannot do without. */
const priorityClasses: readonly PriorityClass[] = [
  {
    metadata: { name: 'system-node-critical' },
    value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
  {
    metadata: { name: 'system-cluster-critical' },
    value: 2_000_000_000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
];

/**
 * As clusters for learning (kind, minikube) have it: a volume is a directory of the Node that its first Pod runs on.
 * A cluster fresh from kubeadm has no class; learners need one, or no claim would ever bind. Since it is the default, the
 * admission plug-in DefaultStorageClass writes its name into each new claim without a class, as a real server with a
 * default class does: compared with a server without one, such claims differ in `spec.storageClassName` alone. Who wants
 * the other behaviour deletes the class or takes its annotation away, as on a real cluster.
 */
const standardClass: StorageClass = {
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'rancher.io/local-path',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
};

const apiService: Service = {
  metadata: {
    name: 'kubernetes',
    namespace: 'default',
    labels: { component: 'apiserver', provider: 'kubernetes' },
  },
  spec: {
    type: 'ClusterIP',
    clusterIP: apiServiceAddress,
    ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: controlPlane.port }],
  },
};

const apiEndpoints: Endpoints = {
  metadata: {
    name: 'kubernetes',
    namespace: 'default',
    labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
  },
  subsets: [
    {
      addresses: [{ ip: controlPlane.address }],
      ports: [{ name: 'https', port: controlPlane.port, protocol: 'TCP' }],
    },
  ],
};

const apiEndpointSlice: EndpointSlice = {
  metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
  addressType: 'IPv4',
  endpoints: [{ addresses: [controlPlane.address], conditions: { ready: true } }],
  ports: [{ name: 'https', port: controlPlane.port, protocol: 'TCP' }],
};

const bootstrapMeta = {
  name: 'cluster-admin',
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
};

const adminRole: ClusterRole = {
  metadata: bootstrapMeta,
  rules: [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ],
};

const adminBinding: ClusterRoleBinding = {
  metadata: bootstrapMeta,
  subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'system:masters' }],
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
};

/** What a new cluster holds besides Namespaces and Nodes. */
export const firstObjects: readonly { readonly kind: KindInfo; readonly object: KubernetesObject }[] = [
  ...priorityClasses.map((object) => ({ kind: priorityClassKind, object })),
  { kind: storageClassKind, object: standardClass },
  { kind: serviceKind, object: apiService },
  { kind: endpointsKind, object: apiEndpoints },
  { kind: endpointSliceKind, object: apiEndpointSlice },
  { kind: clusterRoleKind, object: adminRole },
  { kind: clusterRoleBindingKind, object: adminBinding },
];
