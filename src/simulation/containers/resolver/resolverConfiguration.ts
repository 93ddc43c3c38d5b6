import { parseIp } from '../../../api/ip.ts';
import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import type { ResolverKind } from './resolverKind.ts';

/** What of `/etc/resolv.conf` a resolver acts on (resolv.conf(5)). */
export interface ResolverConfiguration {
  /** Addresses, at least one: without any in the file it is the own host's. */
  readonly nameServers: readonly string[];
  /** Whether the file names any. */
  readonly isNamed: boolean;
  readonly searches: readonly string[];
  /** A name with so many dots is tried as it stands before the search list is walked. */
  readonly ndots: number;
  /** How long a server may take, milliseconds. */
  readonly timeoutMs: number;
  /** How often all servers are asked. */
  readonly attempts: number;
  /** Options without a value: `rotate`, `single-request`, `no-aaaa`, … */
  readonly options: ReadonlySet<string>;
  /** From this moment on nobody is asked any more (epoch, milliseconds); the program says so, not the file. */
  readonly deadlineMs?: number;
}

/** What each resolver lets the options go up to; nothing where it does not know the option. */
interface Limits {
  readonly ndots?: number;
  readonly timeout?: number;
  readonly attempts?: number;
}

const path = '/etc/resolv.conf';
/** As much of it is looked at, bytes. */
const maxBytes = 64 * 1024;
/** `MAXNS` of all of them. */
const maxNameServers = 3;
/** More than the kubelet ever writes: a bound of the simulation. */
const maxSearches = 64;
/** musl reads lines into so many bytes and passes over those that do not fit. */
const maxMuslLineBytes = 254;
const limitsOf: Readonly<Record<ResolverKind, Limits>> = {
  glibc: { ndots: 15, timeout: 30, attempts: 5 },
  musl: { ndots: 15, timeout: 60, attempts: 10 },
  // These two have no limits of their own for patience: bounds of the simulation.
  uclibc: { timeout: 30, attempts: 5 },
  go: { ndots: 15, timeout: 30, attempts: 5 },
};

/** The configuration of a process' resolver, as its container's file says now. */
export function resolverConfiguration(process: Process, kind: ResolverKind): ResolverConfiguration {
  const node = process.stat(path);
  const text = refused(node) || node.kind !== 'file' ? '' : node.content.read(0, maxBytes);
  return readResolverFile(text, kind, process.kernel.hostname);
}

/** Reads a resolver's file; without a search list the C libraries take the domain of a host name that has one. */
export function readResolverFile(text: string, kind: ResolverKind, hostname: string): ResolverConfiguration {
  const nameServers: string[] = [];
  const limits = limitsOf[kind];
  const values = new Map<string, number>();
  const options = new Set<string>();
  let searches: readonly string[] | undefined;
  for (const line of text.split('\n')) {
    if (kind === 'musl' && line.length > maxMuslLineBytes) continue;
    const [keyword = '', ...words] = line.split(/[ \t\r\f]+/);
    if (keyword === 'nameserver') {
      if (words[0] !== undefined && parseIp(words[0])) nameServers.push(words[0]);
    } else if (keyword === 'search' || keyword === 'domain') searches = words.filter((word) => word !== '');
    else if (keyword === 'options') readOptions(words, kind, limits, { values, options });
  }
  const number = (name: keyof Limits, usual: number, least: number) =>
    Math.max(least, Math.min(values.get(name) ?? usual, limits[name] ?? usual));
  const dot = hostname.indexOf('.');
  const ofHost = dot < 0 || kind === 'musl' || kind === 'go' ? [] : [hostname.slice(dot + 1)];
  return {
    nameServers: nameServers.length > 0 ? nameServers.slice(0, maxNameServers) : ['127.0.0.1'],
    isNamed: nameServers.length > 0,
    searches: (searches ?? ofHost).slice(0, maxSearches),
    ndots: number('ndots', 1, 0),
    timeoutMs: number('timeout', 5, 1) * 1000,
    attempts: number('attempts', 2, 1),
    options,
  };
}

function readOptions(
  words: readonly string[],
  kind: ResolverKind,
  limits: Limits,
  { values, options }: { values: Map<string, number>; options: Set<string> },
): void {
  for (const word of words) {
    const [name = '', value] = word.split(':', 2);
    if (value === undefined) {
      // musl and uClibc know none of them.
      if (kind === 'glibc' || kind === 'go') options.add(name);
      continue;
    }
    const number = Number.parseInt(value, 10);
    // For musl the first counts, for the others the last.
    if (name in limits && number >= 0 && !(kind === 'musl' && values.has(name))) values.set(name, number);
  }
}
