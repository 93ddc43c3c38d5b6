import { isLoopback } from '../../../network/socketAddress.ts';
import { ByteReader } from '../../http/byteReader.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { type Run, write } from '../../syscalls.ts';
import { isoStamp } from '../logTimes.ts';
import { answerSql } from '../sqlSubset.ts';
import { buildText, serverVersion } from './build.ts';
import { formatMessage, int16, int32, isMessage, readMessage, strings } from './wire.ts';

/** Who may log in, as the entrypoint has set it up. */
export interface Superuser {
  readonly name: string;
  /** Nothing where `trust` lets everyone in. */
  readonly password: string | undefined;
  readonly database: string;
}

/** A request for encryption instead of a first message: `N` says no. */
const sslRequest = int32(80_877_103);

/** Serves one connection of a client. */
export function* servePostgres(thread: Process, fd: number, superuser: Superuser): Run<void> {
  const reader = new ByteReader(thread, fd);
  let first = yield* readMessage(reader, 'first');
  if (isMessage(first) && first.body === sslRequest) {
    yield* write(fd, 'N');
    first = yield* readMessage(reader, 'first');
  }
  if (!isMessage(first)) return;
  const words = first.body.slice(4).split('\0');
  const parameter = (name: string) => words[words.indexOf(name) + 1];
  const user = words.includes('user') ? (parameter('user') ?? '') : '';
  const database = words.includes('database') ? (parameter('database') ?? user) : user;
  const fail = function* (code: string, text: string): Run<void> {
    yield* log(thread, 'FATAL', text);
    yield* write(fd, problem('FATAL', code, text));
  };
  const file = thread.files[fd];
  const isLocal = file instanceof ConnectedSocket && isLoopback(file.socket.remote.ip);
  // The image's pg_hba.conf trusts the Pod itself and asks everyone else for a password.
  if (superuser.password !== undefined && !isLocal) {
    yield* write(fd, formatMessage('R', int32(3)));
    const answer = yield* readMessage(reader, 'later');
    if (!isMessage(answer)) return;
    if (user !== superuser.name || answer.body.replace(/\0$/, '') !== superuser.password) {
      return yield* fail('28P01', `password authentication failed for user "${user}"`);
    }
  }
  if (user !== superuser.name) return yield* fail('28000', `role "${user}" does not exist`);
  if (database !== superuser.database && database !== 'postgres' && database !== 'template1') {
    return yield* fail('3D000', `database "${database}" does not exist`);
  }
  const packaged = thread.env.get('PG_VERSION') ?? '';
  const ready = formatMessage('Z', 'I');
  const parameters = formatMessage('S', strings(['server_version', serverVersion(packaged)]));
  yield* write(fd, formatMessage('R', int32(0)) + parameters + ready);
  const functions = new Map([
    ['version()', buildText(packaged)],
    ['current_user', user],
    ['current_database()', database],
    ['now()', `${isoStamp(thread.nowMs)}000+00`],
    ['pg_is_in_recovery()', 'f'],
    ['inet_server_addr()', thread.kernel.network.ip],
  ]);
  for (;;) {
    const message = yield* readMessage(reader, 'later');
    if (!isMessage(message) || message.type === 'X') return;
    if (message.type !== 'Q') {
      yield* write(fd, problem('ERROR', '0A000', 'Pod Labs simulates simple queries only') + ready);
      continue;
    }
    const answer = answerSql(message.body.replace(/\0$/, ''), functions);
    let text: string;
    if ('refused' in answer) text = problem('ERROR', '0A000', answer.refused);
    else if ('done' in answer) text = formatMessage('C', strings([answer.done]));
    else {
      // Columns without a name, of type text.
      const names = answer.columns.map((column) =>
        /^\w+(\(\))?$/.test(column) && !/^\d/.test(column) ? column.replace('()', '') : '?column?',
      );
      const fields = names.map(
        (name) => `${name}\0${int32(0)}${int16(0)}${int32(25)}${int16(-1)}${int32(-1)}${int16(0)}`,
      );
      text = formatMessage('T', int16(names.length) + fields.join(''));
      for (const row of answer.rows) {
        text += formatMessage('D', int16(row.length) + row.map((cell) => int32(cell.length) + cell).join(''));
      }
      text += formatMessage('C', strings([`SELECT ${answer.rows.length}`]));
    }
    yield* write(fd, text + ready);
  }
}

function problem(severity: string, code: string, text: string): string {
  return formatMessage('E', `S${severity}\0V${severity}\0C${code}\0M${text}\0\0`);
}

/** `2026-11-22 16:00:00.000 UTC [1] LOG:  text`. */
export function logLine(process: Process, level: string, text: string): string {
  return `${isoStamp(process.nowMs)} UTC [${process.pid}] ${level}:  ${text}`;
}

function* log(process: Process, level: string, text: string): Run<void> {
  yield* write(2, `${logLine(process, level, text)}\n`);
}
