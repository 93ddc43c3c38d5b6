import { refused } from '../errno.ts';
import { WorkLimit } from '../exhaustion.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { baseName } from './cp.ts';
import { badUsage, complain, openInput, readAll } from './input.ts';
import { type Edit, editsOf } from './lineEdits.ts';
import { readOptions } from './options.ts';

type Flags = ReadonlyMap<string, string>;

/** `diff`, as busybox always in the unified form; -q, -r, -N, -b, -w, -i, -B are known, -U LINES. */
export const diff: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'abBdiNqrTtwsuU:L:S:');
  const [left, right] = rest;
  if (problem !== undefined || left === undefined || right === undefined || rest.length > 2) {
    yield* badUsage(process, problem, 'diff [-abBdiNqrTstw] [-L LABEL] [-S FILE] [-U LINES] FILE1 FILE2');
    return 2;
  }
  return yield* compare(process, left, right, flags, 'named');
};

function* compare(process: Process, left: string, right: string, flags: Flags, how: 'named' | 'found'): Run<number> {
  const [a, b] = [left, right].map((name) => (name === '-' ? undefined : process.stat(name)));
  if (a && b && !refused(a) && !refused(b)) {
    if (a.kind === 'directory' && b.kind === 'directory') return yield* compareFolders(process, left, right, flags);
    if (a.kind === 'directory') return yield* compare(process, `${left}/${baseName(right)}`, right, flags, how);
    if (b.kind === 'directory') return yield* compare(process, left, `${right}/${baseName(left)}`, flags, how);
  }
  const texts: string[] = [];
  for (const name of [left, right]) {
    const fd = openInput(process, name);
    if (refused(fd)) {
      if (flags.has('N') && fd.errno === 'ENOENT' && how === 'found') {
        texts.push('');
        continue;
      }
      yield* complain(process, `can't stat '${name}': ${fd.text}`);
      return 2;
    }
    texts.push(yield* readAll(fd));
    if (fd !== 0) process.close(fd);
  }
  const [before = '', after = ''] = texts;
  const fold = folding(flags);
  const work = new WorkLimit();
  const edits = editsOf(linesOf(before), linesOf(after), fold, work);
  process.charge(work.takenMicros);
  if (edits.every(({ kind }) => kind === 'same')) {
    if (flags.has('s')) yield* write(1, `Files ${left} and ${right} are identical\n`);
    return 0;
  }
  if (flags.has('q')) {
    yield* write(1, `Files ${left} and ${right} differ\n`);
    return 1;
  }
  const context = Math.min(1000, Number(flags.get('U') ?? '3') || 0);
  yield* write(1, `--- ${left}\n+++ ${right}\n${hunksOf(edits, context)}`);
  return 1;
}

function* compareFolders(process: Process, left: string, right: string, flags: Flags): Run<number> {
  const namesIn = (path: string) => {
    const names = process.list(path);
    return refused(names) ? [] : names;
  };
  const lefts = new Set(namesIn(left));
  const rights = new Set(namesIn(right));
  let status = 0;
  for (const name of [...new Set([...lefts, ...rights])].sort()) {
    const [a, b] = [`${left}/${name}`, `${right}/${name}`];
    const isBoth = lefts.has(name) && rights.has(name);
    if (!isBoth && !flags.has('N')) {
      yield* write(1, `Only in ${lefts.has(name) ? left : right}: ${name}\n`);
      status = 1;
    } else if (process.isFolder(a) && process.isFolder(b) && !flags.has('r')) {
      yield* write(1, `Common subdirectories: ${a} and ${b}\n`);
    } else status = Math.max(status, yield* compare(process, a, b, flags, 'found'));
  }
  return status;
}

function folding(flags: Flags): (line: string) => string {
  return (line) => {
    let text = line;
    if (flags.has('w')) text = text.replace(/\s/g, '');
    else if (flags.has('b')) text = text.replace(/\s+$/, '').replace(/\s+/g, ' ');
    return flags.has('i') ? text.toLowerCase() : text;
  };
}

/** A last line without an end is another line than one with it. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function hunksOf(edits: readonly Edit[], context: number): string {
  let text = '';
  const changed = edits.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  for (let first = 0; first < changed.length; ) {
    let last = first;
    while (last + 1 < changed.length && (changed[last + 1] as number) - (changed[last] as number) <= context * 2 + 1)
      last += 1;
    const from = Math.max(0, (changed[first] as number) - context);
    const to = Math.min(edits.length, (changed[last] as number) + context + 1);
    text += hunkOf(edits, from, to);
    first = last + 1;
  }
  return text;
}

function hunkOf(edits: readonly Edit[], from: number, to: number): string {
  const countIn = (begin: number, end: number, without: Edit['kind']) =>
    edits.slice(begin, end).filter(({ kind }) => kind !== without).length;
  const range = (without: Edit['kind']) => {
    const before = countIn(0, from, without);
    const count = countIn(from, to, without);
    if (count === 1) return String(before + 1);
    return `${count === 0 ? before : before + 1},${count}`;
  };
  const marks = { same: ' ', removed: '-', added: '+' };
  const lines = edits.slice(from, to).map(({ kind, line }) => {
    const end = line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n';
    return `${marks[kind]}${line}${end}`;
  });
  return `@@ -${range('added')} +${range('removed')} @@\n${lines.join('')}`;
}
