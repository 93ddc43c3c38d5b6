import * as vscode from 'vscode';
import type { TextRange } from '../manifests/textRange.ts';

/** Offsets to VS Code's lines and columns, in a text that is not open as a document. */
export class TextPositions {
  readonly #lineStarts: number[] = [0];

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) this.#lineStarts.push(index + end.length);
  }

  range({ start, end }: TextRange): vscode.Range {
    return new vscode.Range(this.#position(start), this.#position(end));
  }

  #position(offset: number): vscode.Position {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return new vscode.Position(low, offset - (this.#lineStarts[low] ?? 0));
  }
}
