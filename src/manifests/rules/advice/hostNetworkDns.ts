import { textAt, valueAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** `ClusterFirst` of a Pod on the Node's network does what `Default` does (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy). */
export const hostNetworkDns: AdviceRule = {
  id: 'advice/host-network-dns',
  severity: 'info',
  check({ value }, { pods }) {
    if (!pods || valueAt(value, [...pods.specPath, 'hostNetwork']) !== true) return [];
    const path = [...pods.specPath, 'dnsPolicy'];
    if (textAt(value, path) !== 'ClusterFirst') return [];
    const message =
      'With hostNetwork, ClusterFirst is taken for Default: names of Services do not resolve. ClusterFirstWithHostNet asks the DNS of the cluster.';
    return [{ path, part: 'value', message }];
  },
};
