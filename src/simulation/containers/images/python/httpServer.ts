import { formatSocketAddress } from '../../../network/socketAddress.ts';
import { refused, type SystemError } from '../../errno.ts';
import { type Exchange, HttpServer } from '../../http/server.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { pause, type Run, work, write } from '../../syscalls.ts';
import { logTime } from '../nginx/request.ts';
import { requestCpuMs } from '../web/requestCosts.ts';
import { type ServedFolder, servedFile } from './servedFile.ts';

const usage = 'usage: server.py [-h] [--cgi] [-b ADDRESS] [-d DIRECTORY] [-p VERSION] [port]\n';
const defaultPort = 8000;
/** Linux' numbers of what may keep a server from listening. */
const errorNumbers: Readonly<Record<string, number>> = { EACCES: 13, EADDRINUSE: 98, EADDRNOTAVAIL: 99 };

interface Options extends ServedFolder {
  /** All addresses where none is named. */
  readonly host: string | undefined;
  readonly port: number;
}

/**
 * `python3 -m http.server [-b ADDRESS] [-d DIRECTORY] [-p VERSION] [PORT]`: serves the files of a folder. What it prints
 * is `buffered` where nobody sits at a terminal: nothing is seen of it until the end.
 */
export function* httpServer(process: Process, words: readonly string[], output: 'buffered' | 'direct'): Run<number> {
  const options = optionsOf(process, words);
  if (typeof options === 'string') {
    yield* write(2, `${usage}server.py: error: ${options}\n`);
    return 2;
  }
  const { host, port } = options;
  const ip = host === undefined ? '0.0.0.0' : yield* resolveName(process, host);
  if (ip === undefined) return yield* fail('socket.gaierror: [Errno -2] Name or service not known');
  const fd = process.listen({ ip, port }, 5);
  if (refused(fd)) return yield* fail(osError(fd));
  const greeting = `Serving HTTP on ${ip} port ${port} (http://${formatSocketAddress({ ip, port })}/) ...\n`;
  if (output === 'direct') yield* write(1, greeting);
  new HttpServer(process, fd, {
    *onRequest(exchange) {
      yield* work(requestCpuMs.pythonHttpServer);
      const { response, problem } = servedFile(exchange, options);
      if (problem !== undefined) yield* log(exchange, `code ${response.status}, message ${problem}`);
      const { method, target, version } = exchange.request;
      yield* log(exchange, `"${method} ${target} HTTP/${version}" ${response.status} -`);
      return response;
    },
  }).start();
  process.dispositions.set('SIGINT', 'catch');
  while (process.caught.length === 0) yield* pause();
  yield* write(1, `${output === 'direct' ? '' : greeting}\nKeyboard interrupt received, exiting.\n`);
  return 0;
}

/** `127.0.0.1 - - [22/Nov/2026 16:00:00] text`, on stderr. */
function* log({ remote, thread }: Exchange, text: string): Run<void> {
  const time = logTime(thread.nowMs).replace(':', ' ').replace(' +0000', '');
  yield* write(2, `${remote.ip} - - [${time}] ${text}\n`);
}

/** What the words of the command ask for, or what is wrong with them. */
function optionsOf(process: Process, words: readonly string[]): Options | string {
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const [, name, value] = /^(--(?:bind|directory|protocol)|-[bdp])(?:=?(.+))?$/s.exec(word) ?? [];
    const letter = name?.replace(/^-+/, '')[0];
    if (letter === undefined) rest.push(word);
    else if (value !== undefined) values.set(letter, value);
    else if (words[i + 1] === undefined) return `argument ${argumentNames[letter]}: expected one argument`;
    else values.set(letter, words[++i] as string);
  }
  if (rest.includes('--cgi')) return 'Pod Labs does not simulate --cgi';
  const [port = String(defaultPort), ...others] = rest.filter((word) => !word.startsWith('-'));
  const unknown = [...rest.filter((word) => word.startsWith('-')), ...others];
  if (!/^\d{1,5}$/.test(port)) return `argument port: invalid int value: '${port}'`;
  if (unknown.length > 0) return `unrecognized arguments: ${unknown.join(' ')}`;
  const folder = values.get('d') ?? process.cwd;
  return {
    host: values.get('b'),
    port: Number(port),
    path: folder.startsWith('/') ? folder : `${process.cwd}/${folder}`,
    protocol: values.get('p') ?? 'HTTP/1.0',
    server: `SimpleHTTP/0.6 Python/${process.env.get('PYTHON_VERSION')}`,
  };
}

const argumentNames: Readonly<Record<string, string>> = { b: '-b/--bind', d: '-d/--directory', p: '-p/--protocol' };

const osError = ({ errno, text }: SystemError) => `OSError: [Errno ${errorNumbers[errno] ?? 98}] ${text}`;

function* fail(problem: string): Run<number> {
  const trace = 'Traceback (most recent call last):\n  File "<frozen runpy>", line 198, in _run_module_as_main\n';
  yield* write(2, `${trace}${problem}\n`);
  return 1;
}
