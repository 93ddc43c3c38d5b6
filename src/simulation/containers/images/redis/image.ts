import { isAnyAddress } from '../../../network/socketAddress.ts';
import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, write } from '../../syscalls.ts';
import { folder } from '../baseFiles.ts';
import { runDaemon } from '../daemon.ts';
import { debianFiles, usrWith } from '../distributions.ts';
import { entrypointFor } from '../entrypoint.ts';
import { listenAddresses } from '../listenAddresses.ts';
import { dayStamp } from '../logTimes.ts';
import { redisCli } from './cli.ts';
import { readConfiguration } from './configuration.ts';
import { baseMemoryBytes } from './keyspace.ts';
import { followMaster } from './replica.ts';
import { RedisServer } from './server.ts';

/** A line of redis' log: `1:M 22 Nov 2026 16:00:00.000 * text`. */
function line(process: Process, role: 'C' | 'M' | 'S', level: string, text: string): string {
  return `${process.pid}:${role} ${dayStamp(process.nowMs)} ${level} ${text}`;
}

const serverProgram: Program = function* (process) {
  const settings = yield* readConfiguration(process);
  if (typeof settings === 'string') {
    const fatal = settings.startsWith('\n') ? settings : line(process, 'C', '#', settings);
    yield* write(settings.startsWith('\n') ? 2 : 1, `${fatal}\n`);
    return 1;
  }
  const port = Number(settings.get('port'));
  const role = settings.get('replicaof') === '' ? 'M' : 'S';
  const server = new RedisServer(process, settings);
  const log = function* (level: string, text: string): Run<void> {
    yield* write(1, `${line(process, role, level, text)}\n`);
  };
  const plain = process.argv.length === 1;
  // `-` is for addresses that need not be there; `::*` are all of IPv6.
  const bound = (settings.get('bind') ?? '').split(' ').map((host) => host.replace(/^-/, '').replace('::*', '::'));
  return yield* runDaemon(process, {
    logTo: 1,
    starting: () => [
      line(process, 'C', '*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo'),
      line(
        process,
        'C',
        '*',
        `Redis version=${process.env.get('REDIS_VERSION')}, bits=64, commit=00000000, modified=0, pid=${process.pid}, just started`,
      ),
      plain
        ? line(
            process,
            'C',
            '#',
            'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
          )
        : line(process, 'C', '*', 'Configuration loaded'),
      line(process, role, '*', 'monotonic clock: POSIX clock_gettime'),
    ],
    startUpCpuMs: 20,
    memoryBytes: baseMemoryBytes,
    listens: yield* listenAddresses(process, bound, port),
    cannotListen: ({ ip }, problem) => ({
      lines: () => [
        line(
          process,
          role,
          '#',
          `Warning: Could not create server TCP listening socket ${isAnyAddress(ip) ? '*' : ip}:${port}: bind: ${problem.text}`,
        ),
        line(process, role, '#', `Failed listening on port ${port} (tcp), aborting.`),
      ],
      exitCode: 1,
    }),
    ready: () => {
      if (role === 'S') {
        process.startThread(function* (thread) {
          yield* followMaster(server, thread, log);
          return 0;
        });
      }
      return [
        line(process, role, '*', `Running mode=standalone, port=${port}.`),
        line(process, role, '*', 'Server initialized'),
        line(process, role, '*', 'Ready to accept connections tcp'),
      ];
    },
    serve: (thread, fd) => server.serve(thread, fd),
    ends: { SIGTERM: ending(process, role, 'SIGTERM'), SIGINT: ending(process, role, 'SIGINT') },
  });
};

function ending(process: Process, role: 'M' | 'S', signal: 'SIGTERM' | 'SIGINT') {
  return {
    lines: () => [
      `${process.pid}:signal-handler (${Math.floor(process.nowMs / 1000)}) Received ${signal} scheduling shutdown...`,
      line(process, role, '*', 'User requested shutdown...'),
      line(process, role, '*', 'Saving the final RDB snapshot before exiting.'),
      line(process, role, '*', 'DB saved on disk'),
      line(process, role, '#', 'Redis is now ready to exit, bye bye...'),
    ],
  };
}

/** The image's script: options and files are redis-server's, other words a command of their own. */
const entrypoint = entrypointFor(serverProgram, 'redis-server');

/** docker.io/library/redis. */
export function redis(version: string): Image {
  const programs = folder({
    'redis-server': { kind: 'program', program: serverProgram },
    'redis-cli': { kind: 'program', program: redisCli },
    'docker-entrypoint.sh': { kind: 'program', program: entrypoint },
  });
  return {
    files: { ...debianFiles, data: folder({}, 0o777), usr: usrWith({ local: folder({ bin: programs }) }) },
    entrypoint: ['docker-entrypoint.sh'],
    command: ['redis-server'],
    env: { REDIS_VERSION: version },
    workingDir: '/data',
    stopSignal: 'SIGTERM',
  };
}

/** The Guestbook's follower: a redis that follows `redis-leader`, or the address of its Service's variable. */
export const redisFollower: Image = {
  ...redis('6.0.20'),
  files: {
    ...redis('6.0.20').files,
    'run.sh': {
      kind: 'program',
      *program(process) {
        const fromEnv = process.env.get('GET_HOSTS_FROM') === 'env';
        const leader = (fromEnv && process.env.get('REDIS_LEADER_SERVICE_HOST')) || 'redis-leader';
        process.argv = ['redis-server', '--replicaof', leader, '6379'];
        return yield* serverProgram(process);
      },
    },
  },
  entrypoint: ['/run.sh'],
  command: [],
};
