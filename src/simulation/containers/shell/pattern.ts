import { characterClasses } from '../characterClasses.ts';
import { Exhausted, WorkLimit } from '../exhaustion.ts';

/**
 * Shell patterns: `*`, `?`, `[a-z]`, and a backslash before what means itself. Patterns come from untrusted scripts, so
 * they are matched without a regular expression that could take for ever: stars never nest their tries.
 */
type Atom = { readonly kind: 'star' | 'any' } | { readonly kind: 'one'; readonly accepts: (code: number) => boolean };
export type Pattern = readonly Atom[];

const maxKeptPatterns = 500;
/** Longer ones are read anew each time, in bytes. */
const maxKeptBytes = 1000;
/** Longer ones are not read at all. */
const maxPatternBytes = 64 * 1024;
const kept = new Map<string, Pattern>();

export function compilePattern(text: string): Pattern {
  let pattern = kept.get(text);
  if (pattern) return pattern;
  if (text.length > maxPatternBytes) throw new Exhausted();
  pattern = read(text);
  if (text.length > maxKeptBytes) return pattern;
  if (kept.size >= maxKeptPatterns) kept.clear();
  kept.set(text, pattern);
  return pattern;
}

/** True where the pattern matches all of the text. */
export function matches(pattern: Pattern, text: string, work = new WorkLimit()): boolean {
  let atom = 0;
  let at = 0;
  let starAtom = -1;
  let starAt = 0;
  while (at < text.length) {
    work.take(1);
    const next = pattern[atom];
    if (next?.kind === 'star') {
      starAtom = atom;
      starAt = at;
      atom += 1;
    } else if (next && accepts(next, text.charCodeAt(at))) {
      atom += 1;
      at += 1;
    } else if (starAtom >= 0) {
      starAt += 1;
      at = starAt;
      atom = starAtom + 1;
    } else return false;
  }
  while (pattern[atom]?.kind === 'star') atom += 1;
  return atom === pattern.length;
}

/**
 * Where a match that begins at `from` ends: the nearest or the farthest place, -1 where there is none. All ways through
 * the pattern are followed at once.
 */
export function matchEnd(
  pattern: Pattern,
  text: string,
  from: number,
  which: 'nearest' | 'farthest',
  work: WorkLimit,
): number {
  let end = -1;
  let atoms = withStars(pattern, [0]);
  for (let at = from; ; at++) {
    work.take(1 + atoms.length);
    if (atoms[atoms.length - 1] === pattern.length) {
      end = at;
      if (which === 'nearest') return end;
    }
    if (at >= text.length || atoms.length === 0) return end;
    const code = text.charCodeAt(at);
    const next: number[] = [];
    for (const atom of atoms) {
      const what = pattern[atom];
      if (what?.kind === 'star') next.push(atom);
      else if (what && accepts(what, code)) next.push(atom + 1);
    }
    atoms = withStars(pattern, next);
  }
}

/** A star may also match nothing. Ascending, each place once. */
function withStars(pattern: Pattern, atoms: readonly number[]): number[] {
  const result: number[] = [];
  for (const atom of atoms) {
    if (result.length === 0 || (result[result.length - 1] as number) < atom) result.push(atom);
    if (pattern[atom]?.kind === 'star' && result[result.length - 1] === atom) result.push(atom + 1);
  }
  return result;
}

/** The pattern of the same texts from their end to their beginning. */
export function reversed(pattern: Pattern): Pattern {
  return [...pattern].reverse();
}

function accepts(atom: Atom, code: number): boolean {
  return atom.kind === 'any' || (atom.kind === 'one' && atom.accepts(code));
}

/** Puts a backslash before everything that a pattern would read otherwise. */
export function escapePattern(text: string): string {
  return /[\\*?[\]]/.test(text) ? text.replace(/[\\*?[\]]/g, '\\$&') : text;
}

function read(text: string): Pattern {
  const atoms: Atom[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (character === '*') {
      if (atoms[atoms.length - 1]?.kind !== 'star') atoms.push({ kind: 'star' });
    } else if (character === '?') atoms.push({ kind: 'any' });
    else if (character === '[') {
      const set = readSet(text, i);
      if (set) {
        atoms.push({ kind: 'one', accepts: set.accepts });
        i = set.end;
      } else atoms.push(literal('['));
    } else if (character === '\\' && i + 1 < text.length) {
      i += 1;
      atoms.push(literal(text[i] as string));
    } else atoms.push(literal(character));
  }
  return atoms;
}

function literal(character: string): Atom {
  const wanted = character.charCodeAt(0);
  return { kind: 'one', accepts: (code) => code === wanted };
}

function readSet(text: string, start: number): { accepts: (code: number) => boolean; end: number } | undefined {
  let i = start + 1;
  const negated = text[i] === '!' || text[i] === '^';
  if (negated) i += 1;
  const ranges: [number, number][] = [];
  const named: RegExp[] = [];
  for (let first = true; ; first = false) {
    if (i >= text.length) return undefined;
    if (text[i] === ']' && !first) break;
    const name = /^\[:(\w+):\]/.exec(text.slice(i, i + 12))?.[1];
    const members = name && Object.hasOwn(characterClasses, name) ? characterClasses[name] : undefined;
    if (name && members) {
      named.push(members);
      i += name.length + 4;
      continue;
    }
    if (text[i] === '\\' && i + 1 < text.length) i += 1;
    const low = text.charCodeAt(i);
    let high = low;
    if (text[i + 1] === '-' && i + 2 < text.length && text[i + 2] !== ']') {
      high = text.charCodeAt(i + 2);
      i += 2;
    }
    ranges.push([low, high]);
    i += 1;
  }
  const inSet = (code: number) =>
    ranges.some(([low, high]) => code >= low && code <= high) ||
    named.some((pattern) => pattern.test(String.fromCharCode(code)));
  return { accepts: (code) => inSet(code) !== negated, end: i };
}
