import { textAt, valueAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** Signs that the author has a provider in mind: its annotations. */
const providers = /load-?balancer|metallb|kube-vip|cilium|gke|google|aws|azure|openstack|digitalocean|hetzner|oci/i;

/** A Service of the type LoadBalancer needs somebody who makes load balancers (https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer). */
export const loadBalancerProvider: AdviceRule = {
  id: 'advice/load-balancer-provider',
  severity: 'info',
  check({ kind, value }) {
    if (kind?.kind !== 'Service' || textAt(value, ['spec', 'type']) !== 'LoadBalancer') return [];
    const isChosen = ['loadBalancerClass', 'loadBalancerIP'].some((field) => textAt(value, ['spec', field]));
    const annotations = Object.keys(Object(valueAt(value, ['metadata', 'annotations'])) as object);
    if (isChosen || annotations.some((key) => providers.test(key))) return [];
    const message =
      'LoadBalancer gets an address only where the cluster has a provider of load balancers, as in a cloud; elsewhere EXTERNAL-IP stays <pending>. In a cluster on your machine use NodePort, or kubectl port-forward.';
    return [{ path: ['spec', 'type'], part: 'value', message }];
  },
};
