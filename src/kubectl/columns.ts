/**
 * Lines of cells, aligned as Go's `text/tabwriter` does it: a column is a run of neighbouring lines that have a cell
 * there, and the last cell of a line belongs to none. `paddingWidth` spaces follow the widest cell. A column is never
 * narrower than `minWidth`, nor than what `remembered` holds of the columns before, which it grows.
 */
export function alignCells(
  lines: readonly (readonly string[])[],
  paddingWidth: number,
  minWidth = 0,
  remembered?: number[],
): string {
  const widths: number[][] = lines.map(() => []);
  const measure = (start: number, end: number, column: number): void => {
    let first = start;
    while (first < end) {
      if (cellCount(lines, first) <= column) {
        first += 1;
        continue;
      }
      let last = first;
      let width = minWidth;
      while (last < end && cellCount(lines, last) > column) {
        const cell = lines[last]?.[column] ?? '';
        width = Math.max(width, textWidth(cell) + paddingWidth);
        last += 1;
      }
      if (remembered) {
        width = Math.max(width, remembered[column] ?? 0);
        remembered[column] = width;
      }
      for (let line = first; line < last; line += 1) (widths[line] as number[])[column] = width;
      measure(first, last, column + 1);
      first = last;
    }
  };
  measure(0, lines.length, 0);
  return lines
    .map((cells, line) => {
      const padded = cells.slice(0, -1).map((cell, column) => pad(cell, widths[line]?.[column] ?? 0));
      return `${padded.join('')}${cells.at(-1) ?? ''}\n`;
    })
    .join('');
}

/** Prints rows one after another with widths that only grow: the table of `get`, also while it watches. */
export class TableColumns {
  readonly #widths: number[] = [];

  /** The rows as text; three spaces between columns, each at least six wide with them, as kubectl has it. */
  print(rows: readonly (readonly string[])[]): string {
    // A tab or a line break within a cell ends it, as Go's writer has it.
    const lines = rows.flatMap((row) => escapedText(row.join('\t')).split('\n'));
    return alignCells(
      lines.map((line) => line.split('\t')),
      3,
      6,
      this.#widths,
    );
  }
}

/** What would move a terminal's cursor is shown, not sent. */
export function escapedText(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}

/** How many cells of a line end with a tab: all but its last. */
function cellCount(lines: readonly (readonly string[])[], line: number): number {
  return (lines[line]?.length ?? 0) - 1;
}

function textWidth(text: string): number {
  return [...text].length;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}
