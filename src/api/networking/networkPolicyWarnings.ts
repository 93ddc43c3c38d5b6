import { ipRangeWarnings } from '../core/ipWarnings.ts';
import type { FieldPath } from '../field.ts';
import type { NetworkPolicy, NetworkPolicyPeer } from '../generated/objects.ts';

/** What the server says of a NetworkPolicy that is right and yet suspicious: ranges in other than the usual form. */
export function networkPolicyWarnings({ spec = {} }: NetworkPolicy): string[] {
  const { ingress = [], egress = [] } = spec;
  return [
    ...ingress.flatMap(({ from = [] }, i) => peerWarnings(from, ['spec', 'ingress', i, 'from'])),
    ...egress.flatMap(({ to = [] }, i) => peerWarnings(to, ['spec', 'egress', i, 'to'])),
  ];
}

function peerWarnings(peers: readonly NetworkPolicyPeer[], at: FieldPath): string[] {
  return peers.flatMap(({ ipBlock }, i) => {
    if (!ipBlock) return [];
    const here = [...at, i, 'ipBlock'];
    return [
      ...ipRangeWarnings(ipBlock.cidr ?? '', [...here, 'cidr']),
      ...(ipBlock.except ?? []).flatMap((range, j) => ipRangeWarnings(range, [...here, 'except', j])),
    ];
  });
}
