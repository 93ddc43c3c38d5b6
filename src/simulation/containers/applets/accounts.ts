import { refused } from '../errno.ts';
import type { Process } from '../process.ts';

/** Lines of `/etc/passwd` and `/etc/group` that are looked at. */
const maxLines = 2000;

/** The name of a user's or group's number, as the container's own files know it; the number where they do not. */
export function accountName(process: Process, kind: 'user' | 'group', id: number): string {
  return entries(process, kind).find((fields) => fields[2] === String(id))?.[0] ?? String(id);
}

/** The number of a user or group that is given by name or number. */
export function accountId(process: Process, kind: 'user' | 'group', word: string): number | undefined {
  const named = entries(process, kind).find((fields) => fields[0] === word)?.[2];
  if (named !== undefined) return Number(named);
  return /^\d{1,10}$/.test(word) ? Number(word) : undefined;
}

function entries(process: Process, kind: 'user' | 'group'): string[][] {
  const node = process.stat(kind === 'user' ? '/etc/passwd' : '/etc/group');
  if (refused(node) || node.kind !== 'file') return [];
  return node.content.text.split('\n', maxLines).map((line) => line.split(':'));
}
