import type { SocketAddress } from '../../network/socketAddress.ts';
import { refused, type SystemError } from '../errno.ts';
import { type HttpHandler, HttpServer } from '../http/server.ts';
import type { Process } from '../process.ts';
import type { ProcessSignal } from '../signals.ts';
import { pause, type Run, read, sleep, work, write } from '../syscalls.ts';
import { serveConnections } from './connections.ts';

/** Lines that a server logs; made when they are written, for the time in them. */
export type Lines = (process: Process) => readonly string[];

/** How a server ends. */
export interface Ending {
  readonly lines?: Lines;
  /** What it does before it ends, milliseconds. */
  readonly afterMs?: number;
  /** 0 unless given. */
  readonly exitCode?: number;
}

/** A server as its image's documentation describes it. */
export interface Daemon {
  /** 1 where it logs to the standard output, 2 for the standard error. */
  readonly logTo: 1 | 2;
  readonly starting?: Lines;
  /** What it computes before it listens, milliseconds of processor time: a low CPU limit makes it a slow starter. */
  readonly startUpCpuMs: number;
  /** What it holds in memory when nobody asks anything. */
  readonly memoryBytes: number;
  readonly listens: readonly SocketAddress[];
  readonly cannotListen: (address: SocketAddress, problem: SystemError) => Ending;
  readonly ready: Lines;
  /** Answers requests where the server speaks HTTP. */
  readonly onRequest?: HttpHandler;
  /** Serves one connection; without it connections are taken and nothing is said. */
  readonly serve?: (thread: Process, fd: number) => Run<void>;
  /** The signals that end it. */
  readonly ends: Readonly<Partial<Record<ProcessSignal, Ending>>>;
}

/** Runs a server until one of its signals comes; ends with its exit code. */
export function* runDaemon(process: Process, daemon: Daemon): Run<number> {
  for (const signal of Object.keys(daemon.ends)) process.dispositions.set(signal as ProcessSignal, 'catch');
  process.holdMemory(daemon.memoryBytes);
  yield* say(process, daemon, daemon.starting);
  yield* work(daemon.startUpCpuMs);
  for (const address of daemon.listens) {
    const fd = process.listen(address);
    if (refused(fd)) return yield* end(process, daemon, daemon.cannotListen(address, fd));
    if (daemon.onRequest) new HttpServer(process, fd, { onRequest: daemon.onRequest }).start();
    else serveConnections(process, fd, daemon.serve ?? silence);
  }
  yield* say(process, daemon, daemon.ready);
  for (;;) {
    const signal = process.caught.shift();
    if (signal) return yield* end(process, daemon, daemon.ends[signal] ?? {});
    yield* pause();
  }
}

function* end(process: Process, daemon: Daemon, ending: Ending): Run<number> {
  yield* say(process, daemon, ending.lines);
  const { afterMs = 0, exitCode = 0 } = ending;
  if (afterMs > 0) yield* sleep(afterMs);
  return exitCode;
}

function* say(process: Process, daemon: Daemon, lines: Lines | undefined): Run<void> {
  for (const line of lines?.(process) ?? []) yield* write(daemon.logTo, `${line}\n`);
}

/** Reads what comes until the other end closes. */
function* silence(thread: Process, fd: number): Run<void> {
  for (;;) {
    const piece = yield* read(fd);
    if (refused(piece) || piece === '') return;
    thread.charge(1);
  }
}
