import { readAll } from '../../applets/input.ts';
import { refused } from '../../errno.ts';
import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, work, write } from '../../syscalls.ts';
import { folder } from '../baseFiles.ts';
import { type Lines, runDaemon } from '../daemon.ts';
import { debianFiles, usrWith } from '../distributions.ts';
import { entrypointFor } from '../entrypoint.ts';
import { listenAddresses } from '../listenAddresses.ts';
import { saveFile } from '../saveFile.ts';
import { mysqladmin, mysqlClient } from './clients.ts';
import { type Accounts, serveMysql } from './server.ts';

/** What is different between the two products. */
interface Product {
  readonly prefix: 'MYSQL' | 'MARIADB';
  readonly name: string;
  readonly binary: string;
  readonly version: string;
  readonly memoryBytes: number;
}

/** What a first start and every start compute, milliseconds of processor time: assumptions of the right order. */
const initializeCpuMs = 8000;
const startUpCpuMs = 900;
const port = 3306;

const server = (product: Product): Program =>
  function* (process) {
    const note = (level: string, text: string) => `${entrypointStamp(process)} [${level}] [Entrypoint]: ${text}`;
    yield* write(1, `${note('Note', `Entrypoint script for ${product.name} Server ${product.version} started.`)}\n`);
    const accounts = (yield* existing(process)) ?? (yield* initialize(process, product, note));
    if (!accounts) return 1;
    const system = (code: string, text: string) =>
      `${new Date(process.nowMs).toISOString().replace('Z', '000Z')} 0 [System] [MY-${code}] [Server] ${text}`;
    const error = (code: string, text: string) => system(code, text).replace('[System]', '[ERROR]');
    const told = process.argv.join('\n');
    const bound = /(?:^|\n)--bind[-_]address[=\n]([^\n]*)/.exec(told)?.[1] ?? '*';
    const at = `/usr/sbin/${product.binary}`;
    const ready = `${at}: ready for connections. Version: '${product.version}'  socket: '/var/run/mysqld/mysqld.sock'  port: ${port}  ${product.name} Community Server - GPL.`;
    return yield* runDaemon(process, {
      logTo: 2,
      starting: () => [system('010116', `${at} (mysqld ${product.version}) starting as process ${process.pid}`)],
      startUpCpuMs,
      memoryBytes: product.memoryBytes,
      listens: yield* listenAddresses(process, bound.split(','), port),
      cannotListen: (_, problem) => ({
        lines: () => [
          error('010262', `Can't start server: Bind on TCP/IP port: ${problem.text}`),
          error('010257', `Do you already have another mysqld server running on port: ${port} ?`),
          error('010119', 'Aborting'),
        ],
        exitCode: 1,
      }),
      ready: () => [system('010931', ready)],
      serve: (thread, fd) => serveMysql(thread, fd, accounts, product.version),
      ends: {
        SIGTERM: {
          lines: stopLines(
            product,
            (text) => system('013172', text),
            (text) => system('010910', text),
          ),
          afterMs: 700,
        },
      },
    });
  };

function stopLines(product: Product, first: (text: string) => string, last: (text: string) => string): Lines {
  return () => [
    first(`Received SHUTDOWN from user <via user signal>. Shutting down mysqld (Version: ${product.version}).`),
    last(
      `/usr/sbin/${product.binary}: Shutdown complete (mysqld ${product.version})  ${product.name} Community Server - GPL.`,
    ),
  ];
}

function entrypointStamp(process: Process): string {
  return `${new Date(process.nowMs).toISOString().slice(0, 19).replace('T', ' ')}+00:00`;
}

/** The accounts of a data folder that was made before. */
function* existing(process: Process): Run<Accounts | undefined> {
  const fd = process.open(`${dataFolder}/mysql/user`, { access: 'read' });
  if (refused(fd)) return undefined;
  const lines = (yield* readAll(fd)).split('\n').filter((line) => line !== '');
  process.close(fd);
  return new Map(lines.map((line) => line.split('\t') as [string, string]));
}

const dataFolder = '/var/lib/mysql';

