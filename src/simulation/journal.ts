import type { ApiRequest } from '../api/request.ts';
import type { ClusterOptions, JournalKeeping } from './clusterOptions.ts';

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
    | { readonly input: 'power'; readonly node: string; readonly power: 'on' | 'off' }
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

/** Why a journal holds nothing: nobody wanted one, or the session outgrew it. */
type Unkept = 'notWanted' | 'outgrown';

/**
 * Every input of a session, in order. With the seed it is the session. Half of the inputs would replay to a cluster that
 * never was, so a session that outgrows its journal loses it whole; the cluster itself goes on.
 */
export class Journal {
  readonly options: ClusterOptions;
  readonly #limit: number;
  #lines: string[] = [];
  #length = 0;
  #size = 0;
  #unkept: Unkept | undefined;

  /** `limit` in characters, over all inputs. */
  constructor(options: ClusterOptions, keeping: JournalKeeping = 'kept', limit = journalLimit) {
    this.options = options;
    this.#limit = limit;
    if (keeping === 'none') this.#unkept = 'notWanted';
  }

  /** How many inputs the session has had, kept or not. */
  get size(): number {
    return this.#size;
  }

  /** Keeps an entry, and gives it back as it will be read again: what a client changes later in its request is lost. */
  add<T extends JournalEntry>(entry: T): T {
    const line = JSON.stringify(entry);
    this.#size += 1;
    if (!this.#unkept) this.#keep(line);
    return JSON.parse(line) as T;
  }

  /** The newest inputs that are kept, oldest first. */
  newest(count: number): readonly JournalEntry[] {
    return this.#lines.slice(-count).map((line) => JSON.parse(line) as JournalEntry);
  }

  /**
   * The session as text: a line with its options, a line for each input, a line for the moment `end`. Of one that is not
   * kept only a line that says why, for whoever wants to replay it.
   */
  toText(end: Moment): string {
    const header = { podLabsJournal: formatVersion, ...this.options };
    if (this.#unkept) return `${JSON.stringify({ ...header, unkept: this.#unkept })}\n`;
    const lines = [JSON.stringify(header), ...this.#lines];
    return [...lines, JSON.stringify({ input: 'end', atMs: end.atMs, steps: end.steps }), ''].join('\n');
  }

  #keep(line: string): void {
    this.#length += line.length;
    if (this.#length <= this.#limit) {
      this.#lines.push(line);
      return;
    }
    this.#unkept = 'outgrown';
    this.#lines = [];
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
  const { podLabsJournal, seed, startTimeMs, nodes, addons, unkept } = line;
  if (podLabsJournal === undefined) return 'This is not a saved Pod Labs session.';
  if (podLabsJournal !== formatVersion) return 'The session was saved by another version of Pod Labs.';
  if (unkept === 'outgrown') return 'The session grew too long for its journal, so it cannot be replayed.';
  if (unkept !== undefined) return 'The session was run without a journal, so it cannot be replayed.';
  const good = isCount(seed) && isCount(startTimeMs) && isCount(nodes) && nodes <= 100;
  const options = { seed, startTimeMs, nodes, ...(addons === 'kubeadm' && { addons }) } as ClusterOptions;
  return good ? options : 'The first line of the saved session is damaged.';
}

function entryOf(
  line: Record<string, unknown>,
  previous: Moment,
): JournalEntry | (Moment & { input: 'end' }) | undefined {
  const { input, atMs, steps, request, stream, text, node, power } = line;
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
    case 'power':
      return typeof node === 'string' && (power === 'on' || power === 'off')
        ? { input, atMs, steps, node, power }
        : undefined;
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
