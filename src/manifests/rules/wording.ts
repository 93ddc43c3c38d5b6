import type { PlacedManifest } from '../manifestSet.ts';

/** More names than this in one sentence help nobody. */
const maxListed = 5;
const maxNameLength = 80;

/** What a text of the user is called in a sentence: as it is, but never endless. */
export function shortName(name: string): string {
  return name.length > maxNameLength ? `${name.slice(0, maxNameLength)}…` : name;
}

/** `Deployment web`. */
export function calledIn({ kind, name }: Pick<PlacedManifest, 'kind' | 'name'>): string {
  return name === '' ? `a ${kind.kind} without a name` : `${kind.kind} ${shortName(name)}`;
}

/** `a, b and c`; of many the first few. */
export function listedNames(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  const short = names.map(shortName);
  if (short.length > maxListed)
    return `${short.slice(0, maxListed).join(', ')} ${last} ${short.length - maxListed} more`;
  if (short.length < 2) return short.join('');
  return `${short.slice(0, -1).join(', ')} ${last} ${short.at(-1)}`;
}
