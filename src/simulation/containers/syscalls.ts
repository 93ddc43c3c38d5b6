import type { SocketAddress } from '../network/socketAddress.ts';
import type { ConnectOptions } from '../network/tcpConnect.ts';
import type { SystemError } from './errno.ts';
import type { Process } from './process.ts';

/**
 * The calls by which a program may have to wait: it yields them and goes on when the kernel answers. Calls that never
 * wait (open, stat, mkdir, spawn, kill, listen, …) are methods of `Process`. Reading and writing
 * serve files, pipes and connections alike.
 */
export type Syscall =
  | { readonly call: 'sleep'; readonly ms: number }
  | { readonly call: 'read'; readonly fd: number; readonly maxBytes: number }
  | { readonly call: 'write'; readonly fd: number; readonly text: string }
  | { readonly call: 'wait'; readonly pid: number | undefined; readonly until: WaitUntil }
  | { readonly call: 'accept'; readonly fd: number }
  | ({ readonly call: 'connect'; readonly address: SocketAddress; readonly timeoutMs: number | undefined } & Pick<
      ConnectOptions,
      'way' | 'onServed'
    >)
  | { readonly call: 'poll'; readonly wanted: readonly PollWish[]; readonly timeoutMs: number | undefined }
  | { readonly call: 'pause' }
  | { readonly call: 'work'; readonly cpuMs: number }
  | { readonly call: 'compute' };

/** A descriptor and what is to be done with it without waiting. */
export interface PollWish {
  readonly fd: number;
  readonly for: 'read' | 'write';
}

/** What ends a wait: only the end of a child, or also a signal that the process catches. */
export type WaitUntil = 'exit' | 'exitOrSignal';

/** A piece of a program that ends with a `T`. */
export type Run<T> = Generator<Syscall, T, unknown>;

/** What an executable does; ends with its exit code (0 to 255). */
export type Program = (process: Process) => Run<number>;

/** A child that has ended. */
export interface EndedChild {
  readonly pid: number;
  /** 0 to 255; 128 and its number where a signal ended it. */
  readonly exitCode: number;
}

/** How much a program reads at once, in bytes. */
export const readBytes = 16 * 1024;

/** Lets virtual time pass; refused with EINTR where a caught signal came first. */
export function* sleep(ms: number): Run<SystemError | undefined> {
  return (yield { call: 'sleep', ms }) as SystemError | undefined;
}

/** Reads at most so many bytes; '' at the end. */
export function* read(fd: number, maxBytes: number = readBytes): Run<string | SystemError> {
  return (yield { call: 'read', fd, maxBytes }) as string | SystemError;
}

/** Writes all of the text. */
export function* write(fd: number, text: string): Run<SystemError | undefined> {
  let rest = text;
  while (rest !== '') {
    const written = (yield { call: 'write', fd, text: rest }) as number | SystemError;
    if (typeof written !== 'number') return written;
    rest = rest.slice(written);
  }
  return undefined;
}

/** Waits for the end of a child (any where none is named): ECHILD where there is none, EINTR on a caught signal. */
export function* wait(pid: number | undefined, until: WaitUntil): Run<EndedChild | SystemError> {
  return (yield { call: 'wait', pid, until }) as EndedChild | SystemError;
}

/** Takes the next connection of a listening socket: its descriptor. */
export function* accept(fd: number): Run<number | SystemError> {
  return (yield { call: 'accept', fd }) as number | SystemError;
}

/** Opens a connection: its descriptor; ETIMEDOUT after so many milliseconds of virtual time, or after Linux' own limit. */
export function* connect(
  address: SocketAddress,
  timeoutMs?: number,
  options: Pick<ConnectOptions, 'way' | 'onServed'> = {},
): Run<number | SystemError> {
  return (yield { call: 'connect', address, timeoutMs, ...options }) as number | SystemError;
}

/** Waits until one of them can be read or written: those that can; none when the time is over. */
export function* poll(wanted: readonly PollWish[], timeoutMs?: number): Run<readonly PollWish[] | SystemError> {
  return (yield { call: 'poll', wanted, timeoutMs }) as readonly PollWish[] | SystemError;
}

/** Waits for a signal that the process catches. */
export function* pause(): Run<void> {
  yield { call: 'pause' };
}

/** Gives the kernel the chance to count processor time and to end the process. */
export function* compute(): Run<void> {
  yield { call: 'compute' };
}

/** Works for so much processor time, milliseconds: longer in virtual time where the container is throttled. */
export function* work(cpuMs: number): Run<void> {
  yield { call: 'work', cpuMs };
}
