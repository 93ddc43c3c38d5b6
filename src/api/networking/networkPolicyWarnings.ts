import { type FieldPath, formatPath } from '../field.ts';
import { quote } from '../fieldErrors.ts';
import type { NetworkPolicy, NetworkPolicyPeer } from '../generated/objects.ts';
import { parseIpRange } from '../ip.ts';
import { formatIp, formatIpRange } from '../ipText.ts';

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
      ...rangeWarnings(ipBlock.cidr ?? '', [...here, 'cidr']),
      ...(ipBlock.except ?? []).flatMap((range, j) => rangeWarnings(range, [...here, 'except', j])),
    ];
  });
}

/** `GetWarningsForCIDR` of `k8s.io/apimachinery/pkg/util/validation`. */
function rangeWarnings(text: string, at: FieldPath): string[] {
  const range = parseIpRange(text);
  if (!range) return [];
  const [path, value, usual] = [formatPath(at), quote(text), formatIpRange(range)];
  const texts: string[] = [];
  const single = `${formatIp(range)}/${range.bits}`;
  if (usual !== `${formatIp(range)}/${range.prefix}`)
    texts.push(
      `${path}: CIDR value ${value} is ambiguous in this context (should be ${quote(usual)} or ${quote(single)}?)`,
    );
  if (/(^|\.)0\d/.test(text) || /\/0\d/.test(text))
    texts.push(
      `${path}: non-standard CIDR value ${value} will be considered invalid in a future Kubernetes release: use ${quote(usual)}`,
    );
  if (texts.length === 0 && range.bits === 128 && usual !== text)
    texts.push(`${path}: IPv6 CIDR value ${value} should be in RFC 5952 canonical format (${quote(usual)})`);
  return texts;
}
