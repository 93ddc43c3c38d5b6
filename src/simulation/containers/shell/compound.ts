import type { Case, CompoundList, For, If, While } from 'unbash';
import { WorkLimit } from '../exhaustion.ts';
import type { Run } from '../syscalls.ts';
import { expandPattern, expandText, expandWords } from './expand.ts';
import { LoopJump } from './jumps.ts';
import { compilePattern, matches } from './pattern.ts';
import type { Shell } from './shell.ts';

/** A condition may fail under `set -e`. */
function* holds(shell: Shell, condition: CompoundList): Run<boolean> {
  shell.forgiving += 1;
  try {
    return (yield* shell.interpreter.executeList(shell, condition, 'more')) === 0;
  } finally {
    shell.forgiving -= 1;
  }
}

export function* executeIf(shell: Shell, node: If): Run<number> {
  if (yield* holds(shell, node.clause)) return yield* branch(shell, node.then);
  for (const elif of node.elif) if (yield* holds(shell, elif.clause)) return yield* branch(shell, elif.then);
  return node.else ? yield* branch(shell, node.else) : 0;
}

function* branch(shell: Shell, list: CompoundList): Run<number> {
  return yield* shell.interpreter.executeList(shell, list, 'more');
}

export function* executeWhile(shell: Shell, node: While): Run<number> {
  let status = 0;
  const wanted = node.kind === 'while';
  shell.loopDepth += 1;
  try {
    for (;;) {
      const outcome = yield* iterate(shell, node, wanted);
      if (outcome === 'done') return status;
      if (outcome === 'leave') return 0;
      status = shell.status;
    }
  } finally {
    shell.loopDepth -= 1;
  }
}

function* iterate(shell: Shell, node: While, wanted: boolean): Run<'done' | 'leave' | 'next'> {
  try {
    if ((yield* holds(shell, node.clause)) !== wanted) return 'done';
    yield* shell.interpreter.executeList(shell, node.body, 'more');
    return 'next';
  } catch (jump) {
    return afterJump(shell, jump);
  }
}

export function* executeFor(shell: Shell, node: For): Run<number> {
  const values = node.wordlist ? yield* expandWords(shell, node.wordlist) : shell.parameters.slice();
  shell.loopDepth += 1;
  let status = 0;
  try {
    for (const value of values) {
      yield* shell.set(node.name.value, value);
      try {
        status = yield* shell.interpreter.executeList(shell, node.body, 'more');
      } catch (jump) {
        status = 0;
        if (afterJump(shell, jump) === 'leave') break;
      }
    }
  } finally {
    shell.loopDepth -= 1;
  }
  return status;
}

/** What `break` and `continue` mean for the innermost loop; those that concern an outer one go on. */
function afterJump(shell: Shell, jump: unknown): 'leave' | 'next' {
  if (!(jump instanceof LoopJump)) throw jump;
  shell.status = 0;
  jump.levels -= 1;
  if (jump.levels > 0) throw jump;
  return jump.kind === 'break' ? 'leave' : 'next';
}

export function* executeCase(shell: Shell, node: Case): Run<number> {
  const text = yield* expandText(shell, node.word);
  let falls = false;
  for (const item of node.items) {
    if (!falls && !(yield* matchesAny(shell, item.pattern, text))) continue;
    const status = yield* shell.interpreter.executeList(shell, item.body, 'more');
    if (item.body.commands.length === 0) shell.status = 0;
    falls = item.terminator === ';&';
    if (!falls) return item.body.commands.length === 0 ? 0 : status;
  }
  return 0;
}

function* matchesAny(shell: Shell, patterns: Case['items'][number]['pattern'], text: string): Run<boolean> {
  for (const pattern of patterns) {
    const work = new WorkLimit();
    const isMatch = matches(compilePattern(yield* expandPattern(shell, pattern)), text, work);
    shell.process.charge(work.takenMicros);
    if (isMatch) return true;
  }
  return false;
}
