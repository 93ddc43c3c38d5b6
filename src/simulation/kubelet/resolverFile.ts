import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { clusterDomain } from './podNames.ts';

/** The address of the Service kube-dns: the tenth of the Services' range, as kubeadm chooses it. */
const clusterDns = '10.96.0.10';
/** The name server of the Nodes' network. */
const nodeDns = '192.168.0.1';
/** What a resolver takes notice of. */
const maxNameServers = 3;
const maxSearches = 32;

/** A Pod's `/etc/resolv.conf` (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy). */
export function resolverFile({ metadata, spec }: Stored<Pod>): string {
  const { dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork } = spec ?? {};
  const asNode = dnsPolicy === 'Default' || (dnsPolicy === 'ClusterFirst' && hostNetwork === true);
  const ofCluster = !asNode && dnsPolicy !== 'None';
  const svc = `svc.${clusterDomain}`;
  const searches = ofCluster ? [`${metadata.namespace}.${svc}`, svc, clusterDomain] : [];
  const servers = asNode ? [nodeDns] : ofCluster ? [clusterDns] : [];
  const options = new Map<string, string | undefined>(ofCluster ? [['ndots', '5']] : []);
  for (const { name = '', value } of dnsConfig?.options ?? []) options.set(name, value);
  const allSearches = [...new Set([...searches, ...(dnsConfig?.searches ?? [])])].slice(0, maxSearches);
  const allServers = [...new Set([...servers, ...(dnsConfig?.nameservers ?? [])])].slice(0, maxNameServers);
  const optionTexts = [...options].map(([name, value]) => (value === undefined ? name : `${name}:${value}`));
  return [
    ...(allSearches.length > 0 ? [`search ${allSearches.join(' ')}`] : []),
    ...allServers.map((server) => `nameserver ${server}`),
    ...(optionTexts.length > 0 ? [`options ${optionTexts.join(' ')}`] : []),
    '',
  ].join('\n');
}
