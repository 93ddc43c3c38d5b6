import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import { compilePattern, matches } from './pattern.ts';

/** Names that one pattern may become. */
const maxNames = 10_000;

/** The paths that match a pattern, in order; none where nothing matches. Hidden names need a written dot. */
export function pathnamesOf(process: Process, pattern: string): string[] {
  const absolute = pattern.startsWith('/');
  let found = [absolute ? '/' : ''];
  for (const part of pattern.split(/\/+/)) {
    if (part === '') continue;
    const next: string[] = [];
    for (const base of found) {
      for (const name of namesOf(process, base, part)) {
        const path = base + name;
        if (next.length < maxNames) next.push(path);
      }
    }
    found = next.map((path) => `${path}/`);
    if (found.length === 0) return [];
  }
  const paths = pattern.endsWith('/') ? found : found.map((path) => path.slice(0, -1));
  return paths.filter((path) => !refused(process.stat(path, 'keep')));
}

function namesOf(process: Process, base: string, part: string): string[] {
  if (!/[*?[]/.test(part)) return [part.replace(/\\(.)/g, '$1')];
  const folder = process.stat(base === '' ? '.' : base);
  if (refused(folder) || folder.kind !== 'directory') return [];
  const pattern = compilePattern(part);
  const hidden = part.startsWith('.') || part.startsWith('\\.');
  return folder.names().filter((name) => (hidden || !name.startsWith('.')) && matches(pattern, name));
}
