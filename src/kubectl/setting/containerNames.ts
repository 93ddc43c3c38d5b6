import type { FlagDeclaration } from '../flags.ts';

/** Which containers a `kubectl set` changes. */
export const containersFlag: FlagDeclaration = {
  name: 'containers',
  short: 'c',
  type: 'string',
  defaultText: '*',
  doc: 'The names of the containers, which may hold a *.',
};

/** Whether a name fits a pattern in which `*` stands for anything. */
export function matchesName(name: string, pattern: string): boolean {
  const [begin = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return name === pattern;
  if (!name.startsWith(begin)) return false;
  let at = begin.length;
  // The first place for each part leaves most for the others; a regular expression would try all places.
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - end.length >= at && name.endsWith(end);
}
