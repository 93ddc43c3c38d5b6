import type { ServiceHop } from '../../../api/traffic.ts';
import type { Protocol } from '../translation.ts';
import type { ServiceRule } from './serviceRules.ts';

/** A rule, and by which of its addresses it was found. */
export interface FoundRule {
  readonly rule: ServiceRule;
  readonly by: ServiceHop['by'];
}

/** The rules that Nodes have for Services, by their addresses and ports. Where two Services claim one, the first keeps it. */
export class RuleTable {
  /** By Service, `namespace/name`. */
  readonly #rules = new Map<string, readonly ServiceRule[]>();
  readonly #byAddress = new Map<string, FoundRule>();
  readonly #byNodePort = new Map<string, ServiceRule>();
  /** The rules that have a cluster IP. */
  readonly #clusterIps = new Map<string, readonly ServiceRule[]>();

  at(protocol: Protocol, ip: string, port: number): FoundRule | undefined {
    return this.#byAddress.get(`${protocol} ${ip} ${port}`);
  }

  atNodePort(protocol: Protocol, port: number): ServiceRule | undefined {
    return this.#byNodePort.get(`${protocol} ${port}`);
  }

  /** A rule of the Service that has a cluster IP, for whatever port. */
  atClusterIp(ip: string): ServiceRule | undefined {
    return this.#clusterIps.get(ip)?.[0];
  }

  /** The Service has these rules from now on; it has none before. */
  add(service: string, rules: readonly ServiceRule[]): void {
    if (rules.length > 0) this.#rules.set(service, rules);
    for (const rule of rules) this.#add(rule);
  }

  /** Takes away and returns what rules a Service has. */
  remove(service: string): readonly ServiceRule[] {
    const rules = this.#rules.get(service) ?? [];
    this.#rules.delete(service);
    for (const rule of rules) this.#remove(rule);
    return rules;
  }

  #add(rule: ServiceRule): void {
    for (const [key, by] of addressesOf(rule)) if (!this.#byAddress.has(key)) this.#byAddress.set(key, { rule, by });
    for (const ip of rule.addresses.clusterIps) this.#clusterIps.set(ip, [...(this.#clusterIps.get(ip) ?? []), rule]);
    const nodePort = nodePortKey(rule);
    if (nodePort !== undefined && !this.#byNodePort.has(nodePort)) this.#byNodePort.set(nodePort, rule);
  }

  #remove(rule: ServiceRule): void {
    for (const [key] of addressesOf(rule)) if (this.#byAddress.get(key)?.rule === rule) this.#byAddress.delete(key);
    for (const ip of rule.addresses.clusterIps) {
      const rest = (this.#clusterIps.get(ip) ?? []).filter((other) => other !== rule);
      if (rest.length > 0) this.#clusterIps.set(ip, rest);
      else this.#clusterIps.delete(ip);
    }
    const nodePort = nodePortKey(rule);
    if (nodePort !== undefined && this.#byNodePort.get(nodePort) === rule) this.#byNodePort.delete(nodePort);
  }
}

function addressesOf({ protocol, port, addresses }: ServiceRule): (readonly [key: string, by: ServiceHop['by']])[] {
  const key = (ip: string) => `${protocol} ${ip} ${port.port}`;
  return [
    ...addresses.clusterIps.map((ip) => [key(ip), 'clusterIP'] as const),
    ...addresses.externalIps.map((ip) => [key(ip), 'externalIP'] as const),
    ...addresses.loadBalancerIps.map((ip) => [key(ip), 'loadBalancerIP'] as const),
  ];
}

function nodePortKey({ protocol, addresses }: ServiceRule): string | undefined {
  return addresses.nodePort ? `${protocol} ${addresses.nodePort}` : undefined;
}
