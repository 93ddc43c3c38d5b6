import { readAll } from '../../applets/input.ts';
import { refused } from '../../errno.ts';
import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, work, write } from '../../syscalls.ts';
import { alpine, alpineRelease } from '../alpine.ts';
import { folder, textFile } from '../baseFiles.ts';
import { runDaemon } from '../daemon.ts';
import { debianFiles, usrWith } from '../distributions.ts';
import { entrypointFor } from '../entrypoint.ts';
import { listenAddresses } from '../listenAddresses.ts';
import { saveFile } from '../saveFile.ts';
import { buildText, packageVersion } from './build.ts';
import { pgIsReady, psql } from './clients.ts';
import { logLine, type Superuser, servePostgres } from './server.ts';

const memoryBytes = 38 * 1024 * 1024;
/** What initdb computes, and what a start costs, milliseconds of processor time: assumptions of the right order. */
const initdbCpuMs = 1200;
const startUpCpuMs = 60;
const port = 5432;

const missingPassword = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`;

const server: Program = function* (process) {
  const data = process.env.get('PGDATA') ?? '/var/lib/postgresql/data';
  const superuser = (yield* existing(process, data)) ?? (yield* initialize(process, data));
  if (!superuser) return 1;
  const log = (text: string) => logLine(process, 'LOG', text);
  const hosts = listenSetting(process.argv);
  const listens = yield* listenAddresses(process, hosts.split(/ *, */), port);
  return yield* runDaemon(process, {
    logTo: 2,
    starting: () => [log(`starting ${buildText(process.env.get('PG_VERSION') ?? '')}`)],
    startUpCpuMs,
    memoryBytes,
    listens,
    cannotListen: ({ ip }, problem) => ({
      lines: () => [
        log(`could not bind IPv4 address "${ip}": ${problem.text}`),
        logLine(
          process,
          'HINT',
          `Is another postmaster already running on port ${port}? If not, wait a few seconds and retry.`,
        ),
        logLine(process, 'WARNING', `could not create listen socket for "${hosts}"`),
        logLine(process, 'FATAL', 'could not create any TCP/IP sockets'),
      ],
      exitCode: 1,
    }),
    ready: () => [
      ...listens.map(({ ip }) => log(`listening on IPv4 address "${ip}", port ${port}`)),
      log(`listening on Unix socket "/var/run/postgresql/.s.PGSQL.${port}"`),
      log('database system is ready to accept connections'),
    ],
    serve: (thread, fd) => servePostgres(thread, fd, superuser),
    ends: { SIGINT: ending('fast'), SIGTERM: ending('smart'), SIGQUIT: ending('immediate') },
  });
};

/** `listen_addresses`, which the image's configuration sets to all: `-c NAME=VALUE`, `--NAME=VALUE`, `-h VALUE`. */
function listenSetting(argv: readonly string[]): string {
  const words = argv
    .join('\n')
    .replaceAll(/(^|\n)(-[ch])\n/g, '$1$2')
    .split('\n');
  const values = words.flatMap((word) => /^(?:-c|--)listen[_-]addresses=(.*)$|^-h(.+)$/.exec(word)?.slice(1) ?? []);
  return values.findLast((value) => value !== undefined)?.replace(/^(["'])(.*)\1$/, '$2') ?? '*';
}

/** The image's STOPSIGNAL is SIGINT: a fast shutdown, which does not wait for clients. */
function ending(kind: 'fast' | 'smart' | 'immediate') {
  return {
    lines: (process: Process) => [
      logLine(process, 'LOG', `received ${kind} shutdown request`),
      ...(kind === 'fast' ? [logLine(process, 'LOG', 'aborting any active transactions')] : []),
      logLine(process, 'LOG', 'shutting down'),
      logLine(process, 'LOG', 'database system is shut down'),
    ],
    afterMs: 50,
  };
}

/** The superuser of a data folder that was made before: what the environment says now does not matter any more. */
function* existing(process: Process, data: string): Run<Superuser | undefined> {
  const fd = process.open(`${data}/global/superuser`, { access: 'read' });
  if (refused(fd)) return undefined;
  const [name = '', database = '', password] = (yield* readAll(fd)).split('\n');
  process.close(fd);
  yield* write(1, '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n');
  return { name, database, password: password || undefined };
}

/** What the image's entrypoint and initdb do in an empty data folder; nothing where they refuse. */
function* initialize(process: Process, data: string): Run<Superuser | undefined> {
  const { env } = process;
  const trust = env.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
  const password = env.get('POSTGRES_PASSWORD');
  if (!password && !trust) {
    yield* write(2, missingPassword);
    return undefined;
  }
  const name = env.get('POSTGRES_USER') || 'postgres';
  const database = env.get('POSTGRES_DB') || name;
  yield* write(
    1,
    `The files belonging to this database system will be owned by user "postgres".\nThis user must also own the server process.\n\nThe database cluster will be initialized with locale "en_US.utf8".\nThe default database encoding has accordingly been set to "UTF8".\nThe default text search configuration will be set to "english".\n\nData page checksums are disabled.\n\nfixing permissions on existing directory ${data} ... ok\ncreating subdirectories ... ok\n`,
  );
  const isAlpine = !refused(process.stat('/etc/alpine-release'));
  yield* work(initdbCpuMs);
  for (const path of [data, `${data}/global`, `${data}/base`]) process.mkdir(path, 0o700);
  const kept = `${name}\n${database}\n${trust ? '' : password}\n`;
  const refusal =
    saveFile(process, `${data}/PG_VERSION`, `${env.get('PG_MAJOR')}\n`) ??
    saveFile(process, `${data}/global/superuser`, kept);
  if (refusal) {
    yield* write(2, `initdb: error: could not create directory "${data}/global": ${refusal.text}\n`);
    return undefined;
  }
  yield* write(
    1,
    `selecting dynamic shared memory implementation ... posix\nselecting default max_connections ... 100\nselecting default shared_buffers ... 128MB\nselecting default time zone ... ${isAlpine ? 'UTC' : 'Etc/UTC'}\ncreating configuration files ... ok\nrunning bootstrap script ... ok\n`,
  );
  // Alpine's C library has no locales, and initdb misses the program that lists them.
  if (isAlpine)
    yield* write(2, `sh: locale: not found\n${logLine(process, 'WARNING', 'no usable system locales were found')}\n`);
  yield* write(
    1,
    `performing post-bootstrap initialization ... ok\nsyncing data to disk ... ok\n\n\nSuccess. You can now start the database server using:\n\n    pg_ctl -D ${data} -l logfile start\n\n`,
  );
  if (database !== 'postgres') yield* write(1, 'CREATE DATABASE\n');
  yield* write(1, '\nPostgreSQL init process complete; ready for start up.\n\n');
  return { name, database, password: trust ? undefined : password };
}

/** docker.io/library/postgres. */
export function postgres(version: string, variant?: string): Image {
  const isAlpine = variant?.startsWith('alpine') === true;
  const id = isAlpine ? 70 : 999;
  const shell = isAlpine ? '/bin/sh' : '/bin/bash';
  const major = version.split('.')[0] ?? '';
  const bin = folder({
    postgres: { kind: 'program', program: server },
    'docker-entrypoint.sh': { kind: 'program', program: entrypointFor(server, 'postgres') },
    psql: { kind: 'program', program: psql },
    pg_isready: { kind: 'program', program: pgIsReady },
  });
  const data = Number(major) >= 18 ? `/var/lib/postgresql/${major}/docker` : '/var/lib/postgresql/data';
  const under = Number(major) >= 18 ? { [major]: folder({ docker: folder({}, 0o700) }) } : { data: folder({}, 0o1777) };
  return {
    files: {
      ...(isAlpine ? alpine.files : debianFiles),
      etc: folder({
        ...(isAlpine && alpineRelease),
        passwd: textFile(`root:x:0:0:root:/root:${shell}\npostgres:x:${id}:${id}::/var/lib/postgresql:${shell}\n`),
        group: textFile(`root:x:0:\npostgres:x:${id}:\n`),
      }),
      usr: usrWith({ local: folder({ bin }) }),
      var: folder({
        lib: folder({ postgresql: folder(under) }),
        run: folder({ postgresql: folder() }),
        tmp: folder({}, 0o1777),
      }),
    },
    entrypoint: ['docker-entrypoint.sh'],
    command: ['postgres'],
    env: { PG_VERSION: packageVersion(version, variant), PG_MAJOR: major, PGDATA: data },
    workingDir: '/',
    stopSignal: 'SIGINT',
  };
}
