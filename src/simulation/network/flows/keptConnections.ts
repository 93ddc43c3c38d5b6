import type { FlowBranch } from './flowBranch.ts';
import type { FlowBranches } from './flowBranches.ts';
import type { Sending, SendingPlan } from './sending.ts';

/** What is told of connections that are opened, and of requests that are refused. */
export interface ConnectionListener {
  opened(count: number): void;
  refused(count: number): void;
}

/** Somebody who is refused all the time does not try more often than this, in a millisecond. */
const mostTriesPerMs = 1;

/**
 * Clients that keep their connections: each stays with the server that it has come to, for as long as both leave the connection open
 * (https://kubernetes.io/docs/reference/networking/virtual-ips/: a Service chooses once for each connection).
 */
export class KeptConnections implements Sending {
  readonly #branches: FlowBranches;
  readonly #count: number;
  readonly #listener: ConnectionListener;
  #unassigned: number;
  #unassignedDue = 0;
  #refusedPerMs = 0;
  #perConnectionMs = 0;
  #lastMs: number;

  constructor(branches: FlowBranches, connections: number, listener: ConnectionListener, nowMs: number) {
    this.#branches = branches;
    this.#count = connections;
    this.#listener = listener;
    this.#unassigned = connections;
    this.#lastMs = nowMs;
  }

  get due(): number {
    let due = this.#unassignedDue;
    for (const branch of this.#branches.all) due += branch.due;
    return due;
  }

  settle(nowMs: number): number {
    const dtMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    let sent = this.#refusedPerMs * dtMs;
    if (sent > 0) this.#listener.refused(sent);
    this.#unassignedDue += this.#perConnectionMs * dtMs * this.#unassigned - sent;
    for (const branch of this.#branches.all) {
      const scheduled = this.#perConnectionMs * dtMs * branch.connections;
      const sentHere = branch.settle(nowMs, branch.connections, this.#branches.isCut(branch));
      branch.due += scheduled - sentHere;
      sent += sentHere;
      branch.ending += sentHere / branch.profile.perConnection;
    }
    return sent;
  }

  plan({ ratePerMs, tickMs, mostPerMs }: SendingPlan): void {
    const isUnbounded = ratePerMs === Number.POSITIVE_INFINITY;
    const homeless = this.#releaseEnded();
    this.#perConnectionMs = isUnbounded ? 0 : ratePerMs / this.#count;
    const toSend = isUnbounded
      ? Number.POSITIVE_INFINITY
      : this.#unassignedDue + this.#perConnectionMs * this.#unassigned * tickMs;
    const tried = Math.min(this.#unassigned, Math.floor(toSend + homeless + 1e-9));
    const { refused, moved } = this.#connect(tried);
    // Who is refused has sent a request, and tries the next one when that is due.
    this.#refusedPerMs =
      refused === 0 ? 0 : Math.min(refused * mostTriesPerMs, ((toSend + moved) * refused) / tried / tickMs);
    const wanted = (connections: number, due: number, mostMs: number) =>
      isUnbounded
        ? connections * mostMs
        : Math.min(connections * mostMs, Math.max(0, this.#perConnectionMs * connections + due / tickMs));
    const all = this.#branches.all;
    const rates = all.map((branch) =>
      branch.isClosed ? 0 : wanted(branch.connections, branch.due, 1 / branch.baseMs),
    );
    const total = rates.reduce((sum, rate) => sum + rate, 0);
    const part = total > mostPerMs ? mostPerMs / total : 1;
    for (const [index, branch] of all.entries())
      branch.plan((rates[index] as number) * part, tickMs, branch.connections);
  }

  closed(branch: FlowBranch): void {
    this.#release(branch, idleConnections(branch));
    branch.ending = 0;
  }

  countExtra(branch: FlowBranch): void {
    branch.due -= 1;
  }

  dropDue(): number {
    const dropped = this.due;
    this.#unassignedDue = 0;
    for (const branch of this.#branches.all) branch.due = 0;
    return dropped;
  }

  /**
   * Lets the connections go that have ended since the last plan. Who was answered over one of them may have sent another request
   * meanwhile, over a new connection: how many requests wait now without one.
   */
  #releaseEnded(): number {
    let homeless = 0;
    for (const branch of this.#branches.all) {
      const ended = branch.isClosed ? idleConnections(branch) : Math.min(branch.connections, Math.floor(branch.ending));
      branch.ending = branch.connections === 0 ? 0 : branch.ending - ended;
      this.#release(branch, ended);
      homeless += Math.max(0, branch.waiting - branch.connections);
    }
    return homeless;
  }

  /** So many connections of a branch have ended: they will be opened anew. */
  #release(branch: FlowBranch, count: number): void {
    if (count <= 0) return;
    const due = (branch.due * count) / branch.connections;
    branch.due -= due;
    branch.connections -= count;
    this.#unassigned += count;
    this.#unassignedDue += due;
  }

  /**
   * Connects those that have something to send: how many are refused, and how many requests that waited without a connection are due
   * again, elsewhere. Those whose clients have come back to the same server still wait there.
   */
  #connect(tried: number): { readonly refused: number; readonly moved: number } {
    const dueOfEach = this.#unassigned === 0 ? 0 : this.#unassignedDue / this.#unassigned;
    const free = new Map<FlowBranch, number>();
    let refused = 0;
    for (const { branch, count } of this.#branches.open(tried)) {
      this.#listener.opened(count);
      if (!branch || branch.isClosed) {
        refused += count;
        continue;
      }
      const homeless = Math.max(0, branch.waiting - branch.connections);
      free.set(branch, Math.max(0, count - homeless));
      branch.connections += count;
      branch.due += dueOfEach * count;
      this.#unassigned -= count;
      this.#unassignedDue -= dueOfEach * count;
    }
    if (this.#unassigned === 0) this.#unassignedDue = 0;
    let moved = 0;
    for (const branch of this.#branches.all) moved += branch.takeBack(branch.waiting - branch.connections);
    const places = [...free.values()].reduce((sum, count) => sum + count, refused);
    for (const [branch, count] of free) if (count > 0) branch.due += (moved * count) / places;
    this.#unassignedDue += places === 0 ? moved : (moved * refused) / places;
    return { refused, moved };
  }
}

/** Connections over which no request is under way. */
function idleConnections({ connections, waiting }: FlowBranch): number {
  return Math.max(0, connections - Math.ceil(waiting - 1e-6));
}
