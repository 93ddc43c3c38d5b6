import type { LoadError } from '../../../api/load.ts';
import type { NetworkNamespace } from '../networkNamespace.ts';
import type { SocketAddress } from '../socketAddress.ts';
import type { FlowCpu } from './flowServer.ts';
import type { ServerOfLoad } from './loadSpan.ts';

/** What a flow tells whoever has opened it. Counts may be fractions. */
export interface FlowListener {
  offered(count: number): void;
  /** Connections were tried. */
  opened(count: number): void;
  answered(latencyMs: number, count: number, status: number, server: ServerOfLoad): void;
  failed(kind: LoadError, latencyMs: number, count: number, server: ServerOfLoad | undefined): void;
  /** So many requests wait at a server now. */
  waiting(server: ServerOfLoad, count: number): void;
  /** It wants a sample, or is over. */
  changed(): void;
}

export interface FlowOptions {
  readonly from: NetworkNamespace;
  readonly target: SocketAddress;
  /** As many requests may be under way at the same time. */
  readonly connections: number;
  readonly keeps: 'connections' | 'nothing';
  /** A client's patience. */
  readonly timeoutMs: number;
  /** Requests per second that are to be sent, so long after the beginning; without end: as fast as answers come. */
  readonly rateAt: (elapsedMs: number) => number;
  readonly endsAfterMs: number;
  readonly mostRequests: number;
  /** Whether what could not be sent in time is sent later, or never. */
  readonly late: 'sent' | 'dropped';
  /** The client's processor time. */
  readonly cpu: FlowCpu;
  readonly listener: FlowListener;
}
