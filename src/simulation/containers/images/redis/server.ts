import { ByteReader } from '../../http/byteReader.ts';
import type { Process } from '../../process.ts';
import { poll, type Run, write } from '../../syscalls.ts';
import { blockingPop } from './blockingPop.ts';
import { keyCommandOf } from './commands.ts';
import type { Configuration } from './configuration.ts';
import { infoText } from './info.ts';
import { baseMemoryBytes, Keyspace } from './keyspace.ts';
import {
  array,
  bulk,
  bulks,
  error,
  formatCommand,
  formatReply,
  integer,
  type Reply,
  readCommand,
  status,
} from './resp.ts';

/** Processor time of one command, microseconds: redis answers about 100,000 a second. */
const commandMicros = 10;
/** One connection of a client. */
export interface Session {
  readonly thread: Process;
  readonly fd: number;
  readonly reader: ByteReader;
  database: number;
  isTrusted: boolean;
  readonly channels: Set<string>;
}

/** What a redis server knows, and how it answers (https://redis.io/docs/latest/commands/). */
export class RedisServer {
  readonly process: Process;
  readonly settings: Configuration;
  readonly databases: readonly Keyspace[];
  /** Whom commands that write are passed on to. */
  readonly replicas = new Set<number>();
  /** Sessions that wait for lists to get items. */
  readonly waiting = new Set<() => void>();
  readonly #sessions = new Set<Session>();

  constructor(process: Process, settings: Configuration) {
    this.process = process;
    this.settings = settings;
    const count = Math.min(1024, Math.max(1, Number(settings.get('databases')) || 16));
    this.databases = Array.from({ length: count }, () => new Keyspace(() => process.nowMs));
  }

  get clients(): number {
    return this.#sessions.size;
  }

  get usedBytes(): number {
    return this.databases.reduce((sum, { usedBytes }) => sum + usedBytes, 0);
  }

  /** Answers one connection to its end. */
  *serve(thread: Process, fd: number): Run<void> {
    const session: Session = {
      thread,
      fd,
      reader: new ByteReader(thread, fd),
      database: 0,
      isTrusted: this.settings.get('requirepass') === '',
      channels: new Set(),
    };
    this.#sessions.add(session);
    for (;;) {
      const words = yield* readCommand(session.reader);
      if (!Array.isArray(words)) {
        if (words === 'malformed') yield* write(fd, '-ERR Protocol error: invalid multibulk length\r\n');
        break;
      }
      if (words.length === 0) continue;
      thread.charge(commandMicros);
      const reply = yield* this.#answer(session, words);
      if (reply && (yield* write(fd, formatReply(reply)))) break;
      if (words[0]?.toUpperCase() === 'QUIT') break;
    }
    this.#sessions.delete(session);
    this.replicas.delete(fd);
  }

  *#answer(session: Session, words: readonly string[]): Run<Reply | undefined> {
    const name = (words[0] as string).toUpperCase();
    if (name === 'AUTH') return this.#authenticate(session, words);
    if (name === 'QUIT') return status('OK');
    if (!session.isTrusted) return error('NOAUTH Authentication required.');
    const known = keyCommandOf(name);
    if (known) {
      const right = known.arity > 0 ? words.length === known.arity : words.length >= -known.arity;
      if (!right) return error(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
      if (known.writes && this.settings.get('replicaof') !== '') {
        return error("READONLY You can't write against a read only replica.");
      }
      return yield* this.execute(session.database, words);
    }
    switch (name) {
      case 'PING':
        return words[1] === undefined ? status('PONG') : bulk(words[1]);
      case 'ECHO':
        return bulk(words[1] ?? '');
      case 'SELECT': {
        const index = Number(words[1]);
        if (!this.databases[index]) return error('ERR DB index is out of range');
        session.database = index;
        return status('OK');
      }
      case 'INFO':
        return bulk(infoText(this, words[1]?.toLowerCase()));
      case 'CONFIG':
        return this.#configure(words);
      case 'ROLE':
        return this.settings.get('replicaof') === ''
          ? array([bulk('master'), integer(0), array([])])
          : array([bulk('slave'), bulk(this.settings.get('replicaof')?.split(' ')[0])]);
      case 'SAVE':
        return status('OK');
      case 'BGSAVE':
        return status('Background saving started');
      case 'COMMAND':
        return array([]);
      case 'CLIENT':
        return status('OK');
      case 'TIME':
        return bulks([String(Math.floor(this.process.nowMs / 1000)), String((this.process.nowMs % 1000) * 1000)]);
      case 'BLPOP':
      case 'BRPOP':
        return yield* blockingPop(this, session, words);
      case 'SUBSCRIBE':
        for (const channel of words.slice(1)) {
          session.channels.add(channel);
          const count = session.channels.size;
          yield* write(session.fd, formatReply(array([bulk('subscribe'), bulk(channel), integer(count)])));
        }
        return undefined;
      case 'PUBLISH':
        return yield* this.#publish(words[1] ?? '', words[2] ?? '');
      case 'SYNC':
        return yield* this.#addReplica(session);
      case 'SHUTDOWN':
        this.process.kill(this.process.pid, 'SIGTERM');
        return undefined;
      default: {
        const args = words.slice(1).map((word) => `'${word}' `);
        return error(`ERR unknown command '${words[0]}', with args beginning with: ${args.join('')}`);
      }
    }
  }

