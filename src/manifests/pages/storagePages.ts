import { type Page, page } from './page.ts';

const volumes = page('Volumes', 'concepts/storage/volumes/');
const volume = (title: string, anchor: string) => page(title, `concepts/storage/volumes/#${anchor}`);
const emptyDir = volume('emptyDir', 'emptydir');
const hostPath = volume('hostPath', 'hostpath');
const nfs = volume('nfs', 'nfs');
const csi = volume('csi', 'csi');
const local = volume('local', 'local');
const iscsi = volume('iscsi', 'iscsi');
const fc = volume('fc (fibre channel)', 'fc');
const claims = page('Persistent volumes', 'concepts/storage/persistent-volumes/');
const classes = page('Storage classes', 'concepts/storage/storage-classes/');
const projected = page('Projected volumes', 'concepts/storage/projected-volumes/');
const ephemeral = page('Ephemeral volumes', 'concepts/storage/ephemeral-volumes/');
const configMaps = page('ConfigMaps', 'concepts/configuration/configmap/');
const secrets = page('Secrets', 'concepts/configuration/secret/');
const downward = page('Downward API', 'concepts/workloads/pods/downward-api/');
const image = page('Image volumes', 'tasks/configure-pod-container/image-volumes/');
const attributes = page('Volume attributes classes', 'concepts/storage/volume-attributes-classes/');

/** Pages about volumes, claims and what they are made of. */
export const storagePages: Readonly<Record<string, Page>> = {
  'Volume.configMap': configMaps,
  'Volume.csi': csi,
  'Volume.downwardAPI': downward,
  'Volume.emptyDir': emptyDir,
  'Volume.ephemeral': ephemeral,
  'Volume.hostPath': hostPath,
  'Volume.image': image,
  'Volume.iscsi': iscsi,
  'Volume.nfs': nfs,
  'Volume.persistentVolumeClaim': claims,
  'Volume.projected': projected,
  'Volume.secret': secrets,
  Volume: volumes,
  'VolumeMount.mountPropagation': volume('Mount propagation', 'mount-propagation'),
  'VolumeMount.recursiveReadOnly': volume('Read-only mounts', 'read-only-mounts'),
  'VolumeMount.subPath': volume('Using subPath', 'using-subpath'),
  'VolumeMount.subPathExpr': volume('Using subPath', 'using-subpath'),
  VolumeMount: volumes,
  VolumeDevice: claims,
  AWSElasticBlockStoreVolumeSource: volumes,
  AzureDiskVolumeSource: volumes,
  AzureFilePersistentVolumeSource: volumes,
  AzureFileVolumeSource: volumes,
  CephFSPersistentVolumeSource: volumes,
  CephFSVolumeSource: volumes,
  CinderPersistentVolumeSource: volumes,
  CinderVolumeSource: volumes,
  ClusterTrustBundleProjection: projected,
  ConfigMapProjection: projected,
  ConfigMapVolumeSource: configMaps,
  CSIPersistentVolumeSource: csi,
  CSIVolumeSource: csi,
  DownwardAPIProjection: projected,
  DownwardAPIVolumeFile: downward,
  DownwardAPIVolumeSource: downward,
  EmptyDirVolumeSource: emptyDir,
  EphemeralVolumeSource: ephemeral,
  FCVolumeSource: fc,
  FlexPersistentVolumeSource: volumes,
  FlexVolumeSource: volumes,
  FlockerVolumeSource: volumes,
  GCEPersistentDiskVolumeSource: volumes,
  GitRepoVolumeSource: volumes,
  GlusterfsPersistentVolumeSource: volumes,
  GlusterfsVolumeSource: volumes,
  HostPathVolumeSource: hostPath,
  ImageVolumeSource: image,
  ISCSIPersistentVolumeSource: iscsi,
  ISCSIVolumeSource: iscsi,
  KeyToPath: configMaps,
  LocalVolumeSource: local,
  NFSVolumeSource: nfs,
  'PersistentVolumeClaimSpec.accessModes': page('Access modes', 'concepts/storage/persistent-volumes/#access-modes'),
  'PersistentVolumeClaimSpec.dataSource': page('Cloning volumes', 'concepts/storage/volume-pvc-datasource/'),
  'PersistentVolumeClaimSpec.storageClassName': classes,
  'PersistentVolumeClaimSpec.volumeAttributesClassName': attributes,
  PersistentVolumeClaimSpec: claims,
  PersistentVolumeClaimStatus: claims,
  PersistentVolumeClaimTemplate: ephemeral,
  PersistentVolumeClaimVolumeSource: claims,
  'PersistentVolumeSpec.accessModes': page('Access modes', 'concepts/storage/persistent-volumes/#access-modes'),
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': page(
    'Reclaiming',
    'concepts/storage/persistent-volumes/#reclaiming',
  ),
  'PersistentVolumeSpec.storageClassName': classes,
  'PersistentVolumeSpec.volumeAttributesClassName': attributes,
  PersistentVolumeSpec: claims,
  PersistentVolumeStatus: claims,
  PhotonPersistentDiskVolumeSource: volumes,
  PodCertificateProjection: projected,
  PortworxVolumeSource: volumes,
  ProjectedVolumeSource: projected,
  QuobyteVolumeSource: volumes,
  RBDPersistentVolumeSource: volumes,
  RBDVolumeSource: volumes,
  ScaleIOPersistentVolumeSource: volumes,
  ScaleIOVolumeSource: volumes,
  SecretProjection: projected,
  SecretVolumeSource: secrets,
  ServiceAccountTokenProjection: projected,
  StorageOSPersistentVolumeSource: volumes,
  StorageOSVolumeSource: volumes,
  TopologySelectorLabelRequirement: classes,
  TopologySelectorTerm: classes,
  VolumeNodeAffinity: local,
  VolumeProjection: projected,
  VolumeResourceRequirements: claims,
  VsphereVirtualDiskVolumeSource: volumes,
};
