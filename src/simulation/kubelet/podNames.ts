import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';

/** The domain under which Services and Pods have their names. */
export const clusterDomain = 'cluster.local';
/** As long as a host's name may be for Linux, with its domain and without. */
const maxFqdnLength = 64;
const maxLabelLength = 63;

/** A Pod's host name, and the domain it stands in where it has a subdomain. */
export interface PodNames {
  readonly hostname: string;
  /** '' where it has none. */
  readonly domain: string;
}

/** How a Pod's containers call their host (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields). */
export function podNames({ metadata, spec }: Stored<Pod>): PodNames {
  const own = metadata.name.slice(0, maxLabelLength).replace(/[-.]+$/, '');
  const { subdomain } = spec ?? {};
  return {
    hostname: spec?.hostname || own,
    domain: subdomain ? `${subdomain}.${metadata.namespace}.svc.${clusterDomain}` : '',
  };
}

/** What `hostname` says in a Pod: the whole name where `setHostnameAsFQDN` asks for it; the problem where that is too long. */
export function sandboxHostname(pod: Stored<Pod>): { readonly hostname: string; readonly problem?: string } {
  const { hostname, domain } = podNames(pod);
  if (!pod.spec?.setHostnameAsFQDN || domain === '') return { hostname };
  const whole = `${hostname}.${domain}`;
  if (whole.length <= maxFqdnLength) return { hostname: whole };
  const why = `is too long (${maxFqdnLength} characters is the max, ${whole.length} characters requested)`;
  return { hostname, problem: `failed to construct FQDN from Pod hostname and cluster domain, FQDN ${whole} ${why}` };
}