/** A first start: the root password, a user and a database from the environment; nothing where they say too little. */
function* initialize(
  process: Process,
  { prefix, name }: Product,
  note: (level: string, text: string) => string,
): Run<Accounts | undefined> {
  // MariaDB's image understands MySQL's names too.
  const value = (key: string) => process.env.get(`${prefix}_${key}`) ?? process.env.get(`MYSQL_${key}`) ?? '';
  const empty = value('ALLOW_EMPTY_PASSWORD') || value('ALLOW_EMPTY_ROOT_PASSWORD');
  const random = value('RANDOM_ROOT_PASSWORD');
  if (value('ROOT_PASSWORD') === '' && empty === '' && random === '') {
    const wanted =
      prefix === 'MYSQL'
        ? '    You need to specify one of the following as an environment variable:\n    - MYSQL_ROOT_PASSWORD\n    - MYSQL_ALLOW_EMPTY_PASSWORD\n    - MYSQL_RANDOM_ROOT_PASSWORD'
        : '\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD';
    yield* write(2, `${note('ERROR', 'Database is uninitialized and password option is not specified')}\n${wanted}\n`);
    return undefined;
  }
  yield* write(1, `${note('Note', 'Initializing database files')}\n`);
  yield* work(initializeCpuMs);
  yield* write(1, `${note('Note', 'Database files initialized')}\n${note('Note', 'Starting temporary server')}\n`);
  const accounts = new Map([['root', value('ROOT_PASSWORD')]]);
  if (random !== '') {
    const generated = process.kernel
      .randomInteger(0, 2 ** 32)
      .toString(36)
      .padStart(7, '0');
    accounts.set('root', generated);
    yield* write(1, `${note('Note', `GENERATED ROOT PASSWORD: ${generated}`)}\n`);
  }
  if (value('DATABASE') !== '') yield* write(1, `${note('Note', `Creating database ${value('DATABASE')}`)}\n`);
  if (value('USER') !== '') {
    accounts.set(value('USER'), value('PASSWORD'));
    yield* write(1, `${note('Note', `Creating user ${value('USER')}`)}\n`);
  }
  process.mkdir(`${dataFolder}/mysql`, 0o750);
  const refusal = saveFile(
    process,
    `${dataFolder}/mysql/user`,
    [...accounts].map((pair) => `${pair.join('\t')}\n`).join(''),
  );
  if (refusal) {
    yield* write(2, `${note('ERROR', `Can't create/write to file '${dataFolder}/mysql/user' (${refusal.text})`)}\n`);
    return undefined;
  }
  const end = `${name} init process done. Ready for start up.`;
  yield* write(
    1,
    `${note('Note', 'Stopping temporary server')}\n${note('Note', 'Temporary server stopped')}\n\n${note('Note', end)}\n\n`,
  );
  return accounts;
}

function image(product: Product): Image {
  const run = server(product);
  const client = { kind: 'program', program: mysqlClient } as const;
  const admin = { kind: 'program', program: mysqladmin } as const;
  const script = { kind: 'program', program: entrypointFor(run, product.binary) } as const;
  const maria: Record<string, typeof client> =
    product.prefix === 'MARIADB' ? { mariadb: client, 'mariadb-admin': admin } : {};
  const bin = folder({ env: { kind: 'link', target: '/bin/env' }, mysql: client, mysqladmin: admin, ...maria });
  const sbin = folder({ [product.binary]: { kind: 'program', program: run } });
  const local = folder({ bin: folder({ 'docker-entrypoint.sh': script }) });
  return {
    files: {
      ...debianFiles,
      usr: usrWith({ bin, sbin, local }),
      var: folder({
        lib: folder({ mysql: folder({}, 0o777) }),
        run: folder({ mysqld: folder() }),
        tmp: folder({}, 0o1777),
        log: folder(),
      }),
    },
    entrypoint: ['docker-entrypoint.sh'],
    command: [product.binary],
    env: { [`${product.prefix}_VERSION`]: product.version },
    workingDir: '/',
    stopSignal: 'SIGTERM',
  };
}

const mib = 1024 * 1024;

/** docker.io/library/mysql. */
export function mysql(version: string): Image {
  return image({ prefix: 'MYSQL', name: 'MySQL', binary: 'mysqld', version, memoryBytes: 380 * mib });
}

/** docker.io/library/mariadb. */
export function mariadb(version: string): Image {
  return image({
    prefix: 'MARIADB',
    name: 'MariaDB',
    binary: 'mariadbd',
    version: `${version}-MariaDB`,
    memoryBytes: 95 * mib,
  });
}
