import { textWidth } from './textWidth.ts';

/** A place on the screen, counted from where the prompt begins. */
export interface ScreenPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * Where each character of an edited line stands in a terminal of `columns` columns; the last place is where the next would.
 * A wide character that does not fit any more begins a new row, as terminals do it.
 */
export function layOut(promptWidth: number, characters: readonly string[], columns: number): ScreenPlace[] {
  const places: ScreenPlace[] = [];
  let row = Math.floor(promptWidth / columns);
  let column = promptWidth % columns;
  for (const character of characters) {
    const width = textWidth(character);
    if (column + width > columns) {
      row += 1;
      column = 0;
    }
    places.push({ row, column });
    column += width;
    if (column >= columns) {
      row += 1;
      column = 0;
    }
  }
  places.push({ row, column });
  return places;
}

/** The escape sequence that moves the cursor from one place to another. */
export function moveCursor(from: ScreenPlace, to: ScreenPlace): string {
  const rows = to.row - from.row;
  const up = rows < 0 ? `\x1b[${-rows}A` : '';
  const down = rows > 0 ? `\x1b[${rows}B` : '';
  const right = to.column > 0 ? `\x1b[${to.column}C` : '';
  return `${up}${down}\r${right}`;
}
