import type { ServiceFacts } from './serviceFacts.ts';

/** The domain of a cluster's names where nobody chose another. */
const clusterDomain = 'cluster.local';
/** More names of Pods than this help nobody. */
const podNameLimit = 6;

/** A name in the cluster's DNS. */
export interface DnsName {
  readonly name: string;
  /** From where it works, and what it leads to. */
  readonly text: string;
}

/**
 * The names that a Service answers to, the shortest first. `hostnames` are those of its ready endpoints that have one, as the Pods
 * of a StatefulSet do. (The DNS specification for Services, version 1.1.0; the search list of a Pod is
 * `NAMESPACE.svc.cluster.local svc.cluster.local cluster.local`.)
 */
export function serviceNames(service: ServiceFacts, hostnames: readonly string[]): DnsName[] {
  const { name, namespace, sort, ports } = service;
  const whole = `${name}.${namespace}.svc.${clusterDomain}`;
  const names = [
    { name, text: `from Pods of the Namespace ${namespace}` },
    { name: `${name}.${namespace}`, text: 'from Pods of every Namespace' },
    { name: `${name}.${namespace}.svc`, text: 'from Pods of every Namespace' },
    { name: whole, text: 'the whole name; with a dot at its end no other is tried before' },
  ];
  if (sort === 'headless') {
    const shown = hostnames.slice(0, podNameLimit);
    const more = hostnames.length - shown.length;
    names.push(...shown.map((hostname) => ({ name: `${hostname}.${whole}`, text: 'this one Pod' })));
    if (more > 0) names.push({ name: `and ${more} more`, text: 'a name for each Pod' });
  }
  if (sort !== 'ExternalName') {
    for (const { name: port, protocol } of ports.filter((port) => port.name !== '')) {
      names.push({ name: `_${port}._${protocol.toLowerCase()}.${whole}`, text: 'type SRV: tells the port as well' });
    }
  }
  return names;
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
