import type { Random } from '../../random.ts';
import type { Network } from '../network.ts';
import type { NetworkNamespace } from '../networkNamespace.ts';
import type { SocketAddress } from '../socketAddress.ts';
import type { Translation } from '../translation.ts';

/** So many connections go the same way. */
export interface Dealt {
  readonly way: Translation | undefined;
  readonly count: number;
}

/** Beyond this, lots are drawn for the rest alone. */
const maxLots = 1_000;

/**
 * Deals connections that are opened at the same moment: the proxy is asked for one of them and says what it chose from and how; where
 * it draws lots, they are drawn for all.
 */
export function deal(
  network: Network,
  random: Random,
  from: NetworkNamespace,
  target: SocketAddress,
  count: number,
): readonly Dealt[] {
  if (count <= 0) return [];
  const way = network.translate(from, target, 'TCP');
  const chosen = way?.service?.chosen;
  if (count === 1 || way?.verdict !== 'forward' || !chosen) return [{ way, count }];
  // With affinity the first connection decides for the others.
  if (way.service?.choice !== 'random' || network.translate(from, target, 'TCP')?.service?.choice === 'affinity')
    return [{ way, count }];
  const eligible = way.service.endpoints.filter((endpoint) => endpoint.eligible);
  const counts = eligible.map(() => Math.floor(Math.max(0, count - maxLots) / eligible.length));
  for (let left = count - counts.reduce((sum, each) => sum + each, 0); left > 0; left--) {
    const index = random.integer(0, eligible.length);
    counts[index] = (counts[index] as number) + 1;
  }
  return eligible.flatMap((endpoint, index): Dealt[] => {
    const share = counts[index] as number;
    if (share === 0) return [];
    const toItself = endpoint.ip === from.ip && from.kind === 'pod';
    const source = toItself ? 'node' : chosen.ip === from.ip && from.kind === 'pod' ? 'kept' : way.source;
    const service = { ...way.service, chosen: endpoint } as NonNullable<typeof way.service>;
    return [{ way: { ...way, to: { ip: endpoint.ip, port: endpoint.port }, service, source }, count: share }];
  });
}
