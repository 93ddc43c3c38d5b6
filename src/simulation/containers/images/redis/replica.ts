import { refused } from '../../errno.ts';
import { ByteReader } from '../../http/byteReader.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { connect, type Run, sleep, write } from '../../syscalls.ts';
import { formatCommand, readCommand } from './resp.ts';
import type { RedisServer } from './server.ts';

/** How often a replica tries to reach its master, milliseconds. */
const retryMs = 1000;

/** Follows the master that `replicaof` names: takes its keys, then every command that writes. */
export function* followMaster(
  server: RedisServer,
  thread: Process,
  log: (level: string, text: string) => Run<void>,
): Run<void> {
  const [host = '', port = '6379'] = (server.settings.get('replicaof') ?? '').split(' ');
  for (;;) {
    yield* log('*', `Connecting to MASTER ${host}:${port}`);
    const ip = yield* resolveName(thread, host);
    const fd = ip === undefined ? undefined : yield* connect({ ip, port: Number(port) });
    if (fd === undefined) yield* log('#', `Unable to connect to MASTER: ${host}: Name or service not known`);
    else if (refused(fd)) yield* log('#', `Error condition on socket for SYNC: ${fd.text}`);
    else {
      yield* log('*', 'MASTER <-> REPLICA sync started');
      const password = server.settings.get('masterauth') ?? '';
      yield* write(fd, (password === '' ? '' : formatCommand(['AUTH', password])) + formatCommand(['SYNC']));
      yield* log('*', 'MASTER <-> REPLICA sync: Finished with success');
      yield* apply(server, thread, fd);
      thread.close(fd);
      yield* log('#', 'Connection with master lost.');
    }
    yield* sleep(retryMs);
  }
}

function* apply(server: RedisServer, thread: Process, fd: number): Run<void> {
  const reader = new ByteReader(thread, fd);
  for (const keys of server.databases) keys.clear();
  let database = 0;
  for (;;) {
    const words = yield* readCommand(reader);
    if (!Array.isArray(words)) return;
    // Answers to AUTH are no commands.
    if (words[0]?.startsWith('+') || words[0]?.startsWith('-')) continue;
    if (words[0] === 'SELECT') database = Number(words[1]);
    else if (words.length > 0) yield* server.execute(database, words);
  }
}
