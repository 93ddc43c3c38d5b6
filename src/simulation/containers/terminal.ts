import { type NotReady, notReady, OpenFile } from './openFile.ts';
import type { ProcessSignal } from './signals.ts';

/** As Linux' line discipline: a longer line takes no more characters. */
const maxLineBytes = 4095;
/** What was typed and not yet read. */
const maxWaitingBytes = 64 * 1024;

const signalKeys: Readonly<Record<string, ProcessSignal>> = { '\x03': 'SIGINT', '\x1c': 'SIGQUIT' };
const endKey = '\x04';
const eraseLineKey = '\x15';
const eraseWordKey = '\x17';

/**
 * A terminal between a client in raw mode and the programs of a container: it echoes, edits the line, makes signals of
 * Ctrl-C and Ctrl-\ and an end of the input of Ctrl-D (termios(3), canonical mode). Keys that send escape sequences, such
 * as the arrows, do nothing.
 */
export class Terminal extends OpenFile {
  readonly #show: (text: string) => void;
  readonly #signal: (signal: ProcessSignal) => void;
  /** Finished lines; '' stands for an end of the input. */
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  #line = '';
  #waitingBytes = 0;
  #hungUp = false;

  /** `show` puts text on the client's screen; `signal` reaches the foreground processes. */
  constructor(show: (text: string) => void, signal: (signal: ProcessSignal) => void) {
    super();
    this.#show = show;
    this.#signal = signal;
  }

  override get isTerminal(): boolean {
    return true;
  }

  /** The client typed. */
  feed(bytes: string): void {
    for (const key of bytes.replace(/\x1b(?:\[[0-9;?]*[A-Za-z~]|O[A-Za-z]|.)?/g, '')) this.#take(key);
  }

  /** The client's input has ended for good. */
  hangUp(): void {
    this.#hungUp = true;
    this.#wakeAll();
  }

  override read(maxBytes: number): string | NotReady {
    const line = this.#lines[0];
    if (line === undefined) return this.#hungUp ? '' : notReady;
    const text = line.slice(0, maxBytes);
    this.#waitingBytes -= text.length;
    if (text.length === line.length) this.#lines.shift();
    else this.#lines[0] = line.slice(text.length);
    return text;
  }

  override write(text: string): number {
    this.#show(text.replace(/\r?\n/g, '\r\n'));
    return text.length;
  }

  override get canRead(): boolean {
    return this.#lines.length > 0 || this.#hungUp;
  }

  override whenReady(ready: () => void): () => void {
    this.#waiting.add(ready);
    return () => this.#waiting.delete(ready);
  }

  #take(key: string): void {
    const signal = signalKeys[key];
    if (signal) {
      this.#show(key === '\x03' ? '^C' : '^\\');
      this.#line = '';
      // What was typed ahead is lost, as without NOFLSH.
      this.#lines.length = 0;
      this.#waitingBytes = 0;
      this.#signal(signal);
    } else if (key === '\r' || key === '\n') {
      this.#show('\r\n');
      this.#finish(`${this.#line}\n`);
    } else if (key === endKey) this.#finish(this.#line);
    else if (key === '\x7f' || key === '\b') this.#erase(1);
    else if (key === eraseLineKey) this.#erase(this.#line.length);
    else if (key === eraseWordKey) this.#erase((/\S*\s*$/.exec(this.#line)?.[0] ?? '').length);
    else if ((key >= ' ' || key === '\t') && this.#line.length < maxLineBytes) {
      this.#line += key;
      this.#show(key);
    }
  }

  /** A character of UTF-8 is erased whole. */
  #erase(count: number): void {
    for (let left = count; left > 0 && this.#line !== ''; left--) {
      let end = this.#line.length - 1;
      while (end > 0 && isContinuation(this.#line.charCodeAt(end))) end -= 1;
      this.#line = this.#line.slice(0, end);
      this.#show('\b \b');
    }
  }

  #finish(line: string): void {
    this.#line = '';
    if (this.#waitingBytes + line.length > maxWaitingBytes) return;
    this.#waitingBytes += line.length;
    this.#lines.push(line);
    this.#wakeAll();
  }

  #wakeAll(): void {
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}

function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte < 0xc0;
}
