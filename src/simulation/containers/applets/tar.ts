import { refused } from '../errno.ts';
import { Exhausted } from '../exhaustion.ts';
import type { FileNode } from '../filesystem.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { accountName } from './accounts.ts';
import { crc32, gunzipped, gzipped } from './gzipFormat.ts';
import { badUsage, complain, openInput, paced, readAll } from './input.ts';
import { modeText } from './modes.ts';
import { entriesOf, headerOf, paddingOf, type TarEntry } from './tarFormat.ts';
import { walk } from './walk.ts';

const usage = 'tar c|x|t [-ZzJjahmvokO] [-f TARFILE] [-C DIR] [-T FILE] [-X FILE] [FILE]...';
/** What one archive may hold, in bytes. */
const maxArchiveBytes = 16 * 1024 * 1024;

interface Order {
  readonly letters: ReadonlySet<string>;
  readonly archive: string;
  /** As it was written. */
  readonly shown: string;
  readonly files: readonly string[];
}

/** `tar`, c x t with f z v O k and -C: plain (ustar) archives, which is what `kubectl cp` sends and takes. */
export const tar: Program = function* (process) {
  const order = orderOf(process);
  if (typeof order === 'string') {
    yield* complain(process, order);
    return 1;
  }
  const { letters } = order;
  if (letters.has('c')) return yield* create(process, order);
  if (letters.has('x') || letters.has('t')) return yield* extract(process, order);
  return yield* badUsage(process, undefined, usage);
};

/** Letters may come without a dash, and take their values from the words that follow, in order. */
function orderOf(process: Process): Order | string {
  const letters = new Set<string>();
  const files: string[] = [];
  let archive = '-';
  let shown = '-';
  const words = process.argv.slice(1);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') {
      files.push(...words.slice(i + 1));
      break;
    }
    if (word.startsWith('--')) continue;
    if (!(word.startsWith('-') && word.length > 1) && i > 0) {
      files.push(word);
      continue;
    }
    for (const [at, letter] of [...word.replace(/^-/, '')].entries()) {
      if (!'cxtfzvOkCmpohaJj'.includes(letter)) return `unrecognized option: ${letter}`;
      letters.add(letter);
      if (letter !== 'f' && letter !== 'C') continue;
      const attached = word.startsWith('-') ? word.slice(at + 2) : '';
      const value = attached || words[++i];
      if (value === undefined) return `option requires an argument: ${letter}`;
      if (letter === 'f') shown = value;
      if (letter === 'f') archive = value.startsWith('/') || value === '-' ? value : `${process.cwd}/${value}`;
      else {
        const refusal = process.chdir(value);
        if (refusal) return `can't change directory to '${value}': ${refusal.text}`;
      }
      if (attached !== '') break;
    }
  }
  return { letters, archive, shown, files };
}

function* create(process: Process, { letters, archive, files }: Order): Run<number> {
  const packs = letters.has('z');
  const out = archive === '-' ? 1 : process.open(archive, { access: 'write', create: true, truncate: true });
  if (refused(out)) {
    yield* complain(process, `can't open '${archive}': ${out.text}`);
    return 1;
  }
  let status = 0;
  let whole = '';
  const put = function* (text: string): Run<void> {
    if (packs) whole += text;
    else yield* write(out, text);
    if (whole.length > maxArchiveBytes) throw new Exhausted();
  };
  for (const path of files) {
    const refusal = yield* walk(process, path, 'foldersFirst', function* ({ path: found, node }) {
      const entry = entryOf(process, found.replace(/^\/+/, ''), node);
      if (!entry || (archive !== '-' && process.stat(archive) === node)) return 'enter';
      yield* put(headerOf(entry));
      if (node.kind === 'file') yield* put(node.content.text + paddingOf(node.size));
      if (letters.has('v')) yield* write(archive === '-' ? 2 : 1, `${entry.name}\n`);
      return 'enter';
    });
    if (!refusal) continue;
    yield* complain(process, `${path}: ${refusal.text}`);
    status = 1;
  }
  yield* put('\0'.repeat(1024));
  if (packs) yield* write(out, gzipped(whole, crc32(whole)));
  if (status !== 0) yield* complain(process, 'error exit delayed from previous errors');
  return status;
}

