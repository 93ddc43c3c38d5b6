import { PatternError } from '../../applets/patternSyntax.ts';
import { type RegularExpression, regularExpression } from '../../applets/regularExpression.ts';
import { WorkLimit } from '../../exhaustion.ts';

/** A regular expression of a configuration, with the names of its groups. */
export interface ConfPattern {
  readonly expression: RegularExpression;
  readonly groups: readonly (string | undefined)[];
}

/**
 * Reads an expression as PCRE writes it: the common part, in terms of POSIX'. Configurations are untrusted, so the host's
 * own engine never sees them.
 */
export function confPattern(text: string, letters: 'exact' | 'anyCase'): ConfPattern | PatternError {
  const groups: (string | undefined)[] = [];
  const posix = text.replace(
    /\\([dDwWsS/\-_:=&%@~"'])|\[(?:\\.|[^\]\\])*\]|\\.|\((\?:|\?<(\w+)>|\?P<(\w+)>)?|([*+?}])\?/g,
    (whole, escaped: string | undefined, opening: string | undefined, name?: string, other?: string, lazy?: string) => {
      if (escaped !== undefined) return classes[escaped] ?? escaped;
      if (whole.startsWith('['))
        return whole
          .replace(/\\d/g, '0-9')
          .replace(/\\w/g, 'A-Za-z0-9_')
          .replace(/\\([./-])/g, '$1');
      if (whole.startsWith('(')) {
        groups.push(opening === '?:' ? undefined : (name ?? other));
        return '(';
      }
      return lazy ?? whole;
    },
  );
  const expression = regularExpression(posix, 'extended', { letters });
  return expression instanceof PatternError ? expression : { expression, groups };
}

const classes: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[A-Za-z0-9_]',
  W: '[^A-Za-z0-9_]',
  s: '[[:space:]]',
  S: '[^[:space:]]',
};

/** What the groups of the first match hold, by number and by name; nothing where there is no match. */
export function groupsOf(pattern: ConfPattern, text: string): ReadonlyMap<string, string> | undefined {
  const match = pattern.expression.find(text, 0, new WorkLimit());
  if (!match) return undefined;
  const values = new Map<string, string>();
  for (let slot = 0; slot * 2 + 1 < match.length; slot++) {
    const [begin = -1, end = -1] = [match[slot * 2], match[slot * 2 + 1]];
    const value = begin < 0 ? '' : text.slice(begin, end);
    values.set(String(slot), value);
    const name = slot > 0 ? pattern.groups[slot - 1] : undefined;
    if (name !== undefined) values.set(name, value);
  }
  return values;
}
