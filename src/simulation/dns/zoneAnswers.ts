import type { DnsQuestion, DnsRecord } from '../../api/dns.ts';
import { nameServers } from './nameServers.ts';
import type { Place, Target, Targets } from './targets.ts';
import { endpointName } from './targets.ts';
import type { ZoneAddress } from './zoneAddress.ts';
import { addressOfReverseName } from './zoneAddress.ts';
import { inZone } from './zoneName.ts';

/** Records that answer a question, and those that come along. */
export interface Records {
  readonly answers: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}

/** A part of all weight, as CoreDNS shares it. */
const allWeight = 100;

export function addressRecord(name: string, { type, text }: ZoneAddress, ttl: number): DnsRecord {
  return { name, ttl, type, address: text };
}

/** SRV records of the targets, each once, with the addresses of their names. */
export function serviceRecords({ name }: DnsQuestion, targets: readonly Target[], ttl: number): Records {
  const answers = new Map<string, DnsRecord>();
  const additional = new Map<string, DnsRecord>();
  const weight = Math.max(1, Math.floor(allWeight / targets.length));
  for (const { to, port, name: target } of targets) {
    if (to.type === 'CNAME' || port < 0) continue;
    answers.set(`${target} ${port}`, { name, ttl, type: 'SRV', priority: 0, weight, port, target });
    additional.set(`${target} ${to.text}`, addressRecord(target, to, ttl));
  }
  return { answers: [...answers.values()], additional: [...additional.values()] };
}

/** NS records of the zone, with the servers' addresses. */
export function nameServerRecords(place: Place, { name }: DnsQuestion): Records {
  const ttl = place.settings.ttlS;
  const servers = nameServers(place);
  const names = new Set(servers.map((server) => server.name));
  return {
    answers: [...names].map((target) => ({ name, ttl, type: 'NS', target })),
    additional: servers.map((server) => addressRecord(server.name, server.address, ttl)),
  };
}

/**
 * The names of an address: that of the Service whose cluster IP it is, else those of the ready endpoints there. `notReverse` where
 * the question's name is no address.
 */
export function namesOfAddress(
  { index, settings }: Place,
  question: DnsQuestion,
  primaryZone: string,
): readonly DnsRecord[] | 'missing' | 'notReverse' {
  const ip = addressOfReverseName(question.name.toLowerCase());
  if (ip === undefined) return 'notReverse';
  const { ttlS: ttl, namespaces } = settings;
  const isKnown = (namespace: string) => namespaces.length === 0 || namespaces.includes(namespace);
  const record = (target: string): DnsRecord => ({ name: question.name, ttl, type: 'PTR', target });
  for (const { name, namespace } of index.servicesAt(ip)) {
    if (isKnown(namespace)) return [record(inZone(`${name}.${namespace}.svc`, primaryZone))];
  }
  const names = new Set<string>();
  for (const { namespace, service, endpoints } of index.slicesAt(ip)) {
    for (const endpoint of isKnown(namespace) ? endpoints : []) {
      if (endpoint.address.text !== ip) continue;
      names.add(inZone(`${endpointName(endpoint, settings)}.${service}.${namespace}.svc`, primaryZone));
    }
  }
  return names.size > 0 ? [...names].map(record) : 'missing';
}

/** The alias that an ExternalName Service is. */
export function aliasRecord({ name }: DnsQuestion, targets: Targets, ttl: number): readonly DnsRecord[] | 'missing' {
  if (targets === 'missing') return 'missing';
  const [first] = targets;
  return first?.to.type === 'CNAME' ? [{ name, ttl, type: 'CNAME', target: first.to.text }] : [];
}
