/** A file in an archive. */
export interface TarEntry {
  readonly kind: 'file' | 'directory' | 'link';
  /** A folder's ends with a slash. */
  readonly name: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
  readonly mtimeMs: number;
  /** The content of a file, the target of a link. */
  readonly text: string;
}

const blockBytes = 512;
/** Names up to here stand in the header itself; longer ones before it (GNU's `L`). */
const maxNameBytes = 100;
const maxEntries = 20_000;

const kindOfFlag: Readonly<Record<string, TarEntry['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '5': 'directory',
  '2': 'link',
};
const flagOfKind = { file: '0', directory: '5', link: '2' } as const;

/** What stands before the content of a file (POSIX ustar). */
export function headerOf(entry: TarEntry): string {
  const size = entry.kind === 'file' ? entry.text.length : 0;
  const link = entry.kind === 'link' ? entry.text : '';
  let before = '';
  for (const [flag, name] of [
    ['K', link],
    ['L', entry.name],
  ] as const) {
    if (name.length <= maxNameBytes) continue;
    before += block({ ...entry, name: '././@LongLink', mode: 0 }, flag, name.length + 1, '');
    before += `${name}\0${paddingOf(name.length + 1)}`;
  }
  return before + block(entry, flagOfKind[entry.kind], size, link);
}

function block(entry: TarEntry, flag: string, size: number, link: string): string {
  const number = (value: number, digits: number) => `${Math.floor(value).toString(8).padStart(digits, '0')}\0`;
  const text = (value: string, width: number) => value.slice(0, width).padEnd(width, '\0');
  const start =
    text(entry.name, maxNameBytes) +
    number(entry.mode & 0o7777, 7) +
    number(entry.uid, 7) +
    number(entry.gid, 7) +
    number(size, 11) +
    number(entry.mtimeMs / 1000, 11);
  const end = `${flag}${text(link, 100)}ustar  \0${text(entry.user, 32)}${text(entry.group, 32)}`.padEnd(356, '\0');
  const sum = sumOf(`${start}        ${end}`);
  return `${start}${sum.toString(8).padStart(6, '0')}\0 ${end}`;
}

function sumOf(header: string): number {
  let sum = 0;
  for (let i = 0; i < header.length; i++) sum += header.charCodeAt(i);
  return sum;
}

/** Fills the last block. */
export function paddingOf(size: number): string {
  return '\0'.repeat((blockBytes - (size % blockBytes)) % blockBytes);
}

/** What is in an archive; nothing where it is none. Extended headers of pax are honoured for names. */
export function entriesOf(bytes: string): TarEntry[] | undefined {
  const entries: TarEntry[] = [];
  let name: string | undefined;
  let target: string | undefined;
  for (let at = 0; at + blockBytes <= bytes.length; ) {
    const header = bytes.slice(at, at + blockBytes);
    if (/^\0*$/.test(header)) break;
    if (!header.startsWith('ustar', 257) || entries.length >= maxEntries) return undefined;
    const text = (from: number, width: number) => header.slice(from, from + width).replace(/\0[\s\S]*$/, '');
    const number = (from: number, width: number) => Number.parseInt(text(from, width).trim(), 8) || 0;
    const size = number(124, 12);
    const content = bytes.slice(at + blockBytes, at + blockBytes + size);
    const flag = header[156] as string;
    at += blockBytes + size + ((blockBytes - (size % blockBytes)) % blockBytes);
    if (flag === 'L') name = content.replace(/\0[\s\S]*$/, '');
    else if (flag === 'K') target = content.replace(/\0[\s\S]*$/, '');
    else if (flag === 'x') {
      name = /^\d+ path=(.*)$/m.exec(content)?.[1] ?? name;
      target = /^\d+ linkpath=(.*)$/m.exec(content)?.[1] ?? target;
    }
    const kind = kindOfFlag[flag];
    if (!kind) continue;
    const prefix = header.startsWith('ustar\0', 257) ? text(345, 155) : '';
    entries.push({
      kind,
      name: name ?? (prefix === '' ? '' : `${prefix}/`) + text(0, maxNameBytes),
      mode: number(100, 8) & 0o7777,
      uid: number(108, 8),
      gid: number(116, 8),
      user: text(265, 32),
      group: text(297, 32),
      mtimeMs: number(136, 12) * 1000,
      text: kind === 'link' ? (target ?? text(157, 100)) : kind === 'file' ? content : '',
    });
    name = undefined;
    target = undefined;
  }
  return entries;
}
