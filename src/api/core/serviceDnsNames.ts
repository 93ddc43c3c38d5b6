/** The domain of a cluster's names where nobody chose another. */
export const clusterDomain = 'cluster.local';

/** More names of Pods than this help nobody. */
const maxPodNames = 6;

/** A Service, as far as its names go. */
export interface NamedService {
  readonly name: string;
  readonly namespace: string;
  /** What its name leads to: its own address, those of its Pods where it is headless, or another name. */
  readonly leadsTo: 'address' | 'pods' | 'name';
  readonly ports: readonly { readonly name?: string; readonly protocol: string }[];
  /** Of the Pods behind it that have one, as those of a StatefulSet do. */
  readonly hostnames: readonly string[];
}

/** A name in the cluster's DNS. */
export interface DnsName {
  readonly name: string;
  /** From where it works, or what it leads to: plain text. */
  readonly text: string;
}

/** The whole name of a Service. */
export function wholeServiceName({ name, namespace }: Pick<NamedService, 'name' | 'namespace'>): string {
  return `${name}.${namespace}.svc.${clusterDomain}`;
}

/** The ends that a Pod's resolver tries a short name with, in this order. */
export function searchList(namespace: string): string[] {
  return [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain];
}

/**
 * The names that a Service answers to, the shortest first (the DNS specification for Services, version 1.1.0:
 * https://github.com/kubernetes/dns/blob/master/docs/specification.md).
 */
export function serviceDnsNames(service: NamedService): DnsName[] {
  const { name, namespace, leadsTo, ports, hostnames } = service;
  const whole = wholeServiceName(service);
  const names = [
    { name, text: `from Pods of the Namespace ${namespace}` },
    { name: `${name}.${namespace}`, text: 'from Pods of every Namespace' },
    { name: `${name}.${namespace}.svc`, text: 'from Pods of every Namespace' },
    { name: whole, text: 'the whole name; with a dot at its end no other is tried before' },
  ];
  if (leadsTo === 'pods') {
    const shown = hostnames.slice(0, maxPodNames);
    const more = hostnames.length - shown.length;
    names.push(...shown.map((hostname) => ({ name: `${hostname}.${whole}`, text: 'this one Pod' })));
    if (more > 0) names.push({ name: `and ${more} more`, text: 'a name for each Pod' });
  }
  if (leadsTo !== 'name') {
    for (const { name: port, protocol } of ports) {
      if (!port) continue;
      names.push({ name: `_${port}._${protocol.toLowerCase()}.${whole}`, text: 'type SRV: tells the port as well' });
    }
  }
  return names;
}
