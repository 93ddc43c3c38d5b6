import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import type { ResolverKind } from './resolverKind.ts';

/** A line of `/etc/hosts`. */
export interface HostsEntry {
  readonly ip: string;
  /** The host's whole name first, then its others. */
  readonly names: readonly string[];
}

/** As much of it is looked at, bytes. */
const maxBytes = 256 * 1024;

/** What `/etc/hosts` says, line by line (hosts(5)). */
export function hostsEntries(process: Process): readonly HostsEntry[] {
  const node = process.stat('/etc/hosts');
  if (refused(node) || node.kind !== 'file') return [];
  const entries: HostsEntry[] = [];
  for (const line of node.content.read(0, maxBytes).split('\n')) {
    const [ip = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (ip !== '' && names.length > 0) entries.push({ ip, names });
  }
  return entries;
}

/** The lines that name a host; letter case matters to musl alone. */
export function hostsEntriesOf(process: Process, name: string, kind: ResolverKind): readonly HostsEntry[] {
  const folded = (text: string) => (kind === 'musl' ? text : text.toLowerCase());
  const wanted = folded(name);
  return hostsEntries(process).filter(({ names }) => names.some((each) => folded(each) === wanted));
}
