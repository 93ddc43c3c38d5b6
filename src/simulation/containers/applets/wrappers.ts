import { refused, type SystemError } from '../errno.ts';
import type { Process } from '../process.ts';
import { signalOf } from '../signals.ts';
import { type Program, type Run, sleep, wait, write } from '../syscalls.ts';
import { badUsage, complain } from './input.ts';
import { readOptions } from './options.ts';
import { becomeCommand, startCommand } from './runCommand.ts';

/** `nice [-n ADJUST] COMMAND`: here all processes are equally nice. */
export const nice: Program = function* (process) {
  const words = process.argv.slice(1);
  if (words[0] === '-n') words.splice(0, 2);
  else if (/^-n?-?\d+$/.test(words[0] ?? '')) words.shift();
  if (words.length > 0) return yield* becomeCommand(process, words);
  yield* write(1, '0\n');
  return 0;
};

/** `nohup COMMAND`: it ignores SIGHUP. */
export const nohup: Program = function* (process) {
  const words = process.argv.slice(1);
  if (words.length === 0) return yield* badUsage(process, undefined, 'nohup PROG ARGS');
  process.dispositions.set('SIGHUP', 'ignore');
  return yield* becomeCommand(process, words);
};

/** `setsid COMMAND`. */
export const setsid: Program = function* (process) {
  const { rest } = optionsBeforeCommand(process, 'c');
  if (rest.length === 0) return yield* badUsage(process, undefined, 'setsid [-c] PROG ARGS');
  return yield* becomeCommand(process, rest);
};

/** `time COMMAND`: how long it took, on stderr. */
export const time: Program = function* (process) {
  const { flags, rest } = optionsBeforeCommand(process, 'pvf:o:');
  if (rest.length === 0) return yield* badUsage(process, undefined, 'time [-vpa] [-o FILE] PROG ARGS');
  const beganMs = process.nowMs;
  const child = startCommand(process, rest);
  if (refused(child)) return yield* notExecuted(process, rest[0], child);
  const exitCode = yield* exitCodeOf(child);
  if (exitCode > 0) yield* write(2, `Command exited with non-zero status ${exitCode}\n`);
  const seconds = (process.nowMs - beganMs) / 1000;
  const text = (value: number) =>
    flags.has('p') ? value.toFixed(2) : `${Math.floor(value / 60)}m ${(value % 60).toFixed(2)}s`;
  yield* write(2, `real${gap(flags)}${text(seconds)}\nuser${gap(flags)}${text(0)}\nsys${gap(flags)}${text(0)}\n`);
  return exitCode;
};

function gap(flags: ReadonlyMap<string, string>): string {
  return flags.has('p') ? ' ' : '\t';
}

/**
 * `timeout [-s SIGNAL] [-k SECONDS] SECONDS COMMAND`: it becomes the command, and a thread of its own watches the clock.
 * 143 where it had to be ended, as busybox; GNU says 124.
 */
export const timeout: Program = function* (process) {
  const { flags, rest, problem } = optionsBeforeCommand(process, 's:k:t:');
  const [limit = '', ...command] = rest;
  const signal = signalOf(flags.get('s') ?? 'TERM');
  if (problem !== undefined || command.length === 0)
    return yield* badUsage(process, problem, 'timeout [-s SIG] [-k KILL_SECS] SECS PROG ARGS');
  if (!signal) return yield* badWord(process, `invalid signal '${flags.get('s')}'`);
  const limitMs = durationMs(limit);
  const killAfterMs = flags.has('k') ? durationMs(flags.get('k') as string) : 0;
  if (limitMs === undefined || killAfterMs === undefined) return yield* badWord(process, `invalid number '${limit}'`);
  const { pid } = process;
  if (limitMs > 0) {
    process.startThread(function* (watcher) {
      yield* sleep(limitMs);
      watcher.kill(pid, signal);
      if (killAfterMs === 0) return 0;
      yield* sleep(killAfterMs);
      watcher.kill(pid, 'SIGKILL');
      return 0;
    });
  }
  return yield* becomeCommand(process, command);
};

/** How often the screen is written anew at most; a script that forgets to stop must not fill the log of a day. */
const shortestWatchMs = 100;

/** `watch [-n SECONDS] [-t] COMMAND`: runs it again and again. */
export const watch: Program = function* (process) {
  const { flags, rest } = optionsBeforeCommand(process, 'n:tdx');
  if (rest.length === 0) return yield* badUsage(process, undefined, 'watch [-n SEC] [-t] PROG ARGS');
  const seconds = Number(flags.get('n') ?? '2');
  const everyMs = Math.max(shortestWatchMs, Math.round((Number.isFinite(seconds) ? seconds : 2) * 1000));
  for (;;) {
    const title = flags.has('t') ? '' : `Every ${(everyMs / 1000).toFixed(1)}s: ${rest.join(' ')}\n\n`;
    if (yield* write(1, `\x1b[H\x1b[J${title}`)) return 1;
    const child = startCommand(process, ['/bin/sh', '-c', rest.join(' ')]);
    if (refused(child)) return yield* notExecuted(process, 'sh', child);
    yield* exitCodeOf(child);
    yield* sleep(everyMs);
  }
};

/** Options end at the command's name: what follows is the command's own. */
function optionsBeforeCommand(process: Process, specification: string) {
  const words = process.argv;
  let at = 1;
  while (at < words.length && /^-./.test(words[at] as string)) {
    const word = words[at] as string;
    at += 1;
    if (word === '--') break;
    const letter = word.slice(-1);
    if (word.length === 2 && specification[specification.indexOf(letter) + 1] === ':') at += 1;
  }
  const { flags, problem } = readOptions(words.slice(0, at), specification);
  return { flags, problem, rest: words.slice(at) };
}

function* exitCodeOf(child: Process): Run<number> {
  const ended = yield* wait(child.pid, 'exit');
  return refused(ended) ? 1 : ended.exitCode;
}

function* notExecuted(process: Process, name: string | undefined, refusal: SystemError): Run<number> {
  yield* complain(process, `can't execute '${name}': ${refusal.text}`);
  return refusal.errno === 'ENOENT' ? 127 : 126;
}

function* badWord(process: Process, text: string): Run<number> {
  yield* complain(process, text);
  return 1;
}

const unitMs: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function durationMs(text: string): number | undefined {
  const parsed = /^(\d{1,9}(?:\.\d{1,9})?)([smhd]?)$/.exec(text);
  return parsed ? Math.round(Number(parsed[1]) * (unitMs[parsed[2] as string] as number)) : undefined;
}
