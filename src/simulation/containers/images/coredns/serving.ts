import type { DnsAnswer, DnsQuestion, DnsStatus } from '../../../../api/dns.ts';
import type { SocketAddress } from '../../../network/socketAddress.ts';

/** A question that a client has sent. */
export interface DnsRequest {
  readonly id: number;
  readonly question: DnsQuestion;
  readonly client: SocketAddress;
  readonly transport: 'udp' | 'tcp';
  /** Whether the client wants records of DNSSEC, and the longest answer that it takes over UDP, bytes (EDNS). */
  readonly dnssecOk: boolean;
  readonly udpBytes: number;
  /** How many other questions have led to this one; none unless given. */
  readonly hops?: number;
}

/** What has come of a request. */
export interface Outcome {
  readonly answer: DnsAnswer;
  /** The plugin that wrote the answer; nothing where none did, and the server says that something failed. */
  readonly writtenBy: string | undefined;
  /** What went wrong, for the log of errors. */
  readonly error?: string;
}

/** A question for other servers. */
export interface Ask {
  readonly server: SocketAddress;
  readonly question: DnsQuestion;
}

/** What another server answered; or why it did not, in the words of Go. */
export type Asked =
  | { readonly answer: DnsAnswer }
  | { readonly problem: string; readonly cause: 'timeout' | 'unreachable' };

/** Deals with a request; yields what it has to ask others. */
export type Handling = Generator<Ask, Outcome, Asked>;

/** A plugin as it serves; it may hand on to the next. */
export type Handler = (request: DnsRequest) => Handling;

/** What plugins have of the server around them. */
export interface Serving {
  /** Epoch, milliseconds, virtual. */
  nowMs(): number;
  /** At least `low`, less than `high`. */
  randomInteger(low: number, high: number): number;
  /** Writes a line to the log. */
  log(line: string): void;
  /** Answers a question as if the client had asked it. */
  lookUp(request: DnsRequest, question: DnsQuestion): Handling;
}

/** Makes a plugin of a server block; `next` is the one behind it. */
export type MakeHandler = (next: Handler, serving: Serving) => Handler;

/** An answer without records, as a server gives one that no plugin has written. */
export function bareAnswer(status: DnsStatus): DnsAnswer {
  return { status, authoritative: false, answers: [], authority: [], additional: [] };
}

/** Something has failed. */
export function failed(status: DnsStatus, error?: string): Outcome {
  return { answer: bareAnswer(status), writtenBy: undefined, ...(error !== undefined && { error }) };
}

/** A name as CoreDNS writes it: in lower case, with the dot at its end. */
export function rooted(name: string): string {
  return name === '.' ? '.' : `${name.toLowerCase()}.`;
}
