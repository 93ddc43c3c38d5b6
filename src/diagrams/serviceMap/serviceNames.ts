import { type DnsName, serviceDnsNames } from '../../api/core/serviceDnsNames.ts';
import type { ServiceFacts } from './serviceFacts.ts';

/** The names that a Service answers to. `hostnames` are those of its ready endpoints that have one. */
export function serviceNames({ sort, ...facts }: ServiceFacts, hostnames: readonly string[]): DnsName[] {
  const leadsTo = sort === 'headless' ? 'pods' : sort === 'ExternalName' ? 'name' : 'address';
  return serviceDnsNames({ ...facts, leadsTo, hostnames });
}

/** What the Service's name leads to, in a sentence. */
export function answerText({ sort, clusterIP, externalName }: ServiceFacts): string {
  if (sort === 'ExternalName') return `They lead to the name ${externalName || '(none)'} (CNAME).`;
  if (sort === 'headless') return 'They lead to the addresses of the ready Pods; without any there is no such name.';
  return `They lead to the Service’s own address${clusterIP === '' ? '' : ` ${clusterIP}`}, whether or not a Pod is ready.`;
}

/** Who cannot use the names. */
export const elsewhereText =
  'Not from outside of the cluster, from a Node, or from a Pod with dnsPolicy: Default: they ask other servers.';
