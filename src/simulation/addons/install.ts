import type { Node } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import {
  configMapKind,
  daemonSetKind,
  deploymentKind,
  nodeKind,
  podKind,
  serviceAccountKind,
  serviceKind,
} from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';
import { controlPlanePods } from './controlPlane.ts';
import { coreDns, coreDnsAccount, coreDnsConfig, dnsService } from './coreDns.ts';
import { kubeProxy, kubeProxyAccount, kubeProxyConfig } from './kubeProxy.ts';

const objects: readonly (readonly [kind: KindInfo, object: KubernetesObject])[] = [
  [serviceAccountKind, coreDnsAccount],
  [serviceAccountKind, kubeProxyAccount],
  [configMapKind, coreDnsConfig],
  [configMapKind, kubeProxyConfig],
  [serviceKind, dnsService],
  [deploymentKind, coreDns],
  [daemonSetKind, kubeProxy],
];

/**
 * Puts into `kube-system` what kubeadm puts there. The first Node is the control plane's; as in clusters for learning, it
 * takes other Pods too.
 */
export function installAddons({ api, random }: ComponentContext): void {
  const [node] = api.list<Node>(nodeKind);
  if (node) {
    const labels = { ...node.metadata.labels, 'node-role.kubernetes.io/control-plane': '' };
    api.update<Node>(nodeKind, { ...node, metadata: { ...node.metadata, labels } });
    for (const pod of controlPlanePods(node.metadata, () => random.hex(32))) api.create(podKind, pod);
  }
  for (const [kind, object] of objects) api.create(kind, object);
}
