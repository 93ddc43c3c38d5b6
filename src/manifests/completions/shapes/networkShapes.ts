import { choice, type Fields, hole } from '../shape.ts';
import { appLabel } from './labelShapes.ts';
import type { ShapeTable, VariantTable } from './shapeTable.ts';

const backend: Fields = { service: { name: hole(), port: { number: hole(80) } } };
const path: Fields = { path: hole('/'), pathType: choice('Prefix', 'Exact'), backend };
const peers = [{ podSelector: { matchLabels: { app: hole() } } }];
const ports = [{ protocol: 'TCP', port: hole(80) }];
const toDns: Fields = {
  to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

export const networkShapes: ShapeTable = {
  'ServiceSpec.selector': appLabel,
  'ServiceSpec.ports': [{ port: hole(80), targetPort: hole(8080) }],
  'IngressSpec.rules': [{ host: hole('example.com'), http: { paths: [path] } }],
  'IngressRule.http': { paths: [path] },
  'HTTPIngressRuleValue.paths': [path],
  'HTTPIngressPath.backend': backend,
  'IngressSpec.defaultBackend': backend,
  'IngressBackend.service': { name: hole(), port: { number: hole(80) } },
  'IngressServiceBackend.port': { number: hole(80) },
  'IngressSpec.tls': [{ hosts: [hole('example.com')], secretName: hole() }],
  'NetworkPolicySpec.podSelector': { matchLabels: { app: hole() } },
  'NetworkPolicySpec.policyTypes': [choice('Ingress', 'Egress')],
  'NetworkPolicySpec.ingress': [{ from: peers, ports }],
  'NetworkPolicySpec.egress': [{ to: peers, ports }],
  'NetworkPolicyIngressRule.from': peers,
  'NetworkPolicyEgressRule.to': peers,
  'NetworkPolicyIngressRule.ports': ports,
  'NetworkPolicyEgressRule.ports': ports,
  'NetworkPolicyPeer.podSelector': { matchLabels: { app: hole() } },
  'NetworkPolicyPeer.namespaceSelector': { matchLabels: { 'kubernetes.io/metadata.name': hole('default') } },
};

export const networkVariants: VariantTable = {
  'NetworkPolicySpec.podSelector': { 'all Pods': {} },
  'NetworkPolicySpec.egress': { 'to the cluster DNS': [toDns] },
};
