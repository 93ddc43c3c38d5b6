import type { KubectlInput } from '../kubectl/host.ts';
import { LineEditor } from './lineEditor.ts';

/** So often Ctrl-C without an answer breaks off even a command that takes each key: its cluster may stand still. */
const insistentCancels = 3;
const cancelKey = '\x03';

/**
 * What is typed while a command runs that reads its standard input. As in a real terminal: by the line, edited and echoed
 * here, until the command asks for the keys themselves (`exec -it`), which the other side then echoes.
 */
export class TypedInput implements KubectlInput {
  readonly #write: (text: string) => void;
  readonly #breakOff: () => void;
  readonly #editor: LineEditor;
  readonly #onText: ((text: string) => void)[] = [];
  readonly #onEnd: (() => void)[] = [];
  #passesKeys = false;
  #cancels = 0;
  readonly terminal = {
    passKeys: () => {
      this.#passesKeys = true;
    },
  };

  /** `write` puts text on the screen; `breakOff` ends the command, as Ctrl-C does. */
  constructor(columns: number, write: (text: string) => void, breakOff: () => void) {
    this.#editor = new LineEditor({ prompt: '', columns });
    this.#write = write;
    this.#breakOff = breakOff;
  }

  /** Whether the command reads what is typed. */
  get isRead(): boolean {
    return this.#onText.length > 0;
  }

  onText(listener: (text: string) => void): void {
    this.#onText.push(listener);
  }

  onEnd(listener: () => void): void {
    this.#onEnd.push(listener);
  }

  resize(columns: number): void {
    this.#editor.resize(columns);
  }

  /** The command has written something: it is alive. */
  answered(): void {
    this.#cancels = 0;
  }

  /** Takes what the keyboard sent. */
  feed(data: string): void {
    if (this.#passesKeys) this.#passOn(data);
    else this.#editLines(data);
  }

  #passOn(data: string): void {
    this.#cancels = data === cancelKey ? this.#cancels + 1 : 0;
    if (this.#cancels >= insistentCancels) this.#breakOff();
    else for (const listener of this.#onText) listener(data);
  }

  #editLines(data: string): void {
    for (let input = data; input !== ''; ) {
      const { output, event, rest } = this.#editor.feed(input);
      if (event?.kind === 'cancel') {
        this.#breakOff();
        return;
      }
      if (event?.kind === 'end') for (const listener of this.#onEnd) listener();
      else {
        if (output !== '') this.#write(output);
        if (event?.kind === 'line') for (const listener of this.#onText) listener(`${event.text}\n`);
      }
      if (event) this.#editor.begin();
      input = rest;
    }
  }
}
