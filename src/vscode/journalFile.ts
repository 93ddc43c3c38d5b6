import * as vscode from 'vscode';
import type { Edge } from './edge.ts';
import { type Deferred, throttle } from './throttle.ts';

/** Journals larger than this many characters are not kept: a reload then begins a new cluster. */
const maxLength = 50_000_000;
/** An input is kept soon; that only time went by can wait. */
const writePeriodsMs = { input: 500, time: 10_000 } as const;

/** Where the cluster's journal lives between two sessions. Writes come in batches and never leave half a file. */
export class JournalFile {
  readonly #file: vscode.Uri;
  readonly #edge: Edge;
  #read: (() => string) | undefined;
  #written = '';
  #writing: Promise<unknown> = Promise.resolve();
  readonly #later: Record<keyof typeof writePeriodsMs, Deferred> = {
    input: throttle(writePeriodsMs.input, () => void this.flush()),
    time: throttle(writePeriodsMs.time, () => void this.flush()),
  };

  constructor(folder: vscode.Uri, edge: Edge) {
    this.#file = vscode.Uri.joinPath(folder, 'cluster.jsonl');
    this.#edge = edge;
  }

  /** The kept text, if there is one. */
  async load(): Promise<string | undefined> {
    await this.#writing;
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#file));
    } catch {
      return undefined;
    }
  }

  /** Names the journal to keep from now on; `read` gives its whole text. */
  follow(read: () => string): void {
    this.#read = read;
  }

  /** The journal has a new input, or time went by: it will be written. */
  changed(what: keyof typeof writePeriodsMs): void {
    this.#later[what].request();
  }

  /** Writes now what has changed. */
  async flush(): Promise<void> {
    this.#later.input.cancel();
    this.#later.time.cancel();
    const text = this.#read?.();
    if (text === undefined || text === this.#written || text.length > maxLength) return;
    this.#written = text;
    this.#writing = this.#writing.then(() => this.#edge.quietly('keep the cluster for later', () => this.#write(text)));
    await this.#writing;
  }

  /** Forgets the journal: the next cluster is a new one. */
  async remove(): Promise<void> {
    this.#read = undefined;
    this.#written = '';
    this.#later.input.cancel();
    this.#later.time.cancel();
    await this.#writing;
    try {
      await vscode.workspace.fs.delete(this.#file);
    } catch {
      // There was none.
    }
  }

  async #write(text: string): Promise<void> {
    const draft = this.#file.with({ path: `${this.#file.path}.new` });
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(text));
    await vscode.workspace.fs.rename(draft, this.#file, { overwrite: true });
  }
}
