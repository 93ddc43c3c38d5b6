import { goNumber } from './goNumbers.ts';

/** The bounds of fortio's classes, in units of its resolution (https://github.com/fortio/fortio/blob/master/stats/stats.go). */
const bounds: readonly number[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100],
  ...[120, 140, 160, 180, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1_000],
  ...[2_000, 3_000, 4_000, 5_000, 7_500, 10_000, 20_000, 30_000, 40_000, 50_000, 75_000, 100_000],
];

/** Values in seconds or bytes, to the billionth, counted: how many, the least, the most, the mean. Counts may be fractions until they are printed. */
export class FortioCounter {
  count = 0;
  min = 0;
  max = 0;
  sum = 0;
  #squares = 0;

  add(value: number, count = 1): void {
    if (count <= 0) return;
    const rounded = Math.round(value * 1e9) / 1e9;
    if (this.count === 0 || rounded < this.min) this.min = rounded;
    if (this.count === 0 || rounded > this.max) this.max = rounded;
    this.count += count;
    this.sum += rounded * count;
    this.#squares += rounded * rounded * count;
  }

  get mean(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }

  /** `Sleep times : count 36 avg 0.49 +/- 0.01 min 0.46 max 0.5 sum 17.7` */
  line(title: string): string {
    const variance = this.count === 0 ? 0 : this.#squares / this.count - this.mean ** 2;
    // What is left of rounding is no variance.
    const deviation = variance < 1e-12 * this.mean ** 2 ? 0 : Math.sqrt(variance);
    return `${title} : count ${Math.round(this.count)} avg ${goNumber(this.mean, 8)} +/- ${goNumber(deviation, 4)} min ${goNumber(this.min)} max ${goNumber(this.max)} sum ${goNumber(Math.round(this.sum * 1e9) / 1e9, 9)}\n`;
  }
}

/** Values in classes, as fortio counts and prints them. */
export class FortioHistogram extends FortioCounter {
  readonly #offset: number;
  readonly #resolution: number;
  readonly #classes = new Map<number, number>();

  constructor(offset: number, resolution: number) {
    super();
    this.#offset = offset;
    this.#resolution = resolution;
  }

  override add(value: number, count = 1): void {
    super.add(value, count);
    const scaled = (value - this.#offset) / this.#resolution - 0.0001;
    const index = scaled <= 0 ? 0 : bounds.findIndex((bound) => scaled < bound);
    const at = index < 0 ? bounds.length : index;
    this.#classes.set(at, (this.#classes.get(at) ?? 0) + count);
  }

  /** How many of them are not above the offset. */
  get countOfFirst(): number {
    return this.#classes.get(0) ?? 0;
  }

  /** The counter's line, the classes and the percentiles. */
  text(title: string, percentiles: readonly number[]): string {
    const rows = this.#rows();
    if (rows.length === 0) return `${title} : no data\n`;
    const lines = rows.map(({ from, to, percent, count }, index) => {
      const middle = goNumber((from + to) / 2, 6);
      return `${index === 0 ? '>=' : '>'} ${goNumber(from, 6)} <= ${goNumber(to, 6)} , ${middle} , ${percent.toFixed(2)}, ${count}\n`;
    });
    return `${this.line(title)}# range, mid point, percentile, count\n${lines.join('')}${this.percentilesText(percentiles)}`;
  }

  percentilesText(percentiles: readonly number[]): string {
    return percentiles.map((each) => `# target ${goNumber(each)}% ${goNumber(this.percentile(each), 6)}\n`).join('');
  }

  /** Between the bounds of a class evenly, as fortio reckons. */
  percentile(wanted: number): number {
    const rows = this.#rows();
    if (rows.length === 0 || wanted >= 100) return this.max;
    if (wanted <= 100 / Math.round(this.count)) return this.min;
    let before = 0;
    for (const { from, to, percent } of rows) {
      if (wanted <= percent) return from + ((wanted - before) / (percent - before)) * (to - from);
      before = percent;
    }
    return this.max;
  }

  #rows(): { from: number; to: number; percent: number; count: number }[] {
    const total = Math.round(this.count);
    const rows: { from: number; to: number; percent: number; count: number }[] = [];
    let exact = 0;
    let counted = 0;
    for (const [index, part] of [...this.#classes].sort(([a], [b]) => a - b)) {
      // Whole requests, and all of them.
      exact += part;
      const upTo = Math.round((exact / this.count) * total);
      const count = upTo - counted;
      if (count === 0) continue;
      counted = upTo;
      const bound = (at: number) => this.#resolution * (bounds[at] as number) + this.#offset;
      const from = rows.length === 0 ? this.min : bound(index - 1);
      const to = index < bounds.length ? bound(index) : this.max;
      rows.push({ from, to, percent: (100 * counted) / total, count });
    }
    const last = rows.at(-1);
    if (last) last.to = this.max;
    return rows;
  }
}
