import { isClusterNamespace } from '../../facts/givenObjects.ts';
import { textAt, valueAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** `dnsPolicy: Default` is not the default (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy). */
export const dnsPolicyDefault: AdviceRule = {
  id: 'advice/dns-policy-default',
  severity: 'info',
  check({ value, namespace = '' }, { pods }) {
    // The cluster's own DNS must ask somebody else.
    if (!pods || isClusterNamespace(namespace)) return [];
    const path = [...pods.specPath, 'dnsPolicy'];
    // On the Node's network the Node's names are what is wanted, more often than not.
    if (textAt(value, path) !== 'Default' || valueAt(value, [...pods.specPath, 'hostNetwork']) === true) return [];
    const message =
      '"Default" is not the default: it takes the name servers of the Node, which do not know the names of Services. The default is ClusterFirst; leave dnsPolicy out to get it.';
    return [{ path, part: 'value', message }];
  },
};
