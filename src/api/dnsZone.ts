import type { DnsAnswer, DnsQuestion } from './dns.ts';

/** How a name server reads the cluster's zone (https://coredns.io/plugins/kubernetes/). Zones are in lower case, without a dot at their end. */
export interface ZoneSettings {
  /** The cluster's domain and those of addresses. */
  readonly zones: readonly string[];
  /** Whether Pods have names, and whether one must exist for that. */
  readonly pods: 'disabled' | 'insecure' | 'verified';
  /** How long an answer may be remembered, seconds. */
  readonly ttlS: number;
  /** The Namespaces whose names it knows; all where none is given. */
  readonly namespaces: readonly string[];
  /** Whether a Service with a cluster IP has a name while it has no endpoint. */
  readonly emptyServices: 'answered' | 'missing';
  /** What an endpoint without a hostname is called: after its address, or after its Pod. */
  readonly endpointNames: 'address' | 'pod';
  /** The server's own addresses. */
  readonly ownAddresses: readonly string[];
}

/** What the cluster's zone knows of a question. */
export interface ZoneFinding {
  readonly answer: DnsAnswer;
  /** Whether there is no such name: another part of the server may know it. */
  readonly isMissing: boolean;
  /** Where the alias at the end of the answers leads out of the zone: the server looks that up, and adds what it finds. */
  readonly leadsTo?: string;
}

/** The cluster's zone, as one name server reads it. */
export interface KubernetesZone {
  /** Whether all that the API server has is known. */
  readonly isSynced: boolean;
  /** Nothing where the name is in none of the zones. Never throws, whatever the name. */
  find(question: DnsQuestion): ZoneFinding | undefined;
}
