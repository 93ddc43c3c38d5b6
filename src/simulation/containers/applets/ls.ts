import { refused } from '../errno.ts';
import type { FileNode } from '../filesystem.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { accountName } from './accounts.ts';
import { complain } from './input.ts';
import { modeText } from './modes.ts';
import { readOptions } from './options.ts';
import { humanSize, nodeBytes } from './sizes.ts';

type Flags = ReadonlyMap<string, string>;
interface Named {
  readonly name: string;
  readonly node: FileNode;
}

/** Folders within folders that `-R` shows. */
const maxDepth = 20;

/** `ls`: -1 -a -A -l -d -h -R -t -r -i -F; one name a line, as without a terminal. */
export const ls: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, '1aAldhRtrFinpsSC');
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  let status = 0;
  const files: Named[] = [];
  const folders: Named[] = [];
  for (const name of rest.length > 0 ? rest : ['.']) {
    const node = process.stat(name, flags.has('l') ? 'keep' : 'follow');
    if (refused(node)) {
      yield* complain(process, `${name}: ${node.text}`);
      status = 1;
    } else (node.kind === 'directory' && !flags.has('d') ? folders : files).push({ name, node });
  }
  yield* show(process, order(files, flags), flags);
  const headings = rest.length > 1 || flags.has('R');
  for (const [index, folder] of order(folders, flags).entries()) {
    if (headings) yield* write(1, `${index > 0 || files.length > 0 ? '\n' : ''}${folder.name}:\n`);
    status |= yield* showFolder(process, folder, flags, 0);
  }
  return status;
};

function* showFolder(process: Process, folder: Named, flags: Flags, depth: number): Run<number> {
  const names = process.list(folder.name);
  if (refused(names)) {
    yield* complain(process, `can't open '${folder.name}': ${names.text}`);
    return 1;
  }
  const entries: Named[] = [];
  if (flags.has('a')) entries.push({ name: '.', node: folder.node }, { name: '..', node: folder.node });
  for (const name of names) {
    const node = process.stat(`${folder.name}/${name}`, 'keep');
    if (!refused(node) && (!name.startsWith('.') || flags.has('a') || flags.has('A'))) entries.push({ name, node });
  }
  if (flags.has('l')) yield* write(1, `total ${entries.reduce((sum, { node }) => sum + blocksOf(node), 0)}\n`);
  yield* show(process, order(entries, flags), flags);
  let status = 0;
  if (!flags.has('R') || depth > maxDepth) return status;
  for (const { name, node } of entries) {
    if (node.kind !== 'directory' || name === '.' || name === '..') continue;
    yield* write(1, `\n${folder.name}/${name}:\n`);
    status |= yield* showFolder(process, { name: `${folder.name}/${name}`, node }, flags, depth + 1);
  }
  return status;
}

function order(entries: readonly Named[], flags: Flags): Named[] {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  if (flags.has('t')) sorted.sort((a, b) => b.node.mtimeMs - a.node.mtimeMs);
  if (flags.has('S')) sorted.sort((a, b) => nodeBytes(b.node) - nodeBytes(a.node));
  return flags.has('r') ? sorted.reverse() : sorted;
}

function* show(process: Process, entries: readonly Named[], flags: Flags): Run<void> {
  const width = Math.max(0, ...entries.map(({ node }) => sizeText(node, flags).length));
  let text = '';
  for (const { name, node } of entries) {
    const mark = flags.has('F') || flags.has('p') ? (node.kind === 'directory' ? '/' : '') : '';
    if (!flags.has('l') && !flags.has('n')) text += `${name}${mark}\n`;
    else {
      const target = node.kind === 'link' ? ` -> ${node.target}` : '';
      const named = (kind: 'user' | 'group', id: number) =>
        (flags.has('n') ? String(id) : accountName(process, kind, id)).padEnd(8);
      const owner = `${named('user', node.uid)} ${named('group', node.gid)}`;
      const size = sizeText(node, flags).padStart(Math.max(9, width));
      text += `${modeText(node)}    ${node.kind === 'directory' ? 2 : 1} ${owner} ${size} ${timeText(node.mtimeMs, process.nowMs)} ${name}${mark}${target}\n`;
    }
  }
  yield* write(1, text);
}

function sizeText(node: FileNode, flags: Flags): string {
  return flags.has('h') ? humanSize(nodeBytes(node)) : String(nodeBytes(node));
}

/** Blocks of 1 KiB as `total` counts them, in steps of 4. */
function blocksOf(node: FileNode): number {
  return Math.ceil(nodeBytes(node) / 4096) * 4;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const halfYearMs = 182 * 86_400_000;

function timeText(timeMs: number, nowMs: number): string {
  const time = new Date(timeMs);
  const day = `${months[time.getUTCMonth()]} ${String(time.getUTCDate()).padStart(2)}`;
  if (Math.abs(nowMs - timeMs) > halfYearMs) return `${day}  ${time.getUTCFullYear()}`;
  return `${day} ${time.toISOString().slice(11, 16)}`;
}
