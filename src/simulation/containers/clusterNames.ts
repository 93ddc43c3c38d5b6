import type { DnsAnswer, DnsQuestion } from '../../api/dns.ts';
import type { KubernetesZone, ZoneSettings } from '../../api/dnsZone.ts';
import type { SocketAddress } from '../network/socketAddress.ts';

/** What a running name server says of itself. */
export interface RunningNameServer {
  /** Where it listens. */
  readonly address: SocketAddress;
  /** False from when its process has ended. */
  readonly isRunning: boolean;
  /**
   * Answers somebody outside of the simulation, as it would answer a Pod, and at once; this leaves no trace inside: its log and its
   * figures say nothing of it, and what it keeps in its cache is kept apart.
   */
  answerOutside(question: DnsQuestion, world: OutsideWorld): DnsAnswer;
}

/** What a question from outside is answered with. */
export interface OutsideWorld {
  /** Chance that nothing inside depends on: at least `low`, less than `high`. */
  randomInteger(low: number, high: number): number;
  /** What another name server answers; nothing where there is none. */
  ask(server: SocketAddress, question: DnsQuestion): DnsAnswer | undefined;
}

/** What CoreDNS has of the cluster, and what it tells it. */
export interface ClusterNames {
  /** The cluster's zone, read in the server's own way. */
  openZone(settings: ZoneSettings): KubernetesZone;
  /** A server answers now. */
  announce(server: RunningNameServer): void;
}
