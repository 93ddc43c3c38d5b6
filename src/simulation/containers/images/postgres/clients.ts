import { refused } from '../../errno.ts';
import { ByteReader } from '../../http/byteReader.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { connect, type Run, write } from '../../syscalls.ts';
import { formatMessage, isMessage, protocolVersion, readInt32, readMessage, strings } from './wire.ts';

/** What psql and pg_isready understand of their options. */
interface Options {
  host: string;
  port: number;
  user: string;
  database: string;
  command: string;
  tuplesOnly: boolean;
  unaligned: boolean;
}

/** Exit codes of psql: 1 for a refused statement, 2 where there is no connection. */
const statementFailed = 1;
const noConnection = 2;

/** `pg_isready [-h host] [-p port] [-U user]`: 0 where the server answers, 2 where nobody does. */
export function* pgIsReady(process: Process): Run<number> {
  const { host, port } = optionsOf(process);
  const place = `${host === '' ? '/var/run/postgresql' : host}:${port}`;
  const fd = yield* open(process, host, port);
  if (typeof fd === 'string') {
    yield* write(1, `${place} - no response\n`);
    return noConnection;
  }
  process.close(fd);
  yield* write(1, `${place} - accepting connections\n`);
  return 0;
}

/** `psql [-h host] [-p port] [-U user] [-d database] -c 'SELECT 1'`, and a connection URL. */
export function* psql(process: Process): Run<number> {
  const options = optionsOf(process);
  const fd = yield* open(process, options.host, options.port);
  const where =
    options.host === ''
      ? `socket "/var/run/postgresql/.s.PGSQL.${options.port}"`
      : `server at "${options.host}", port ${options.port}`;
  if (typeof fd === 'string') {
    yield* write(2, `psql: error: connection to ${where} failed: ${fd}\n`);
    return noConnection;
  }
  const reader = new ByteReader(process, fd);
  const database = options.database || options.user;
  yield* write(fd, formatMessage('', protocolVersion + strings(['user', options.user, 'database', database, ''])));
  const statements = options.command === '' ? [] : [options.command];
  let status = 0;
  let columnNames: readonly string[] = [];
  for (;;) {
    const message = yield* readMessage(reader, 'later');
    if (!isMessage(message)) {
      yield* write(2, `psql: error: connection to ${where} failed: server closed the connection unexpectedly\n`);
      return noConnection;
    }
    switch (message.type) {
      case 'R':
        if (readInt32(message.body) === 3) {
          const password = process.env.get('PGPASSWORD');
          if (password === undefined) {
            yield* write(2, `psql: error: connection to ${where} failed: fe_sendauth: no password supplied\n`);
            return noConnection;
          }
          yield* write(fd, formatMessage('p', `${password}\0`));
        }
        break;
      case 'Z': {
        const next = statements.shift();
        if (next === undefined) {
          yield* write(fd, formatMessage('X', ''));
          return status;
        }
        yield* write(fd, formatMessage('Q', `${next}\0`));
        break;
      }
      case 'E': {
        const fields = message.body.split('\0');
        const severity = fields[0]?.slice(1) ?? '';
        const text = fields.find((field) => field.startsWith('M'))?.slice(1) ?? '';
        if (severity === 'FATAL') {
          yield* write(2, `psql: error: connection to ${where} failed: FATAL:  ${text}\n`);
          return noConnection;
        }
        yield* write(2, `ERROR:  ${text}\n`);
        status = statementFailed;
        break;
      }
      default:
        if (message.type === 'T') columnNames = namesIn(message.body);
        yield* write(1, shown(message.type, message.body, columnNames, options));
    }
  }
}

