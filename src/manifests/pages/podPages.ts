import { type Page, page } from './page.ts';

const probes = page('Probes', 'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/');
const hooks = page('Container lifecycle hooks', 'concepts/containers/container-lifecycle-hooks/');
const lifecycle = page('Pod lifecycle', 'concepts/workloads/pods/pod-lifecycle/');
const termination = page('Termination of Pods', 'concepts/workloads/pods/pod-lifecycle/#pod-termination');
const restart = page('Restart policy', 'concepts/workloads/pods/pod-lifecycle/#restart-policy');
const sidecars = page('Sidecar containers', 'concepts/workloads/pods/sidecar-containers/');
const ephemeral = page('Ephemeral containers', 'concepts/workloads/pods/ephemeral-containers/');
const images = page('Images', 'concepts/containers/images/');
const pullSecrets = page('Images of a private registry', 'tasks/configure-pod-container/pull-image-private-registry/');
const resources = page('Resource management', 'concepts/configuration/manage-resources-containers/');
const resize = page('Resizing containers', 'tasks/configure-pod-container/resize-container-resources/');
const command = page('Command and arguments', 'tasks/inject-data-application/define-command-argument-container/');
const variables = page('Environment variables', 'tasks/inject-data-application/define-environment-variable-container/');
const dependentVariables = page(
  'Dependent environment variables',
  'tasks/inject-data-application/define-interdependent-environment-variables/',
);
const downward = page('Downward API', 'concepts/workloads/pods/downward-api/');
const configMaps = page('ConfigMaps in Pods', 'tasks/configure-pod-container/configure-pod-configmap/');
const secrets = page('Secrets', 'concepts/configuration/secret/');
const security = page('Security context', 'tasks/configure-pod-container/security-context/');
const placement = page('Assigning Pods to Nodes', 'concepts/scheduling-eviction/assign-pod-node/');
const taints = page('Taints and tolerations', 'concepts/scheduling-eviction/taint-and-toleration/');
const spread = page('Topology spread constraints', 'concepts/scheduling-eviction/topology-spread-constraints/');
const priority = page('Pod priority and preemption', 'concepts/scheduling-eviction/pod-priority-preemption/');
const gates = page('Pod scheduling readiness', 'concepts/scheduling-eviction/pod-scheduling-readiness/');
const dns = page('DNS for Services and Pods', 'concepts/services-networking/dns-pod-service/');
const hostname = page('Pod hostname', 'concepts/workloads/pods/pod-hostname/');
const accounts = page('ServiceAccounts of Pods', 'tasks/configure-pod-container/configure-service-account/');
const dynamicResources = page(
  'Dynamic resource allocation',
  'concepts/scheduling-eviction/dynamic-resource-allocation/',
);
const message = page('Reason for Pod failure', 'tasks/debug/debug-application/determine-reason-pod-failure/');
const processes = page('Sharing processes', 'tasks/configure-pod-container/share-process-namespace/');
const ports = page('Connecting applications', 'tutorials/services/connect-applications-service/');
const mounts = page('Volumes', 'concepts/storage/volumes/');

