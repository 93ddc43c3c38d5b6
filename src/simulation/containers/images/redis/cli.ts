import { eachLine } from '../../applets/input.ts';
import { refused, type SystemError } from '../../errno.ts';
import { ByteReader } from '../../http/byteReader.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { connect, type Run, sleep, write } from '../../syscalls.ts';
import { formatCommand, isReply, type Reply, readReply } from './resp.ts';

interface Options {
  host: string;
  port: number;
  password: string;
  database: string;
  repeat: number;
  intervalMs: number;
  words: string[];
}

/** `redis-cli [-h host] [-p port] [-a password] [-n db] [-r times] [-i seconds] [command]`. */
export function* redisCli(process: Process): Run<number> {
  const options = read(process);
  const terminal = process.files[1]?.isTerminal ?? false;
  const ip = yield* resolveName(process, options.host);
  const fd = ip === undefined ? undefined : yield* connect({ ip, port: options.port });
  if (fd === undefined || refused(fd)) {
    const why = fd === undefined ? 'Name or service not known' : (fd as SystemError).text;
    yield* write(2, `Could not connect to Redis at ${options.host}:${options.port}: ${why}\n`);
    return 1;
  }
  const reader = new ByteReader(process, fd);
  const ask = function* (words: readonly string[]): Run<boolean> {
    yield* write(fd, formatCommand(words));
    do {
      const reply = yield* readReply(reader);
      if (!isReply(reply)) {
        yield* write(2, 'Error: Server closed the connection\n');
        return false;
      }
      yield* write(1, terminal ? pretty(reply, '') : `${raw(reply)}\n`);
    } while (words[0]?.toUpperCase() === 'SUBSCRIBE');
    return true;
  };
  const quietly = function* (words: readonly string[]): Run<void> {
    yield* write(fd, formatCommand(words));
    const reply = yield* readReply(reader);
    if (isReply(reply) && reply.kind === 'error') yield* write(2, `AUTH failed: ${reply.text}\n`);
  };
  if (options.password !== '') yield* quietly(['AUTH', options.password]);
  if (options.database !== '') yield* quietly(['SELECT', options.database]);
  if (options.words.length > 0) {
    for (let i = 0; options.repeat < 0 || i < options.repeat; i++) {
      if (i > 0) yield* sleep(options.intervalMs);
      if (!(yield* ask(options.words))) return 1;
    }
    return 0;
  }
  const prompt = terminal ? `${options.host}:${options.port}> ` : '';
  yield* write(1, prompt);
  let connected = true;
  yield* eachLine(process, 0, function* (line) {
    const words = (line.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, ''));
    if (/^(exit|quit)$/i.test(words[0] ?? '')) return 'enough';
    if (words.length > 0) connected = yield* ask(words);
    yield* write(1, prompt);
    return connected ? 'more' : 'enough';
  });
  return connected ? 0 : 1;
}

function read(process: Process): Options {
  const options: Options = {
    host: '127.0.0.1',
    port: 6379,
    password: process.env.get('REDISCLI_AUTH') ?? '',
    database: '',
    repeat: 1,
    intervalMs: 0,
    words: [],
  };
  const args = process.argv.slice(1);
  while (args[0]?.startsWith('-')) {
    const flag = args.shift();
    if (flag === '-h') options.host = args.shift() ?? '';
    else if (flag === '-p') options.port = Number(args.shift());
    else if (flag === '-a' || flag === '--pass') options.password = args.shift() ?? '';
    else if (flag === '-n') options.database = args.shift() ?? '';
    else if (flag === '-r') options.repeat = Number(args.shift());
    else if (flag === '-i') options.intervalMs = Math.max(1, Number(args.shift()) * 1000);
  }
  options.words = args;
  return options;
}

/** As redis-cli prints where no terminal reads it. */
function raw(reply: Reply): string {
  switch (reply.kind) {
    case 'integer':
      return String(reply.value);
    case 'bulk':
      return reply.text ?? '';
    case 'array':
      return (reply.items ?? []).map(raw).join('\n');
    default:
      return reply.kind === 'error' ? `${reply.text}\n` : reply.text;
  }
}

/** As redis-cli prints for people. */
function pretty(reply: Reply, indent: string): string {
  switch (reply.kind) {
    case 'integer':
      return `(integer) ${reply.value}\n`;
    case 'error':
      return `(error) ${reply.text}\n`;
    case 'status':
      return `${reply.text}\n`;
    case 'bulk':
      return reply.text === undefined
        ? '(nil)\n'
        : reply.text.includes('\r\n')
          ? `${reply.text}\n`
          : `${JSON.stringify(reply.text)}\n`;
    case 'array': {
      if (reply.items === undefined) return '(nil)\n';
      if (reply.items.length === 0) return '(empty array)\n';
      return reply.items.map((item, i) => `${i > 0 ? indent : ''}${i + 1}) ${pretty(item, `${indent}   `)}`).join('');
    }
  }
}
