import type { ApiRequest } from '../api/request.ts';
import type { ClusterOptions } from './clusterOptions.ts';

/** An exact point of a session: the time, and how many timers had run. */
export interface Moment {
  /** Virtual milliseconds since the cluster was started. */
  readonly atMs: number;
  readonly steps: number;
}

/**
 * One input from outside. Reads change nothing and are not kept. A `stream` is the number of an exec or attach: the
 * first one of a session is 1.
 */
export type JournalEntry = Moment &
  (
    | { readonly input: 'send'; readonly request: ApiRequest }
    | { readonly input: 'open'; readonly request: ApiRequest; readonly stream: number }
    | { readonly input: 'write'; readonly stream: number; readonly text: string }
    | { readonly input: 'closeInput'; readonly stream: number }
    | { readonly input: 'close'; readonly stream: number }
  );

/** A journal as it was read. `end` is where the session stood when it was saved. */
export interface JournalRecord {
  readonly options: ClusterOptions;
  readonly entries: readonly JournalEntry[];
  readonly end?: Moment;
}

/** Raised when an older journal would no longer replay to the same state. */
const formatVersion = 1;

/** So many characters may a session's inputs have together: some hours of busy work. */
const journalLimit = 64 * 1024 * 1024;

/** Every input of a session, in order. With the seed it is the session. */
export class Journal {
  readonly options: ClusterOptions;
  readonly #lines: string[] = [];
  #length = 0;

  constructor(options: ClusterOptions) {
    this.options = options;
  }

  get isFull(): boolean {
    return this.#length >= journalLimit;
  }

  get size(): number {
    return this.#lines.length;
  }

  /** Keeps an entry, and gives it back as it will be read again: what a client changes later in its request is lost. */
  add<T extends JournalEntry>(entry: T): T {
    const line = JSON.stringify(entry);
    this.#lines.push(line);
    this.#length += line.length;
    return JSON.parse(line) as T;
  }

  /** The session as text: a line with its options, a line for each input, a line for the moment `end`. */
  toText(end: Moment): string {
    const header = JSON.stringify({ podLabsJournal: formatVersion, ...this.options });
    return [header, ...this.#lines, JSON.stringify({ input: 'end', atMs: end.atMs, steps: end.steps }), ''].join('\n');
  }
}

/** Reads a journal's text. What comes after a damaged line is left out, and the problem says where that is. */
export function journalFromText(text: string): { record?: JournalRecord; problem?: string } {
  const lines = text.split('\n');
  const options = headerOf(parseLine(lines[0] ?? ''));
  if (typeof options === 'string') return { problem: options };
  const entries: JournalEntry[] = [];
  let previous: Moment = { atMs: 0, steps: 0 };
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line === '') continue;
    const entry = entryOf(parseLine(line), previous);
    if (!entry) return { record: { options, entries }, problem: `The saved session is damaged from line ${i + 1} on.` };
    previous = { atMs: entry.atMs, steps: entry.steps };
    if (entry.input === 'end') return { record: { options, entries, end: previous } };
    entries.push(entry);
  }
  return { record: { options, entries }, problem: 'The saved session is cut off at its end.' };
}

function parseLine(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function headerOf(line: Record<string, unknown>): ClusterOptions | string {
  const { podLabsJournal, seed, startTimeMs, nodes } = line;
  if (podLabsJournal === undefined) return 'This is not a saved Pod Labs session.';
  if (podLabsJournal !== formatVersion) return 'The session was saved by another version of Pod Labs.';
  const good = isCount(seed) && isCount(startTimeMs) && isCount(nodes) && nodes <= 100;
  return good ? { seed, startTimeMs, nodes } : 'The first line of the saved session is damaged.';
}

function entryOf(
  line: Record<string, unknown>,
  previous: Moment,
): JournalEntry | (Moment & { input: 'end' }) | undefined {
  const { input, atMs, steps, request, stream, text } = line;
  if (!isCount(atMs) || !isCount(steps) || atMs < previous.atMs || steps < previous.steps) return undefined;
  switch (input) {
    case 'end':
      return { input, atMs, steps };
    case 'send':
      return isRequest(request) ? { input, atMs, steps, request } : undefined;
    case 'open':
      return isRequest(request) && isCount(stream) ? { input, atMs, steps, request, stream } : undefined;
    case 'write':
      return isCount(stream) && typeof text === 'string' ? { input, atMs, steps, stream, text } : undefined;
    case 'close':
    case 'closeInput':
      return isCount(stream) ? { input, atMs, steps, stream } : undefined;
    default:
      return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRequest(value: unknown): value is ApiRequest {
  const {
    method,
    path,
    query,
    contentType = '',
    userAgent = '',
  } = (value ?? {}) as Partial<Record<keyof ApiRequest, unknown>>;
  return [method, path, contentType, userAgent].every((text) => typeof text === 'string') && isQuery(query);
}

function isQuery(value: unknown): boolean {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((each) => [each].flat().every((text) => typeof text === 'string'));
}
