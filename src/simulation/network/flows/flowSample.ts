import type { LoadError } from '../../../api/load.ts';
import type { SocketAddress } from '../socketAddress.ts';
import type { ServedRequest } from '../tcpSocket.ts';
import type { Translation } from '../translation.ts';
import type { FlowBranch } from './flowBranch.ts';

/** A request that is to be sent for real, over a connection of its own. */
export interface FlowSample {
  readonly branch: FlowBranch;
  readonly target: SocketAddress;
  /** The way that was chosen for it. */
  readonly way: Translation | undefined;
}

/** What came of a sample. */
export interface SampleOutcome {
  readonly latencyMs: number;
  /** Missing where there was no answer. */
  readonly status?: number;
  readonly error?: LoadError;
  readonly served?: ServedRequest;
  /** Whether the server has closed the connection. */
  readonly closes: boolean;
  /** Processor time of the client. */
  readonly clientCpuMs: number;
}
