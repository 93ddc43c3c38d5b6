import type { SocketAddress } from '../../../network/socketAddress.ts';
import type { HttpHandler } from '../../http/server.ts';
import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import type { ProcessSignal } from '../../signals.ts';
import type { Program, Run } from '../../syscalls.ts';
import { folder } from '../baseFiles.ts';
import { type Ending, type Lines, runDaemon } from '../daemon.ts';
import { debianFiles, usrWith } from '../distributions.ts';
import { entrypointFor } from '../entrypoint.ts';

/** A server of which Pod Labs simulates the outside: its log, its ports, its start, its end. */
export interface Service {
  /** Its program, along `PATH`. */
  readonly binary: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly ports: readonly number[];
  /** Where it listens, where that is not each of its ports on all addresses. */
  readonly listens?: (process: Process) => Run<readonly SocketAddress[]>;
  readonly logTo: 1 | 2;
  readonly memoryMib: number;
  readonly startUpCpuMs: number;
  readonly starting?: Lines;
  readonly ready: Lines;
  readonly portTaken: (process: Process, port: number) => Ending;
  readonly ends: Readonly<Partial<Record<ProcessSignal, Ending>>>;
  readonly serve?: (thread: Process, fd: number) => Run<void>;
  readonly onRequest?: HttpHandler;
  /** Programs beside it, such as its client. */
  readonly tools?: Readonly<Record<string, Program>>;
}

const mib = 1024 * 1024;

/** The program of a service. */
export function serviceProgram(service: Service): Program {
  return function* (process) {
    const everywhere = service.ports.map((port) => ({ ip: '0.0.0.0', port }));
    return yield* runDaemon(process, {
      logTo: service.logTo,
      ...(service.starting && { starting: service.starting }),
      startUpCpuMs: service.startUpCpuMs,
      memoryBytes: service.memoryMib * mib,
      listens: service.listens ? yield* service.listens(process) : everywhere,
      cannotListen: ({ port }) => service.portTaken(process, port),
      ready: service.ready,
      ...(service.serve && { serve: service.serve }),
      ...(service.onRequest && { onRequest: service.onRequest }),
      ends: service.ends,
    });
  };
}

/** An image that runs one service by an entrypoint script. */
export function serviceImage(service: Service): Image {
  const program = serviceProgram(service);
  const tools = Object.entries(service.tools ?? {}).map(([name, tool]) => [name, { kind: 'program', program: tool }]);
  const bin = folder({
    [service.binary]: { kind: 'program', program },
    'docker-entrypoint.sh': { kind: 'program', program: entrypointFor(program, service.binary) },
    ...Object.fromEntries(tools),
  });
  return {
    files: { ...debianFiles, usr: usrWith({ local: folder({ bin }) }) },
    entrypoint: ['docker-entrypoint.sh'],
    command: [service.binary, ...(service.args ?? [])],
    env: service.env ?? {},
    ...(service.user !== undefined && { user: service.user }),
    workingDir: '/',
    stopSignal: 'SIGTERM',
  };
}
