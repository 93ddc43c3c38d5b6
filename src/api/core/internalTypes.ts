const container =
  'Name:s Image:s Command Args WorkingDir:s Ports[]ContainerPort EnvFrom[]EnvFromSource Env[]EnvVar Resources=ResourceRequirements ResizePolicy[]ContainerResizePolicy RestartPolicy RestartPolicyRules VolumeMounts[]VolumeMount VolumeDevices[]VolumeDevice LivenessProbe*Probe ReadinessProbe*Probe StartupProbe*Probe Lifecycle*Lifecycle TerminationMessagePath:s TerminationMessagePolicy:s ImagePullPolicy:s SecurityContext*SecurityContext Stdin:b StdinOnce:b TTY:b';

/**
 * The fields of the server's internal types in their order (`k8s.io/kubernetes/pkg/apis/core/types.go`), as its messages
 * print them. A name alone stands for a field that is null when it is not set; `:s`, `:i`, `:b` for a text, a number and a
 * boolean that never are; `=T` for a structure that is always there, `*T` for one that may be null, `[]T` for a list.
 */
export const internalTypes: Readonly<Record<string, string>> = {
  PodSpec:
    'Volumes[]Volume InitContainers[]Container Containers[]Container EphemeralContainers[]EphemeralContainer RestartPolicy:s TerminationGracePeriodSeconds ActiveDeadlineSeconds DNSPolicy:s NodeSelector ServiceAccountName:s AutomountServiceAccountToken NodeName:s SecurityContext*PodSecurityContext ImagePullSecrets[]Named Hostname:s Subdomain:s SetHostnameAsFQDN Affinity*Affinity SchedulerName:s Tolerations[]Toleration HostAliases[]HostAlias PriorityClassName:s Priority PreemptionPolicy DNSConfig*PodDNSConfig ReadinessGates[]PodReadinessGate RuntimeClassName Overhead EnableServiceLinks TopologySpreadConstraints[]TopologySpreadConstraint OS*Named SchedulingGates[]Named ResourceClaims[]PodResourceClaim Resources*ResourceRequirements HostnameOverride',
  PodSecurityContext:
    'HostNetwork:b HostPID:b HostIPC:b ShareProcessNamespace HostUsers SELinuxOptions*SELinuxOptions WindowsOptions*WindowsOptions RunAsUser RunAsGroup RunAsNonRoot SupplementalGroups SupplementalGroupsPolicy FSGroup FSGroupChangePolicy Sysctls[]Sysctl SeccompProfile*SeccompProfile AppArmorProfile*SeccompProfile SELinuxChangePolicy',
  Container: container,
  EphemeralContainer: `${container} TargetContainerName:s`,
  ContainerPort: 'Name:s HostPort:i ContainerPort:i Protocol:s HostIP:s',
  EnvFromSource: 'Prefix:s ConfigMapRef*OptionalName SecretRef*OptionalName',
  EnvVar: 'Name:s Value:s ValueFrom*EnvVarSource',
  EnvVarSource:
    'FieldRef*ObjectFieldSelector ResourceFieldRef*ResourceFieldSelector ConfigMapKeyRef*KeySelector SecretKeyRef*KeySelector FileKeyRef',
  ObjectFieldSelector: 'APIVersion:s FieldPath:s',
  ResourceFieldSelector: 'ContainerName:s Resource:s Divisor:s',
  KeySelector: 'Name:s Key:s Optional',
  OptionalName: 'Name:s Optional',
  Named: 'Name:s',
  ResourceRequirements: 'Limits Requests Claims[]ResourceClaim',
  ResourceClaim: 'Name:s Request:s',
  ContainerResizePolicy: 'ResourceName:s RestartPolicy:s',
  VolumeMount: 'Name:s ReadOnly:b RecursiveReadOnly MountPath:s SubPath:s MountPropagation SubPathExpr:s',
  VolumeDevice: 'Name:s DevicePath:s',
  Probe:
    'Exec*ExecAction HTTPGet*HTTPGetAction TCPSocket*TCPSocketAction GRPC*GRPCAction InitialDelaySeconds:i TimeoutSeconds:i PeriodSeconds:i SuccessThreshold:i FailureThreshold:i TerminationGracePeriodSeconds',
  ExecAction: 'Command',
  HTTPGetAction: 'Path:s Port Host:s Scheme:s HTTPHeaders[]Sysctl',
  TCPSocketAction: 'Port Host:s',
  GRPCAction: 'Port:i Service',
  SleepAction: 'Seconds:i',
  Lifecycle: 'PostStart*LifecycleHandler PreStop*LifecycleHandler StopSignal',
  LifecycleHandler: 'Exec*ExecAction HTTPGet*HTTPGetAction TCPSocket*TCPSocketAction Sleep*SleepAction',
  SecurityContext:
    'Capabilities*Capabilities Privileged SELinuxOptions*SELinuxOptions WindowsOptions*WindowsOptions RunAsUser RunAsGroup RunAsNonRoot ReadOnlyRootFilesystem AllowPrivilegeEscalation ProcMount SeccompProfile*SeccompProfile AppArmorProfile*SeccompProfile',
  Capabilities: 'Add Drop',
  SELinuxOptions: 'User:s Role:s Type:s Level:s',
  WindowsOptions: 'GMSACredentialSpecName GMSACredentialSpec RunAsUserName HostProcess',
  SeccompProfile: 'Type:s LocalhostProfile',
  Sysctl: 'Name:s Value:s',
  Toleration: 'Key:s Operator:s Value:s Effect:s TolerationSeconds',
  HostAlias: 'IP:s Hostnames',
  PodDNSConfig: 'Nameservers Searches Options[]PodDNSConfigOption',
  PodDNSConfigOption: 'Name:s Value',
  PodReadinessGate: 'ConditionType:s',
  PodResourceClaim: 'Name:s ResourceClaimName ResourceClaimTemplateName',
  TopologySpreadConstraint:
    'MaxSkew:i TopologyKey:s WhenUnsatisfiable:s LabelSelector MinDomains NodeAffinityPolicy NodeTaintsPolicy MatchLabelKeys',
  Affinity: 'NodeAffinity*NodeAffinity PodAffinity*PodAffinity PodAntiAffinity*PodAffinity',
  NodeAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution*NodeSelector PreferredDuringSchedulingIgnoredDuringExecution[]PreferredSchedulingTerm',
  NodeSelector: 'NodeSelectorTerms[]NodeSelectorTerm',
  NodeSelectorTerm: 'MatchExpressions[]NodeSelectorRequirement MatchFields[]NodeSelectorRequirement',
  NodeSelectorRequirement: 'Key:s Operator:s Values',
  PreferredSchedulingTerm: 'Weight:i Preference=NodeSelectorTerm',
  PodAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution[]PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution[]WeightedPodAffinityTerm',
  WeightedPodAffinityTerm: 'Weight:i PodAffinityTerm=PodAffinityTerm',
  PodAffinityTerm: 'LabelSelector Namespaces TopologyKey:s NamespaceSelector MatchLabelKeys MismatchLabelKeys',
  Volume:
    'Name:s HostPath*HostPathVolumeSource EmptyDir*EmptyDirVolumeSource GCEPersistentDisk AWSElasticBlockStore GitRepo*GitRepoVolumeSource Secret*SecretVolumeSource NFS*NFSVolumeSource ISCSI Glusterfs PersistentVolumeClaim*PersistentVolumeClaimVolumeSource RBD Quobyte FlexVolume Cinder CephFS Flocker DownwardAPI*DownwardAPIVolumeSource FC AzureFile ConfigMap*ConfigMapVolumeSource VsphereVolume AzureDisk PhotonPersistentDisk Projected*ProjectedVolumeSource PortworxVolume ScaleIO StorageOS CSI*CSIVolumeSource Ephemeral Image*ImageVolumeSource',
  HostPathVolumeSource: 'Path:s Type',
  EmptyDirVolumeSource: 'Medium:s SizeLimit',
  GitRepoVolumeSource: 'Repository:s Revision:s Directory:s',
  SecretVolumeSource: 'SecretName:s Items[]KeyToPath DefaultMode Optional',
  ConfigMapVolumeSource: 'Name:s Items[]KeyToPath DefaultMode Optional',
  KeyToPath: 'Key:s Path:s Mode',
  NFSVolumeSource: 'Server:s Path:s ReadOnly:b',
  PersistentVolumeClaimVolumeSource: 'ClaimName:s ReadOnly:b',
  DownwardAPIVolumeSource: 'Items[]DownwardAPIVolumeFile DefaultMode',
  DownwardAPIVolumeFile: 'Path:s FieldRef*ObjectFieldSelector ResourceFieldRef*ResourceFieldSelector Mode',
  ProjectedVolumeSource: 'Sources[]VolumeProjection DefaultMode',
  VolumeProjection:
    'Secret*KeysProjection DownwardAPI*DownwardAPIProjection ConfigMap*KeysProjection ServiceAccountToken*ServiceAccountTokenProjection ClusterTrustBundle PodCertificate',
  KeysProjection: 'Name:s Items[]KeyToPath Optional',
  DownwardAPIProjection: 'Items[]DownwardAPIVolumeFile',
  ServiceAccountTokenProjection: 'Audience:s ExpirationSeconds:i Path:s',
  CSIVolumeSource: 'Driver:s ReadOnly FSType VolumeAttributes NodePublishSecretRef*Named',
  ImageVolumeSource: 'Reference:s PullPolicy:s',
  PersistentVolumeSource:
    'GCEPersistentDisk AWSElasticBlockStore HostPath*HostPathVolumeSource Glusterfs NFS*NFSVolumeSource RBD Quobyte ISCSI FlexVolume Cinder CephFS FC Flocker AzureFile VsphereVolume AzureDisk PhotonPersistentDisk PortworxVolume ScaleIO Local*LocalVolumeSource StorageOS CSI*CSIPersistentVolumeSource',
  LocalVolumeSource: 'Path:s FSType',
  CSIPersistentVolumeSource:
    'Driver:s VolumeHandle:s ReadOnly:b FSType:s VolumeAttributes ControllerPublishSecretRef*SecretReference NodeStageSecretRef*SecretReference NodePublishSecretRef*SecretReference ControllerExpandSecretRef*SecretReference NodeExpandSecretRef*SecretReference',
  SecretReference: 'Name:s Namespace:s',
  VolumeNodeAffinity: 'Required*NodeSelector',
  PersistentVolumeClaimSpec:
    'AccessModes Selector Resources=VolumeResourceRequirements VolumeName:s StorageClassName VolumeMode DataSource*TypedLocalObjectReference DataSourceRef*TypedObjectReference VolumeAttributesClassName',
  VolumeResourceRequirements: 'Limits Requests',
  TypedLocalObjectReference: 'APIGroup Kind:s Name:s',
  TypedObjectReference: 'APIGroup Kind:s Name:s Namespace',
  Taint: 'Key:s Value:s Effect:s TimeAdded',
};
