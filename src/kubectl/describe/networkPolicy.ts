import type {
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../../api/generated/objects.ts';
import { parseTime } from '../../api/time.ts';
import type { Describer } from './describer.ts';
import type { DescribeText } from './describeText.ts';
import { selectorText } from './selectors.ts';

/** A NetworkPolicy as `kubectl describe networkpolicy` shows it. */
export const describeNetworkPolicy: Describer<NetworkPolicy> = (policy, { text }) => {
  const { metadata, spec } = policy;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  const created = new Date(parseTime(metadata.creationTimestamp) ?? 0).toISOString();
  text.line(0, 'Created on:', `${created.slice(0, 10)} ${created.slice(11, 19)} +0000 UTC`);
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'Spec:');
  const selector = selectorText((spec?.podSelector ?? {}) as LabelSelector);
  const all = '<none> (Allowing the specific traffic to all pods in this namespace)';
  text.line(1, `PodSelector:     ${selector === '<none>' ? all : selector}`);
  const types = spec?.policyTypes ?? [];
  if (types.includes('Ingress')) {
    text.line(1, 'Allowing ingress traffic:');
    describeRules(text, 'ingress', spec?.ingress ?? []);
  } else text.line(1, 'Not affecting ingress traffic');
  if (types.includes('Egress')) {
    text.line(1, 'Allowing egress traffic:');
    describeRules(text, 'egress', spec?.egress ?? []);
  } else text.line(1, 'Not affecting egress traffic');
  text.line(1, `Policy Types: ${types.join(', ') || '<none>'}`);
};

interface Rule {
  readonly ports?: readonly NetworkPolicyPort[];
  readonly from?: readonly NetworkPolicyPeer[];
  readonly to?: readonly NetworkPolicyPeer[];
}

function describeRules(text: DescribeText, direction: 'ingress' | 'egress', rules: readonly Rule[]): void {
  if (rules.length === 0) {
    text.line(2, `<none> (Selected pods are isolated for ${direction} connectivity)`);
    return;
  }
  const side = direction === 'ingress' ? 'From' : 'To';
  rules.forEach(({ ports = [], from, to }, index) => {
    if (index > 0) text.line(2, '----------');
    if (ports.length === 0) text.line(2, 'To Port: <any> (traffic allowed to all ports)');
    for (const { port, endPort, protocol = 'TCP' } of ports) {
      if (endPort) text.line(2, `To Port Range: ${port}-${endPort}/${protocol}`);
      else text.line(2, `To Port: ${port ?? '<nil>'}/${protocol}`);
    }
    const peers = from ?? to ?? [];
    if (peers.length === 0) {
      text.line(2, `${side}: <any> (traffic not restricted by ${direction === 'ingress' ? 'source' : 'destination'})`);
    }
    for (const { podSelector, namespaceSelector, ipBlock } of peers) {
      text.line(2, `${side}:`);
      if (namespaceSelector) text.line(3, `NamespaceSelector: ${selectorText(namespaceSelector)}`);
      if (podSelector) text.line(3, `PodSelector: ${selectorText(podSelector)}`);
      if (ipBlock) {
        text.line(3, 'IPBlock:');
        text.line(4, `CIDR: ${ipBlock.cidr}`);
        text.line(4, `Except: ${(ipBlock.except ?? []).join(', ')}`);
      }
    }
  });
}