/** Pages about a Pod's own types and their fields. */
export const podPages: Readonly<Record<string, Page>> = {
  'Container.args': command,
  'Container.command': command,
  'Container.env': variables,
  'Container.envFrom': configMaps,
  'Container.image': images,
  'Container.imagePullPolicy': images,
  'Container.lifecycle': hooks,
  'Container.livenessProbe': probes,
  'Container.ports': ports,
  'Container.readinessProbe': probes,
  'Container.resizePolicy': resize,
  'Container.resources': resources,
  'Container.restartPolicy': sidecars,
  'Container.securityContext': security,
  'Container.startupProbe': probes,
  'Container.terminationMessagePath': message,
  'Container.terminationMessagePolicy': message,
  'Container.volumeDevices': page('Raw block volumes', 'concepts/storage/persistent-volumes/#raw-block-volume-support'),
  'Container.volumeMounts': mounts,
  Container: page('Pods', 'concepts/workloads/pods/'),
  EphemeralContainer: ephemeral,
  'PodSpec.activeDeadlineSeconds': lifecycle,
  'PodSpec.affinity': placement,
  'PodSpec.automountServiceAccountToken': accounts,
  'PodSpec.containers': page('Pods', 'concepts/workloads/pods/'),
  'PodSpec.dnsConfig': dns,
  'PodSpec.dnsPolicy': dns,
  'PodSpec.enableServiceLinks': page(
    'Environment variables of Services',
    'concepts/services-networking/service/#environment-variables',
  ),
  'PodSpec.ephemeralContainers': ephemeral,
  'PodSpec.hostAliases': page('Entries in /etc/hosts', 'tasks/network/customize-hosts-file-for-pods/'),
  'PodSpec.hostUsers': page('User namespaces', 'concepts/workloads/pods/user-namespaces/'),
  'PodSpec.hostname': hostname,
  'PodSpec.hostnameOverride': hostname,
  'PodSpec.imagePullSecrets': pullSecrets,
  'PodSpec.initContainers': page('Init containers', 'concepts/workloads/pods/init-containers/'),
  'PodSpec.nodeName': placement,
  'PodSpec.nodeSelector': placement,
  'PodSpec.os': placement,
  'PodSpec.overhead': page('Pod overhead', 'concepts/scheduling-eviction/pod-overhead/'),
  'PodSpec.preemptionPolicy': priority,
  'PodSpec.priority': priority,
  'PodSpec.priorityClassName': priority,
  'PodSpec.readinessGates': lifecycle,
  'PodSpec.resourceClaims': dynamicResources,
  'PodSpec.resources': page('Resources of a whole Pod', 'tasks/configure-pod-container/assign-pod-level-resources/'),
  'PodSpec.restartPolicy': restart,
  'PodSpec.runtimeClassName': page('RuntimeClass', 'concepts/containers/runtime-class/'),
  'PodSpec.schedulerName': page('Several schedulers', 'tasks/extend-kubernetes/configure-multiple-schedulers/'),
  'PodSpec.schedulingGates': gates,
  'PodSpec.securityContext': security,
  'PodSpec.serviceAccount': accounts,
  'PodSpec.serviceAccountName': accounts,
  'PodSpec.setHostnameAsFQDN': hostname,
  'PodSpec.shareProcessNamespace': processes,
  'PodSpec.subdomain': hostname,
  'PodSpec.terminationGracePeriodSeconds': termination,
  'PodSpec.tolerations': taints,
  'PodSpec.topologySpreadConstraints': spread,
  'PodSpec.volumes': mounts,
  'PodStatus.qosClass': page('Quality of service', 'concepts/workloads/pods/pod-qos/'),
  PodStatus: lifecycle,
  PodCondition: lifecycle,
  ContainerStatus: lifecycle,
  ContainerState: lifecycle,
  Affinity: placement,
  AppArmorProfile: page('AppArmor', 'tutorials/security/apparmor/'),
  Capabilities: security,
  ConfigMapEnvSource: configMaps,
  ConfigMapKeySelector: configMaps,
  ContainerPort: ports,
  ContainerResizePolicy: resize,
  ContainerRestartRule: restart,
  ContainerRestartRuleOnExitCodes: restart,
  EnvFromSource: configMaps,
  'EnvVar.value': dependentVariables,
  EnvVar: variables,
  EnvVarSource: downward,
  ExecAction: probes,
  FileKeySelector: page('Variables from files', 'tasks/inject-data-application/define-environment-variable-via-file/'),
  GRPCAction: probes,
  HostAlias: page('Entries in /etc/hosts', 'tasks/network/customize-hosts-file-for-pods/'),
  HTTPGetAction: probes,
  HTTPHeader: probes,
  Lifecycle: hooks,
  LifecycleHandler: hooks,
  NodeAffinity: placement,
  NodeSelector: placement,
  NodeSelectorRequirement: placement,
  NodeSelectorTerm: placement,
  ObjectFieldSelector: downward,
  PodAffinity: placement,
  PodAffinityTerm: placement,
  PodAntiAffinity: placement,
  PodDNSConfig: dns,
  PodDNSConfigOption: dns,
  PodOS: placement,
  PodReadinessGate: lifecycle,
  PodResourceClaim: dynamicResources,
  PodSchedulingGate: gates,
  PodSecurityContext: security,
  PreferredSchedulingTerm: placement,
  Probe: probes,
  ResourceClaim: dynamicResources,
  ResourceFieldSelector: downward,
  ResourceRequirements: resources,
  SELinuxOptions: security,
  SeccompProfile: page('Seccomp', 'tutorials/security/seccomp/'),
  SecretEnvSource: secrets,
  SecretKeySelector: secrets,
  SecurityContext: security,
  SleepAction: hooks,
  Sysctl: page('Sysctls', 'tasks/administer-cluster/sysctl-cluster/'),
  TCPSocketAction: probes,
  Toleration: taints,
  TopologySpreadConstraint: spread,
  WeightedPodAffinityTerm: placement,
  WindowsSecurityContextOptions: page(
    'RunAsUserName on Windows',
    'tasks/configure-pod-container/configure-runasusername/',
  ),
};
