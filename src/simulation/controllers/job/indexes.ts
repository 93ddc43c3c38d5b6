import { type IndexRun, readIndexes } from '../../../api/batch/completionIndexes.ts';
import type { Pod } from '../../../api/generated/objects.ts';

/** Where a Pod of an Indexed Job keeps its index, as a label and as an annotation. */
export const indexKey = 'batch.kubernetes.io/job-completion-index';

/** The index of a Pod; undefined where it has none that the Job knows. */
export function indexOf(pod: Pod, completions: number): number | undefined {
  const text = pod.metadata?.annotations?.[indexKey];
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  const index = Number(text);
  return index < completions ? index : undefined;
}

/** The indexes that a status names: `0,2-4`. What cannot be read is none. */
export function parseIndexes(text: string | undefined, completions: number): Set<number> {
  const runs = readIndexes(text ?? '', completions);
  const indexes = new Set<number>();
  if (typeof runs === 'string') return indexes;
  for (const [first, last] of runs) for (let index = first; index <= last; index++) indexes.add(index);
  return indexes;
}

/** As a status names them: two in a row with a comma, three and more as a run (`0,1`, `0-2`). */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const runs: IndexRun[] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === index - 1) runs[runs.length - 1] = [last[0], index];
    else runs.push([index, index]);
  }
  return runs.map(runText).join(',');
}

function runText([first, last]: IndexRun): string {
  if (first === last) return String(first);
  return last === first + 1 ? `${first},${last}` : `${first}-${last}`;
}
