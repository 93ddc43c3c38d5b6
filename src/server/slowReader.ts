import type { ServerResponse } from 'node:http';

/** A reader that takes nothing for so long loses what waits for it. */
const patienceMs = 30_000;
/** About so many characters go to the connection at once. */
const batchLength = 64 * 1024;

/** How much may wait for a slow reader. */
export interface WaitingLimits {
  readonly items: number;
}

/**
 * Writes what a stream tells into a response, as fast as the client takes it. What waits is kept as it came (versions of
 * objects, shared with the cluster) and turned to text only when its turn comes. A client that falls behind further than
 * the limit gets what it can take and then the end of the stream, as a real server ends a watch that is too slow.
 */
export class SlowReader<Item> {
  readonly #response: ServerResponse;
  readonly #textOf: (item: Item) => string;
  readonly #limits: WaitingLimits;
  readonly #onGone: () => void;
  #waiting: Item[] = [];
  #next = 0;
  #ending = false;
  #deadline: NodeJS.Timeout | undefined;

  /** `onGone` is called once: the client left, or was left behind. */
  constructor(response: ServerResponse, textOf: (item: Item) => string, limits: WaitingLimits, onGone: () => void) {
    this.#response = response;
    this.#textOf = textOf;
    this.#limits = limits;
    let told = false;
    this.#onGone = () => {
      if (!told) onGone();
      told = true;
    };
    response.on('drain', () => this.#pump());
    response.on('close', () => {
      clearTimeout(this.#deadline);
      this.#waiting = [];
      this.#ending = true;
      this.#onGone();
    });
  }

  /** What is there at the beginning may be more than the limit: it is one moment's state. */
  tell(item: Item, when: 'beginning' | 'later'): void {
    if (this.#ending) return;
    if (when === 'later' && this.#waiting.length - this.#next >= this.#limits.items) {
      this.#waiting.length = this.#next;
      this.end();
      this.#onGone();
      return;
    }
    this.#waiting.push(item);
    this.#pump();
  }

  /** Ends the response after what waits. */
  end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#pump();
    this.#deadline = setTimeout(() => this.#response.destroy(), patienceMs);
    this.#deadline.unref();
  }

  #pump(): void {
    while (this.#next < this.#waiting.length && !this.#response.writableNeedDrain) {
      let text = '';
      while (this.#next < this.#waiting.length && text.length < batchLength) {
        text += this.#textOf(this.#waiting[this.#next] as Item);
        this.#next += 1;
      }
      this.#response.write(text);
    }
    if (this.#next > 1000 || this.#next === this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    if (this.#ending && this.#waiting.length === 0 && !this.#response.writableEnded) this.#response.end();
  }
}
