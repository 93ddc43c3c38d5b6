import { fromBytes } from './bytes.ts';

/** One line as the runtime wrote it, without its line end. */
export interface LogEntry {
  /** Epoch, milliseconds, virtual. */
  readonly timeMs: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** The kubelet rotates at 10 MiB (`containerLogMaxSize`); the simulation keeps the newest 1 MiB of each container. */
export const maxLogBytes = 1024 * 1024;
/** containerd splits longer lines (`max_container_log_line_size`, 16 KiB). */
export const maxLogLineBytes = 16 * 1024;

/** What a query may ask, as the parameters of `pods/log`. */
export interface LogQuery {
  /** Only the newest so many lines. */
  readonly tailLines?: number;
  /** Only lines of this moment (epoch, milliseconds) or later. */
  readonly sinceMs?: number;
}

/** The log of one container: lines of its first process's stdout and stderr. Forgets the oldest beyond `maxLogBytes`. */
export class ContainerLog {
  #entries: LogEntry[] = [];
  /** The entries before this one are forgotten; they are cut off now and then. */
  #first = 0;
  #bytes = 0;
  #dropped = 0;
  #closed = false;
  readonly #partial = { stdout: '', stderr: '' };
  readonly #listeners = new Set<LogListener>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** How many lines were ever written. */
  get lineCount(): number {
    return this.#dropped + this.#entries.length;
  }

  /** What its kept lines take on the Node's disk, bytes. */
  get keptBytes(): number {
    return this.#bytes;
  }

  /** True once the container has ended: nothing more will come. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Takes bytes as a process writes them. A line is kept when it ends, as containerd does, or is too long. */
  write(stream: LogEntry['stream'], bytes: string): void {
    if (this.#closed) return;
    let rest = this.#partial[stream] + bytes;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      this.#addLine(stream, rest.slice(0, end));
      rest = rest.slice(end + 1);
    }
    while (rest.length > maxLogLineBytes) {
      this.#addLine(stream, rest.slice(0, maxLogLineBytes));
      rest = rest.slice(maxLogLineBytes);
    }
    this.#partial[stream] = rest;
  }

  /** Keeps what has no line end yet and tells the listeners that no more comes. */
  close(): void {
    if (this.#closed) return;
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.#partial[stream] !== '') this.#addLine(stream, this.#partial[stream]);
    }
    this.#closed = true;
    for (const listener of this.#listeners) listener.closed();
    this.#listeners.clear();
  }

  /** The kept lines, oldest first. */
  entries(query: LogQuery = {}): readonly LogEntry[] {
    let begin = this.#first;
    const { sinceMs, tailLines } = query;
    if (sinceMs !== undefined) {
      while (begin < this.#entries.length && (this.#entries[begin] as LogEntry).timeMs < sinceMs) begin += 1;
    }
    if (tailLines !== undefined) begin = Math.max(begin, this.#entries.length - tailLines);
    return this.#entries.slice(begin);
  }

  /** Calls the listener for each line from now on; returns the way to stop. A closed log says so at once. */
  subscribe(listener: LogListener): () => void {
    if (this.#closed) {
      listener.closed();
      return () => {};
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #addLine(stream: LogEntry['stream'], bytes: string): void {
    const entry: LogEntry = { timeMs: this.#nowMs(), stream, text: fromBytes(bytes) };
    this.#entries.push(entry);
    this.#bytes += entryBytes(entry);
    while (this.#bytes > maxLogBytes) {
      this.#bytes -= entryBytes(this.#entries[this.#first] as LogEntry);
      this.#first += 1;
    }
    if (this.#first > this.#entries.length / 2) {
      this.#dropped += this.#first;
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
    for (const listener of this.#listeners) listener.line(entry);
  }
}

/** Who follows a log. Must not write to it. */
export interface LogListener {
  line(entry: LogEntry): void;
  closed(): void;
}

/** The time stamp and stream that containerd writes before each line take some room too. */
const entryOverheadBytes = 45;

function entryBytes(entry: LogEntry): number {
  return entry.text.length + entryOverheadBytes;
}
