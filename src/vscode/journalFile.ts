import * as vscode from 'vscode';
import type { Edge } from './edge.ts';
import { journalEndingAt, momentFromText, momentToText, type SessionMoment } from './keptSession.ts';
import { type Deferred, throttle } from './throttle.ts';

/** Journals larger than this many characters are not kept: a reload then begins a new cluster. */
const maxLength = 50_000_000;
const writePeriodsMs = { input: 500, time: 1_000 } as const;

/** Writes a file before it returns, where the host can do that: a window that closes waits for nothing else. */
export type WriteNow = (file: vscode.Uri, text: string) => void;

/** A session as it was kept. */
export interface KeptSession {
  /** The journal up to where the session stood last. */
  readonly text: string;
  /** How its clock was set, where that is known. */
  readonly clock?: Pick<SessionMoment, 'paused' | 'speed'>;
}

/** The session to keep. */
export interface LiveSession {
  journalText(): string;
  moment(): SessionMoment;
}

/**
 * Where the cluster's session lives between two windows: the journal, written after each input, and beside it the small
 * file of the moment, written as time goes by. Neither is ever half written. Without a folder nothing is kept.
 */
export class JournalFile {
  readonly #journal: vscode.Uri | undefined;
  readonly #moment: vscode.Uri | undefined;
  readonly #damaged: vscode.Uri | undefined;
  readonly #edge: Edge;
  readonly #writeNow: WriteNow | undefined;
  #session: LiveSession | undefined;
  #isKept = true;
  /** Inputs and moment of what was written last. */
  #writtenInputs = -1;
  #writtenMoment = '';
  #work: Promise<unknown> = Promise.resolve();
  readonly #later: Record<keyof typeof writePeriodsMs, Deferred> = {
    input: throttle(writePeriodsMs.input, () => void this.flush()),
    time: throttle(writePeriodsMs.time, () => void this.flush()),
  };

  constructor(folder: vscode.Uri | undefined, edge: Edge, writeNow?: WriteNow) {
    this.#journal = folder && vscode.Uri.joinPath(folder, 'cluster.jsonl');
    this.#moment = folder && vscode.Uri.joinPath(folder, 'cluster.moment.json');
    this.#damaged = folder && vscode.Uri.joinPath(folder, 'cluster.damaged.jsonl');
    this.#edge = edge;
    this.#writeNow = writeNow;
  }

  /** What was kept, if anything was. Rejects where it is there and cannot be read. */
  async load(): Promise<KeptSession | undefined> {
    await this.#work;
    const journal = this.#journal && (await textOf(this.#journal));
    if (journal === undefined || journal.length > maxLength) return undefined;
    const moment = this.#moment && momentFromText((await textOf(this.#moment).catch(() => undefined)) ?? '');
    if (!moment) return { text: journal };
    return { text: journalEndingAt(journal, moment), clock: { paused: moment.paused, speed: moment.speed } };
  }

  /** Names the session to keep from now on. */
  follow(session: LiveSession): void {
    this.#session = session;
    this.#writtenInputs = -1;
    this.#writtenMoment = '';
  }

  /** The journal has a new input, or time went by: it will be written. */
  changed(what: keyof typeof writePeriodsMs): void {
    this.#later[what].request();
  }

  /** Writes what has changed. */
  async flush(): Promise<void> {
    this.#cancel();
    this.#work = this.#work.then(() => this.#edge.quietly('keep the cluster for later', () => this.#write()));
    await this.#work;
  }

  /** Writes what has changed before it returns, where the host can. */
  flushNow(): void {
    if (!this.#writeNow || !this.#journal || !this.#moment) return;
    for (const [file, text] of this.#changes()) this.#writeNow(file, text);
  }

  /** Forgets the session: the next cluster is a new one. Rejects where the old one cannot be deleted. */
  async remove(): Promise<void> {
    this.#session = undefined;
    this.#cancel();
    await this.#work;
    for (const file of [this.#moment, this.#journal]) if (file) await remove(file);
  }

  /**
   * Puts a journal that cannot be read or replayed aside, where it is not written over: it may tell what went wrong. Where
   * that fails too, nothing is kept any more.
   */
  async setAside(): Promise<void> {
    await this.#work;
    if (!this.#journal || !this.#damaged || !this.#moment) return;
    try {
      await vscode.workspace.fs.rename(this.#journal, this.#damaged, { overwrite: true });
      await remove(this.#moment);
    } catch (error) {
      this.#isKept = isMissing(error);
      if (!this.#isKept) this.#edge.log.warn('this session is not kept', String(error));
    }
  }

  async #write(): Promise<void> {
    for (const [file, text] of this.#changes()) {
      // Where it fails, all is written again next time.
      const inputs = this.#writtenInputs;
      this.#writtenInputs = -1;
      const draft = file.with({ path: `${file.path}.new` });
      await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(text));
      await vscode.workspace.fs.rename(draft, file, { overwrite: true });
      this.#writtenInputs = inputs;
    }
  }

  /** Files and what they should hold now; the journal comes first, since the moment counts its inputs. */
  #changes(): [vscode.Uri, string][] {
    if (!this.#session || !this.#isKept || !this.#journal || !this.#moment) return [];
    const changes: [vscode.Uri, string][] = [];
    const moment = this.#session.moment();
    if (moment.inputs !== this.#writtenInputs) {
      const text = this.#session.journalText();
      if (text.length > maxLength) {
        this.#giveUp();
        return [];
      }
      changes.push([this.#journal, text]);
      this.#writtenInputs = moment.inputs;
    }
    const momentText = momentToText(moment);
    if (momentText !== this.#writtenMoment) changes.push([this.#moment, momentText]);
    this.#writtenMoment = momentText;
    return changes;
  }

  /** The session has grown too long; half of it would replay to a cluster that never was. */
  #giveUp(): void {
    this.#edge.log.warn('this session is too long to be kept over a reload');
    void this.#edge.quietly('forget the long session', () => this.remove());
  }

  #cancel(): void {
    this.#later.input.cancel();
    this.#later.time.cancel();
  }
}

async function textOf(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function remove(file: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
