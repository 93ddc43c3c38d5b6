import { nearestName } from '../../api/didYouMean.ts';

/** Names that are compared letter by letter; of more, the first that begin or end alike. */
const maxCompared = 300;

/** What a misspelt name most likely meant, of any number of names: a slip leaves one end of a name as it was. */
export function nearestOfMany(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length <= maxCompared) return nearestName(name, candidates);
  const [first, last] = [name.at(0), name.at(-1)];
  const alike: string[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > 3) continue;
    if (candidate.at(0) === first || candidate.at(-1) === last) alike.push(candidate);
    if (alike.length >= maxCompared) break;
  }
  return nearestName(name, alike);
}
