import type { Assignment, Command, Redirection, Word } from 'unbash';
import type { Run } from '../syscalls.ts';
import { elementIndex } from './arrays.ts';
import { evaluateText, expandText, expandWords } from './expand.ts';
import type { After } from './interpreter.ts';
import { ReturnJump } from './jumps.ts';
import { runProgram } from './programs.ts';
import { redirect, restoreFiles, type SavedFiles } from './redirect.ts';
import type { FunctionBody, Shell } from './shell.ts';

/** Functions within functions: deeper ones end the shell, as a full stack does. */
const maxFunctionDepth = 100;

/** POSIX' special builtins: assignments before them stay. */
const specialBuiltins: ReadonlySet<string> = new Set(
  '. : break continue eval exec exit export readonly return set shift times trap unset'.split(' '),
);

/** The words and assignments of a command, kept so that a loop does not collect them twice. */
interface Parts {
  readonly words: readonly Word[];
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly Redirection[];
}
const keptParts = new WeakMap<Command, Parts>();

function partsOf(node: Command): Parts {
  let parts = keptParts.get(node);
  if (!parts) {
    const asWord = (item: Word | Assignment): Word => (item.type === 'Word' ? item : assignmentAsWord(item));
    parts = {
      words: node.name ? [node.name, ...node.args.map(asWord)] : [],
      assignments: node.prefix.filter((item): item is Assignment => item.type === 'Assignment'),
      redirects: node.redirects,
    };
    keptParts.set(node, parts);
  }
  return parts;
}

/** `export A=$x`: the assignment is an argument like others. */
function assignmentAsWord(item: Assignment): Word {
  const start = `${item.name}=`;
  const { pos, end } = item;
  const literal = { type: 'Literal', pos, end, value: start, text: start } as const;
  if (item.value.type !== 'Word') return { type: 'Word', pos, end, text: item.text, value: item.text };
  const { value } = item;
  const rest = value.parts ?? [{ type: 'Literal', pos, end, value: value.value, text: value.text } as const];
  const quoted = { type: 'DoubleQuoted', pos, end, text: item.text, parts: rest as never } as const;
  const plain = rest.every((part) => part.type !== 'SimpleExpansion' && part.type !== 'CommandExpansion');
  return {
    type: 'Word',
    pos,
    end,
    text: item.text,
    value: item.text,
    parts: plain ? [literal, ...rest] : [literal, quoted],
  };
}

/** A command with arguments: a function, a builtin or a program. */
export function* executeSimple(shell: Shell, node: Command, after: After): Run<number> {
  const { words, assignments, redirects } = partsOf(node);
  const argv = yield* expandWords(shell, words);
  if (argv.length === 0) return yield* assignOnly(shell, assignments, redirects);
  const name = argv[0] as string;
  if (shell.options.has('x')) yield* trace(shell, argv);
  const saved: SavedFiles = [];
  const undo: (() => void)[] = [];
  let keepsFiles = false;
  try {
    if (redirects.length > 0 && !(yield* redirect(shell, redirects, saved))) {
      if (name === 'exec') yield* shell.fail('', 1);
      return 1;
    }
    for (const assignment of assignments) {
      undo.push(shell.keep(assignment.name));
      yield* assign(shell, assignment);
      shell.mark(assignment.name, 'exported');
    }
    const body = shell.functions.get(name);
    if (body) return yield* callFunction(shell, body, argv);
    const builtin = shell.interpreter.builtinOf(name);
    if (!builtin) return yield* runProgram(shell, argv, after);
    keepsFiles = name === 'exec' && argv.length === 1;
    const result = builtin(shell, argv);
    return typeof result === 'number' ? result : yield* result;
  } finally {
    if (keepsFiles) for (const [, file] of saved) file?.dropReference();
    else restoreFiles(shell, saved);
    if (!specialBuiltins.has(name)) for (const restore of undo) restore();
  }
}

function* trace(shell: Shell, argv: readonly string[]): Run<void> {
  const shown = argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`));
  yield* shell.writeTo(2, `${shell.get('PS4') ?? '+ '}${shown.join(' ')}\n`);
}

function* assignOnly(shell: Shell, assignments: readonly Assignment[], redirects: readonly Redirection[]): Run<number> {
  shell.substitutionStatus = undefined;
  for (const assignment of assignments) {
    yield* assign(shell, assignment);
    if (shell.options.has('x')) {
      yield* shell.writeTo(2, `${shell.get('PS4') ?? '+ '}${assignment.name}=${shell.get(assignment.name) ?? ''}\n`);
    }
  }
  const status = shell.substitutionStatus ?? 0;
  const saved: SavedFiles = [];
  const done = yield* redirect(shell, redirects, saved);
  restoreFiles(shell, saved);
  return done ? status : 1;
}

function* assign(shell: Shell, assignment: Assignment): Run<void> {
  const { value } = assignment;
  const { name, index } = assignment;
  if (shell.dialect === 'bash' && value.type === 'ArrayValue') {
    shell.arrays.fill(name, yield* expandWords(shell, value.elements), assignment.append ? 'behind' : 'anew');
    return;
  }
  if (shell.dialect === 'bash' && index && value.type === 'Word') {
    const place = elementIndex(shell, name, Number(yield* evaluateText(shell, yield* expandText(shell, index))));
    const old = assignment.append ? (shell.arrays.get(name)?.get(place) ?? '') : '';
    shell.arrays.set(name, place, old + (yield* expandText(shell, value)));
    return;
  }
  if (value.type !== 'Word' || index) yield* shell.fail('syntax error: unexpected "("');
  const text = yield* expandText(shell, value as Word);
  yield* shell.set(assignment.name, assignment.append ? (shell.get(assignment.name) ?? '') + text : text);
}

function* callFunction(shell: Shell, body: FunctionBody, argv: readonly string[]): Run<number> {
  if (shell.functionDepth >= maxFunctionDepth) yield* shell.fail('function calls nested too deeply');
  const outer = shell.parameters;
  const loops = shell.loopDepth;
  shell.parameters = argv.slice(1);
  shell.loopDepth = 0;
  shell.functionDepth += 1;
  shell.enterScope();
  try {
    if (body.type === 'CompoundList') return yield* shell.interpreter.executeList(shell, body, 'more');
    return yield* shell.interpreter.executeCommand(shell, body, 'more');
  } catch (jump) {
    if (jump instanceof ReturnJump) return jump.status;
    throw jump;
  } finally {
    shell.leaveScope();
    shell.parameters = outer;
    shell.loopDepth = loops;
    shell.functionDepth -= 1;
  }
}
