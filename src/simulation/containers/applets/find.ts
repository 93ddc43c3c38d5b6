import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { FindError, type FindQuery, findQuery } from './findQuery.ts';
import { badUsage, complain } from './input.ts';
import { runCommand } from './runCommand.ts';
import { walk } from './walk.ts';

/** How many files one call of `-exec … {} +` gets. */
const maxBatch = 1000;

/** `find [PATH…] [TESTS] [ACTIONS]`: see `findQuery`. */
export const find: Program = function* (process) {
  const words = process.argv.slice(1);
  const at = words.findIndex((word) => /^[-(!]/.test(word));
  const paths = at < 0 ? words : words.slice(0, at);
  const query = findQuery(at < 0 ? [] : words.slice(at), process);
  if (query instanceof FindError) {
    if (!query.text.startsWith('unrecognized')) yield* complain(process, query.text);
    else yield* badUsage(process, query.text, 'find [-HL] [PATH]... [OPTIONS] [ACTIONS]');
    return 1;
  }
  const search: Search = { process, query, batches: new Map(), status: 0, over: false };
  for (const path of paths.length > 0 ? paths : ['.']) {
    const refusal = yield* walk(process, path, query.foldersLast ? 'foldersLast' : 'foldersFirst', function* (met) {
      if (search.over) return 'skip';
      let enters = met.depth < query.maxDepth;
      if (met.depth >= query.minDepth && met.depth <= query.maxDepth) {
        const pruned = yield* evaluate(search, query.expression, met);
        if (pruned.prunes) enters = false;
      }
      return enters ? 'enter' : 'skip';
    });
    if (!refusal) continue;
    yield* complain(process, `${path}: ${refusal.text}`);
    search.status = 1;
  }
  for (const [command, files] of search.batches) yield* runBatch(search, command, files);
  return search.status;
};

interface Search {
  readonly process: Process;
  readonly query: FindQuery;
  /** Files that wait for `-exec … {} +`. */
  readonly batches: Map<readonly string[], string[]>;
  status: number;
  over: boolean;
}

type Expression = FindQuery['expression'];
type Met = Parameters<Extract<Expression, { kind: 'test' }>['holds']>[0];

function* evaluate(search: Search, expression: Expression, met: Met): Run<{ holds: boolean; prunes: boolean }> {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const left = yield* evaluate(search, expression.left, met);
      if (search.over || left.holds !== (expression.kind === 'and')) return left;
      const right = yield* evaluate(search, expression.right, met);
      return { holds: right.holds, prunes: left.prunes || right.prunes };
    }
    case 'not': {
      const inner = yield* evaluate(search, expression.inner, met);
      return { holds: !inner.holds, prunes: inner.prunes };
    }
    case 'test':
      return { holds: expression.holds(met), prunes: false };
    case 'prune':
      return { holds: true, prunes: true };
    case 'quit':
      search.over = true;
      return { holds: true, prunes: false };
    case 'print':
      if (yield* write(1, met.path + expression.end)) search.over = true;
      return { holds: true, prunes: false };
    case 'delete':
      return { holds: yield* remove(search, met), prunes: false };
    case 'exec':
      return { holds: yield* execute(search, expression, met.path), prunes: false };
  }
}

function* remove(search: Search, { path, node }: Met): Run<boolean> {
  if (path === '.') return true;
  const refusal = node.kind === 'directory' ? search.process.rmdir(path) : search.process.unlink(path);
  if (!refusal) return true;
  yield* complain(search.process, `${path}: ${refusal.text}`);
  search.status = 1;
  return false;
}

function* execute(
  search: Search,
  action: { readonly command: readonly string[]; readonly batched: 'one' | 'many' },
  path: string,
): Run<boolean> {
  const { command } = action;
  if (action.batched === 'one') {
    const argv = command.map((word) => word.replaceAll('{}', () => path));
    return (yield* run(search, argv)) === 0;
  }
  const files = search.batches.get(command) ?? [];
  search.batches.set(command, files);
  files.push(path);
  if (files.length >= maxBatch) yield* runBatch(search, command, files.splice(0));
  return true;
}

function* runBatch(search: Search, command: readonly string[], files: readonly string[]): Run<void> {
  if (files.length === 0) return;
  const argv = command.flatMap((word) => (word === '{}' ? files : [word]));
  if ((yield* run(search, argv)) !== 0) search.status = 1;
}

function* run(search: Search, argv: readonly string[]): Run<number> {
  const ended = yield* runCommand(search.process, argv);
  if (!refused(ended)) return ended;
  yield* complain(search.process, `${argv[0]}: ${ended.text}`);
  return 127;
}
