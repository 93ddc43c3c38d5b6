import type { Pod, Service } from '../../../api/generated/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { isReady } from '../pods/availability.ts';

/**
 * Whether a Pod can be reached at all: it has an address and has not ended. One that is to be deleted still counts
 * (`ShouldPodBeInEndpoints` of k8s.io/endpointslice/util).
 */
export function isReachable({ status }: Pod): boolean {
  const { phase, podIP, podIPs = [] } = status ?? {};
  return phase !== 'Succeeded' && phase !== 'Failed' && (!!podIP || podIPs.length > 0);
}

/** Whether somebody has asked for the Pod's end. */
export function isTerminating({ metadata }: Pod): boolean {
  return metadata?.deletionTimestamp !== undefined;
}

/**
 * The name under which a Pod is found beneath its Service's name, where it asks for one there
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields).
 */
export function hostnameOf(pod: Pod, service: Service): string | undefined {
  const { hostname, subdomain } = pod.spec ?? {};
  return hostname && subdomain === service.metadata?.name ? hostname : undefined;
}

/** The addresses of a Pod of one family, `IPv4` or `IPv6`. */
export function addressesOf({ status }: Pod, family: string): string[] {
  return (status?.podIPs ?? []).map(({ ip }) => ip).filter((ip) => ip.includes(':') === (family === 'IPv6'));
}

/**
 * Whether a change of a Pod may change the endpoints of a Service (`podEndpointsChanged` of k8s.io/endpointslice/util).
 * A Pod's end is looked at, too; a real controller hears of the end of a Pod that was never ready with the next change.
 */
export function changesEndpoints(before: Pod, now: Pod): boolean {
  if (before === now) return false;
  if (isTerminating(before) !== isTerminating(now) || isReady(before) !== isReady(now)) return true;
  if (isReachable(before) !== isReachable(now)) return true;
  if (before.status !== now.status && !sameValue(before.status?.podIPs, now.status?.podIPs)) return true;
  return (
    !sameValue(before.metadata?.labels, now.metadata?.labels) ||
    before.spec?.hostname !== now.spec?.hostname ||
    before.spec?.subdomain !== now.spec?.subdomain
  );
}
