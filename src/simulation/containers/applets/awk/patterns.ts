import { WorkLimit } from '../../exhaustion.ts';
import type { Process } from '../../process.ts';
import { PatternError } from '../patternSyntax.ts';
import { type RegularExpression, regularExpression } from '../regularExpression.ts';
import { AwkError } from './syntax.ts';

const maxKept = 200;

/** The regular expressions of one program: each is read once. */
export class Patterns {
  readonly #process: Process;
  readonly #kept = new Map<string, RegularExpression>();

  constructor(process: Process) {
    this.#process = process;
  }

  /** Where it matches: begin and end, or nothing. */
  find(source: string, text: string, from = 0): readonly [number, number] | undefined {
    const work = new WorkLimit();
    const match = this.#of(source).find(text, from, work);
    this.#process.charge(work.takenMicros);
    return match ? [match[0] as number, match[1] as number] : undefined;
  }

  /** All matches, none over another. */
  findAll(source: string, text: string): (readonly [number, number])[] {
    const work = new WorkLimit();
    const all = [...this.#of(source).findAll(text, work)].map((match) => [match[0], match[1]] as [number, number]);
    this.#process.charge(work.takenMicros);
    return all;
  }

  #of(source: string): RegularExpression {
    let pattern = this.#kept.get(source);
    if (pattern) return pattern;
    const plain = source.replace(/\\([ntrfv"])/g, (_, letter: string) => plainLetters[letter] as string);
    const read = regularExpression(plain, 'extended');
    if (read instanceof PatternError) throw new AwkError(`bad regex '${source}': ${read.text}`);
    pattern = read;
    if (this.#kept.size >= maxKept) this.#kept.clear();
    this.#kept.set(source, pattern);
    return pattern;
  }
}

const plainLetters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', '"': '"' };
