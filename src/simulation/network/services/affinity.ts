import type { TrafficEndpoint } from '../../../api/traffic.ts';
import type { Timers } from '../../timeline.ts';
import type { ServiceRule } from './serviceRules.ts';

/** As many clients are remembered; then those that have been silent longest are forgotten. */
const maxClients = 10_000;

/** Which endpoint a client had last, for Services with `sessionAffinity: ClientIP`; each new connection renews it. */
export class Affinity {
  readonly #timeline: Pick<Timers, 'nowMs'>;
  /** The oldest first. */
  readonly #last = new Map<string, { readonly ip: string; readonly port: number; readonly atMs: number }>();

  constructor(timeline: Pick<Timers, 'nowMs'>) {
    this.#timeline = timeline;
  }

  /** The client's endpoint, where it may still have it. */
  find(rule: ServiceRule, clientIp: string, eligible: readonly TrafficEndpoint[]): TrafficEndpoint | undefined {
    const last = this.#last.get(`${rule.key} ${clientIp}`);
    if (!last || this.#timeline.nowMs - last.atMs >= (rule.affinityMs ?? 0)) return undefined;
    return eligible.find(({ ip, port }) => ip === last.ip && port === last.port);
  }

  keep(rule: ServiceRule, clientIp: string, { ip, port }: TrafficEndpoint): void {
    const key = `${rule.key} ${clientIp}`;
    this.#last.delete(key);
    this.#last.set(key, { ip, port, atMs: this.#timeline.nowMs });
    const [oldest] = this.#last.keys();
    if (this.#last.size > maxClients && oldest !== undefined) this.#last.delete(oldest);
  }
}
