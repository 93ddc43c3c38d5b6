import type {
  AndOr,
  CommandNode,
  CompoundList,
  Negation,
  Pipeline,
  PipelineNode,
  Redirected,
  Script,
  Statement,
} from 'unbash';
import { Exhausted } from '../exhaustion.ts';
import type { OpenFile } from '../openFile.ts';
import { DeviceDescription } from '../openFile.ts';
import type { Process } from '../process.ts';
import type { Run } from '../syscalls.ts';
import { fork, waitFor } from './children.ts';
import { executeCase, executeFor, executeIf, executeWhile } from './compound.ts';
import { evaluateText, expandText } from './expand.ts';
import type { After } from './interpreter.ts';
import { beginJob } from './jobTable.ts';
import { ExitJump } from './jumps.ts';
import { redirect, restoreFiles, type SavedFiles } from './redirect.ts';
import type { Shell } from './shell.ts';
import { executeSimple } from './simpleCommand.ts';
import { evaluateTest } from './testExpression.ts';
import { runTraps } from './traps.ts';

/** Processor time of a command, microseconds (an assumption of the right order). */
const commandMicros = 10;
/** Functions of one shell. */
const maxFunctions = 2000;
/** Commands within commands, functions included; deeper ones end the shell, as a full stack does. */
const maxDepth = 250;

/** Runs commands in order; the status is that of the last one. */
export function* executeList(shell: Shell, list: CompoundList | Script, after: After): Run<number> {
  const { commands } = list;
  for (let i = 0; i < commands.length; i++) {
    yield* executeStatement(shell, commands[i] as Statement, i === commands.length - 1 ? after : 'more');
  }
  return shell.status;
}

function* executeStatement(shell: Shell, statement: Statement, after: After): Run<void> {
  if (shell.process.caught.length > 0) yield* runTraps(shell);
  const { command } = statement;
  if (statement.background) {
    const files = shell.process.files.slice();
    files[0] = new DeviceDescription();
    const child = yield* fork(shell, (copy) => executeNode(copy, command, 'end'), files);
    beginJob(shell, child, shell.functionDepth === 0 ? shell.source.slice(command.pos, command.end) : '');
    shell.status = 0;
    return;
  }
  shell.status = yield* executeNode(shell, command, after);
  if (shell.process.caught.length > 0) yield* runTraps(shell);
}

function* executeNode(shell: Shell, node: PipelineNode | AndOr, after: After): Run<number> {
  if (node.type === 'AndOr') return yield* executeAndOr(shell, node, after);
  if (node.type === 'Pipeline') return yield* executePipeline(shell, node);
  const status = yield* executeCommand(shell, node, after);
  if (status !== 0) yield* afterError(shell, node, status);
  return status;
}

/** `trap … ERR` and `set -e`: a simple command, a subshell or a pipeline that fails unless its failing is asked for. */
function* afterError(shell: Shell, node: PipelineNode, status: number): Run<void> {
  if (shell.forgiving > 0) return;
  const trap = shell.traps.get('ERR');
  if (!trap && !shell.options.has('e')) return;
  const { type } = node;
  if (type === 'If' || type === 'While' || type === 'For' || type === 'Case' || type === 'BraceGroup') return;
  if (trap && shell.functionDepth === 0) {
    shell.forgiving += 1;
    shell.status = status;
    yield* shell.interpreter.runScript(shell, trap, 'more');
    shell.forgiving -= 1;
  }
  if (shell.options.has('e')) throw new ExitJump(status);
}

function* executeAndOr(shell: Shell, node: AndOr, after: After): Run<number> {
  let status = 0;
  for (let i = 0; i < node.commands.length; i++) {
    const operator = node.operators[i - 1];
    if (operator === '&&' && status !== 0) continue;
    if (operator === '||' && status === 0) continue;
    const last = i === node.commands.length - 1;
    if (!last) shell.forgiving += 1;
    try {
      status = yield* executeNode(shell, node.commands[i] as PipelineNode, last ? after : 'more');
    } finally {
      if (!last) shell.forgiving -= 1;
    }
    shell.status = status;
  }
  return status;
}

