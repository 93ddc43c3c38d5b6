import { refused } from '../../errno.ts';
import { ByteReader } from '../../http/byteReader.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { connect, type Run, write } from '../../syscalls.ts';
import { isPacket, packet, readLengthStrings, readPacket } from './wire.ts';

interface Options {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly statement: string | undefined;
  readonly plain: boolean;
  readonly words: readonly string[];
}

/** A connection that has logged in; else the error's number and words. */
type Login = { readonly fd: number; readonly reader: ByteReader } | { readonly code: number; readonly text: string };

/** `mysqladmin ping`: 0 where a server answers, even one that refuses the login. */
export function* mysqladmin(process: Process): Run<number> {
  const options = optionsOf(process);
  const name = process.argv[0] ?? '';
  const login = yield* logIn(process, options);
  const action = options.words[0] ?? '';
  if ('code' in login && !(action === 'ping' && login.code === 1045)) {
    const text = `connect to server at '${options.host || 'localhost'}' failed\nerror: '${login.text}'`;
    yield* write(2, `${name}: ${text}\n`);
    return 1;
  }
  if (!('code' in login)) process.close(login.fd);
  if (action === 'ping') yield* write(1, 'mysqld is alive\n');
  else yield* write(2, `${name}: Pod Labs simulates \`ping\` only\n`);
  return action === 'ping' ? 0 : 1;
}

/** `mysql [-h host] [-P port] [-u user] [-ppassword] -e 'SELECT 1'`. */
export function* mysqlClient(process: Process): Run<number> {
  const options = optionsOf(process);
  const login = yield* logIn(process, options);
  if ('code' in login) {
    yield* write(2, `ERROR ${login.code} (${login.code === 1045 ? '28000' : 'HY000'}): ${login.text}\n`);
    return 1;
  }
  if (options.statement === undefined) {
    yield* write(2, 'mysql: Pod Labs simulates `-e statement` only\n');
    return 1;
  }
  for (const [index, statement] of options.statement.split(';').entries()) {
    if (statement.trim() === '') continue;
    yield* write(login.fd, packet(0, `\x03${statement}`));
    const head = yield* readPacket(login.reader);
    if (!isPacket(head)) {
      yield* write(2, 'ERROR 2013 (HY000): Lost connection to MySQL server during query\n');
      return 1;
    }
    if (head.body[0] === '\xff') {
      const code = head.body.charCodeAt(1) | (head.body.charCodeAt(2) << 8);
      yield* write(2, `ERROR ${code} (${head.body.slice(4, 9)}) at line ${index + 1}: ${head.body.slice(9)}\n`);
      return 1;
    }
    if (head.body[0] === '\x00') continue;
    const columns: string[] = [];
    const rows: string[][] = [];
    for (let ends = 0; ends < 2; ) {
      const next = yield* readPacket(login.reader);
      if (!isPacket(next)) return 1;
      if (next.body[0] === '\xfe') ends += 1;
      else if (ends === 0) columns.push(readLengthStrings(next.body)[4] ?? '');
      else rows.push(readLengthStrings(next.body));
    }
    if (!options.plain) yield* write(1, `${columns.join('\t')}\n`);
    for (const row of rows) yield* write(1, `${row.join('\t')}\n`);
  }
  yield* write(login.fd, packet(0, '\x01'));
  return 0;
}

/** Opens a connection and logs in; the errors are those of libmysqlclient. */
export function* logIn(process: Process, options: Pick<Options, 'host' | 'port' | 'user' | 'password'>): Run<Login> {
  const { host, port } = options;
  const ip = host === '' || host === 'localhost' ? '127.0.0.1' : yield* resolveName(process, host);
  if (ip === undefined) return { code: 2005, text: `Unknown MySQL server host '${host}' (-2)` };
  const fd = yield* connect({ ip, port });
  if (refused(fd)) {
    const local = `Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)`;
    const number = fd.errno === 'ECONNREFUSED' ? 111 : fd.errno === 'ETIMEDOUT' ? 110 : 113;
    if (host === '' || host === 'localhost') return { code: 2002, text: local };
    return { code: 2003, text: `Can't connect to MySQL server on '${host}:${port}' (${number})` };
  }
  const reader = new ByteReader(process, fd);
  const greeting = yield* readPacket(reader);
  if (!isPacket(greeting)) return { code: 2013, text: 'Lost connection to MySQL server' };
  const auth = `${String.fromCharCode(options.password.length & 255)}${options.password}`;
  yield* write(fd, packet(1, `${'\0'.repeat(32)}${options.user}\0${auth}\0mysql_clear_password\0`));
  const answer = yield* readPacket(reader);
  if (!isPacket(answer)) return { code: 2013, text: 'Lost connection to MySQL server' };
  if (answer.body[0] === '\xff')
    return { code: answer.body.charCodeAt(1) | (answer.body.charCodeAt(2) << 8), text: answer.body.slice(9) };
  return { fd, reader };
}

function optionsOf(process: Process): Options {
  const words: string[] = [];
  const values = new Map<string, string>();
  const args = process.argv.slice(1);
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    const long = /^--([a-z-]+)(?:=(.*))?$/s.exec(word);
    const short = /^-([hPuep])(.*)$/s.exec(word);
    if (long) values.set(long[1] as string, long[2] ?? '');
    else if (short) {
      const letter = short[1] as string;
      // A password is attached to its letter.
      values.set(letter, short[2] || letter === 'p' ? (short[2] as string) : (args[++i] ?? ''));
    } else if (word.startsWith('-')) values.set(word, '');
    else words.push(word);
  }
  const value = (short: string, long: string) => values.get(short) ?? values.get(long);
  return {
    host: value('h', 'host') ?? '',
    port: Number(value('P', 'port') ?? process.env.get('MYSQL_TCP_PORT') ?? 3306),
    user: value('u', 'user') ?? 'root',
    password: value('p', 'password') ?? process.env.get('MYSQL_PWD') ?? '',
    statement: value('e', 'execute'),
    plain: ['-N', '-sN', '-Ns', '-Nse', '-sNe'].some((flag) => values.has(flag)) || values.has('skip-column-names'),
    words,
  };
}
