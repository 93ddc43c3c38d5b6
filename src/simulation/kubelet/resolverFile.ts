import type { Pod, PodDNSConfig } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { clusterDomain } from './podNames.ts';

/** The address of the Service kube-dns: the tenth of the Services' range, as kubeadm chooses it. */
const clusterDns = '10.96.0.10';
/** What a resolver takes notice of (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-config). */
const maxNameServers = 3;
const maxSearches = 32;
const maxSearchCharacters = 2048;
const maxDomainCharacters = 253;

/** A resolver's settings; options as they stand in the file: `ndots:5`. */
interface ResolverSettings {
  readonly servers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

/** A Pod's `/etc/resolv.conf`, and what the kubelet's `DNSConfigForming` events say of what it left out. */
export interface ResolverFile {
  readonly text: string;
  readonly warnings: readonly string[];
}

/**
 * Makes a Pod's `/etc/resolv.conf` by its `dnsPolicy` and `dnsConfig`, from that of its Node, as the kubelet does
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy; pkg/kubelet/network/dns). What the
 * kubelet merges in no certain order is here in that of the Pod.
 */
export function resolverFile({ metadata, spec }: Stored<Pod>, ofNode: string): ResolverFile {
  const { dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork } = spec ?? {};
  const isClusters = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && hostNetwork !== true);
  const node = nodeSettings(ofNode);
  const basis =
    dnsPolicy === 'None'
      ? { servers: [], searches: [], options: [] }
      : isClusters
        ? clusterSettings(metadata.namespace ?? '', node.searches)
        : node;
  const { servers, searches, options } = dnsConfig ? merged(basis, dnsConfig) : basis;
  const kept = fitting(searches);
  const lines = [
    ...(kept.length > 0 ? [`search ${kept.join(' ')}`] : []),
    ...servers.slice(0, maxNameServers).map((server) => `nameserver ${server}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return { text: lines.map((line) => `${line}\n`).join(''), warnings: warningsOf(servers, searches, kept) };
}

/** What the kubelet takes from the Node's file: the last search list and options, without dots at the ends of domains. */
function nodeSettings(text: string): ResolverSettings {
  const servers: string[] = [];
  let searches: readonly string[] = [];
  let options: readonly string[] = [];
  for (const line of text.split('\n')) {
    const [keyword = '', ...words] = line.trim().split(/\s+/);
    if (keyword === 'nameserver' && words[0] !== undefined) servers.push(words[0]);
    else if (keyword === 'search') searches = words.map((word) => word.replace(/\.$/, ''));
    else if (keyword === 'options') options = words;
  }
  return { servers, searches, options };
}

function clusterSettings(namespace: string, ofNode: readonly string[]): ResolverSettings {
  const svc = `svc.${clusterDomain}`;
  return {
    servers: [clusterDns],
    searches: withoutDuplicates([`${namespace}.${svc}`, svc, clusterDomain, ...ofNode]),
    options: ['ndots:5'],
  };
}

/** The Pod's own settings come last; of an option that is there twice its value counts. */
function merged(
  basis: ResolverSettings,
  { nameservers = [], searches = [], options = [] }: PodDNSConfig,
): ResolverSettings {
  const byName = new Map<string, string>();
  for (const option of basis.options) {
    const [name = '', value = ''] = option.split(/:(.*)/s);
    byName.set(name, value);
  }
  for (const { name = '', value = '' } of options) byName.set(name, value);
  return {
    servers: withoutDuplicates([...basis.servers, ...nameservers]),
    searches: withoutDuplicates([...basis.searches, ...searches]),
    options: [...byName].map(([name, value]) => (value === '' ? name : `${name}:${value}`)),
  };
}

function withoutDuplicates(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** As many search domains as a resolver is known to bear. */
function fitting(searches: readonly string[]): readonly string[] {
  const kept = searches.slice(0, maxSearches).filter((search) => search.length <= maxDomainCharacters);
  while (kept.join(' ').length > maxSearchCharacters) kept.pop();
  return kept;
}

function warningsOf(servers: readonly string[], searches: readonly string[], kept: readonly string[]): string[] {
  const warnings: string[] = [];
  if (servers.length > maxNameServers) {
    const applied = servers.slice(0, maxNameServers).join(' ');
    warnings.push(
      `Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${applied}`,
    );
  }
  if (kept.length < searches.length) {
    warnings.push(
      `Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${kept.join(' ')}`,
    );
  }
  return warnings;
}
