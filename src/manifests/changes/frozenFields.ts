import { isVolumeSourceField } from '../../api/core/volumeSourceField.ts';
import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { type Change, frozen, recreate } from './change.ts';

const selector =
  'Its Pods are found by it. Create another object with another name, or delete this one with `--cascade=orphan`, which leaves its Pods.';
const address =
  'Only a change of `type` to or from `ExternalName` gives it up. Delete the Service and create it anew to get another one.';
const storageClass =
  'Volumes that exist do not go by it any more: create another StorageClass, and delete this one if nobody needs it.';
const role = 'To give another role, delete the binding and create it anew; `subjects` may change at any time.';
const node = 'It is given to a Node once.';
const volume = `What a volume is does not change. Create another PersistentVolume; ${recreate}`;

/** Fields that are frozen whatever their value is, by kind; a field means all that is in it. */
const frozenPaths: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ClusterRoleBinding: { roleRef: role },
  ControllerRevision: { data: 'A revision is a record of what was.' },
  DaemonSet: { 'spec.selector': selector },
  Deployment: { 'spec.selector': selector },
  EndpointSlice: { addressType: recreate },
  Node: { 'spec.podCIDR': node, 'spec.podCIDRs': node, 'spec.providerID': node },
  PersistentVolume: { 'spec.volumeMode': volume, 'spec.nodeAffinity': volume },
  PriorityClass: {
    value: `Pods that exist keep the number they got. ${recreate}`,
    preemptionPolicy: `Pods that exist keep what they got. ${recreate}`,
  },
  ReplicaSet: { 'spec.selector': selector },
  ResourceQuota: { 'spec.scopes': recreate },
  RoleBinding: { roleRef: role },
  Secret: { type: recreate },
  Service: {
    'spec.clusterIP': address,
    'spec.clusterIPs': address,
    'spec.loadBalancerClass': 'Delete the Service and create it anew to get another one.',
    'spec.healthCheckNodePort': 'The port was given once, while `externalTrafficPolicy` was `Local`.',
  },
  StorageClass: {
    parameters: storageClass,
    provisioner: storageClass,
    reclaimPolicy: `${storageClass} \`persistentVolumeReclaimPolicy\` of each PersistentVolume may be changed.`,
    volumeBindingMode: storageClass,
  },
};

/** What an Event of `events.k8s.io` may still change. */
const changingOfEvents = new Set(['apiVersion', 'kind', 'series']);

/** Whether a field can never be changed, and what to do instead. */
export function frozenFields(kind: KindInfo, path: FieldPath): Change | undefined {
  const [first = '', second = ''] = path;
  if (kind.type === 'EventsEvent' && typeof first === 'string' && !changingOfEvents.has(first))
    return frozen('An Event is a record of what happened; only its `series` goes on.');
  const ofKind = Object.hasOwn(frozenPaths, kind.kind) ? frozenPaths[kind.kind] : undefined;
  const instead = ofKind?.[String(first)] ?? ofKind?.[`${String(first)}.${String(second)}`];
  if (instead !== undefined) return frozen(instead);
  if (kind.kind === 'PersistentVolume' && first === 'spec' && second !== '' && isVolumeSourceField(String(second)))
    return frozen(volume);
  if (kind.kind === 'Service' && first === 'spec' && second === 'ipFamilies')
    return {
      effect: 'limited',
      text: 'The first family **cannot be changed** once the Service exists; a second one may be added and taken away.',
    };
  return undefined;
}
