import { type Errno, refused, type SystemError } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { type Run, write } from '../../syscalls.ts';

/** Linux' numbers of the errors that nginx reports. */
const numbers: Partial<Record<Errno, number>> = {
  EPERM: 1,
  ENOENT: 2,
  EAGAIN: 11,
  EACCES: 13,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  EMFILE: 24,
  ENOSPC: 28,
  EROFS: 30,
  EADDRINUSE: 98,
  EADDRNOTAVAIL: 99,
  ENETUNREACH: 101,
  ECONNRESET: 104,
  ETIMEDOUT: 110,
  ECONNREFUSED: 111,
  EHOSTUNREACH: 113,
};

/** `(13: Permission denied)` */
export function numbered(refusal: SystemError): string {
  return `(${numbers[refusal.errno] ?? 5}: ${refusal.errno === 'EHOSTUNREACH' ? 'Host is unreachable' : refusal.text})`;
}

export type LogLevel = 'notice' | 'warn' | 'error' | 'emerg';
const levels: readonly LogLevel[] = ['notice', 'warn', 'error', 'emerg'];

/** The error log: `2026/11/22 16:00:00 [notice] 1#1: text`. */
export class ErrorLog {
  readonly #fd: number;
  readonly #least: LogLevel | 'none';
  /** Who is said to answer requests: connections are threads of the master here, work of a worker in reality. */
  workerPid = 1;

  private constructor(fd: number, least: LogLevel | 'none') {
    this.#fd = fd;
    this.#least = least;
  }

  /** Opens `error_log PATH LEVEL`; the refusal where that is not possible. */
  static open(process: Process, path: string, level: string | undefined): ErrorLog | SystemError {
    const least = levels.includes(level as LogLevel)
      ? (level as LogLevel)
      : level === 'info' || level === 'debug'
        ? 'notice'
        : 'error';
    const fd = path === 'stderr' ? 2 : process.open(path, { access: 'write', append: true, create: true });
    return refused(fd) ? fd : new ErrorLog(fd, least);
  }

  *say(process: Process, level: LogLevel, text: string): Run<void> {
    if (this.#least === 'none' || levels.indexOf(level) < levels.indexOf(this.#least)) return;
    const pid = process.isThread ? this.workerPid : process.pid;
    yield* write(this.#fd, `${stamp(process.nowMs)} [${level}] ${pid}#${pid}: ${text}\n`);
  }

  close(process: Process): void {
    if (this.#fd > 2) process.close(this.#fd);
  }
}

/** As nginx stamps its error log. */
export function stamp(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/');
}
