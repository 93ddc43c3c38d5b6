import { refused } from '../../errno.ts';
import type { Program } from '../../syscalls.ts';
import { badUsage, cannotOpen, complain, openInput, readAll } from '../input.ts';
import { readOptions } from '../options.ts';
import { Input } from './input.ts';
import { Interpreter } from './interpreter.ts';
import { parseAwk } from './parser.ts';
import { Patterns } from './patterns.ts';
import { InputRecord } from './record.ts';
import { Streams } from './streams.ts';
import { AwkError } from './syntax.ts';
import { unescaped } from './tokens.ts';
import { fromOutside, textOf } from './values.ts';
import { Variables } from './variables.ts';

const usage = 'awk [OPTIONS] [AWK_PROGRAM] [FILE]...';

/**
 * `awk [-F SEPARATOR] [-v NAME=VALUE] [-f FILE] PROGRAM [FILE…]`: POSIX awk with busybox' additions. There is no kept
 * npm package of it that is small and free of a host, so it is read and run here.
 */
export const awk: Program = function* (process) {
  const { assignments, separator, files, words, problem } = optionsOf(process.argv);
  if (problem !== undefined || (files.length === 0 && words.length === 0))
    return yield* badUsage(process, problem, usage);
  let source = files.length === 0 ? (words.shift() as string) : '';
  for (const file of files) {
    const fd = openInput(process, file);
    if (refused(fd)) {
      yield* complain(process, cannotOpen(file, fd));
      return 1;
    }
    source += `${yield* readAll(fd)}\n`;
    if (fd !== 0) process.close(fd);
  }
  const patterns = new Patterns(process);
  const variables = new Variables();
  const world = { process, variables, patterns, streams: new Streams(process, patterns) };
  const standard = { FS: ' ', OFS: ' ', ORS: '\n', RS: '\n', SUBSEP: '\x1c', CONVFMT: '%.6g', OFMT: '%.6g' };
  for (const [name, value] of Object.entries(standard)) variables.setGlobal(name, value);
  for (const name of ['NR', 'FNR', 'RSTART', 'RLENGTH']) variables.setGlobal(name, 0);
  if (separator !== undefined) variables.setGlobal('FS', separator === 't' ? '\t' : unescaped(separator));
  for (const word of assignments) {
    const at = word.indexOf('=');
    if (at < 1) return yield* badUsage(process, undefined, usage);
    variables.setGlobal(word.slice(0, at), fromOutside(unescaped(word.slice(at + 1))));
  }
  for (const [index, word] of ['awk', ...words].entries())
    variables.setElement(variables.array('ARGV'), String(index), fromOutside(word));
  variables.setGlobal('ARGC', words.length + 1);
  for (const [name, value] of process.env) variables.setElement(variables.array('ENVIRON'), name, fromOutside(value));
  const separators = () => ({ input: textOf(variables.global('FS')), output: textOf(variables.global('OFS')) });
  try {
    const input = new Input(world);
    const interpreter = new Interpreter(parseAwk(source), world, new InputRecord(patterns, separators), input);
    const exitCode = yield* interpreter.run();
    return exitCode || input.status;
  } catch (error) {
    if (!(error instanceof AwkError)) throw error;
    yield* complain(process, error.text.startsWith('cmd.') ? error.text : `cmd. line:1: ${error.text}`);
    return 1;
  }
};

/** `-v` and `-f` may come several times; options end at the program. */
function optionsOf(argv: readonly string[]) {
  const assignments: string[] = [];
  const files: string[] = [];
  let separator: string | undefined;
  let problem: string | undefined;
  let at = 1;
  for (; at < argv.length && /^-./.test(argv[at] as string); at++) {
    const word = argv[at] as string;
    if (word === '--') {
      at += 1;
      break;
    }
    const needsNext = word.length === 2 && 'Fvf'.includes(word[1] as string);
    const read = readOptions([argv[0] ?? 'awk', word, ...(needsNext ? argv.slice(at + 1, at + 2) : [])], 'F:v:f:e:');
    problem ??= read.problem;
    const { flags } = read;
    separator = flags.get('F') ?? separator;
    if (flags.has('v')) assignments.push(flags.get('v') as string);
    if (flags.has('f')) files.push(flags.get('f') as string);
    if (needsNext) at += 1;
  }
  return { assignments, files, separator, problem, words: argv.slice(at) };
}
