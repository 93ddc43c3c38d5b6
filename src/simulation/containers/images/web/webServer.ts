import type { SocketAddress } from '../../../network/socketAddress.ts';
import { refused, type SystemError } from '../../errno.ts';
import { HttpServer, type HttpServerOptions } from '../../http/server.ts';
import type { Process } from '../../process.ts';
import type { ProcessSignal } from '../../signals.ts';
import { pause, type Run, work, write } from '../../syscalls.ts';

/** How a web server ends. */
export interface WebEnding {
  /** What it logs before. */
  readonly text?: string;
  /** Whether it finishes what it is answering. */
  readonly finishes?: true;
  readonly exitCode: number;
}

/** A web server as its documentation describes it. Texts are made when they are written, for the time in them. */
export interface WebServer {
  /** 1 where it logs to the standard output, 2 for the standard error. */
  readonly logTo: 1 | 2;
  readonly listens: readonly SocketAddress[];
  readonly http: HttpServerOptions;
  /** What it computes before it listens, milliseconds of processor time. */
  readonly startUpCpuMs: number;
  /** What it holds in memory when nobody asks anything. */
  readonly memoryBytes: number;
  readonly starting?: (nowMs: number) => string;
  readonly ready?: (nowMs: number) => string;
  readonly cannotListen: (address: SocketAddress, problem: SystemError, nowMs: number) => WebEnding;
  /** Signals that it handles; others do what Linux does, which for process 1 is nothing. */
  readonly ends: (nowMs: number) => Readonly<Partial<Record<ProcessSignal, WebEnding>>>;
}

/** Runs a web server until a signal ends it; ends with its exit code. */
export function* runWebServer(process: Process, server: WebServer): Run<number> {
  for (const signal of Object.keys(server.ends(0))) process.dispositions.set(signal as ProcessSignal, 'catch');
  process.holdMemory(server.memoryBytes);
  const say = (text: string | undefined) => (text === undefined ? work(0) : write(server.logTo, text));
  if (server.starting) yield* say(server.starting(process.nowMs));
  if (server.startUpCpuMs > 0) yield* work(server.startUpCpuMs);
  const running: HttpServer[] = [];
  for (const address of server.listens) {
    const fd = process.listen(address);
    if (refused(fd)) {
      const ending = server.cannotListen(address, fd, process.nowMs);
      if (ending.text !== undefined) yield* write(2, ending.text);
      return ending.exitCode;
    }
    const http = new HttpServer(process, fd, server.http);
    http.start();
    running.push(http);
  }
  if (server.ready) yield* say(server.ready(process.nowMs));
  for (;;) {
    const signal = process.caught.shift();
    if (!signal) {
      yield* pause();
      continue;
    }
    const ending = server.ends(process.nowMs)[signal];
    if (!ending) continue;
    if (ending.text !== undefined) yield* say(ending.text);
    if (ending.finishes) for (const http of running) yield* http.stop();
    return ending.exitCode;
  }
}
