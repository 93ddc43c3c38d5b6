/**
 * Shell patterns: `*`, `?`, `[a-z]`, and a backslash before what means itself. Patterns come from untrusted scripts, so
 * they are matched without a regular expression that could take for ever: stars never nest their tries.
 */
type Atom = { readonly kind: 'star' | 'any' } | { readonly kind: 'one'; readonly accepts: (code: number) => boolean };
export type Pattern = readonly Atom[];

const maxKeptPatterns = 500;
const kept = new Map<string, Pattern>();

export function compilePattern(text: string): Pattern {
  let pattern = kept.get(text);
  if (pattern) return pattern;
  pattern = read(text);
  if (kept.size >= maxKeptPatterns) kept.clear();
  kept.set(text, pattern);
  return pattern;
}

/** True where the pattern matches all of the text. */
export function matches(pattern: Pattern, text: string): boolean {
  let atom = 0;
  let at = 0;
  let starAtom = -1;
  let starAt = 0;
  while (at < text.length) {
    const next = pattern[atom];
    if (next?.kind === 'star') {
      starAtom = atom;
      starAt = at;
      atom += 1;
    } else if (next && (next.kind === 'any' || (next.kind === 'one' && next.accepts(text.charCodeAt(at))))) {
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

const classes: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[ \t\n\r\f\v]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /[\x00-\x1f\x7f]/,
};

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
    if (name && classes[name]) {
      named.push(classes[name]);
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
