import { textResponse } from '../http/message.ts';
import type { Image } from '../image.ts';
import type { Program } from '../syscalls.ts';
import { folder, smallLinux } from './baseFiles.ts';
import { runUntil } from './longRunning.ts';
import { runGoServer } from './web/goServer.ts';
import { simply } from './web/smallServers.ts';

/**
 * An image that the catalogue does not know: a server with a shell beside it. It listens on the ports that its container
 * declares, as people declare the ports on which their programs listen, and names itself in its answers.
 */
export function genericServer(image: string, ports: readonly number[]): Image {
  return {
    files: { ...smallLinux, app: folder({ server: { kind: 'program', program: serverOf(image, ports) } }) },
    entrypoint: ['/app/server'],
    command: [],
    env: {},
    workingDir: '/',
    stopSignal: 'SIGTERM',
  };
}

function serverOf(image: string, ports: readonly number[]): Program {
  if (ports.length === 0) return runUntil(['SIGTERM', 'SIGINT']);
  return function* (process) {
    return yield* runGoServer(process, {
      listens: ports.map((port) => `:${port}`),
      lines: 'plain',
      ready: `Listening on port${ports.length > 1 ? 's' : ''} ${ports.join(', ')}`,
      onSignal: { exitCode: 0, finishes: true },
      http: {
        onRequest: simply(({ local }) =>
          textResponse(200, `${image} on ${process.kernel.hostname}, port ${local.port}\n`),
        ),
      },
    });
  };
}
