import type { LoadError } from '../../../api/load.ts';
import type { Network } from '../network.ts';
import type { NetworkNamespace } from '../networkNamespace.ts';
import { isClusterAddress, type SocketAddress } from '../socketAddress.ts';
import { noNeighbourMs } from '../tcpConnect.ts';
import type { TcpListener } from '../tcpListener.ts';
import type { Translation } from '../translation.ts';

/** Where a connection comes to, at this moment. */
export type Destination =
  | {
      readonly kind: 'server';
      readonly address: SocketAddress;
      readonly namespace: NetworkNamespace;
      readonly listener: TcpListener;
    }
  /** There is an answer at once: no. */
  | { readonly kind: 'refused'; readonly address: SocketAddress }
  /** There is none; after so long the client's system says what it is. */
  | {
      readonly kind: 'silent';
      readonly address: SocketAddress;
      readonly error: LoadError;
      readonly afterMs: number;
    };

/** Follows a connection by the rules on the way, as `tcpConnect` does. */
export function destinationOf(
  network: Network,
  from: NetworkNamespace,
  target: SocketAddress,
  way: Translation | undefined,
): Destination {
  if (way?.verdict === 'reject') return { kind: 'refused', address: target };
  const nobody = { kind: 'silent', error: 'timeout', afterMs: Number.POSITIVE_INFINITY } as const;
  if (way?.verdict === 'drop') return { ...nobody, address: target };
  const address = way?.verdict === 'forward' ? way.to : target;
  const namespace = network.destination(from, address.ip);
  if (!namespace) {
    return isClusterAddress(address.ip)
      ? { kind: 'silent', address, error: 'unreachable', afterMs: noNeighbourMs }
      : { ...nobody, address };
  }
  if (network.isCutOff(from) || network.isCutOff(namespace)) return { ...nobody, address };
  const listener = namespace.listenerAt(address);
  return listener ? { kind: 'server', address, namespace, listener } : { kind: 'refused', address };
}
