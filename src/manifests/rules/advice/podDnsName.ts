import { textAt, valueAt } from '../../plainLookup.ts';
import type { AdviceRule, Remark } from '../rule.ts';
import { shortName } from '../wording.ts';

/**
 * A Pod has a DNS name of its own only with both `hostname` and `subdomain` and a headless Service called like the latter
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields). The Pods of
 * StatefulSets and of indexed Jobs get their hostname from the controller.
 */
export const podDnsName: AdviceRule = {
  id: 'advice/pod-dns-name',
  severity: 'info',
  check({ kind, value }, { pods }): Remark[] {
    if (!pods || !kind || kind.kind === 'StatefulSet') return [];
    const completionMode = [...pods.specPath.slice(0, -2), 'completionMode'];
    if (textAt(value, completionMode) === 'Indexed') return [];
    const hostname = shortName(textAt(value, [...pods.specPath, 'hostname']) ?? '');
    const subdomain = shortName(textAt(value, [...pods.specPath, 'subdomain']) ?? '');
    if (subdomain && !hostname) {
      const message = `A subdomain without a hostname gives the Pod no DNS name of its own: only the Service ${subdomain} leads to it. With hostname: NAME too, and a headless Service called ${subdomain}, it is NAME.${subdomain}.`;
      return [{ path: [...pods.specPath, 'subdomain'], part: 'value', message }];
    }
    const isNamed = valueAt(value, [...pods.specPath, 'setHostnameAsFQDN']) === true;
    if (kind.kind === 'Pod' && hostname && !subdomain && !isNamed) {
      const message = `hostname is what the Pod calls itself; nobody else can find it by that name. Use a Service, or add subdomain: NAME and a headless Service called NAME: then it is ${hostname}.NAME.`;
      return [{ path: [...pods.specPath, 'hostname'], part: 'value', message }];
    }
    return [];
  },
};
