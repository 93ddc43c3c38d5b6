import type { Run } from '../../syscalls.ts';
import { evaluateText } from '../expand.ts';
import type { Shell, ShellOption } from '../shell.ts';
import type { Builtin } from './builtin.ts';

const quoted = (text: string) => `'${text.replaceAll("'", `'"'"'`)}'`;

export const exportNames: Builtin = (shell, argv) => declare(shell, argv, 'exported');
export const readOnly: Builtin = (shell, argv) => declare(shell, argv, 'readOnly');

function* declare(shell: Shell, argv: readonly string[], mark: 'exported' | 'readOnly'): Run<number> {
  const words = argv.slice(1).filter((word) => word !== '-p');
  const removes = words[0] === '-n';
  if (words.length === 0) {
    for (const [name, value] of shell.variables(mark)) yield* shell.print(`${argv[0]} ${name}=${quoted(value)}\n`);
    return 0;
  }
  for (const word of removes ? words.slice(1) : words) {
    const { name, value } = split(word);
    if (!isName(name)) yield* shell.fail(`${argv[0]}: line 0: ${name}: bad variable name`);
    if (value !== undefined) yield* shell.set(name, value);
    shell.mark(name, removes ? 'notExported' : mark);
  }
  return 0;
}

export const local: Builtin = function* (shell, argv) {
  if (!shell.inFunction) yield* shell.fail('local: line 0: not in a function');
  for (const word of argv.slice(1)) {
    const { name, value } = split(word);
    if (!isName(name)) yield* shell.fail(`local: line 0: ${name}: bad variable name`);
    shell.makeLocal(name);
    if (value !== undefined) yield* shell.set(name, value);
  }
  return 0;
};

export const unset: Builtin = function* (shell, argv) {
  const functions = argv[1] === '-f';
  for (const name of argv.slice(1)) {
    if (name === '-f' || name === '-v') continue;
    if (functions) shell.functions.delete(name);
    else if (shell.isReadOnly(name)) yield* shell.fail(`unset: line 0: ${name}: is read only`);
    else shell.unset(name);
  }
  return 0;
};

export const shift: Builtin = function* (shell, argv) {
  const count = argv[1] ?? '1';
  if (!/^\d+$/.test(count)) yield* shell.fail(`shift: line 0: Illegal number: ${count}`);
  if (Number(count) > shell.parameters.length) return 1;
  shell.parameters = shell.parameters.slice(Number(count));
  return 0;
};

const longOptions: Readonly<Record<string, ShellOption>> = {
  errexit: 'e',
  nounset: 'u',
  xtrace: 'x',
  noglob: 'f',
  noexec: 'n',
  verbose: 'v',
  noclobber: 'C',
  allexport: 'a',
  pipefail: 'pipefail',
};

/** `set -eu`, `set -o pipefail`, `set -- a b`, `set`. */
export const setOptions: Builtin = function* (shell, argv) {
  const words = argv.slice(1);
  if (words.length === 0) {
    for (const [name, value] of shell.variables('all')) yield* shell.print(`${name}=${quoted(value)}\n`);
    return 0;
  }
  while (words[0] !== undefined && /^[-+]/.test(words[0])) {
    const word = words.shift() as string;

    if (word === '--') {
      shell.parameters = words;
      return 0;
    }
    for (const letter of word.slice(1)) {
      const option =
        letter === 'o'
          ? longOptions[words.shift() ?? '']
          : 'euxfnvCa'.includes(letter)
            ? (letter as ShellOption)
            : undefined;
      if (!option) yield* shell.fail(`set: line 0: illegal option ${word}`);
      else if (word.startsWith('-')) shell.options.add(option);
      else shell.options.delete(option);
    }
  }
  if (words.length > 0) shell.parameters = words;
  return 0;
};

export const letValues: Builtin = function* (shell, argv) {
  let value = '0';
  for (const word of argv.slice(1)) value = yield* evaluateText(shell, word);
  return value === '0' ? 1 : 0;
};

export const getopts: Builtin = function* (shell, argv) {
  const [, specification = '', name = 'opt'] = argv;
  const words = argv.length > 3 ? argv.slice(3) : shell.parameters;
  const index = Number(shell.get('OPTIND') ?? '1');
  const word = words[index - 1];
  if (word === undefined || !/^-./.test(word) || word === '--') {
    yield* shell.set(name, '?');
    if (word === '--') yield* shell.set('OPTIND', String(index + 1));
    return 1;
  }
  const letter = word[shell.getoptsAt] as string;
  const at = letter === ':' ? -1 : specification.indexOf(letter);
  const wordEnds = shell.getoptsAt + 1 >= word.length;
  const advance = (by: number) => {
    shell.getoptsAt = by === 0 ? shell.getoptsAt + 1 : 1;
    shell.assign('OPTIND', String(index + by));
  };
  shell.unset('OPTARG');
  if (at < 0) {
    if (specification.startsWith(':')) shell.assign('OPTARG', letter);
    else yield* shell.writeTo(2, `Illegal option -${letter}\n`);
    advance(wordEnds ? 1 : 0);
    yield* shell.set(name, '?');
    return 0;
  }
  if (specification[at + 1] !== ':') advance(wordEnds ? 1 : 0);
  else if (!wordEnds) {
    shell.assign('OPTARG', word.slice(shell.getoptsAt + 1));
    advance(1);
  } else if (words[index] !== undefined) {
    shell.assign('OPTARG', words[index] as string);
    advance(2);
  } else {
    advance(1);
    if (specification.startsWith(':')) shell.assign('OPTARG', letter);
    else yield* shell.writeTo(2, `No arg for -${letter} option\n`);
    yield* shell.set(name, specification.startsWith(':') ? ':' : '?');
    return 0;
  }
  yield* shell.set(name, letter);
  return 0;
};

function split(word: string): { name: string; value: string | undefined } {
  const at = word.indexOf('=');
  return at < 0 ? { name: word, value: undefined } : { name: word.slice(0, at), value: word.slice(at + 1) };
}

export function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}
