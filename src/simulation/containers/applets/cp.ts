import { refused } from '../errno.ts';
import { withoutEnd } from '../exhaustion.ts';
import type { Process } from '../process.ts';
import { compute, type Program, type Run } from '../syscalls.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

/** Folders within folders. */
const maxDepth = 50;

/** `cp`, `-r`, `-a`. */
export const cp: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'rRadpfivLPT');
  const target = rest[rest.length - 1];
  if (rest.length < 2 || target === undefined) {
    yield* complain(process, 'missing file operand');
    return 1;
  }
  const deep = flags.has('r') || flags.has('R') || flags.has('a');
  let status = 0;
  for (const source of rest.slice(0, -1)) {
    const to = process.isFolder(target) ? `${target}/${baseName(source)}` : target;
    if (!(yield* copy(process, source, to, deep, 0))) status = 1;
  }
  return status;
};

/** The last name of a path. */
export function baseName(path: string): string {
  const trimmed = withoutEnd(path, '/');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** Copies a file, or a folder with all in it; says what went wrong. */
export function* copy(process: Process, from: string, to: string, deep: boolean, depth: number): Run<boolean> {
  const node = process.stat(from);
  if (refused(node)) {
    yield* complain(process, `can't stat '${from}': ${node.text}`);
    return false;
  }
  if (node.kind === 'directory') {
    if (!deep || depth > maxDepth) {
      yield* complain(process, `omitting directory '${from}'`);
      return false;
    }
    const names = node.names();
    const refusal = process.isFolder(to) ? undefined : process.mkdir(to, node.mode);
    if (refusal) {
      yield* complain(process, `can't create directory '${to}': ${refusal.text}`);
      return false;
    }
    let copied = true;
    for (const name of names)
      if (!(yield* copy(process, `${from}/${name}`, `${to}/${name}`, deep, depth + 1))) copied = false;
    return copied;
  }
  if (node.kind !== 'file') return true;
  if (process.stat(to) === node) {
    yield* complain(process, `'${from}' and '${to}' are the same file`);
    return false;
  }
  const refusal = process.copyFile(node, to);
  yield* compute();
  if (!refusal) return true;
  yield* complain(process, `can't create '${to}': ${refusal.text}`);
  return false;
}
