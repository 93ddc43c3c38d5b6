import type { PersistentVolumeClaim, Pod, Service } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { KubernetesObject } from '../../../api/objects.ts';
import { parseQuantity, quantityOf } from '../../../api/quantity.ts';
import {
  configMapKind,
  persistentVolumeClaimKind,
  podKind,
  replicationControllerKind,
  resourceQuotaKind,
  secretKind,
  serviceKind,
} from '../knownKinds.ts';
import { type Amounts, podUsage } from './podUsage.ts';

/** The kinds that a quota may count by their bare names, from a time before `count/`. */
const countedByName = [configMapKind, replicationControllerKind, resourceQuotaKind, secretKind];

/**
 * What an object uses of the quotas of its namespace.
 * https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export function objectUsage(info: KindInfo, object: KubernetesObject): Amounts {
  const count = info.group === '' ? `count/${info.plural}` : `count/${info.plural}.${info.group}`;
  const usage: Amounts = new Map([[count, quantityOf(1)]]);
  for (const [name, amount] of ownUsage(info, object)) usage.set(name, amount);
  return usage;
}

function ownUsage(info: KindInfo, object: KubernetesObject): Amounts {
  if (info === podKind) return podUsage(object as Pod);
  if (info === serviceKind) return serviceUsage(object as Service);
  if (info === persistentVolumeClaimKind) return claimUsage(object as PersistentVolumeClaim);
  return countedByName.includes(info) ? new Map([[info.plural, quantityOf(1)]]) : new Map();
}

function serviceUsage({ spec }: Service): Amounts {
  const ports = spec?.ports ?? [];
  const withNumber = ports.filter(({ nodePort = 0 }) => nodePort > 0).length;
  const usage: Amounts = new Map([['services', quantityOf(1)]]);
  if (spec?.type === 'NodePort') usage.set('services.nodeports', quantityOf(ports.length));
  if (spec?.type === 'LoadBalancer') {
    const nodePorts = spec.allocateLoadBalancerNodePorts === false ? withNumber : ports.length;
    usage.set('services.nodeports', quantityOf(nodePorts));
    usage.set('services.loadbalancers', quantityOf(1));
  }
  return usage;
}

function claimUsage({ metadata, spec }: PersistentVolumeClaim): Amounts {
  const storage = parseQuantity(String(spec?.resources?.requests?.storage ?? '0'));
  const usage: Amounts = new Map([['persistentvolumeclaims', quantityOf(1)]]);
  if (storage) usage.set('requests.storage', storage);
  const className = metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? '';
  if (className === '') return usage;
  const prefix = `${className}.storageclass.storage.k8s.io`;
  usage.set(`${prefix}/persistentvolumeclaims`, quantityOf(1));
  if (storage) usage.set(`${prefix}/requests.storage`, storage);
  return usage;
}