  /** Carries out a command on the keys and passes it on to the replicas. */
  *execute(database: number, words: readonly string[]): Run<Reply> {
    const command = keyCommandOf(words[0] as string);
    const keys = this.databases[database];
    if (!command || !keys) return error('ERR DB index is out of range');
    if (command.writes && !this.#makeRoom(keys)) {
      return error("OOM command not allowed when used memory > 'maxmemory'.");
    }
    const reply = command.run(keys, words, this.process.nowMs);
    if (!command.writes) return reply;
    this.process.holdMemory(baseMemoryBytes + this.usedBytes);
    for (const fd of this.replicas) {
      // A replica that does not keep up is dropped, as by redis' output buffer limit.
      const ready = yield* poll([{ fd, for: 'write' }], 0);
      const kept = Array.isArray(ready) && ready.length > 0;
      if (!kept || (yield* write(fd, formatCommand(['SELECT', String(database)]) + formatCommand(words)))) {
        this.replicas.delete(fd);
      }
    }
    // Only what adds items: those who wait and take would wake each other for ever.
    if (/^[LR]PUSH$/i.test(words[0] as string)) for (const wake of this.waiting) wake();
    return reply;
  }

  /** Keeps to `maxmemory` before a write; false where the policy does not let keys go. */
  #makeRoom(keys: Keyspace): boolean {
    const most = Number(this.settings.get('maxmemory'));
    if (most === 0 || this.usedBytes <= most) return true;
    if (!this.settings.get('maxmemory-policy')?.startsWith('allkeys')) return false;
    for (const key of keys.keys()) {
      if (this.usedBytes <= most) break;
      keys.delete(key);
    }
    return this.usedBytes <= most;
  }

  #authenticate(session: Session, words: readonly string[]): Reply {
    const password = this.settings.get('requirepass');
    const given = words[words.length - 1];
    if (password === '') {
      return error(
        'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      );
    }
    if (given !== password) return error('WRONGPASS invalid username-password pair or user is disabled.');
    session.isTrusted = true;
    return status('OK');
  }

  #configure(words: readonly string[]): Reply {
    const [, action = '', name = '', value = ''] = words;
    if (action.toUpperCase() === 'GET') {
      const names = name === '*' ? [...this.settings.keys()] : this.settings.has(name) ? [name] : [];
      return bulks(names.flatMap((one) => [one, this.settings.get(one) ?? '']));
    }
    if (action.toUpperCase() === 'SET') {
      if (!this.settings.has(name))
        return error(`ERR Unknown option or number of arguments for CONFIG SET - '${name}'`);
      this.settings.set(name, value);
      return status('OK');
    }
    return error(`ERR unknown subcommand '${action}'. Try CONFIG HELP.`);
  }

  *#publish(channel: string, text: string): Run<Reply> {
    let count = 0;
    for (const session of this.#sessions) {
      if (!session.channels.has(channel)) continue;
      count += 1;
      yield* write(session.fd, formatReply(bulks(['message', channel, text])));
    }
    return integer(count);
  }

  /** Sends a replica all that there is, as commands; what is written from now on follows. */
  *#addReplica(session: Session): Run<undefined> {
    let text = '';
    for (const [index, keys] of this.databases.entries()) {
      if (keys.keys().length > 0) text += formatCommand(['SELECT', String(index)]);
      for (const key of keys.keys()) {
        const value = keys.get(key);
        if (value?.kind === 'string') text += formatCommand(['SET', key, value.text]);
        else if (value?.kind === 'list') for (const item of value.items) text += formatCommand(['RPUSH', key, item]);
        else if (value?.kind === 'set') for (const one of value.members) text += formatCommand(['SADD', key, one]);
        else if (value?.kind === 'hash') for (const pair of value.fields) text += formatCommand(['HSET', key, ...pair]);
        const expiresMs = keys.expiryOf(key);
        const leftMs = expiresMs === undefined ? undefined : expiresMs - this.process.nowMs;
        if (leftMs !== undefined) text += formatCommand(['PEXPIRE', key, String(leftMs)]);
      }
    }
    this.replicas.add(session.fd);
    yield* write(session.fd, text);
    return undefined;
  }
}
