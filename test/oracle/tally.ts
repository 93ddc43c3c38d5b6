/** How many answers of one sort agree, and what the others are. */
export interface Tally {
  all: number;
  right: number;
  readonly wrong: string[];
}

/** Counts agreement, row by row. */
export class Tallies {
  readonly rows = new Map<string, Tally>();

  /** `describe` is asked only where the answers differ. */
  count(row: string, right: boolean, describe: () => string): void {
    const tally = this.rows.get(row) ?? { all: 0, right: 0, wrong: [] };
    this.rows.set(row, tally);
    tally.all += 1;
    if (right) tally.right += 1;
    else tally.wrong.push(describe());
  }

  of(row: string): Tally {
    return this.rows.get(row) ?? { all: 0, right: 0, wrong: [] };
  }
}
