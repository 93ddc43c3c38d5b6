import type { ApiStream } from '../api/request.ts';
import { Cluster } from './cluster.ts';
import { type JournalEntry, journalFromText, type Moment } from './journal.ts';

const nobody = { onChunk: () => {}, onEnd: () => {} };

/**
 * Makes a cluster anew from a journal's text, in slices. Where the text is damaged, the session goes as far as it can
 * be read, and `problem` says so in a sentence for the user.
 */
export class Replay {
  /** Missing where not even the first line could be read. */
  readonly cluster: Cluster | undefined;
  #problem: string | undefined;
  readonly #entries: readonly JournalEntry[];
  readonly #end: Moment | undefined;
  /** Where it is to end earlier than the journal does. */
  readonly #cutMs: number | undefined;
  readonly #streams = new Map<number, ApiStream>();
  #next = 0;
  #finished = false;

  /**
   * `untilMs`: where the session ends, in virtual milliseconds; it may be anywhere before the journal's own end. `inputs`: how
   * many inputs it has had by then, where those of the very moment are not all meant: a clock may stand still.
   */
  constructor(text: string, untilMs = Number.POSITIVE_INFINITY, inputs = Number.POSITIVE_INFINITY) {
    const { record, problem } = journalFromText(text);
    this.#problem = problem;
    const all = record?.entries ?? [];
    const isCut = untilMs < (record?.end?.atMs ?? Number.POSITIVE_INFINITY) || inputs < all.length;
    this.#entries = all.slice(0, inputs).filter(({ atMs }) => atMs <= untilMs);
    this.#end = isCut ? undefined : record?.end;
    this.#cutMs = isCut && Number.isFinite(untilMs) ? untilMs : undefined;
    this.cluster = record && new Cluster(record.options);
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** How much is done, 0 to 1, measured in virtual time. */
  get part(): number {
    const endMs = this.#cutMs ?? this.#end?.atMs ?? this.#entries.at(-1)?.atMs ?? 0;
    return endMs === 0 ? 1 : Math.min(1, (this.cluster?.timeline.nowMs ?? 0) / endMs);
  }

  /** Goes on while `hasTime` says so. */
  runSlice(hasTime: () => boolean): 'done' | 'more' {
    if (!this.cluster || this.#finished) return 'done';
    for (;;) {
      const entry = this.#entries[this.#next];
      const moment = entry ?? this.#end;
      if (!moment) return this.#goToCut(this.cluster, hasTime);
      const reached = this.#approach(this.cluster, moment, hasTime);
      if (reached === 'more') return 'more';
      if (reached === 'impossible') {
        this.#problem = 'The saved session could not be replayed to its end with this version of Pod Labs.';
        return this.#finish();
      }
      if (!entry) return this.#finish();
      this.#apply(this.cluster, entry);
      this.#next += 1;
    }
  }

  /** Closes what was still open, as inputs of the journal: whoever held those streams is gone. */
  closeStreams(): void {
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }

  #goToCut(cluster: Cluster, hasTime: () => boolean): 'done' | 'more' {
    const { timeline } = cluster;
    const cutMs = this.#cutMs ?? timeline.nowMs;
    for (let next = timeline.nextTimeMs(); next !== undefined && next <= cutMs; next = timeline.nextTimeMs()) {
      if (!hasTime()) return 'more';
      cluster.step();
    }
    cluster.advanceTo(Math.max(cutMs, timeline.nowMs));
    return this.#finish();
  }

  #finish(): 'done' {
    this.#finished = true;
    return 'done';
  }

  #approach(cluster: Cluster, moment: Moment, hasTime: () => boolean): 'there' | 'more' | 'impossible' {
    const { timeline } = cluster;
    while (timeline.steps < moment.steps) {
      if (!hasTime()) return 'more';
      const nextMs = timeline.nextTimeMs();
      if (nextMs === undefined || nextMs > moment.atMs) return 'impossible';
      cluster.step();
    }
    const nextMs = timeline.nextTimeMs();
    if (timeline.steps > moment.steps || timeline.nowMs > moment.atMs) return 'impossible';
    if (nextMs !== undefined && nextMs < moment.atMs) return 'impossible';
    timeline.moveTo(moment.atMs);
    return 'there';
  }

  #apply(cluster: Cluster, entry: JournalEntry): void {
    switch (entry.input) {
      case 'send':
        cluster.send(entry.request);
        break;
      case 'power':
        cluster.setNodePower(entry.node, entry.power);
        break;
      case 'open': {
        const { stream } = cluster.open(entry.request, nobody);
        if (stream) this.#streams.set(entry.stream, stream);
        break;
      }
      case 'write':
        this.#streams.get(entry.stream)?.write(entry.text);
        break;
      case 'closeInput':
        this.#streams.get(entry.stream)?.closeInput();
        break;
      case 'close':
        this.#streams.get(entry.stream)?.close();
        this.#streams.delete(entry.stream);
        break;
    }
  }
}
