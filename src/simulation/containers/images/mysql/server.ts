import { ByteReader } from '../../http/byteReader.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { type Run, write } from '../../syscalls.ts';
import { answerSql } from '../sqlSubset.ts';
import { endBody, errorBody, isPacket, lengthString, okBody, packet, readPacket } from './wire.ts';

/** Users and their passwords ('' for none), as the entrypoint has made them. */
export type Accounts = ReadonlyMap<string, string>;

/** Serves one connection: a greeting, a login in clear text, statements. */
export function* serveMysql(thread: Process, fd: number, accounts: Accounts, version: string): Run<void> {
  const file = thread.files[fd];
  if (!(file instanceof ConnectedSocket)) return;
  const host = file.socket.remote.ip === '127.0.0.1' ? 'localhost' : file.socket.remote.ip;
  const greeting = `\x0a${version}\0\x01\x00\x00\x00saltsalt\0\xff\xf7\x21\x02\x00\xff\xc1\x15${'\0'.repeat(10)}saltsaltsalt\0mysql_clear_password\0`;
  yield* write(fd, packet(0, greeting));
  const reader = new ByteReader(thread, fd);
  const login = yield* readPacket(reader);
  if (!isPacket(login)) return;
  const [user = '', rest = ''] = login.body.slice(32).split(/\0(.*)/s);
  const password = rest.slice(1).replace(/\0[\s\S]*$/, '');
  const expected = accounts.get(user);
  if (expected === undefined || expected !== password) {
    const using = password === '' ? 'NO' : 'YES';
    const text = `Access denied for user '${user}'@'${host}' (using password: ${using})`;
    yield* write(fd, packet(2, errorBody(1045, '28000', text)));
    return;
  }
  yield* write(fd, packet(2, okBody));
  const functions = new Map([
    ['version()', version],
    ['@@version', version],
    ['current_user()', `${user}@${host === 'localhost' ? host : '%'}`],
    ['user()', `${user}@${host}`],
    ['now()', new Date(thread.nowMs).toISOString().slice(0, 19).replace('T', ' ')],
    ['@@hostname', thread.kernel.hostname],
    ['@@server_id', '1'],
  ]);
  for (;;) {
    const command = yield* readPacket(reader);
    if (!isPacket(command) || command.body[0] === '\x01') return;
    if (command.body[0] !== '\x03') {
      yield* write(fd, packet(1, okBody));
      continue;
    }
    const answer = answerSql(command.body.slice(1), functions);
    if ('refused' in answer) yield* write(fd, packet(1, errorBody(1235, '42000', answer.refused)));
    else if ('done' in answer) yield* write(fd, packet(1, okBody));
    else {
      let number = 1;
      let text = packet(number++, String.fromCharCode(answer.columns.length));
      for (const name of answer.columns) {
        const parts = ['def', '', '', '', name, ''].map(lengthString).join('');
        text += packet(number++, `${parts}\x0c\x21\x00\xff\x00\x00\x00\xfd\x00\x00\x00\x00\x00`);
      }
      text += packet(number++, endBody);
      for (const row of answer.rows) text += packet(number++, row.map(lengthString).join(''));
      yield* write(fd, text + packet(number, endBody));
    }
  }
}
