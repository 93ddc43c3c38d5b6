import { refused, type SystemError } from '../errno.ts';
import type { FileNode } from '../filesystem.ts';
import type { Process } from '../process.ts';
import type { Run } from '../syscalls.ts';
import { complain, paced } from './input.ts';

/** Folders within folders that a tool enters. */
const maxDepth = 50;
/** Processor time for each file, microseconds (an assumption of the right order). */
const fileMicros = 2;

/** What a tool meets on its way through a tree. */
export interface Met {
  readonly path: string;
  readonly node: FileNode;
  /** 0 for what was named. */
  readonly depth: number;
}

/** Goes through a tree, folders before or after what is in them; `visit` may keep it from entering a folder. */
export function* walk(
  process: Process,
  path: string,
  order: 'foldersFirst' | 'foldersLast',
  visit: (met: Met) => Run<'enter' | 'skip'>,
  depth = 0,
): Run<SystemError | undefined> {
  const node = process.stat(path, 'keep');
  if (refused(node)) return node;
  yield* paced(process, fileMicros);
  if (order === 'foldersFirst' && (yield* visit({ path, node, depth })) === 'skip') return undefined;
  if (node.kind === 'directory' && depth < maxDepth) {
    const names = process.list(path);
    if (refused(names)) return names;
    for (const name of names) {
      const refusal = yield* walk(process, `${path}${path.endsWith('/') ? '' : '/'}${name}`, order, visit, depth + 1);
      if (refusal) yield* complain(process, `${path}/${name}: ${refusal.text}`);
    }
  }
  if (order === 'foldersLast') yield* visit({ path, node, depth });
  return undefined;
}
