import { refused } from '../errno.ts';
import { Exhausted, held, maxFields, WorkLimit } from '../exhaustion.ts';
import type { Process } from '../process.ts';
import { compilePattern, matches } from './pattern.ts';

/** Names that are looked at for one pattern. */
const maxLookedAt = 50_000;
/** Processor time for each, microseconds (an assumption of the right order). */
const nameMicros = 0.5;

/** The paths that match a pattern, in order; none where nothing matches. Hidden names need a written dot. */
export function pathnamesOf(process: Process, pattern: string): string[] {
  const lookedAt = new WorkLimit(maxLookedAt);
  const absolute = pattern.startsWith('/');
  let found = [absolute ? '/' : ''];
  for (const part of pattern.split(/\/+/)) {
    if (part === '') continue;
    const next: string[] = [];
    for (const base of found) {
      for (const name of namesOf(process, base, part, lookedAt)) {
        next.push(held(base + name));
        if (next.length > maxFields) throw new Exhausted();
      }
    }
    found = next.map((path) => `${path}/`);
    if (found.length === 0) return [];
  }
  const paths = pattern.endsWith('/') ? found : found.map((path) => path.slice(0, -1));
  return paths.filter((path) => !refused(process.stat(path, 'keep')));
}

function namesOf(process: Process, base: string, part: string, lookedAt: WorkLimit): string[] {
  lookedAt.take(1);
  process.charge(nameMicros);
  if (!/[*?[]/.test(part)) return [part.replace(/\\(.)/g, '$1')];
  const folder = process.stat(base === '' ? '.' : base);
  if (refused(folder) || folder.kind !== 'directory') return [];
  const pattern = compilePattern(part);
  const hidden = part.startsWith('.') || part.startsWith('\\.');
  const names = folder.names();
  lookedAt.take(names.length);
  process.charge(names.length * nameMicros);
  return names.filter((name) => (hidden || !name.startsWith('.')) && matches(pattern, name));
}
