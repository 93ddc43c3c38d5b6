import type { Random } from '../../random.ts';
import type { Network } from '../network.ts';
import type { NetworkNamespace } from '../networkNamespace.ts';
import type { SocketAddress } from '../socketAddress.ts';
import type { Translation } from '../translation.ts';
import { deal } from './dealing.ts';
import { destinationOf } from './destination.ts';
import { type BranchListener, FlowBranch } from './flowBranch.ts';
import { type RequestProfile, unknownProfile } from './requestProfile.ts';

/** So many connections of a flow have come to a branch, or have been refused where there is none. */
export interface Arrived {
  readonly branch: FlowBranch | undefined;
  readonly count: number;
}

export interface BranchesOptions {
  readonly from: NetworkNamespace;
  readonly target: SocketAddress;
  readonly timeoutMs: number;
  readonly roundTrips: number;
  /** Told of each server that a flow finds, and when it closes its port. */
  readonly onClosed: (branch: FlowBranch) => void;
  readonly listener: BranchListener;
}

/** A server that nothing was sent to for so long is forgotten, milliseconds. */
const forgottenAfterMs = 10_000;

/** Where a flow goes: opens its connections by the rules on the way, and knows the servers that they have come to. */
export class FlowBranches {
  readonly #network: Network;
  readonly #random: Random;
  readonly #options: BranchesOptions;
  /** By their listener, or by the address that nobody has. */
  readonly #byTarget = new Map<object | string, FlowBranch>();
  #all: readonly FlowBranch[] | undefined;
  readonly #cut = new Map<FlowBranch, () => boolean>();
  readonly #forget = new Map<FlowBranch, () => void>();
  /** The newest of what a real request has shown. */
  profile: RequestProfile = unknownProfile;

  constructor(network: Network, random: Random, options: BranchesOptions) {
    this.#network = network;
    this.#random = random;
    this.#options = options;
  }

  get all(): readonly FlowBranch[] {
    this.#all ??= [...this.#byTarget.values()];
    return this.#all;
  }

  /** Opens so many connections at this moment. */
  open(count: number): Arrived[] {
    const { from, target } = this.#options;
    const arrived: Arrived[] = [];
    for (const { way, count: share } of deal(this.#network, this.#random, from, target, count)) {
      arrived.push({ branch: this.#branchOf(way), count: share });
    }
    return arrived;
  }

  /** Whether nothing comes through to that server and back any more. */
  isCut(branch: FlowBranch): boolean {
    return this.#cut.get(branch)?.() ?? false;
  }

  /** The branch is over. */
  remove(branch: FlowBranch): void {
    branch.end();
    this.#forget.get(branch)?.();
    this.#forget.delete(branch);
    this.#cut.delete(branch);
  }

  /** Forgets the servers that nothing is sent to any more. */
  tidyUp(nowMs: number): void {
    for (const branch of this.all) {
      if (branch.isIdle && nowMs - branch.usedAtMs > forgottenAfterMs) this.remove(branch);
    }
  }

  #branchOf(way: Translation | undefined): FlowBranch | undefined {
    const network = this.#network;
    const { from, target, listener, timeoutMs, roundTrips, onClosed } = this.#options;
    const destination = destinationOf(network, from, target, way);
    if (destination.kind === 'refused') return undefined;
    const { ip, port } = destination.address;
    const key = destination.kind === 'server' ? destination.listener : `${destination.error} ${ip}:${port}`;
    const known = this.#byTarget.get(key);
    if (known) return known;
    const isServer = destination.kind === 'server';
    const latencyMs = isServer ? network.latencyMs(from, destination.namespace) : 0;
    const { nowMs } = network.timeline;
    const branch = new FlowBranch({ destination, way, latencyMs, roundTrips, timeoutMs, nowMs }, listener);
    branch.profile = this.profile;
    this.#byTarget.set(key, branch);
    this.#all = undefined;
    const stop = isServer ? destination.listener.whenClosed(() => onClosed(branch)) : () => {};
    this.#forget.set(branch, () => {
      stop();
      this.#byTarget.delete(key);
      this.#all = undefined;
    });
    if (isServer) {
      const { namespace } = destination;
      this.#cut.set(branch, () => {
        const isThere = namespace === from || network.namespaceAt(namespace.ip) === namespace;
        return !isThere || network.isCutOff(namespace) || network.isCutOff(from);
      });
    }
    return branch;
  }
}