/** As psql prints one row; the names of the columns come first, with a rule below. */
function shown(type: string, body: string, columnNames: readonly string[], options: Options): string {
  if (type === 'C') {
    const [word = ''] = body.split('\0');
    return word.startsWith('SELECT') ? (options.tuplesOnly ? '' : '(1 row)\n\n') : `${word}\n`;
  }
  if (type !== 'D') return '';
  const cells = cellsIn(body);
  if (options.unaligned) return `${options.tuplesOnly ? '' : `${columnNames.join('|')}\n`}${cells.join('|')}\n`;
  const widths = cells.map((cell, i) => Math.max(cell.length, options.tuplesOnly ? 0 : (columnNames[i]?.length ?? 0)));
  const numeric = cells.map((cell) => /^\d+(\.\d+)?$/.test(cell));
  const pad = (text: string, i: number) =>
    ` ${numeric[i] ? text.padStart(widths[i] ?? 0) : i === cells.length - 1 ? text : text.padEnd(widths[i] ?? 0)}`;
  const row = `${cells.map(pad).join(' |')}\n`;
  if (options.tuplesOnly) return row;
  const centred = columnNames.map((name, i) => {
    const space = (widths[i] ?? 0) - name.length;
    return ` ${' '.repeat(Math.floor(space / 2))}${name}${' '.repeat(Math.ceil(space / 2))} `;
  });
  return `${centred.join('|')}\n${widths.map((width) => '-'.repeat(width + 2)).join('+')}\n${row}`;
}

function namesIn(body: string): string[] {
  const names: string[] = [];
  for (let at = 2; at < body.length; ) {
    const end = body.indexOf('\0', at);
    names.push(body.slice(at, end));
    at = end + 19;
  }
  return names;
}

function cellsIn(body: string): string[] {
  const cells: string[] = [];
  for (let at = 2; at < body.length; ) {
    const length = readInt32(body, at);
    cells.push(body.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return cells;
}

/** A connection; else why there is none, as libpq words it. */
function* open(process: Process, host: string, port: number): Run<number | string> {
  const ip = host === '' || host.startsWith('/') ? '127.0.0.1' : yield* resolveName(process, host);
  if (ip === undefined) return `could not translate host name "${host}" to address: Name or service not known`;
  const fd = yield* connect({ ip, port });
  if (!refused(fd)) return fd;
  if (host === '') {
    return 'No such file or directory\n\tIs the server running locally and accepting connections on that socket?';
  }
  return `${fd.text}\n\tIs the server running on that host and accepting TCP/IP connections?`;
}

function optionsOf(process: Process): Options {
  const { env } = process;
  const user = env.get('PGUSER') ?? 'root';
  const options: Options = {
    host: env.get('PGHOST') ?? '',
    port: Number(env.get('PGPORT') ?? 5432),
    user,
    database: env.get('PGDATABASE') ?? '',
    command: '',
    tuplesOnly: false,
    unaligned: false,
  };
  const rest: string[] = [];
  const words = process.argv.slice(1);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const [, name = '', attached] = /^(--[a-z-]+)(?:=(.*))?$/s.exec(word) ?? /^(-[hpUdc])(.+)?$/s.exec(word) ?? [];
    const value = () => attached ?? words[++i] ?? '';
    if (name === '-h' || name === '--host') options.host = value();
    else if (name === '-p' || name === '--port') options.port = Number(value());
    else if (name === '-U' || name === '--username') options.user = value();
    else if (name === '-d' || name === '--dbname') rest.unshift(value());
    else if (name === '-c' || name === '--command') options.command = value();
    else if (name === '--tuples-only') options.tuplesOnly = true;
    else if (name === '--no-align') options.unaligned = true;
    else if (/^-[a-zA-Z]+$/.test(word)) {
      // Letters together, such as -tAc, of which the last may take the next word.
      options.tuplesOnly ||= word.includes('t');
      options.unaligned ||= word.includes('A');
      if (word.endsWith('c')) options.command = words[++i] ?? '';
    } else if (!word.startsWith('-')) rest.push(word);
  }
  const url = /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^:/]*)(?::(\d+))?(?:\/([^?]*))?/.exec(rest[0] ?? '');
  if (url) {
    if (url[1]) options.user = url[1];
    if (url[3]) options.host = url[3];
    if (url[4]) options.port = Number(url[4]);
    if (url[5]) options.database = url[5];
  } else if (rest[0] !== undefined) options.database = rest[0];
  return options;
}
