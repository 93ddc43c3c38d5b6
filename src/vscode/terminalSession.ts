import type { KubectlHost } from '../kubectl/host.ts';
import { LineEditor, maxCharacters } from './lineEditor.ts';
import { isOpenEnded } from './openEnded.ts';
import { OutputFilter } from './outputFilter.ts';
import { TypedInput } from './typedInput.ts';

/** Runs one entered line; the promise ends when the command has. */
export type LineRunner = (line: string, io: CommandOutput) => Promise<'again' | 'exit' | 'clear'>;

/** What a command in the terminal may do while it runs. */
export interface CommandOutput extends Pick<KubectlHost, 'stdout' | 'stderr' | 'cancellation' | 'input'> {
  readonly columns: number;
}

/** Characters that may wait because a command runs. */
const maxTypedAhead = 100_000;
const tooMuchTypedText = 'That was too much to keep while a command runs, so none of it was run.';
const tooLongText = `That line was longer than ${maxCharacters} characters, so it was not run.`;

/**
 * The dialogue of one terminal: prompt, line, output, prompt. Knows nothing of VS Code; `write` puts text on the screen and
 * `exit` closes the terminal.
 */
export class TerminalSession {
  readonly #editor: LineEditor;
  readonly #run: LineRunner;
  readonly #write: (text: string) => void;
  readonly #exit: () => void;
  #columns: number;
  #typedAhead = '';
  #tooMuchTyped = false;
  #running: { readonly line: string; readonly abort: AbortController; readonly typed: TypedInput } | undefined;
  #column = 0;

  constructor(options: {
    columns: number;
    history: readonly string[];
    run: LineRunner;
    write: (text: string) => void;
    exit: () => void;
  }) {
    this.#columns = options.columns;
    this.#editor = new LineEditor({ prompt: '$ ', columns: options.columns, history: options.history });
    this.#run = options.run;
    this.#write = options.write;
    this.#exit = options.exit;
  }

  get history(): readonly string[] {
    return this.#editor.history.lines;
  }

  /** Prints a greeting and the first prompt. */
  begin(greeting: string): void {
    this.#write(greeting.replaceAll('\n', '\r\n'));
    this.#write(this.#editor.begin());
  }

  resize(columns: number): void {
    this.#columns = columns;
    this.#editor.resize(columns);
    this.#running?.typed.resize(columns);
  }

  /**
   * Types lines as a person would; what stood half typed is dropped. What runs without an end is broken off first, in
   * sight; what ends by itself is waited for.
   */
  enter(...lines: string[]): void {
    if (this.#running && isOpenEnded(this.#running.line) && !this.#running.abort.signal.aborted) this.#breakOff();
    this.input(lines.map((line) => `\x05\x15${line}\r`).join(''));
  }

  /**
   * Takes what the keyboard sent. While a command runs that reads its input, that is where it goes; else Ctrl-C breaks the
   * command off and everything else waits.
   */
  input(data: string): void {
    if (!this.#running) {
      this.#feed(data);
      return;
    }
    const { typed, abort } = this.#running;
    if (typed.isRead && !abort.signal.aborted) {
      typed.feed(data);
      return;
    }
    const cancel = data.lastIndexOf('\x03');
    if (cancel >= 0) this.#breakOff();
    const typedAhead = this.#typedAhead + data.slice(cancel + 1);
    // Half of what was typed must never run.
    this.#tooMuchTyped ||= typedAhead.length > maxTypedAhead;
    this.#typedAhead = this.#tooMuchTyped ? '' : typedAhead;
  }

  #breakOff(): void {
    this.#typedAhead = '';
    this.#tooMuchTyped = false;
    this.#write('^C\r\n');
    this.#column = 0;
    this.#running?.abort.abort();
  }

  /** Breaks off what runs. */
  close(): void {
    this.#running?.abort.abort();
  }

  #feed(data: string): void {
    for (let input = data; input !== ''; ) {
      const { output, event, rest } = this.#editor.feed(input);
      if (output !== '') this.#write(output);
      if (!event) return;
      if (event.kind === 'end') {
        this.#exit();
        return;
      }
      if (event.kind === 'line' && event.text.trim() !== '') {
        this.#typedAhead = rest;
        void this.#execute(event.text);
        return;
      }
      if (event.kind === 'tooLong') this.#write(`${tooLongText}\r\n`);
      this.#write(this.#editor.begin());
      // What was pasted behind a Ctrl-C, or behind half a line, was not meant to run.
      if (event.kind !== 'line') return;
      input = rest;
    }
  }

  async #execute(line: string): Promise<void> {
    const abort = new AbortController();
    const echo = (text: string) => {
      this.#column = 0;
      this.#write(text);
    };
    const typed = new TypedInput(this.#columns, echo, () => this.#breakOff());
    this.#running = { line, abort, typed };
    this.#column = 0;
    const outcome = await this.#run(line, this.#outputOf(abort.signal, typed));
    this.#running = undefined;
    if (outcome === 'exit') return this.#exit();
    if (outcome === 'clear') this.#write('\x1b[2J\x1b[3J\x1b[H');
    else this.#write(this.#column > 0 ? '\x1b[0m\r\n' : '\x1b[0m');
    if (this.#tooMuchTyped) this.#write(`${tooMuchTypedText}\r\n`);
    this.#tooMuchTyped = false;
    this.#write(this.#editor.begin());
    const typedAhead = this.#typedAhead;
    this.#typedAhead = '';
    if (typedAhead !== '') this.#feed(typedAhead);
  }

  /** Output after Ctrl-C is dropped: the prompt stands there already. */
  #outputOf(signal: AbortSignal, typed: TypedInput): CommandOutput {
    const filters = { stdout: new OutputFilter(), stderr: new OutputFilter() };
    const print = (stream: 'stdout' | 'stderr') => (text: string) => {
      if (signal.aborted) return;
      typed.answered();
      const safe = filters[stream].write(text);
      if (safe === '') return;
      this.#column = safe.length - safe.lastIndexOf('\n') - 1;
      this.#write(safe);
    };
    return {
      stdout: print('stdout'),
      stderr: print('stderr'),
      columns: this.#columns,
      input: typed,
      cancellation: {
        get aborted() {
          return signal.aborted;
        },
        onAbort: (listener) => signal.addEventListener('abort', () => listener(), { once: true }),
      },
    };
  }
}
