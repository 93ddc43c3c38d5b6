/**
 * DNS messages as all rooms speak of them (RFC 1035). Names are absolute and written without the dot at their end; the root is `.`.
 * A dot inside of a label stands as `\.`, other bytes that are no printable ASCII as `\DDD`.
 */

/** What is asked: `type` is a record type, or what only a question can have (`ANY`), or `TYPE65` for one that has no name here. */
export interface DnsQuestion {
  readonly name: string;
  readonly type: string;
  /** `IN` for all that concerns a cluster; `CH` for a server's own version. */
  readonly class: string;
}

/** One record of an answer; `ttl` in seconds. */
export type DnsRecord = { readonly name: string; readonly ttl: number } & DnsData;

/** What a record says. */
export type DnsData =
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'CNAME' | 'NS' | 'PTR'; readonly target: string }
  | { readonly type: 'MX'; readonly preference: number; readonly target: string }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    }
  | { readonly type: 'TXT'; readonly texts: readonly string[] }
  | {
      readonly type: 'SOA';
      readonly primary: string;
      readonly mailbox: string;
      readonly serial: number;
      /** Seconds, as the three that follow. */
      readonly refresh: number;
      readonly retry: number;
      readonly expire: number;
      /** How long a name's absence may be remembered. */
      readonly minimum: number;
    };

/** How a server answers: the RCODEs that name servers use (RFC 1035, 4.1.1). */
export type DnsStatus = 'NOERROR' | 'FORMERR' | 'SERVFAIL' | 'NXDOMAIN' | 'NOTIMP' | 'REFUSED';

/** A server's answer. NOERROR without answers is NODATA: the name exists, and has no record of the type that was asked for. */
export interface DnsAnswer {
  readonly status: DnsStatus;
  readonly authoritative: boolean;
  /** Whether the server asks others for what it does not know itself (RA); it does not unless that is said. */
  readonly recursionAvailable?: boolean;
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}

/** A question or an answer on its way. Inside of the cluster it travels as this value: nothing there reads its bytes. */
export interface DnsMessage {
  readonly id: number;
  readonly question: DnsQuestion;
  /** Missing in a question. */
  readonly answer?: DnsAnswer;
}
