import { refused, type SystemError, systemError } from '../errno.ts';
import type { Process } from '../process.ts';
import { poll, type Run, read } from '../syscalls.ts';

/** Why bytes could not be had: the other end has closed, there are too many, or a system call was refused. */
export type ReadProblem = 'end' | 'tooLong' | SystemError;

/** `\r`; `\n` comes before it. */
const lastLineEnd = 13;

/** Reads a connection piece by piece: to a mark, so many bytes, or to the end. */
export class ByteReader {
  readonly #process: Process;
  readonly #fd: number;
  #buffer = '';
  /** Virtual time at which waiting ends with ETIMEDOUT. */
  deadlineMs: number | undefined;

  constructor(process: Process, fd: number) {
    this.#process = process;
    this.#fd = fd;
  }

  /** Everything before the mark, which is taken too. */
  *until(mark: string, maxBytes: number): Run<{ readonly text: string } | ReadProblem> {
    let from = 0;
    for (;;) {
      const at = this.#buffer.indexOf(mark, from);
      if (at >= 0) {
        const text = this.#buffer.slice(0, at);
        this.#buffer = this.#buffer.slice(at + mark.length);
        return { text };
      }
      if (this.#buffer.length > maxBytes) return 'tooLong';
      from = Math.max(0, this.#buffer.length - mark.length);
      const problem = yield* this.#more();
      if (problem) return problem;
    }
  }

  /** The lines up to an empty one, whose ends may be `\n` alone (RFC 9112, 2.2); empty lines before them are left out. */
  *head(maxBytes: number): Run<{ readonly text: string } | ReadProblem> {
    let from = 0;
    for (;;) {
      if (from === 0 && this.#buffer.charCodeAt(0) <= lastLineEnd) this.#buffer = this.#buffer.replace(/^[\r\n]+/, '');
      const buffer = this.#buffer;
      const strict = buffer.indexOf('\n\r\n', from);
      const loose = buffer.indexOf('\n\n', from);
      const at = strict < 0 ? loose : loose < 0 ? strict : Math.min(strict, loose);
      if (at >= 0 && at <= maxBytes) {
        this.#buffer = buffer.slice(at + (at === strict ? 3 : 2));
        return { text: buffer.slice(0, at) };
      }
      if (buffer.length > maxBytes) return 'tooLong';
      from = Math.max(0, buffer.length - 2);
      const problem = yield* this.#more();
      // Half a head is no orderly end.
      if (problem) return problem === 'end' && this.#buffer !== '' ? systemError('ECONNRESET') : problem;
    }
  }

  /** So many bytes. */
  *exactly(count: number): Run<{ readonly text: string } | ReadProblem> {
    while (this.#buffer.length < count) {
      const problem = yield* this.#more();
      if (problem) return problem;
    }
    const text = this.#buffer.slice(0, count);
    this.#buffer = this.#buffer.slice(count);
    return { text };
  }

  /** Everything up to the end of the stream. */
  *rest(maxBytes: number): Run<{ readonly text: string } | ReadProblem> {
    for (;;) {
      if (this.#buffer.length > maxBytes) return 'tooLong';
      const problem = yield* this.#more();
      if (problem === 'end') {
        const text = this.#buffer;
        this.#buffer = '';
        return { text };
      }
      if (problem) return problem;
    }
  }

  /** Whether something has been read that nobody has taken. */
  get hasMore(): boolean {
    return this.#buffer !== '';
  }

  *#more(): Run<ReadProblem | undefined> {
    if (this.deadlineMs !== undefined && this.#process.files[this.#fd]?.canRead !== true) {
      const leftMs = this.deadlineMs - this.#process.nowMs;
      const ready = yield* poll([{ fd: this.#fd, for: 'read' }], Math.max(0, leftMs));
      if (refused(ready)) return ready;
      if (ready.length === 0) return systemError('ETIMEDOUT');
    }
    const piece = yield* read(this.#fd);
    if (refused(piece)) return piece;
    if (piece === '') return 'end';
    this.#buffer += piece;
    return undefined;
  }
}
