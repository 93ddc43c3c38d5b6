import { echoText } from '../../applets/echo.ts';
import { formatPrintf } from '../../applets/printf.ts';
import { testWords } from '../../applets/test.ts';
import type { Builtin } from './builtin.ts';

export const echo: Builtin = function* (shell, argv) {
  return (yield* shell.writeTo(1, echoText(argv.slice(1)))) ? 0 : 1;
};

export const printf: Builtin = function* (shell, argv) {
  if (argv.length < 2) {
    yield* shell.writeTo(2, 'Usage: printf FORMAT [ARG]...\n');
    return 2;
  }
  const target = shell.dialect === 'bash' && argv[1] === '-v' ? argv[2] : undefined;
  const { text, problems } = formatPrintf(argv.slice(target === undefined ? 1 : 3));
  for (const problem of problems) yield* shell.complain(problem);
  if (target !== undefined) yield* shell.set(target, text);
  const written = target !== undefined || (yield* shell.writeTo(1, text));
  return problems.length > 0 || !written ? 1 : 0;
};

/** `test` and `[`. */
export const test: Builtin = (shell, argv) => {
  let words = argv.slice(1);
  if (argv[0] === '[') {
    if (words[words.length - 1] !== ']') return complain(shell, 'missing ]');
    words = words.slice(0, -1);
  }
  const result = testWords(shell.process, words);
  if (typeof result === 'string') return complain(shell, result);
  return result ? 0 : 1;
};

const complain = function* (shell: Parameters<Builtin>[0], text: string) {
  yield* shell.complain(text);
  return 2;
};
