import type { Random } from '../../random.ts';
import type { Timer } from '../../timeline.ts';
import type { Network } from '../network.ts';
import { Flow } from './flow.ts';
import type { FlowOptions } from './flowOptions.ts';

/** Flows are reckoned so often, milliseconds: as long as a period of the kernel's CPU bandwidth. */
const tickMs = 100;

/** All flows of requests, which go on in steps. While there is none, nothing wakes. */
export class Flows {
  readonly #network: Network;
  readonly #random: Random;
  readonly #flows = new Set<Flow>();
  #timer: Timer | undefined;

  constructor(network: Network, random: Random) {
    this.#network = network;
    this.#random = random;
  }

  open(options: FlowOptions): Flow {
    const flow = new Flow(this.#network, this.#random, options, tickMs, () => this.#close(flow));
    this.#flows.add(flow);
    this.#timer ??= this.#network.timeline.every(tickMs, () => this.#tick());
    flow.step();
    return flow;
  }

  #tick(): void {
    for (const flow of this.#flows) flow.step();
  }

  #close(flow: Flow): void {
    this.#flows.delete(flow);
    if (this.#flows.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
