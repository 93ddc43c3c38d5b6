import type { HttpServerOptions } from '../../http/server.ts';
import type { Process } from '../../process.ts';
import { type Run, write } from '../../syscalls.ts';
import { stamp } from '../nginx/log.ts';
import { goListenAddresses, goListenProblem } from './goListen.ts';
import { runWebServer, type WebEnding } from './webServer.ts';

const mib = 1024 * 1024;
/** Go programs start within milliseconds. */
const startUpCpuMs = 4;
const memoryBytes = 6 * mib;

/** A line of Go's `log` package: `2026/11/22 16:00:00 text`. */
export function goLine(nowMs: number, text: string): string {
  return `${stamp(nowMs)} ${text}\n`;
}

/** The end of a Go program that does not handle a signal: as process 1 it exits with 2, since the kernel spares it. */
const untouched: WebEnding = { exitCode: 2 };

/** A web server in Go as most examples are written: `log.Fatal(http.ListenAndServe(...))`, no signal handled. */
export function* runGoServer(
  process: Process,
  options: {
    /** As Go writes them: `:8080`, `127.0.0.1:8080`. */
    readonly listens: readonly string[];
    readonly http: HttpServerOptions;
    /** The log's text before it serves. */
    readonly ready?: string;
    /** Whether its lines begin with the time. Yes unless given. */
    readonly lines?: 'plain';
    readonly onSignal?: WebEnding;
  },
): Run<number> {
  const line = (nowMs: number, text: string) => (options.lines === 'plain' ? `${text}\n` : goLine(nowMs, text));
  const { ready } = options;
  const ending = process.pid === 1 ? (options.onSignal ?? untouched) : { exitCode: 143 };
  const listens = yield* goListenAddresses(process, options.listens);
  if (typeof listens === 'string') {
    yield* write(2, goLine(process.nowMs, listens));
    return 1;
  }
  return yield* runWebServer(process, {
    logTo: options.lines === 'plain' ? 1 : 2,
    listens,
    http: options.http,
    startUpCpuMs,
    memoryBytes,
    ...(ready !== undefined && { ready: (nowMs) => line(nowMs, ready) }),
    cannotListen: (address, problem, nowMs) => ({
      text: goLine(nowMs, goListenProblem(address, problem)),
      exitCode: 1,
    }),
    ends: () => ({ SIGTERM: ending, SIGINT: ending }),
  });
}
