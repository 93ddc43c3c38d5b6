import type { OpenFile } from './openFile.ts';
import { createPipe } from './pipes.ts';

/** What a client sent and no process has taken yet; more is lost (a real connection would make the client wait). */
const maxWaitingBytes = 16 * 1024 * 1024;

/** Standard input that comes from a client: a pipe that takes all at once. */
export class ClientInput {
  /** The process's end. */
  readonly output: OpenFile;
  readonly #input: OpenFile;
  #waiting = '';
  #ended = false;
  #flushIsSet = false;

  constructor() {
    const pipe = createPipe();
    this.output = pipe.output;
    this.#input = pipe.input.addReference();
  }

  write(bytes: string): void {
    if (this.#ended || this.#waiting.length + bytes.length > maxWaitingBytes) return;
    this.#waiting += bytes;
    this.#flush();
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#flush();
  }

  #flush(): void {
    this.#flushIsSet = false;
    while (this.#waiting !== '') {
      const written = this.#input.write(this.#waiting);
      if (typeof written === 'number') this.#waiting = this.#waiting.slice(written);
      else if (typeof written === 'symbol') {
        this.#flushLater();
        return;
      } else this.#waiting = ''; // Nobody reads any more.
    }
    if (this.#ended) this.#input.dropReference();
  }

  #flushLater(): void {
    if (this.#flushIsSet) return;
    this.#flushIsSet = true;
    this.#input.whenReady(() => this.#flush());
  }
}
