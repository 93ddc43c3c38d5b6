import { CommandHistory } from './commandHistory.ts';
import { type KeyAction, readKey } from './keys.ts';
import { layOut, moveCursor, type ScreenPlace } from './lineLayout.ts';
import { splitCharacters, textWidth } from './textWidth.ts';

/** A line may have this many characters. */
export const maxCharacters = 10_000;
/** A run of text longer than this many UTF-16 units is too long, however they make characters; it is not even split. */
const maxRunLength = 4 * maxCharacters;

/** What the terminal must act on: a line was entered, Ctrl-C was pressed, or Ctrl-D on an empty line. */
export type LineEvent =
  | { readonly kind: 'line'; readonly text: string }
  /** `tooLong`: a line was entered that had more characters than may be, so part of it is missing. */
  | { readonly kind: 'cancel' | 'end' | 'tooLong' };

export interface LineEditorResult {
  /** What to write to the screen. */
  readonly output: string;
  readonly event?: LineEvent;
  /** The input behind the event, to be fed again once it was acted on: the further lines of a paste. */
  readonly rest: string;
}

/** Edits one line on a terminal: text in from the keyboard, text out to the screen, nothing else. */
export class LineEditor {
  readonly history: CommandHistory;
  readonly #prompt: string;
  #columns: number;
  #characters: string[] = [];
  #cursor = 0;
  #isCut = false;
  #cursorPlace: ScreenPlace = { row: 0, column: 0 };

  constructor(options: { prompt: string; columns: number; history?: readonly string[] }) {
    this.#prompt = options.prompt;
    this.#columns = Math.max(options.columns, 4);
    this.history = new CommandHistory(options.history);
  }

  /** The line as it stands. */
  get text(): string {
    return this.#characters.join('');
  }

  /** Begins a new line below everything written so far: prints the prompt and what was typed ahead. */
  begin(): string {
    this.#cursorPlace = { row: 0, column: 0 };
    return this.#draw();
  }

  /** The terminal has another width now; it has already wrapped its rows anew. */
  resize(columns: number): void {
    this.#columns = Math.max(columns, 4);
    this.#cursorPlace = this.#places()[this.#cursor] ?? this.#cursorPlace;
  }

  /** Takes what the terminal sent, up to the first event. */
  feed(input: string): LineEditorResult {
    const appended = this.#append(input);
    if (appended !== undefined) return { output: appended, rest: '' };
    let rest = input;
    let output = '';
    let drawn = true;
    while (rest !== '') {
      const key = readKey(rest);
      rest = rest.slice(key.length);
      if ('text' in key) {
        drawn = !this.#insert(key.text) && drawn;
        continue;
      }
      const event = this.#eventOf(key.action);
      if (event) {
        this.#cursor = this.#characters.length;
        output += this.#draw();
        output += event.kind === 'cancel' ? '^C\r\n' : '\r\n';
        this.#reset(event);
        return { output, event, rest };
      }
      if (key.action === 'clearScreen') {
        output += '\x1b[2J\x1b[H';
        this.#cursorPlace = { row: 0, column: 0 };
      }
      this.#act(key.action);
      drawn = false;
    }
    return { output: drawn ? output : output + this.#draw(), rest: '' };
  }

  #eventOf(action: KeyAction): LineEvent | undefined {
    if (action === 'enter') return this.#isCut ? { kind: 'tooLong' } : { kind: 'line', text: this.text };
    if (action === 'cancel') return { kind: 'cancel' };
    if (action === 'endOfInput' && this.#characters.length === 0) return { kind: 'end' };
    return undefined;
  }

  #reset(event: LineEvent): void {
    if (event.kind === 'line') this.history.add(event.text);
    else this.history.leave();
    this.#characters = [];
    this.#isCut = false;
    this.#cursor = 0;
    this.#cursorPlace = { row: 0, column: 0 };
  }

