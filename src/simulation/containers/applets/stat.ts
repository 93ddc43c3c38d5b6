import { refused } from '../errno.ts';
import type { FileNode } from '../filesystem.ts';
import type { Process } from '../process.ts';
import { type Program, write } from '../syscalls.ts';
import { accountName } from './accounts.ts';
import { badUsage, complain } from './input.ts';
import { modeText } from './modes.ts';
import { readOptions } from './options.ts';
import { nodeBytes } from './sizes.ts';

const kinds = { file: 'regular file', directory: 'directory', link: 'symbolic link', device: 'character special file' };

/** `stat`, -c FORMAT, -t, -L. */
export const stat: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'c:tLf', { format: 'c', dereference: 'L' });
  if (problem !== undefined || rest.length === 0)
    return yield* badUsage(process, problem, 'stat [-ltf] [-c FMT] FILE...');
  let status = 0;
  for (const path of rest) {
    const node = process.stat(path, flags.has('L') ? 'follow' : 'keep');
    if (refused(node)) {
      yield* complain(process, `can't stat '${path}': ${node.text}`);
      status = 1;
      continue;
    }
    const format = flags.get('c');
    yield* write(
      1,
      format === undefined ? described(process, path, node) : `${formatted(process, format, path, node)}\n`,
    );
  }
  return status;
};

function described(process: Process, path: string, node: FileNode): string {
  const size = nodeBytes(node);
  const name = node.kind === 'link' ? `'${path}' -> '${node.target}'` : path;
  const time = (ms: number) => formatted(process, '%z', path, node, ms);
  const owner = (text: string, id: number) => `${String(id).padStart(5)}/${text.padStart(8)}`;
  return [
    `  File: ${name}`,
    `  Size: ${String(size).padEnd(10)}\tBlocks: ${String(Math.ceil(size / 512)).padEnd(10)} IO Block: 4096   ${kindOf(node)}`,
    `Device: 2fh/47d\tInode: ${String(inodeOf(process, path)).padEnd(10)}  Links: ${linksOf(node)}`,
    `Access: (${octal(node).padStart(4, '0')}/${modeText(node)})  Uid: (${owner(accountName(process, 'user', node.uid), node.uid)})   Gid: (${owner(accountName(process, 'group', node.gid), node.gid)})`,
    `Access: ${time(node.mtimeMs)}`,
    `Modify: ${time(node.mtimeMs)}`,
    `Change: ${time(node.mtimeMs)}`,
    '',
  ].join('\n');
}

function formatted(process: Process, format: string, path: string, node: FileNode, timeMs = node.mtimeMs): string {
  return format.replace(/%([a-zA-Z%])/g, (_, letter: string) => {
    switch (letter) {
      case 'n':
        return path;
      case 'N':
        return node.kind === 'link' ? `'${path}' -> '${node.target}'` : `'${path}'`;
      case 's':
        return String(nodeBytes(node));
      case 'a':
        return octal(node);
      case 'A':
        return modeText(node);
      case 'F':
        return kindOf(node);
      case 'u':
        return String(node.uid);
      case 'g':
        return String(node.gid);
      case 'U':
        return accountName(process, 'user', node.uid);
      case 'G':
        return accountName(process, 'group', node.gid);
      case 'h':
        return String(linksOf(node));
      case 'i':
        return String(inodeOf(process, path));
      case 'b':
        return String(Math.ceil(nodeBytes(node) / 512));
      case 'B':
        return '512';
      case 'o':
        return '4096';
      case 'X':
      case 'Y':
      case 'Z':
        return String(Math.floor(timeMs / 1000));
      case 'x':
      case 'y':
      case 'z':
        return new Date(timeMs).toISOString().replace('T', ' ').replace('Z', '000000 +0000');
      case '%':
        return '%';
      default:
        return '?';
    }
  });
}

function octal(node: FileNode): string {
  return node.mode.toString(8);
}

function kindOf(node: FileNode): string {
  return node.kind === 'file' && node.size === 0 ? 'regular empty file' : kinds[node.kind];
}

function linksOf(node: FileNode): number {
  return node.kind === 'directory' ? 2 : node.kind === 'file' ? Math.max(1, node.links) : 1;
}

/** Files have no numbers here; a path always shows the same one. */
function inodeOf(process: Process, path: string): number {
  const place = process.resolve(path, 'keep');
  const text = refused(place) ? path : place.path;
  let sum = 7;
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) % 9_999_991;
  return 1_000_000 + sum;
}
