import type { ServiceHop, TrafficStop } from '../../api/traffic.ts';
import type { NetworkNamespace } from './networkNamespace.ts';
import type { SocketAddress } from './socketAddress.ts';

export type Protocol = 'TCP' | 'UDP';

/** What the rules of a Node do with the first packet of a connection. */
export type Translation = Forwarded | Stopped;

/** It goes to another address than the one that was asked for. */
export interface Forwarded {
  readonly verdict: 'forward';
  readonly to: SocketAddress;
  readonly service?: ServiceHop;
  readonly hostPort?: number;
  /** Whether the receiver sees the Node as sender (`MASQUERADE`), so that its answers find their way back. */
  readonly source: 'kept' | 'node';
}

/** It goes nowhere: refused with an ICMP message, or dropped without a word. */
export interface Stopped {
  readonly verdict: 'reject' | 'drop';
  readonly service?: ServiceHop;
  readonly stop: TrafficStop;
}

/** Rules that Nodes have for packets on their way: those of kube-proxy for Services, those of a network plugin for `hostPort`. */
export interface AddressTranslation {
  /** What becomes of a new connection; nothing where no rule is about its target. */
  translate(from: NetworkNamespace, target: SocketAddress, protocol: Protocol): Translation | undefined;
}
