import type { FlowBranch } from './flowBranch.ts';
import type { FlowBranches } from './flowBranches.ts';
import type { ConnectionListener } from './keptConnections.ts';
import type { Sending, SendingPlan } from './sending.ts';

/** Clients that open a connection for each request: where it goes is chosen each time. */
export class FreshConnections implements Sending {
  readonly #branches: FlowBranches;
  readonly #count: number;
  readonly #listener: ConnectionListener;
  #due = 0;
  #ratePerMs = 0;
  #refusedPerMs = 0;
  #lastMs: number;

  /** `connections`: as many requests may be under way at the same time. */
  constructor(branches: FlowBranches, connections: number, listener: ConnectionListener, nowMs: number) {
    this.#branches = branches;
    this.#count = connections;
    this.#listener = listener;
    this.#lastMs = nowMs;
  }

  get due(): number {
    return this.#due;
  }

  settle(nowMs: number): number {
    const dtMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    let sent = this.#refusedPerMs * dtMs;
    if (sent > 0) this.#listener.refused(sent);
    let waiting = 0;
    const all = this.#branches.all;
    for (const branch of all) {
      sent += branch.settle(nowMs, Number.POSITIVE_INFINITY, this.#branches.isCut(branch));
      waiting += branch.waiting;
    }
    const excess = waiting - this.#count;
    if (excess > 0) for (const branch of all) sent -= branch.takeBack((excess * branch.waiting) / waiting);
    if (this.#ratePerMs !== Number.POSITIVE_INFINITY) this.#due += this.#ratePerMs * dtMs - sent;
    return sent;
  }

  plan({ ratePerMs, tickMs, mostPerMs }: SendingPlan): void {
    this.#ratePerMs = ratePerMs;
    const isUnbounded = ratePerMs === Number.POSITIVE_INFINITY;
    const wanted = isUnbounded ? Number.POSITIVE_INFINITY : Math.max(0, ratePerMs + this.#due / tickMs);
    const perMs = Math.min(wanted, mostPerMs, this.#count / this.#meanMs());
    // The part of a request that is left stays due.
    const whole = Math.floor(perMs * tickMs + 1e-9);
    this.#refusedPerMs = 0;
    const shares = new Map<FlowBranch, number>();
    for (const { branch, count } of this.#branches.open(whole)) {
      this.#listener.opened(count);
      if (branch && !branch.isClosed) shares.set(branch, (shares.get(branch) ?? 0) + count);
      else this.#refusedPerMs += count / tickMs;
    }
    for (const branch of this.#branches.all) branch.plan((shares.get(branch) ?? 0) / tickMs, tickMs, this.#count);
  }

  closed(): void {}

  countExtra(): void {
    this.#due -= 1;
  }

  dropDue(): number {
    const dropped = this.#due;
    this.#due = 0;
    return dropped;
  }

  /** How long a request takes that does not wait, over all servers. */
  #meanMs(): number {
    let rate = 0;
    let sum = 0;
    for (const branch of this.#branches.all) {
      rate += branch.ratePerMs;
      sum += branch.ratePerMs * branch.baseMs;
    }
    return rate > 0 ? sum / rate : Math.max(0.2, this.#branches.profile.cpuMs + this.#branches.profile.heldMs);
  }
}
