import { refused } from '../../errno.ts';
import { findInPath } from '../../executable.ts';
import { held } from '../../exhaustion.ts';
import { type Run, read as readBytes } from '../../syscalls.ts';
import { ExitJump, LoopJump, ReturnJump } from '../jumps.ts';
import { becomeProgram, findProgram, runProgram } from '../programs.ts';
import type { Shell } from '../shell.ts';
import type { Builtin } from './builtin.ts';

export const breakLoop: Builtin = (shell, argv) => leaveLoop(shell, argv, 'break');
export const continueLoop: Builtin = (shell, argv) => leaveLoop(shell, argv, 'continue');

function* leaveLoop(shell: Shell, argv: readonly string[], kind: 'break' | 'continue'): Run<number> {
  const levels = yield* numberArgument(shell, argv, 1);
  if (levels < 1) yield* shell.fail(`${kind}: Illegal number: ${argv[1]}`);
  if (shell.loopDepth === 0) return 0;
  throw new LoopJump(kind, Math.min(levels, shell.loopDepth));
}

function* numberArgument(shell: Shell, argv: readonly string[], otherwise: number): Run<number> {
  const word = argv[1];
  if (word === undefined) return otherwise;
  if (!/^\d+$/.test(word)) yield* shell.fail(`${argv[0]}: line 0: Illegal number: ${word}`);
  return Number(word);
}

export const exit: Builtin = function* (shell, argv) {
  throw new ExitJump((yield* numberArgument(shell, argv, shell.status)) & 255);
};

export const returnStatus: Builtin = function* (shell, argv) {
  throw new ReturnJump((yield* numberArgument(shell, argv, shell.status)) & 255);
};

export const evalWords: Builtin = function* (shell, argv) {
  shell.status = 0;
  return yield* nested(shell, argv.slice(1).join(' '));
};

/** `.`: runs a file in this shell. */
export const dot: Builtin = function* (shell, argv) {
  const name = argv[1];
  if (name === undefined) return yield* shell.fail('.: filename argument required');
  const { process } = shell;
  const path = name.includes('/') ? name : (inPath(shell, name) ?? name);
  const file = name.includes('/') || path !== name ? process.openFile(path, { access: 'read' }) : undefined;
  if (file === undefined) return yield* shell.fail(`.: line 0: ${name}: not found`);
  if (refused(file)) return yield* shell.fail(`.: line 0: can't open '${name}': ${file.text}`);
  const fd = process.addFile(file, 10);
  if (refused(fd)) return yield* shell.fail(`.: can't open '${name}': ${fd.text}`);
  let text = '';
  for (let piece = yield* readBytes(fd); !refused(piece) && piece !== ''; piece = yield* readBytes(fd))
    text = held(text + piece);
  process.close(fd);
  try {
    return yield* nested(shell, text);
  } catch (jump) {
    if (jump instanceof ReturnJump) return jump.status;
    throw jump;
  }
};

/** A file that is sourced need not be executable. */
function inPath(shell: Shell, name: string): string | undefined {
  for (const folder of (shell.get('PATH') ?? '').split(':')) {
    const node = shell.process.stat(`${folder || '.'}/${name}`);
    if (!refused(node) && node.kind === 'file') return `${folder || '.'}/${name}`;
  }
  return undefined;
}

/** Scripts within scripts. */
const maxNested = 30;

function* nested(shell: Shell, text: string): Run<number> {
  if (shell.nestedScripts >= maxNested) yield* shell.fail('eval: nested too deeply');
  shell.nestedScripts += 1;
  try {
    shell.status = 0;
    return yield* shell.interpreter.runScript(shell, text, 'more');
  } finally {
    shell.nestedScripts -= 1;
  }
}

export const exec: Builtin = function* (shell, argv) {
  if (argv.length === 1) return 0;
  const found = findProgram(shell, argv.slice(1));
  if (typeof found === 'string') {
    return yield* shell.fail(`exec: line 0: ${argv[1]}: ${found}`, found === 'not found' ? 127 : 126);
  }
  throw new ExitJump(yield* becomeProgram(shell, found));
};

/** `command name args`, `command -v name`. */
export const command: Builtin = function* (shell, argv) {
  if (argv[1] === '-v' || argv[1] === '-V') {
    let status = 0;
    for (const name of argv.slice(2)) {
      const what = describe(shell, name);
      if (!what) status = 127;
      else yield* shell.print(`${argv[1] === '-v' ? what.short : what.long}\n`);
    }
    return status;
  }
  const words = argv.slice(argv[1] === '-p' ? 2 : 1);
  if (words.length === 0) return 0;
  const builtin = shell.interpreter.builtinOf(words[0] as string);
  if (!builtin) return yield* runProgram(shell, words, 'more');
  const result = builtin(shell, words);
  return typeof result === 'number' ? result : yield* result;
};

export const type: Builtin = function* (shell, argv) {
  let status = 0;
  for (const name of argv.slice(1)) {
    const what = describe(shell, name);
    yield* shell.print(`${what?.long ?? `${name}: not found`}\n`);
    if (!what) status = 127;
  }
  return status;
};

const keywords = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  'in',
  '{',
  '}',
  '!',
]);

function describe(shell: Shell, name: string): { short: string; long: string } | undefined {
  if (keywords.has(name)) return { short: name, long: `${name} is a shell keyword` };
  if (shell.functions.has(name)) return { short: name, long: `${name} is a function` };
  if (shell.interpreter.builtinOf(name)) return { short: name, long: `${name} is a shell builtin` };
  const path = name.includes('/')
    ? name
    : findInPath(shell.process.kernel.mounts, name, shell.get('PATH') ?? '', shell.process.cwd);
  if (path === undefined || refused(shell.process.stat(path))) return undefined;
  return { short: path, long: `${name} is ${path}` };
}
