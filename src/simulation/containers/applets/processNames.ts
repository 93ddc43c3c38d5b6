import { WorkLimit } from '../exhaustion.ts';
import type { Process } from '../process.ts';
import { signalOf } from '../signals.ts';
import { compute, type Program, type Run, write } from '../syscalls.ts';
import { baseName } from './cp.ts';
import { badUsage, complain } from './input.ts';
import { readOptions } from './options.ts';
import { PatternError } from './patternSyntax.ts';
import { regularExpression } from './regularExpression.ts';

/** `pidof NAME…`, -s. */
export const pidof: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'so:');
  const found = running(process).filter((one) => rest.includes(nameOf(one)));
  if (found.length === 0) return 1;
  const pids = found.map(({ pid }) => pid).reverse();
  yield* write(1, `${(flags.has('s') ? pids.slice(0, 1) : pids).join(' ')}\n`);
  return 0;
};

/** `killall [-SIGNAL] NAME…`, -q. */
export const killall: Program = function* (process) {
  const { signal, words } = signalAmong(process.argv.slice(1));
  const quiet = words[0] === '-q' && words.shift() === '-q';
  if (!signal || words.length === 0)
    return yield* badUsage(process, undefined, 'killall [-lq] [-SIGNAL] PROCESS_NAME...');
  let status = 0;
  for (const name of words) {
    const found = running(process).filter((one) => nameOf(one) === name);
    for (const { pid } of found) process.kill(pid, signal);
    if (found.length > 0) continue;
    if (!quiet) yield* complain(process, `${name}: no process killed`);
    status = 1;
  }
  yield* compute();
  return status;
};

/** `pgrep PATTERN`, -f -x -l -a -o -n -v. */
export const pgrep: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'fxlaonvP:');
  const found = yield* matching(process, flags, rest[0], problem);
  if (typeof found === 'number') return found;
  for (const one of found) {
    const name = flags.has('a') ? ` ${one.argv.join(' ')}` : flags.has('l') ? ` ${nameOf(one)}` : '';
    yield* write(1, `${one.pid}${name}\n`);
  }
  return found.length > 0 ? 0 : 1;
};

/** `pkill [-SIGNAL] PATTERN`, -f -x -o -n. */
export const pkill: Program = function* (process) {
  const { signal, words } = signalAmong(process.argv.slice(1));
  const { flags, rest, problem } = readOptions(['pkill', ...words], 'fxlaonvP:');
  const found = yield* matching(process, flags, rest[0], problem);
  if (typeof found === 'number') return found;
  for (const { pid } of found) process.kill(pid, signal);
  yield* compute();
  return found.length > 0 ? 0 : 1;
};

function* matching(
  process: Process,
  flags: ReadonlyMap<string, string>,
  text: string | undefined,
  problem: string | undefined,
): Run<Process[] | number> {
  const pattern = text === undefined ? undefined : regularExpression(text, 'extended');
  if (!pattern || problem !== undefined)
    return yield* badUsage(process, problem, 'pgrep [-flanovx] [-s SID|-P PPID|PATTERN]');
  if (pattern instanceof PatternError) {
    yield* complain(process, `bad regex '${text}': ${pattern.text}`);
    return 2;
  }
  const work = new WorkLimit();
  const found = running(process).filter((one) => {
    if (one === process) return false;
    const subject = flags.has('f') ? one.argv.join(' ').slice(0, 4096) : nameOf(one);
    const match = pattern.find(subject, 0, work);
    const isHit = match !== undefined && (!flags.has('x') || (match[0] === 0 && match[1] === subject.length));
    return isHit !== flags.has('v');
  });
  process.charge(work.takenMicros);
  if (flags.has('o')) return found.slice(0, 1);
  return flags.has('n') ? found.slice(-1) : found;
}

function signalAmong(words: string[]) {
  const first = words[0] ?? '';
  const named = /^-(?:\d+|SIG\w+|[A-Z][A-Z0-9]+)$/.test(first) ? signalOf(first.slice(1)) : undefined;
  if (named) words.shift();
  return { signal: named ?? (signalOf('TERM') as NonNullable<typeof named>), words };
}

function running(process: Process): Process[] {
  return process.kernel.processes.filter(({ state }) => state !== 'ended');
}

/** The name of the program that it runs. */
function nameOf(process: Process): string {
  return baseName(process.argv[0] ?? '');
}
