import { type SystemError, systemError } from './errno.ts';
import type { RegularFile } from './filesystem.ts';

/** The answer of a read or write that cannot go on yet. */
export const notReady = Symbol('notReady');
export type NotReady = typeof notReady;

/** What a file descriptor stands for; several descriptors may share one. */
export abstract class OpenFile {
  #references = 0;

  addReference(): this {
    this.#references += 1;
    return this;
  }

  dropReference(): void {
    this.#references -= 1;
    if (this.#references === 0) this.closed();
  }

  /** '' at the end. */
  read(_maxBytes: number): string | SystemError | NotReady {
    return systemError('EBADF');
  }

  /** How many bytes were taken: at least one. */
  write(_text: string): number | SystemError | NotReady {
    return systemError('EBADF');
  }

  /** Whether a read would not have to wait. */
  get canRead(): boolean {
    return true;
  }

  /** Whether a write would not have to wait. */
  get canWrite(): boolean {
    return true;
  }

  /** Calls `ready` once when a read or write that was not ready may be tried again. */
  whenReady(_ready: () => void): () => void {
    return () => {};
  }

  /** The file behind it, where it is one. */
  get file(): RegularFile | undefined {
    return undefined;
  }

  get isTerminal(): boolean {
    return false;
  }

  /** Goes back to the start where the file has become shorter than what was read; true where it did. */
  rewindIfShorter(): boolean {
    return false;
  }

  /** Called when the last descriptor is closed. */
  protected closed(): void {}
}

export interface OpenMode {
  readonly read: boolean;
  readonly write: boolean;
  readonly append: boolean;
}

/** An open file with its position. */
export class FileDescription extends OpenFile {
  readonly #file: RegularFile;
  readonly #mode: OpenMode;
  readonly #nowMs: () => number;
  position = 0;

  constructor(file: RegularFile, mode: OpenMode, nowMs: () => number) {
    super();
    this.#file = file;
    this.#mode = mode;
    this.#nowMs = nowMs;
    file.links += 1;
  }

  override read(maxBytes: number): string | SystemError {
    if (!this.#mode.read) return systemError('EBADF');
    const text = this.#file.content.read(this.position, maxBytes);
    this.position += text.length;
    return text;
  }

  override write(text: string): number | SystemError {
    if (!this.#mode.write) return systemError('EBADF');
    if (this.#mode.append) this.position = this.#file.size;
    const refusal = this.#file.write(this.position, text, this.#nowMs());
    if (refusal) return refusal;
    this.position += text.length;
    return text.length;
  }

  override get file(): RegularFile {
    return this.#file;
  }

  override rewindIfShorter(): boolean {
    if (this.position <= this.#file.size) return false;
    this.position = 0;
    return true;
  }

  protected override closed(): void {
    this.#file.links -= 1;
    this.#file.forget();
  }
}

/** Takes what is written: a container's log, an exec's output. */
export class Sink extends OpenFile {
  readonly #take: (text: string) => void;
  readonly #terminal: 'terminal' | 'plain';

  constructor(take: (text: string) => void, terminal: 'terminal' | 'plain' = 'plain') {
    super();
    this.#take = take;
    this.#terminal = terminal;
  }

  override write(text: string): number {
    this.#take(text);
    return text.length;
  }

  override get isTerminal(): boolean {
    return this.#terminal === 'terminal';
  }
}

/** `/dev/null`, `/dev/zero` and `/dev/urandom` (whose bytes are the same for the same seed). */
export class DeviceDescription extends OpenFile {
  readonly #bytes: ((count: number) => string) | undefined;

  constructor(bytes?: (count: number) => string) {
    super();
    this.#bytes = bytes;
  }

  override read(maxBytes: number): string {
    return this.#bytes ? this.#bytes(maxBytes) : '';
  }

  override write(text: string): number {
    return text.length;
  }
}

/** A text to read once: a here-document. */
export class TextSource extends OpenFile {
  #rest: string;

  constructor(text: string) {
    super();
    this.#rest = text;
  }

  override read(maxBytes: number): string {
    const text = this.#rest.slice(0, maxBytes);
    this.#rest = this.#rest.slice(text.length);
    return text;
  }
}
