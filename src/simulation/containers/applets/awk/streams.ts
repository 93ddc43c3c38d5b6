import { refused } from '../../errno.ts';
import { programOf } from '../../executable.ts';
import { held } from '../../exhaustion.ts';
import type { OpenFile } from '../../openFile.ts';
import type { Process } from '../../process.ts';
import { type Run, read, wait, write } from '../../syscalls.ts';
import { openInput } from '../input.ts';
import type { Patterns } from './patterns.ts';
import { AwkError } from './syntax.ts';

/** Files and commands that one program has open. */
const maxStreams = 100;

interface Stream {
  readonly fd: number;
  readonly child: Process | undefined;
  rest: string;
  isAtEnd: boolean;
}

/** What a program reads from and writes to beside its main output, by name. */
export class Streams {
  readonly #process: Process;
  readonly #patterns: Patterns;
  readonly #open = new Map<string, Stream>();

  constructor(process: Process, patterns: Patterns) {
    this.#process = process;
    this.#patterns = patterns;
  }

  /** The next record of a file; nothing at its end, `false` where it cannot be read. */
  *readFile(name: string, separator: string): Run<string | undefined | false> {
    let stream = this.#open.get(`<${name}`);
    if (!stream) {
      const fd = openInput(this.#process, name);
      if (refused(fd)) return false;
      stream = this.#keep(`<${name}`, { fd, child: undefined, rest: '', isAtEnd: false });
    }
    return yield* this.#record(stream, separator);
  }

  /** The next record of what a command prints. */
  *readCommand(command: string, separator: string): Run<string | undefined> {
    let stream = this.#open.get(`|${command}`);
    if (!stream) {
      const { output, input } = this.#process.pipe();
      const fd = this.#process.addFile(output, 10);
      if (refused(fd)) throw new AwkError(fd.text);
      const files = this.#process.files.slice(0, 3);
      files[1] = input;
      const child = this.#shell(command, files);
      stream = this.#keep(`|${command}`, { fd, child, rest: '', isAtEnd: false });
    }
    return yield* this.#record(stream, separator);
  }

  /** Writes to a file or to a command's input. */
  *write(operator: '>' | '>>' | '|', name: string, text: string): Run<void> {
    let stream = this.#open.get(operator === '|' ? `|>${name}` : `>${name}`);
    if (!stream && operator === '|') {
      const { output, input } = this.#process.pipe();
      const fd = this.#process.addFile(input, 10);
      if (refused(fd)) throw new AwkError(fd.text);
      const files = this.#process.files.slice(0, 3);
      files[0] = output;
      stream = this.#keep(`|>${name}`, { fd, child: this.#shell(name, files), rest: '', isAtEnd: false });
    } else if (!stream) {
      const how = operator === '>' ? { truncate: true as const } : { append: true as const };
      const path = name === '-' ? '/dev/stdout' : name;
      const fd = this.#process.open(path, { access: 'write', create: true, ...how });
      if (refused(fd)) throw new AwkError(`can't create ${name}: ${fd.text}`);
      stream = this.#keep(`>${name}`, { fd, child: undefined, rest: '', isAtEnd: false });
    }
    yield* write(stream.fd, text);
  }

  /** `system`: runs a command and waits for it. */
  *run(command: string): Run<number> {
    const child = this.#shell(command, this.#process.files.slice(0, 3));
    const ended = yield* wait(child.pid, 'exit');
    return refused(ended) ? -1 : ended.exitCode;
  }

  /** `close`: -1 where nothing of that name is open, otherwise how a command ended. */
  *close(name: string): Run<number> {
    let status = -1;
    for (const key of [`<${name}`, `>${name}`, `|${name}`, `|>${name}`]) {
      const stream = this.#open.get(key);
      if (!stream) continue;
      this.#open.delete(key);
      if (stream.fd > 2) this.#process.close(stream.fd);
      status = 0;
      if (!stream.child) continue;
      const ended = yield* wait(stream.child.pid, 'exit');
      if (!refused(ended)) status = ended.exitCode;
    }
    return status;
  }

  /** At the end commands that were written to may finish. */
  *closeAll(): Run<void> {
    for (const key of [...this.#open.keys()]) yield* this.close(key.replace(/^(?:\|>|[<>|])/, ''));
  }

  #shell(command: string, files: readonly (OpenFile | undefined)[]): Process {
    const { env, cwd, credentials, kernel } = this.#process;
    const found = programOf(kernel.mounts, ['/bin/sh', '-c', command], env, cwd, credentials);
    const child = typeof found === 'string' ? found : this.#process.spawn({ ...found, files });
    if (typeof child === 'string' || refused(child)) throw new AwkError(`can't run '${command}'`);
    return child;
  }

  #keep(key: string, stream: Stream): Stream {
    if (this.#open.size >= maxStreams) throw new AwkError('Too many open files');
    this.#open.set(key, stream);
    return stream;
  }

  /** Records end with the separator; an empty one stands for empty lines, a longer one is a pattern. */
  *#record(stream: Stream, separator: string): Run<string | undefined> {
    for (;;) {
      if (separator === '') stream.rest = stream.rest.replace(/^\n+/, '');
      const end = this.#endOfRecord(stream.rest, separator, stream.isAtEnd);
      if (end) {
        const record = stream.rest.slice(0, end[0]);
        stream.rest = stream.rest.slice(end[1]);
        return record;
      }
      if (stream.isAtEnd) {
        const last = separator === '' ? stream.rest.replace(/\n$/, '') : stream.rest;
        stream.rest = '';
        return last === '' ? undefined : last;
      }
      const piece = yield* read(stream.fd);
      if (refused(piece) || piece === '') stream.isAtEnd = true;
      else stream.rest = held(stream.rest + piece);
    }
  }

  #endOfRecord(text: string, separator: string, isAtEnd: boolean): readonly [number, number] | undefined {
    if (separator.length === 1) {
      const at = text.indexOf(separator);
      return at < 0 ? undefined : [at, at + 1];
    }
    const found = this.#patterns.find(separator === '' ? '\n\n+' : separator, text);
    return found && found[1] > found[0] && (found[1] < text.length || isAtEnd) ? found : undefined;
  }
}