function* executePipeline(shell: Shell, node: Pipeline): Run<number> {
  const negated = node.prefixes.filter((prefix): prefix is Negation => prefix.type === 'Negation').length % 2 === 1;
  if (negated) shell.forgiving += 1;
  let status: number;
  try {
    const only = node.commands[0];
    if (node.commands.length === 1 && only) status = yield* executeCommand(shell, only, 'more');
    else status = yield* executeConnected(shell, node);
  } finally {
    if (negated) shell.forgiving -= 1;
  }
  if (negated) return status === 0 ? 1 : 0;
  if (status !== 0) yield* afterError(shell, node, status);
  return status;
}

function* executeConnected(shell: Shell, node: Pipeline): Run<number> {
  const children: Process[] = [];
  let previous: OpenFile | undefined;
  for (let i = 0; i < node.commands.length; i++) {
    const command = node.commands[i] as CommandNode;
    const files = shell.process.files.slice();
    if (previous) files[0] = previous;
    const pipe = i < node.commands.length - 1 ? shell.process.pipe() : undefined;
    if (pipe) {
      files[1] = pipe.input;
      if (node.operators[i] === '|&') files[2] = pipe.input;
    }
    children.push(yield* fork(shell, (copy) => executeCommand(copy, command, 'end'), files));
    previous = pipe?.output;
  }
  let status = 0;
  for (const child of children) {
    const ended = yield* waitFor(shell, child);
    if (!shell.options.has('pipefail')) status = ended;
    else if (ended !== 0) status = ended;
  }
  return status;
}

/** Runs one command, simple or compound. */
export function* executeCommand(shell: Shell, node: CommandNode, after: After): Run<number> {
  shell.process.charge(commandMicros);
  if (shell.process.mustYield) yield { call: 'compute' };
  if (node.type === 'Command') return yield* executeSimple(shell, node, after);
  if (shell.depth >= maxDepth) yield* shell.fail('nested too deeply');
  shell.depth += 1;
  try {
    return yield* executeCompound(shell, node);
  } finally {
    shell.depth -= 1;
  }
}

function* executeCompound(shell: Shell, node: Exclude<CommandNode, { type: 'Command' }>): Run<number> {
  switch (node.type) {
    case 'If':
      return yield* executeIf(shell, node);
    case 'While':
      return yield* executeWhile(shell, node);
    case 'For':
      return yield* executeFor(shell, node);
    case 'Case':
      return yield* executeCase(shell, node);
    case 'BraceGroup':
      return yield* executeList(shell, node.body, 'more');
    case 'Subshell': {
      const child = yield* fork(shell, (copy) => executeList(copy, node.body, 'end'));
      return yield* waitFor(shell, child);
    }
    case 'Redirected':
      return yield* executeRedirected(shell, node);
    case 'Function':
      if (shell.functions.size >= maxFunctions) throw new Exhausted();
      shell.functions.set(node.name.value, node.body);
      return 0;
    case 'TestCommand':
      return yield* evaluateTest(shell, node.expression);
    case 'ArithmeticCommand':
      return (yield* evaluateText(shell, yield* expandText(shell, wordOf(node.body)))) === '0' ? 1 : 0;
    default:
      return yield* shell.fail('syntax error: unexpected word');
  }
}

function wordOf(text: string) {
  return { type: 'Word', text, value: text, pos: 0, end: text.length } as const;
}

function* executeRedirected(shell: Shell, node: Redirected): Run<number> {
  const saved: SavedFiles = [];
  try {
    if (!(yield* redirect(shell, node.redirects, saved))) return 1;
    return yield* executeCommand(shell, node.command, 'more');
  } finally {
    restoreFiles(shell, saved);
  }
}
