import { type SystemError, systemError } from './errno.ts';
import { type NotReady, notReady, OpenFile } from './openFile.ts';

/** Linux' default capacity of a pipe, in bytes. */
const pipeBytes = 65536;

/** Bytes on their way from one process to another. */
class Pipe {
  readonly waiting = new Set<() => void>();
  buffer = '';
  readers = 1;
  writers = 1;

  wakeAll(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }
}

abstract class PipeEnd extends OpenFile {
  protected readonly pipe: Pipe;

  constructor(pipe: Pipe) {
    super();
    this.pipe = pipe;
  }

  override whenReady(ready: () => void): () => void {
    this.pipe.waiting.add(ready);
    return () => this.pipe.waiting.delete(ready);
  }
}

class ReadEnd extends PipeEnd {
  override get canRead(): boolean {
    return this.pipe.buffer !== '' || this.pipe.writers === 0;
  }

  override read(maxBytes: number): string | NotReady {
    const { pipe } = this;
    if (pipe.buffer === '') return pipe.writers === 0 ? '' : notReady;
    const text = pipe.buffer.slice(0, maxBytes);
    pipe.buffer = pipe.buffer.slice(text.length);
    pipe.wakeAll();
    return text;
  }

  protected override closed(): void {
    this.pipe.readers = 0;
    this.pipe.wakeAll();
  }
}

class WriteEnd extends PipeEnd {
  override get canWrite(): boolean {
    return this.pipe.buffer.length < pipeBytes || this.pipe.readers === 0;
  }

  override write(text: string): number | SystemError | NotReady {
    const { pipe } = this;
    if (pipe.readers === 0) return systemError('EPIPE');
    const room = pipeBytes - pipe.buffer.length;
    if (room === 0) return notReady;
    pipe.buffer += text.length <= room ? text : text.slice(0, room);
    pipe.wakeAll();
    return Math.min(room, text.length);
  }

  protected override closed(): void {
    this.pipe.writers = 0;
    this.pipe.wakeAll();
  }
}

/** Makes a pipe. The reader sees its end once every descriptor of `input` is closed. */
export function createPipe(): { output: OpenFile; input: OpenFile } {
  const pipe = new Pipe();
  return { output: new ReadEnd(pipe), input: new WriteEnd(pipe) };
}
