import { choice, type Fields, hole } from '../shape.ts';
import type { Subject } from '../subject.ts';
import { container } from './containerShapes.ts';
import { labelsOfPods } from './labelShapes.ts';
import type { ShapeTable, VariantTable } from './shapeTable.ts';

const command = ['sh', '-c', hole()];
const byHost = (subject: Subject): Fields => ({
  labelSelector: { matchLabels: labelsOfPods(subject) },
  topologyKey: 'kubernetes.io/hostname',
});

export const podShapes: ShapeTable = {
  'Pod.spec': { containers: [container] },
  'PodTemplateSpec.spec': { containers: [container] },
  'PodSpec.containers': [container],
  'PodSpec.initContainers': [{ ...container, command }],
  'PodSpec.volumes': [{ name: hole(), emptyDir: {} }],
  'PodSpec.tolerations': [
    {
      key: hole(),
      operator: choice('Equal', 'Exists'),
      value: hole(),
      effect: choice('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
    },
  ],
  'PodSpec.topologySpreadConstraints': (subject) => [
    {
      maxSkew: hole(1),
      topologyKey: choice('kubernetes.io/hostname', 'topology.kubernetes.io/zone'),
      whenUnsatisfiable: choice('ScheduleAnyway', 'DoNotSchedule'),
      labelSelector: { matchLabels: labelsOfPods(subject) },
    },
  ],
  'PodSpec.imagePullSecrets': [{ name: hole() }],
  'PodSpec.hostAliases': [{ ip: hole('127.0.0.1'), hostnames: [hole()] }],
  'Affinity.podAntiAffinity': (subject) => ({
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: hole(100), podAffinityTerm: byHost(subject) }],
  }),
  'PodAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution': (subject) => [byHost(subject)],
  'Volume.emptyDir': {},
  'Volume.configMap': { name: hole() },
  'Volume.secret': { secretName: hole() },
  'Volume.persistentVolumeClaim': { claimName: hole() },
  'Volume.hostPath': { path: hole('/var/log'), type: choice('Directory', 'DirectoryOrCreate', 'File', 'Socket') },
  'Volume.projected': { sources: [{ configMap: { name: hole() } }] },
  'Volume.downwardAPI': {
    items: [{ path: hole('labels'), fieldRef: { fieldPath: choice('metadata.labels', 'metadata.annotations') } }],
  },
  'ConfigMapVolumeSource.items': [{ key: hole(), path: hole() }],
  'SecretVolumeSource.items': [{ key: hole(), path: hole() }],
};

export const podVariants: VariantTable = {
  'PodSpec.initContainers': { 'a sidecar': [{ ...container, restartPolicy: 'Always' }] },
  'PodSpec.volumes': {
    configMap: [{ name: hole(), configMap: { name: hole() } }],
    secret: [{ name: hole(), secret: { secretName: hole() } }],
    persistentVolumeClaim: [{ name: hole(), persistentVolumeClaim: { claimName: hole() } }],
  },
  'PodSpec.affinity': {
    'spread over Nodes': (subject) => ({
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: hole(100), podAffinityTerm: byHost(subject) }],
      },
    }),
  },
};