function entryOf(process: Process, name: string, node: FileNode): TarEntry | undefined {
  if (node.kind === 'device' || name === '') return undefined;
  const { mode, uid, gid, mtimeMs } = node;
  const owner = { user: accountName(process, 'user', uid), group: accountName(process, 'group', gid) };
  const common = { mode, uid, gid, mtimeMs, ...owner };
  if (node.kind === 'directory')
    return { ...common, kind: 'directory', name: `${name.replace(/\/+$/, '')}/`, text: '' };
  return { ...common, kind: node.kind, name, text: node.kind === 'file' ? node.content.text : node.target };
}

function* extract(process: Process, order: Order): Run<number> {
  const { letters, archive, files } = order;
  const fd = openInput(process, archive);
  if (refused(fd)) {
    yield* complain(process, `can't open '${order.shown}': ${fd.text}`);
    return 1;
  }
  let bytes: string | undefined = yield* readAll(fd);
  if (bytes.startsWith('\x1f\x8b')) bytes = gunzipped(bytes, maxArchiveBytes);
  const entries = bytes === undefined ? undefined : entriesOf(bytes);
  if (!entries || (bytes?.length ?? 0) < 512) {
    yield* complain(process, (bytes?.length ?? 512) < 512 ? 'short read' : 'invalid tar magic');
    return 1;
  }
  let status = 0;
  const wanted = (name: string) =>
    files.length === 0 || files.some((file) => name === file || name.startsWith(`${file.replace(/\/+$/, '')}/`));
  for (const entry of entries) {
    if (!wanted(entry.name)) continue;
    yield* paced(process, 5 + entry.text.length / 256);
    if (letters.has('t')) {
      yield* write(1, letters.has('v') ? longLine(entry) : `${entry.name}\n`);
      continue;
    }
    if (letters.has('v')) yield* write(letters.has('O') ? 2 : 1, `${entry.name}\n`);
    if (letters.has('O')) yield* write(1, entry.kind === 'file' ? entry.text : '');
    else if (!(yield* unpack(process, entry, letters))) status = 1;
  }
  return status;
}

function longLine({ kind, name, mode, mtimeMs, user, group, text }: TarEntry): string {
  const shown = modeText({ kind, mode } as FileNode);
  const size = kind === 'file' ? text.length : 0;
  const time = new Date(mtimeMs).toISOString().slice(0, 19).replace('T', ' ');
  return `${shown} ${user}/${group} ${String(size).padStart(9)} ${time} ${name}${kind === 'link' ? ` -> ${text}` : ''}\n`;
}

function* unpack(process: Process, entry: TarEntry, letters: ReadonlySet<string>): Run<boolean> {
  const path = entry.name.replace(/^\/+/, '').replace(/\/+$/, '');
  if (path === '' || path === '.') return true;
  if (path.split('/').includes('..')) {
    yield* complain(process, `name with '..': '${entry.name}'`);
    return false;
  }
  const slash = path.lastIndexOf('/');
  if (slash > 0) process.kernel.mounts.makeFolders(`${process.cwd}/${path.slice(0, slash)}`, process.nowMs);
  if (entry.kind !== 'directory' && letters.has('k') && !refused(process.stat(path, 'keep'))) return true;
  if (entry.kind !== 'directory') process.unlink(path);
  const refusal =
    entry.kind === 'directory'
      ? process.isFolder(path)
        ? undefined
        : process.mkdir(path, entry.mode)
      : entry.kind === 'link'
        ? process.symlink(entry.text, path)
        : yield* writeFile(process, path, entry.text);
  if (refusal) {
    yield* complain(process, `can't open '${path}': ${refusal.text}`);
    return false;
  }
  const node = process.stat(path, 'keep');
  if (!refused(node)) {
    Object.assign(node, { uid: entry.uid, gid: entry.gid, mtimeMs: letters.has('m') ? process.nowMs : entry.mtimeMs });
    if (node.kind !== 'link') node.mode = entry.mode;
  }
  return true;
}

function* writeFile(process: Process, path: string, text: string) {
  const fd = process.open(path, { access: 'write', create: true, truncate: true });
  if (refused(fd)) return fd;
  const refusal = yield* write(fd, text);
  process.close(fd);
  return refusal;
}
