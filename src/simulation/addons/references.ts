import { kubernetesVersion } from '../apiserver/versions.ts';

/** The images of what runs in `kube-system`. */
export const systemReferences = {
  coreDns: 'registry.k8s.io/coredns/coredns:v1.12.1',
  etcd: 'registry.k8s.io/etcd:3.5.21-0',
  kubeApiserver: `registry.k8s.io/kube-apiserver:${kubernetesVersion}`,
  kubeControllerManager: `registry.k8s.io/kube-controller-manager:${kubernetesVersion}`,
  kubeProxy: `registry.k8s.io/kube-proxy:${kubernetesVersion}`,
  metricsServer: 'registry.k8s.io/metrics-server/metrics-server:v0.8.0',
  kubeScheduler: `registry.k8s.io/kube-scheduler:${kubernetesVersion}`,
} as const;

export const systemImageReferences: readonly string[] = Object.values(systemReferences);
