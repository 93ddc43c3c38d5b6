import assert from 'node:assert/strict';
import { textWidth } from '../../src/vscode/textWidth.ts';

/** As much of a terminal as the line editor uses: cells, wrapping with a pending edge, cursor moves and erasing. */
export class Screen {
  readonly #columns: number;
  #cells: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  rows(): string[] {
    return this.#cells
      .map((row) => Array.from(row, (cell) => cell ?? ' ').join(''))
      .map((row, i) => (i > 0 && row === ' ' ? '' : row));
  }

  cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column };
  }

  write(text: string): void {
    for (const part of text.match(/\x1b\[\d*[A-Za-z]|[\s\S]/gu) ?? []) this.#take(part);
  }

  #take(part: string): void {
    const move = /^\x1b\[(\d*)([A-Za-z])$/.exec(part);
    const count = Number(move?.[1] || 1);
    if (move?.[2] === 'A') this.#row = Math.max(0, this.#row - count);
    else if (move?.[2] === 'B') this.#row += count;
    else if (move?.[2] === 'C') this.#column = Math.min(this.#columns - 1, this.#column + count);
    else if (move?.[2] === 'J' && move[1] === '2') this.#cells = [[]];
    else if (move?.[2] === 'J') {
      this.#cells.length = this.#row + 1;
      this.#line().length = this.#column;
    } else if (move?.[2] === 'H') this.#row = this.#column = 0;
    else if (move) assert.fail(`the screen does not know ${JSON.stringify(part)}`);
    else if (part === '\r') this.#column = 0;
    else if (part === '\n') this.#newRow();
    else this.#print(part);
  }

  #print(character: string): void {
    const width = textWidth(character);
    if (width === 0) return;
    if (this.#column + width > this.#columns) {
      this.#newRow();
      this.#column = 0;
    }
    const line = this.#line();
    line[this.#column] = character;
    if (width === 2) line[this.#column + 1] = '';
    this.#column += width;
  }

  #newRow(): void {
    this.#row += 1;
    this.#line();
  }

  #line(): string[] {
    while (this.#cells.length <= this.#row) this.#cells.push([]);
    return this.#cells[this.#row] as string[];
  }
}
