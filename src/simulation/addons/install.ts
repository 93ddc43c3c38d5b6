import type { Deployment, Node } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import {
  apiServiceKind,
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
import { metricsApi, metricsServer, metricsServerAccount, metricsServerService } from './metricsServer.ts';

/** A change is seen after some milliseconds. */
const watchLatencyMs = 10;

const objects: readonly (readonly [kind: KindInfo, object: KubernetesObject])[] = [
  [serviceAccountKind, coreDnsAccount],
  [serviceAccountKind, kubeProxyAccount],
  [configMapKind, coreDnsConfig],
  [configMapKind, kubeProxyConfig],
  [serviceKind, dnsService],
  [deploymentKind, coreDns],
  [daemonSetKind, kubeProxy],
  [serviceAccountKind, metricsServerAccount],
  [serviceKind, metricsServerService],
  [deploymentKind, metricsServer],
];

/**
 * Puts into `kube-system` what kubeadm puts there, and metrics-server, which clusters for learning add. The first Node is the control plane's; as in clusters for learning, it
 * takes other Pods too.
 */
export function installAddons(context: ComponentContext): void {
  const { api, random } = context;
  const [node] = api.list<Node>(nodeKind);
  if (node) {
    const labels = { ...node.metadata.labels, 'node-role.kubernetes.io/control-plane': '' };
    api.update<Node>(nodeKind, { ...node, metadata: { ...node.metadata, labels } });
    for (const pod of controlPlanePods(node.metadata, () => random.hex(32))) api.create(podKind, pod);
  }
  for (const [kind, object] of objects) api.create(kind, object);
  registerMetrics(context);
}

/**
 * Registers the API of metrics-server once that serves it, as someone does who installs it with patience: clients complain
 * of an API without a server whenever they ask what there is.
 */
function registerMetrics({ api }: ComponentContext): void {
  const { name } = metricsServer.metadata ?? {};
  const stop = api.subscribe<Deployment>(deploymentKind, watchLatencyMs, ({ object }) => {
    if (object.metadata.name !== name || !object.status?.availableReplicas) return;
    stop();
    api.create(apiServiceKind, metricsApi);
  });
}