  /** Puts text in at the cursor; false where there is no room for it. */
  #insert(text: string): boolean {
    // A combining mark joins the character before it; nothing further back changes.
    const previous = this.#cursor > 0 && text.length <= maxRunLength ? 1 : 0;
    const joined = this.#characters.slice(this.#cursor - previous, this.#cursor).join('') + text;
    const added = text.length <= maxRunLength ? splitCharacters(joined) : [];
    const length = this.#characters.length + added.length - previous;
    this.#isCut ||= added.length === 0 || length > maxCharacters;
    if (this.#isCut) return false;
    this.#characters.splice(this.#cursor - previous, previous, ...added);
    this.#cursor += added.length - previous;
    return true;
  }

  /** Plain letters at the end of the line, as they mostly come, are written without drawing the line anew. */
  #append(input: string): string | undefined {
    const previous = this.#characters.at(-1);
    const isAtEnd = this.#cursor === this.#characters.length;
    const isPlain = isAtEnd && (previous === undefined || plainLetters.test(previous)) && plainLetters.test(input);
    if (!isPlain || this.#isCut || this.#characters.length + input.length > maxCharacters) return undefined;
    const added = Array.from(input);
    const { row, column } = this.#cursorPlace;
    const end = layOut(row * this.#columns + column, added, this.#columns).at(-1) as ScreenPlace;
    if (row === 0 && column === 0) return undefined;
    this.#characters.push(...added);
    this.#cursor = this.#characters.length;
    this.#cursorPlace = end;
    return `${input}${end.column === 0 ? ' \r' : ''}`;
  }

  #act(action: KeyAction): void {
    const last = this.#characters.length;
    if (action === 'left') this.#cursor = Math.max(0, this.#cursor - 1);
    else if (action === 'right') this.#cursor = Math.min(last, this.#cursor + 1);
    else if (action === 'wordLeft') this.#cursor = this.#wordStart();
    else if (action === 'wordRight') this.#cursor = this.#wordEnd();
    else if (action === 'home') this.#cursor = 0;
    else if (action === 'end') this.#cursor = last;
    else if (action === 'up') this.#replace(this.history.older(this.text));
    else if (action === 'down') this.#replace(this.history.newer());
    else if (action === 'backspace') this.#remove(this.#cursor - 1, this.#cursor);
    else if (action === 'delete' || action === 'endOfInput') this.#remove(this.#cursor, this.#cursor + 1);
    else if (action === 'deleteWordLeft') this.#remove(this.#wordStart(), this.#cursor);
    else if (action === 'deleteWordRight') this.#remove(this.#cursor, this.#wordEnd());
    else if (action === 'deleteToStart') this.#remove(0, this.#cursor);
    else if (action === 'deleteToEnd') this.#remove(this.#cursor, last);
  }

  #replace(line: string | undefined): void {
    if (line === undefined) return;
    this.#characters = splitCharacters(line);
    this.#isCut = false;
    this.#cursor = this.#characters.length;
  }

  #remove(from: number, to: number): void {
    if (from < 0) return;
    this.#characters.splice(from, to - from);
    this.#cursor = from;
    if (this.#characters.length === 0) this.#isCut = false;
  }

  #wordStart(): number {
    let at = this.#cursor;
    while (at > 0 && !isWordCharacter(this.#characters[at - 1])) at -= 1;
    while (at > 0 && isWordCharacter(this.#characters[at - 1])) at -= 1;
    return at;
  }

  #wordEnd(): number {
    let at = this.#cursor;
    while (at < this.#characters.length && !isWordCharacter(this.#characters[at])) at += 1;
    while (at < this.#characters.length && isWordCharacter(this.#characters[at])) at += 1;
    return at;
  }

  #places(): ScreenPlace[] {
    return layOut(textWidth(this.#prompt), this.#characters, this.#columns);
  }

  /** Writes prompt and line anew from where the prompt begins. A line that ends at the edge is pushed over it by a space. */
  #draw(): string {
    const places = this.#places();
    const end = places[places.length - 1] as ScreenPlace;
    const target = places[this.#cursor] as ScreenPlace;
    const start = moveCursor(this.#cursorPlace, { row: 0, column: 0 });
    const edge = end.column === 0 && end.row > 0 ? ' \r' : '';
    this.#cursorPlace = target;
    return `${start}\x1b[J${this.#prompt}${this.text}${edge}${moveCursor(end, target)}`;
  }
}

const plainLetters = /^[\x20-\x7e]+$/;

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
