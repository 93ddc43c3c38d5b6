import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { type Run, read } from '../../syscalls.ts';

/** A configuration file may be so long, in bytes. */
const maxFileBytes = 64 * 1024;

const defaults: readonly (readonly [string, string])[] = [
  ['port', '6379'],
  ['bind', '* -::*'],
  ['requirepass', ''],
  ['masterauth', ''],
  ['replicaof', ''],
  ['maxmemory', '0'],
  ['maxmemory-policy', 'noeviction'],
  ['appendonly', 'no'],
  ['save', '3600 1 300 100 60 10000'],
  ['dir', '/data'],
  ['databases', '16'],
  ['protected-mode', 'no'],
  ['timeout', '0'],
  ['loglevel', 'notice'],
];

/** redis' settings: defaults, then the file that the first argument names, then `--name value` arguments. */
export type Configuration = Map<string, string>;

/** Reads them; a text is the reason why redis does not start. */
export function* readConfiguration(process: Process): Run<Configuration | string> {
  const settings: Configuration = new Map(defaults);
  const words = [...process.argv.slice(1)];
  if (words[0] !== undefined && !words[0].startsWith('--')) {
    const path = words.shift() as string;
    if (path !== '-') {
      const fd = process.open(path, { access: 'read' });
      if (refused(fd)) return `Fatal error, can't open config file '${path}': ${fd.text}`;
      const lines = (yield* contentOf(fd)).split('\n');
      process.close(fd);
      for (const [index, line] of lines.entries()) {
        const [name = '', ...value] = wordsOf(line);
        if (name === '' || name.startsWith('#')) continue;
        if (value.length === 0) return fatal(index + 1, line, 'wrong number of arguments');
        apply(settings, name, value);
      }
    }
  }
  for (let i = 0; i < words.length; i++) {
    const name = (words[i] as string).replace(/^--/, '');
    const value: string[] = [];
    while (words[i + 1] !== undefined && !words[i + 1]?.startsWith('--')) value.push(words[++i] as string);
    if (value.length === 0) return fatal(i + 1, name, 'wrong number of arguments');
    apply(settings, name, value);
  }
  return settings;
}

function* contentOf(fd: number): Run<string> {
  let text = '';
  while (text.length <= maxFileBytes) {
    const piece = yield* read(fd);
    if (refused(piece) || piece === '') break;
    text += piece;
  }
  return text;
}

function wordsOf(line: string): string[] {
  return (line.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, ''));
}

function apply(settings: Configuration, name: string, value: readonly string[]): void {
  const key = name.toLowerCase() === 'slaveof' ? 'replicaof' : name.toLowerCase();
  const text = value.join(' ').replace(/^["']|["']$/g, '');
  settings.set(key, key === 'maxmemory' ? String(bytesOf(text)) : text);
}

/** `2mb`, `100k`, `1gb`: as redis reads sizes. */
function bytesOf(text: string): number {
  const [, amount = '0', unit = ''] = /^(\d+)([a-z]*)$/i.exec(text) ?? [];
  const units: Readonly<Record<string, number>> = { k: 1e3, kb: 1024, m: 1e6, mb: 1024 ** 2, g: 1e9, gb: 1024 ** 3 };
  return Number(amount) * (units[unit.toLowerCase()] ?? 1);
}

function fatal(line: number, text: string, why: string): string {
  return `\n*** FATAL CONFIG FILE ERROR (Redis) ***\nReading the configuration file, at line ${line}\n>>> '${text}'\n${why}`;
}
