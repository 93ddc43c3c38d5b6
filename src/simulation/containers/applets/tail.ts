import { refused } from '../errno.ts';
import { Exhausted } from '../exhaustion.ts';
import type { RegularFile } from '../filesystem.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, read, sleep, write } from '../syscalls.ts';
import { cannotOpen, complain, openInput } from './input.ts';
import { readOptions } from './options.ts';

/** busybox looks for more once a second (`-s`). */
const defaultPollMs = 1000;

/** What it may hold of its input at once, in bytes. */
const maxHeldBytes = 8 * 1024 * 1024;

interface Followed {
  readonly name: string;
  fd: number | undefined;
  file: RegularFile | undefined;
}

/** `tail -n 10`, `-n +1`, `-c`, `-f`, `-F`: the end of files, and what is appended to them. */
export const tail: Program = function* (process) {
  const argv = [...process.argv];
  if (/^[-+]\d+$/.test(argv[1] ?? '')) argv[1] = `-n${argv[1]?.replace('-', '')}`;
  const { flags, rest, problem } = readOptions(argv, 'n:c:fFqvs:');
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  const amount = flags.get('c') ?? flags.get('n') ?? '10';
  const parsed = /^([-+]?)(\d+)([kmb]?)$/.exec(amount);
  if (!parsed) {
    yield* complain(process, `invalid number '${amount}'`);
    return 1;
  }
  const unit = { '': 1, b: 512, k: 1024, m: 1024 * 1024 }[parsed[3] as string] as number;
  const window: Window = {
    from: parsed[1] === '+' ? 'start' : 'end',
    count: Number(parsed[2]) * unit,
    of: flags.has('c') ? 'bytes' : 'lines',
  };
  const names = rest.length > 0 ? rest : ['-'];
  const headings = (names.length > 1 && !flags.has('q')) || flags.has('v');
  const followed: Followed[] = [];
  let status = 0;
  let shown: Followed | undefined;
  for (const name of names) {
    const fd = openInput(process, name);
    const entry: Followed = { name, fd: undefined, file: undefined };
    if (refused(fd)) {
      yield* complain(process, cannotOpen(name, fd));
      status = 1;
    } else {
      entry.fd = fd;
      entry.file = process.files[fd]?.file;
      if (headings) yield* write(1, `${shown ? '\n' : ''}==> ${name === '-' ? 'standard input' : name} <==\n`);
      shown = entry;
      yield* showEnd(fd, window);
    }
    followed.push(entry);
  }
  const retries = flags.has('F');
  if (!flags.has('f') && !retries) return status;
  if (!retries && followed.every((entry) => entry.fd === undefined)) {
    yield* complain(process, 'no files');
    return 1;
  }
  const pollMs = flags.has('s') ? Math.max(1, Number(flags.get('s')) || 0) * 1000 : defaultPollMs;
  for (;;) {
    yield* sleep(pollMs);
    for (const entry of followed) {
      if (retries && entry.name !== '-') yield* lookAgain(process, entry);
      if (entry.fd === undefined) continue;
      const more = yield* readMore(entry.fd);
      if (more === '') continue;
      if (headings && shown !== entry) yield* write(1, `\n==> ${entry.name} <==\n`);
      shown = entry;
      if (yield* write(1, more)) return 1;
    }
  }
};

/** `-F`: has the name come, gone or got another file? Says so in busybox' words. */
function* lookAgain(process: Process, entry: Followed): Run<void> {
  const node = process.stat(entry.name);
  if (!refused(node) && node === entry.file) {
    // A file that became shorter is read again from its start.
    const description = entry.fd === undefined ? undefined : process.files[entry.fd];
    if (description?.rewindIfShorter()) yield* complain(process, `${entry.name}: file truncated`);
    return;
  }
  if (entry.fd !== undefined) {
    if (refused(node)) yield* complain(process, `${entry.name} has been renamed or deleted`);
    else yield* complain(process, `${entry.name} has been replaced; following end of new file`);
    process.close(entry.fd);
    entry.fd = undefined;
    entry.file = undefined;
  } else if (!refused(node)) yield* complain(process, `${entry.name} has appeared; following end of new file`);
  if (refused(node)) return;
  const fd = openInput(process, entry.name);
  if (refused(fd)) return;
  entry.fd = fd;
  entry.file = process.files[fd]?.file;
}

interface Window {
  readonly from: 'start' | 'end';
  readonly count: number;
  readonly of: 'lines' | 'bytes';
}

/** What has been appended, as far as one round shows. */
function* readMore(fd: number): Run<string> {
  let text = '';
  for (;;) {
    const piece = yield* read(fd);
    if (refused(piece) || piece === '' || text.length > 1024 * 1024) return text;
    text += piece;
  }
}

function* showEnd(fd: number, window: Window): Run<void> {
  let text = '';
  let trimAt = maxHeldBytes / 8;
  let toSkip = window.from === 'start' ? Math.max(0, window.count - 1) : 0;
  for (;;) {
    const piece = yield* read(fd);
    if (refused(piece) || piece === '') break;
    if (window.from === 'start') {
      const rest = window.of === 'bytes' ? piece.slice(toSkip) : afterLines(piece, toSkip);
      toSkip -= window.of === 'bytes' ? Math.min(toSkip, piece.length) : Math.min(toSkip, lineEndsIn(piece));
      if (yield* write(1, rest)) return;
      continue;
    }
    text += piece;
    if (text.length < trimAt) continue;
    text = lastOf(text, window);
    trimAt = text.length * 2 + maxHeldBytes / 8;
    if (text.length > maxHeldBytes) throw new Exhausted();
  }
  if (window.from === 'end') yield* write(1, lastOf(text, window));
}

function lineEndsIn(text: string): number {
  return text.split('\n').length - 1;
}

function afterLines(text: string, lines: number): string {
  let at = 0;
  for (let line = 0; line < lines; line++) {
    at = text.indexOf('\n', at) + 1;
    if (at === 0) return '';
  }
  return text.slice(at);
}

function lastOf(text: string, window: Window): string {
  if (window.of === 'bytes') return window.count === 0 ? '' : text.slice(-window.count);
  let at = text.endsWith('\n') ? text.length - 1 : text.length;
  for (let lines = 0; lines < window.count; lines++) {
    at = text.lastIndexOf('\n', at - 1);
    if (at < 0) return text;
    if (lines === window.count - 1) return text.slice(at + 1);
  }
  return '';
}
