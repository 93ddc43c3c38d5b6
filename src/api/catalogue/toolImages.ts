import { type CatalogueImage, catalogueImage } from './catalogueImage.ts';

/** Images of Kubernetes' documentation, helpers of Pods, and collectors of logs. */
export const toolImages: readonly CatalogueImage[] = [
  catalogueImage({
    name: 'registry.k8s.io/pause',
    summary: 'Does nothing; holds a Pod together',
    names: '3.10.1 3.10 3.9 3.8 3.7 3.6 3.5 3.4.1 3.3 3.2 3.1 latest',
    sizeMib: 0.31,
  }),
  catalogueImage({
    name: 'registry.k8s.io/stress',
    summary: 'Works and holds memory on purpose',
    names: 'v1',
    sizeMib: 1.6,
  }),
  catalogueImage({
    name: 'registry.k8s.io/metrics-server/metrics-server',
    summary: 'What kubectl top and autoscalers ask',
    names: 'v0.8.0 v0.7.2 v0.7.1 v0.7.0 v0.6.4 v0.6.3 v0.6.2 v0.6.1 v0.6.0',
    ports: [10_250],
    sizeMib: 21,
  }),
  catalogueImage({
    name: 'registry.k8s.io/prometheus-adapter/prometheus-adapter',
    summary: 'Metrics of annotated Pods for autoscalers; no Prometheus is needed here',
    names: 'v0.12.0 v0.11.2 v0.11.1 v0.11.0 v0.10.0 v0.9.1 v0.9.0',
    ports: [6443],
    sizeMib: 28,
  }),
  catalogueImage({
    name: 'luxas/autoscale-demo',
    summary: 'Counts its requests in http_requests_total: what custom metrics are shown with',
    names: 'v0.1.2 v0.1.1 v0.1.0 latest',
    ports: [8080],
    sizeMib: 24,
  }),
  catalogueImage({
    name: 'quay.io/brancz/prometheus-example-app',
    summary: 'Counts its requests in http_requests_total, by status',
    names: 'v0.5.0 v0.4.0 v0.3.0 v0.2.0 v0.1.0',
    ports: [8080],
    sizeMib: 7,
  }),
  catalogueImage({
    name: 'registry.k8s.io/git-sync/git-sync',
    summary: 'Keeps a folder in step with a git repository',
    names: 'v4.5.0 v4.4.3 v4.4.2 v4.4.0 v4.3.0 v4.2.4 v4.2.3 v4.2.1 v4.2.0 v4.1.0 v4.0.0 v3.6.9 v3.6.8 v3.6.5',
    sizeMib: 33,
  }),
  catalogueImage({
    name: 'registry.k8s.io/kubectl',
    summary: 'kubectl',
    names: 'v1.34.1 v1.34.0 v1.33.5 v1.33.1 v1.33.0 v1.32.9 v1.32.0 v1.31.0 v1.30.0 v1.29.0 v1.28.0',
    sizeMib: 18,
  }),
  catalogueImage({
    name: 'bitnami/kubectl',
    summary: 'kubectl',
    names: 'latest',
    sizeMib: 105,
  }),
  catalogueImage({
    name: 'fluent/fluent-bit',
    summary: 'A small collector of logs',
    names: 'latest 4.1 4.0 3.2 3.1 3.0 2.2 2.1 2.0 1.9',
    versions: '4.1.1 4.0.10 3.2.10 3.1.10 3.0.7 2.2.3 2.1.10 2.0.14 1.9.10',
    variants: 'debug',
    ports: [2020],
    sizeMib: 36,
  }),
  catalogueImage({
    name: 'fluent/fluentd',
    summary: 'A collector of logs',
    names:
      'latest edge v1.19-1 v1.18-1 v1.17-1 v1.16-1 v1.15-1 v1.14-1 v1.19.0-1.0 v1.18.0-1.0 v1.17.1-1.0 v1.16-debian-1',
    sizeMib: 85,
  }),
  catalogueImage({
    name: 'fluentd',
    summary: 'A collector of logs',
    names: 'latest edge v1.16-1 v1.16-debian-1 v1.15-1 v1.14-1',
    sizeMib: 17,
  }),
  catalogueImage({
    name: 'registry.k8s.io/fluentd-gcp',
    summary: "A collector of logs, of the documentation's logging sidecar",
    names: '1.30 2.0.2 2.0.17 1.40 3.2.0',
    sizeMib: 170,
  }),
  catalogueImage({
    name: 'quay.io/fluentd_elasticsearch/fluentd',
    summary: "A collector of logs, of the documentation's DaemonSets",
    names: 'v5.0.1 v4.7.2 v3.4.0 v3.3.0 v3.1.0 v2.9.0 v2.5.2 v2.5.1 latest',
    sizeMib: 60,
  }),
  catalogueImage({
    name: 'docker.elastic.co/beats/filebeat',
    summary: 'A collector of logs',
    names: '9.1.0 9.0.0 8.19.0 8.18.0 8.17.0 8.15.0 8.12.0 8.9.0 7.17.0',
    sizeMib: 120,
  }),
  catalogueImage({
    name: 'gcr.io/google-samples/xtrabackup',
    summary: "Copies MySQL data, of the documentation's StatefulSet",
    names: '1.0',
    sizeMib: 100,
  }),
  catalogueImage({
    name: 'wordpress',
    summary: 'A blog, which needs MySQL',
    versions: '6.8.3 6.7.2 6.6.2 6.5.5 6.4.3 6.3.2 6.2.2 4.9.8',
    variants: 'apache fpm php8.3 php8.3-apache',
    ports: [80],
    sizeMib: 245,
  }),
];
