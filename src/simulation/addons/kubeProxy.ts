import type { ConfigMap, DaemonSet, ServiceAccount } from '../../api/generated/objects.ts';
import { systemReferences } from './references.ts';

const namespace = 'kube-system';
const labels = { 'k8s-app': 'kube-proxy' };

export const kubeProxyAccount: ServiceAccount = { metadata: { name: 'kube-proxy', namespace } };

export const kubeProxyConfig: ConfigMap = {
  metadata: { name: 'kube-proxy', namespace, labels: { app: 'kube-proxy' } },
  data: {
    'config.conf':
      'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nclusterCIDR: 10.244.0.0/16\nmode: iptables\n',
  },
};

/** The proxy of Services, one on each Node. */
export const kubeProxy: DaemonSet = {
  metadata: { name: 'kube-proxy', namespace, labels },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'kube-proxy',
            image: systemReferences.kubeProxy,
            command: [
              '/usr/local/bin/kube-proxy',
              '--config=/var/lib/kube-proxy/config.conf',
              '--hostname-override=$(NODE_NAME)',
            ],
            env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
            securityContext: { privileged: true },
            volumeMounts: [{ name: 'kube-proxy', mountPath: '/var/lib/kube-proxy' }],
          },
        ],
        hostNetwork: true,
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        priorityClassName: 'system-node-critical',
        serviceAccountName: 'kube-proxy',
        tolerations: [{ operator: 'Exists' }],
        volumes: [{ name: 'kube-proxy', configMap: { name: 'kube-proxy' } }],
      },
    },
  },
};
