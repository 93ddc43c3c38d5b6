import { refused } from '../../errno.ts';
import { type ProcessSignal, signalNumbers, signalOf } from '../../signals.ts';
import { compute, type Run, wait } from '../../syscalls.ts';
import { tellKilled } from '../children.ts';
import { jobLines, jobOf } from '../jobTable.ts';
import type { Shell } from '../shell.ts';
import { setTrap } from '../traps.ts';
import type { Builtin } from './builtin.ts';

/** `wait`: until all children have ended, or those named; a trapped signal ends it with 128 and its number. */
export const waitForJobs: Builtin = function* (shell, argv) {
  let status = 0;
  if (argv[1] === '-n') {
    const ended = yield* wait(undefined, 'exitOrSignal');
    if (refused(ended)) return ended.errno === 'EINTR' ? interruptedStatus(shell) : 127;
    shell.ended.set(ended.pid, ended.exitCode);
    return ended.exitCode;
  }
  if (argv.length === 1) {
    for (;;) {
      const ended = yield* wait(undefined, 'exitOrSignal');
      if (!refused(ended)) {
        shell.ended.set(ended.pid, ended.exitCode);
        continue;
      }
      return ended.errno === 'EINTR' ? interruptedStatus(shell) : 0;
    }
  }
  for (const word of argv.slice(1)) {
    const pid = word.startsWith('%') ? jobOf(shell, word)?.process.pid : Number(word);
    if (pid === undefined || Number.isNaN(pid)) return yield* shell.fail(`wait: Illegal number: ${word}`);
    const known = shell.ended.get(pid);
    if (known !== undefined) {
      status = known;
      continue;
    }
    const child = [...shell.process.children].find((one) => one.pid === pid);
    const ended = yield* wait(pid, 'exitOrSignal');
    if (!refused(ended)) {
      if (child) yield* tellKilled(shell, child);
      status = ended.exitCode;
      shell.ended.set(pid, status);
    } else if (ended.errno === 'EINTR') return interruptedStatus(shell);
    else status = 127;
  }
  return status;
};

function interruptedStatus(shell: Shell): number {
  const signal = shell.process.caught[0];
  return signal ? 128 + signalNumbers[signal] : 0;
}

export const kill: Builtin = function* (shell, argv) {
  const words = argv.slice(1);
  let signal: ProcessSignal | undefined = 'SIGTERM';
  const first = words[0] ?? '';
  if (first === '-l') {
    yield* shell.print(
      `${Object.entries(signalNumbers)
        .map(([name, number]) => `${String(number).padStart(2)}) ${name.slice(3)}`)
        .join('\n')}\n`,
    );
    return 0;
  }
  if (first === '-s' || /^-[A-Za-z0-9]+$/.test(first)) {
    words.shift();
    const name = first === '-s' ? (words.shift() ?? '') : first.slice(1);
    signal = signalOf(name);
    if (!signal && name !== '0') {
      yield* shell.complain(`bad signal name '${name}'`);
      return 1;
    }
  }
  if (words.length === 0) {
    yield* shell.complain('you need to specify whom to kill');
    return 1;
  }
  return yield* send(shell, words, signal);
};

function* send(shell: Shell, words: readonly string[], signal: ProcessSignal | undefined): Run<number> {
  let status = 0;
  for (const word of words) {
    const job = word.startsWith('%') ? jobOf(shell, word) : undefined;
    if (word.startsWith('%') && !job) {
      yield* shell.complain(`can't kill ${word}: No such process`);
      status = 1;
      continue;
    }
    const pid = job ? (shell.isInteractive ? -job.process.group : job.process.pid) : Number(word);
    if (!job && !/^-?\d+$/.test(word)) {
      yield* shell.complain(`invalid number '${word}'`);
      status = 1;
      continue;
    }
    const refusal = shell.process.kill(pid, signal);
    if (!refusal) continue;
    yield* shell.complain(`can't kill pid ${word}: ${refusal.text}`);
    status = 1;
  }
  yield* compute();
  return status;
}

/** `trap 'action' SIGNAL…`, `trap - SIGNAL…`, `trap '' SIGNAL…`, `trap`. */
export const trap: Builtin = function* (shell, argv) {
  const words = argv.slice(1);
  if (words[0] === '--') words.shift();
  if (words.length === 0) {
    for (const [signal, action] of shell.traps) {
      yield* shell.print(`trap -- '${action.replaceAll("'", "'\\''")}' ${signal.replace(/^SIG/, '')}\n`);
    }
    return 0;
  }
  const action = words.length === 1 || /^\d+$/.test(words[0] as string) ? undefined : (words.shift() as string);
  let status = 0;
  for (const word of words) {
    const signal = word === '0' ? 'EXIT' : word === 'EXIT' || word === 'ERR' ? word : signalOf(word);
    if (!signal) {
      yield* shell.complain(`trap: line 0: ${word}: invalid signal specification`);
      status = 1;
    } else setTrap(shell, signal, action === '-' ? undefined : action);
  }
  return status;
};

/** `jobs`: what runs in the background; -p only the pids. */
export const jobs: Builtin = function* (shell, argv) {
  if (argv[1] === '-p') for (const { process } of shell.jobs.values()) yield* shell.print(`${process.pid}\n`);
  else for (const line of jobLines(shell)) yield* shell.print(`${line}\n`);
  return 0;
};

export const ulimit: Builtin = function* (shell, argv) {
  yield* shell.print(argv.includes('-n') ? '1048576\n' : 'unlimited\n');
  return 0;
};
