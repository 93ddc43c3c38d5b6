import { refused, type SystemError, systemError } from '../errno.ts';
import { Exhausted, held } from '../exhaustion.ts';
import type { Process } from '../process.ts';
import { compute, type Run, read, write } from '../syscalls.ts';

/** What a tool may hold of its input at once, in bytes. */
const maxHeldBytes = 8 * 1024 * 1024;

/** Processor time for each line, microseconds (an assumption of the right order). */
const lineMicros = 1;

/** Counts processor time in a loop that makes no other calls, and lets time pass where a slice is used up. */
export function* paced(process: Process, micros: number): Run<void> {
  process.charge(micros);
  if (process.mustYield) yield* compute();
}

/** Opens an input; `-` is the standard input. */
export function openInput(process: Process, name: string): number | SystemError {
  if (name === '-') return 0;
  const node = process.stat(name);
  if (!refused(node) && node.kind === 'directory') return systemError('EISDIR');
  return process.open(name, { access: 'read' });
}

/** Prints `name: text` to stderr, beginning with the tool's own name. */
export function* complain(process: Process, text: string): Run<void> {
  const name = process.argv[0] ?? '';
  yield* write(2, `${name.slice(name.lastIndexOf('/') + 1)}: ${text}\n`);
}

/** Says how a tool is to be called, as busybox does where it is called otherwise; its exit code. */
export function* badUsage(process: Process, problem: string | undefined, usage: string): Run<number> {
  if (problem !== undefined) yield* complain(process, problem);
  yield* write(2, `BusyBox v1.36.1 multi-call binary.\n\nUsage: ${usage}\n`);
  return 1;
}

/** All that comes from a descriptor. */
export function* readAll(fd: number): Run<string> {
  let text = '';
  for (;;) {
    const piece = yield* read(fd);
    if (refused(piece) || piece === '') return text;
    text += piece;
    if (text.length > maxHeldBytes) throw new Exhausted();
  }
}

/** Hands each line (without its end) to `take` as it comes; ends early where `take` says so. */
export function* eachLine(process: Process, fd: number, take: (line: string) => Run<'more' | 'enough'>): Run<void> {
  let rest = '';
  for (;;) {
    const piece = yield* read(fd);
    if (refused(piece) || piece === '') break;
    rest += piece;
    if (piece.includes('\n')) {
      const lines = rest.split('\n');
      rest = lines.pop() as string;
      for (const line of lines) {
        if ((yield* take(line)) === 'enough') return;
        yield* paced(process, lineMicros);
      }
    }
    held(rest);
  }
  if (rest !== '') yield* take(rest);
}

/** Does something with each named input (the standard input where none is named); 1 where one could not be opened. */
export function* eachInput(
  process: Process,
  names: readonly string[],
  words: (name: string, refusal: SystemError) => string,
  work: (fd: number, name: string) => Run<void>,
): Run<number> {
  let status = 0;
  for (const name of names.length > 0 ? names : ['-']) {
    const fd = openInput(process, name);
    if (refused(fd)) {
      yield* complain(process, words(name, fd));
      status = 1;
      continue;
    }
    yield* work(fd, name);
    if (fd !== 0) process.close(fd);
  }
  return status;
}

/** `can't open 'x': No such file or directory` */
export const cannotOpen = (name: string, refusal: SystemError) => `can't open '${name}': ${refusal.text}`;
/** `x: No such file or directory` */
export const namedRefusal = (name: string, refusal: SystemError) => `${name}: ${refusal.text}`;
