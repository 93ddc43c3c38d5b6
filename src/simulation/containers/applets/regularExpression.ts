import type { WorkLimit } from '../exhaustion.ts';
import { matchBacktracking } from './backtrackingMatcher.ts';
import { type Match, matchInStep } from './inStepMatcher.ts';
import { firstBytes, type Instruction, programOf } from './patternProgram.ts';
import { type Expression, PatternError, readExpression } from './patternSyntax.ts';

export type Dialect = 'basic' | 'extended' | 'fixed';

/**
 * A POSIX regular expression: the leftmost match, of those the longest. Patterns and lines come from untrusted scripts,
 * so the host's `RegExp` never sees them: all ways are followed at once, byte by byte, in time that is linear in the
 * line. Only back references are tried one way after the other; there the work's limit is what ends it.
 */
export class RegularExpression {
  readonly #program: readonly Instruction[];
  readonly #slots: number;
  readonly #first: Uint8Array | undefined;
  readonly #match: typeof matchInStep;

  constructor(program: readonly Instruction[], groups: number) {
    this.#program = program;
    this.#slots = (groups + 1) * 2;
    this.#first = firstBytes(program);
    const refersBack = program.some((instruction) => instruction.op === 'backReference');
    this.#match = refersBack ? matchBacktracking : matchInStep;
  }

  /** The first match at or after `from`: begin and end of the whole and of each group, -1 where a group took no part. */
  find(text: string, from: number, work: WorkLimit): Match | undefined {
    const begin = this.#nextBegin(text, from);
    work.take((begin - from) >> 5);
    return begin > text.length ? undefined : this.#match(this.#program, this.#slots, text, begin, work);
  }

  /** The next place where a match can begin. */
  #nextBegin(text: string, from: number): number {
    const first = this.#first;
    if (!first) return from;
    let at = from;
    while (at < text.length && first[text.charCodeAt(at)] !== 1) at += 1;
    return at < text.length ? at : text.length + 1;
  }

  /** All matches, none over another. An empty one right behind another does not count. */
  *findAll(text: string, work: WorkLimit): Generator<Match> {
    let from = 0;
    let lastEnd = -1;
    while (from <= text.length) {
      const match = this.find(text, from, work);
      if (!match) return;
      const [begin, end] = match as [number, number];
      if (begin < end || begin !== lastEnd) yield match;
      lastEnd = end;
      from = end > begin ? end : end + 1;
    }
  }
}

/** How an expression is to be understood beyond its text. */
export interface ExpressionOptions {
  readonly letters?: 'exact' | 'anyCase';
  /** It must match a whole word, or the whole line. */
  readonly within?: 'word' | 'line';
}

/** Reads an expression; what is wrong with it in the words of `regerror`. */
export function regularExpression(
  text: string,
  dialect: Dialect,
  options: ExpressionOptions = {},
): RegularExpression | PatternError {
  const source = dialect === 'fixed' ? text.replace(/[\\^$.*[\]]/g, '\\$&') : text;
  const read = readExpression(source, dialect === 'fixed' ? 'basic' : dialect, options.letters ?? 'exact');
  if (read instanceof PatternError) return read;
  const program = programOf(enclosed(read.expression, options.within));
  return program instanceof PatternError ? program : new RegularExpression(program, read.groups);
}

function enclosed(expression: Expression, within: 'word' | 'line' | undefined): Expression {
  if (!within) return expression;
  const assertion = (name: 'lineStart' | 'lineEnd' | 'wordEdge') => ({ kind: 'assertion', assertion: name }) as const;
  const [before, after] =
    within === 'line' ? [assertion('lineStart'), assertion('lineEnd')] : [assertion('wordEdge'), assertion('wordEdge')];
  return { kind: 'sequence', parts: [before, expression, after] };
}
