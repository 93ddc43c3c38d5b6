import type { KindInfo } from '../api/kinds.ts';

/** A page of the Kubernetes documentation. */
export interface Page {
  readonly title: string;
  readonly address: string;
}

function page(title: string, path: string): Page {
  return { title, address: `https://kubernetes.io/docs/${path}` };
}

const probes = page('Probes', 'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/');
const volumes = page('Volumes', 'concepts/storage/volumes/');
const lifecycle = page('Pod lifecycle', 'concepts/workloads/pods/pod-lifecycle/');

const pagesOfFields: Readonly<Record<string, Page>> = {
  'Container.restartPolicy': page('Sidecar containers', 'concepts/workloads/pods/sidecar-containers/'),
  'Container.image': page('Images', 'concepts/containers/images/'),
  'Container.imagePullPolicy': page('Images', 'concepts/containers/images/'),
  'Container.command': page(
    'Command and arguments',
    'tasks/inject-data-application/define-command-argument-container/',
  ),
  'Container.args': page('Command and arguments', 'tasks/inject-data-application/define-command-argument-container/'),
  'Container.env': page(
    'Environment variables',
    'tasks/inject-data-application/define-environment-variable-container/',
  ),
  'Container.resources': page('Resource management', 'concepts/configuration/manage-resources-containers/'),
  'Container.lifecycle': page('Lifecycle hooks', 'concepts/containers/container-lifecycle-hooks/'),
  'Container.livenessProbe': probes,
  'Container.readinessProbe': probes,
  'Container.startupProbe': probes,
  'Container.volumeMounts': volumes,
  'PodSpec.initContainers': page('Init containers', 'concepts/workloads/pods/init-containers/'),
  'PodSpec.containers': page('Pods', 'concepts/workloads/pods/'),
  'PodSpec.restartPolicy': page('Restart policy', 'concepts/workloads/pods/pod-lifecycle/#restart-policy'),
  'PodSpec.terminationGracePeriodSeconds': lifecycle,
  'PodSpec.volumes': volumes,
  'PodSpec.nodeSelector': page('Assigning Pods to Nodes', 'concepts/scheduling-eviction/assign-pod-node/'),
  'PodSpec.affinity': page('Assigning Pods to Nodes', 'concepts/scheduling-eviction/assign-pod-node/'),
  'PodSpec.tolerations': page('Taints and tolerations', 'concepts/scheduling-eviction/taint-and-toleration/'),
  'PodSpec.dnsPolicy': page('DNS for Services and Pods', 'concepts/services-networking/dns-pod-service/'),
  'Volume.emptyDir': page('emptyDir', 'concepts/storage/volumes/#emptydir'),
  'Volume.configMap': page('ConfigMaps', 'concepts/configuration/configmap/'),
  'Volume.secret': page('Secrets', 'concepts/configuration/secret/'),
  'ObjectMeta.name': page('Names', 'concepts/overview/working-with-objects/names/'),
  'ObjectMeta.namespace': page('Namespaces', 'concepts/overview/working-with-objects/namespaces/'),
  'ObjectMeta.labels': page('Labels', 'concepts/overview/working-with-objects/labels/'),
  'ObjectMeta.annotations': page('Annotations', 'concepts/overview/working-with-objects/annotations/'),
};

const pagesOfTypes: Readonly<Record<string, Page>> = {
  VolumeMount: volumes,
  Volume: volumes,
  EmptyDirVolumeSource: page('emptyDir', 'concepts/storage/volumes/#emptydir'),
  Probe: probes,
  ResourceRequirements: page('Resource management', 'concepts/configuration/manage-resources-containers/'),
};

const reference: Readonly<Record<string, string>> = {
  ConfigMap: 'config-and-storage-resources/config-map-v1/',
  Event: 'cluster-resources/event-v1/',
  Namespace: 'cluster-resources/namespace-v1/',
  Node: 'cluster-resources/node-v1/',
  Pod: 'workload-resources/pod-v1/',
  Secret: 'config-and-storage-resources/secret-v1/',
  ServiceAccount: 'authentication-resources/service-account-v1/',
};

/** The page that explains a field best: its own, its type's, or the reference of the kind. */
export function pageOf(kind: KindInfo, ownerType: string, field: string): Page {
  const known = pagesOfFields[`${ownerType}.${field}`] ?? pagesOfTypes[ownerType];
  if (known) return known;
  return page(`${kind.kind} reference`, `reference/kubernetes-api/${reference[kind.kind] ?? ''}`);
}
