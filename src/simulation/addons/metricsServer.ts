import type { APIService, Deployment, Service, ServiceAccount } from '../../api/generated/objects.ts';
import { systemReferences } from './references.ts';

const namespace = 'kube-system';
const labels = { 'k8s-app': 'metrics-server' };
const name = 'metrics-server';
const port = 10_250;

const probe = (path: string) => ({
  httpGet: { path, port: 'https', scheme: 'HTTPS' },
  periodSeconds: 10,
  failureThreshold: 3,
});

export const metricsServerAccount: ServiceAccount = { metadata: { name, namespace, labels } };

/**
 * What `kubectl top` and autoscalers need, as the project's `components.yaml` has it
 * (https://github.com/kubernetes-sigs/metrics-server/releases/tag/v0.8.0). kubeadm installs none; clusters for learning do.
 * The kubelets' certificates are of the cluster's own authority here, so that it needs no `--kubelet-insecure-tls`.
 */
export const metricsServer: Deployment = {
  metadata: { name, namespace, labels },
  spec: {
    selector: { matchLabels: labels },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name,
            image: systemReferences.metricsServer,
            imagePullPolicy: 'IfNotPresent',
            args: [
              '--cert-dir=/tmp',
              `--secure-port=${port}`,
              '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
              '--kubelet-use-node-status-port',
              '--metric-resolution=15s',
            ],
            ports: [{ name: 'https', containerPort: port, protocol: 'TCP' }],
            livenessProbe: probe('/livez'),
            readinessProbe: { ...probe('/readyz'), initialDelaySeconds: 20 },
            resources: { requests: { cpu: '100m', memory: '200Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
              runAsUser: 1000,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            volumeMounts: [{ name: 'tmp-dir', mountPath: '/tmp' }],
          },
        ],
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        priorityClassName: 'system-cluster-critical',
        serviceAccountName: name,
        volumes: [{ name: 'tmp-dir', emptyDir: {} }],
      },
    },
  },
};

export const metricsServerService: Service = {
  metadata: { name, namespace, labels },
  spec: {
    selector: labels,
    ports: [{ name: 'https', appProtocol: 'https', port: 443, protocol: 'TCP', targetPort: 'https' }],
  },
};

/** Registers what it serves with the API server. */
export const metricsApi: APIService = {
  metadata: { name: 'v1beta1.metrics.k8s.io', labels },
  spec: {
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    groupPriorityMinimum: 100,
    versionPriority: 100,
    insecureSkipTLSVerify: true,
    service: { namespace, name, port: 443 },
  },
};
