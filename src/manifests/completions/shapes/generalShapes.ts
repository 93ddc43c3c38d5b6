import { choice, emptyList, emptyMap, hole } from '../shape.ts';
import { appLabel } from './labelShapes.ts';
import type { ShapeTable } from './shapeTable.ts';

export const generalShapes: ShapeTable = {
  'ObjectMeta.labels': appLabel,
  'LabelSelector.matchLabels': { app: hole() },
  'LabelSelector.matchExpressions': [{ key: hole(), operator: choice('In', 'NotIn'), values: [hole()] }],
  'LabelSelectorRequirement.values': emptyList,
  'PersistentVolume.spec': {
    capacity: { storage: hole('1Gi') },
    accessModes: ['ReadWriteOnce'],
    storageClassName: hole('manual'),
    hostPath: { path: hole('/mnt/data') },
  },
  'PersistentVolumeClaim.spec': {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: hole('1Gi') } },
  },
  'PersistentVolumeClaimSpec.accessModes': [
    choice('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'),
  ],
  'PersistentVolumeClaimSpec.resources': { requests: { storage: hole('1Gi') } },
  'VolumeResourceRequirements.requests': { storage: hole('1Gi') },
  'PodTemplateSpec.metadata': { labels: emptyMap },
  'ResourceQuotaSpec.hard': { pods: hole('10'), 'requests.cpu': hole('2'), 'requests.memory': hole('4Gi') },
  'LimitRangeSpec.limits': [
    {
      type: 'Container',
      defaultRequest: { cpu: hole('100m'), memory: hole('128Mi') },
      default: { cpu: hole('500m'), memory: hole('256Mi') },
    },
  ],
  'ResourceQuota.spec': { hard: { pods: hole('10'), 'requests.cpu': hole('2'), 'requests.memory': hole('4Gi') } },
  'Role.rules': [{ apiGroups: [''], resources: [hole('pods')], verbs: ['get', 'list', 'watch'] }],
  'ClusterRole.rules': [{ apiGroups: [''], resources: [hole('pods')], verbs: ['get', 'list', 'watch'] }],
  'RoleBinding.subjects': [{ kind: 'ServiceAccount', name: hole(), namespace: hole('default') }],
  'ClusterRoleBinding.subjects': [{ kind: 'ServiceAccount', name: hole(), namespace: hole('default') }],
  'RoleBinding.roleRef': { apiGroup: 'rbac.authorization.k8s.io', kind: choice('Role', 'ClusterRole'), name: hole() },
  'ClusterRoleBinding.roleRef': { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: hole() },
};
