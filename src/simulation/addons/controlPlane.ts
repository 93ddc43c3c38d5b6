import type { Container, Pod } from '../../api/generated/objects.ts';
import { systemReferences } from './references.ts';

/** The components that the kubelet of the control plane's Node starts from files, before there is an API server. */
const components: readonly {
  readonly name: string;
  readonly image: string;
  readonly cpu: string;
  readonly memory?: string;
  readonly flags: readonly string[];
}[] = [
  {
    name: 'etcd',
    image: systemReferences.etcd,
    cpu: '100m',
    memory: '100Mi',
    flags: ['--data-dir=/var/lib/etcd', '--listen-client-urls=https://127.0.0.1:2379'],
  },
  {
    name: 'kube-apiserver',
    image: systemReferences.kubeApiserver,
    cpu: '250m',
    flags: ['--allow-privileged=true', '--secure-port=6443', '--service-cluster-ip-range=10.96.0.0/12'],
  },
  {
    name: 'kube-controller-manager',
    image: systemReferences.kubeControllerManager,
    cpu: '200m',
    flags: ['--allocate-node-cidrs=true', '--cluster-cidr=10.244.0.0/16', '--leader-elect=true'],
  },
  {
    name: 'kube-scheduler',
    image: systemReferences.kubeScheduler,
    cpu: '100m',
    flags: ['--leader-elect=true'],
  },
];

/** The mirror Pods of the control plane (https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/). */
export function controlPlanePods(node: { readonly name: string; readonly uid: string }, random: () => string): Pod[] {
  return components.map(({ name, image, cpu, memory, flags }) => {
    const container: Container = {
      name,
      image,
      command: [name, ...flags],
      resources: { requests: { cpu, ...(memory && { memory }) } },
    };
    const hash = random();
    return {
      metadata: {
        name: `${name}-${node.name}`,
        namespace: 'kube-system',
        labels: { component: name, tier: 'control-plane' },
        annotations: {
          'kubernetes.io/config.hash': hash,
          'kubernetes.io/config.mirror': hash,
          'kubernetes.io/config.source': 'file',
        },
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node.name, uid: node.uid, controller: true }],
      },
      spec: {
        containers: [container],
        nodeName: node.name,
        hostNetwork: true,
        priorityClassName: 'system-node-critical',
        tolerations: [{ effect: 'NoExecute', operator: 'Exists' }],
        automountServiceAccountToken: false,
      },
    };
  });
}
