import { encoded64 } from '../../applets/base64.ts';
import { badUsage, complain } from '../../applets/input.ts';
import { readOptions } from '../../applets/options.ts';
import { permissionBits } from '../../credentials.ts';
import { refused } from '../../errno.ts';
import { HttpHeaders, type HttpResponse, statusTextOf } from '../../http/message.ts';
import { type Exchange, type HttpHandler, HttpServer } from '../../http/server.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { type Program, pause, type Run, work, write } from '../../syscalls.ts';
import { httpDate } from '../nginx/request.ts';
import { requestCpuMs } from '../web/requestCosts.ts';
import { runCgi } from './cgi.ts';
import { confText, type HttpdConf, type ReadConf, readConf } from './httpdConf.ts';
import { queryOf, simplePath } from './httpdPath.ts';

const memoryBytes = 400 * 1024;
const usage =
  'httpd [-ifv[v]] [-c CONFFILE] [-p [IP:]PORT] [-u USER[:GRP]] [-r REALM] [-h HOME]\nor httpd -d/-e/-m STRING';

/** What the pages of a refusal say. */
const words: Readonly<Record<number, string>> = {
  400: 'Unsupported method',
  404: 'The requested URL was not found',
  501: 'The requested method is not recognized',
};

/**
 * busybox' `httpd`: -f, -v, -vv, -p [IP:]PORT, -h HOME, -c FILE, -r REALM. Serves the files of a folder and runs the
 * scripts of its `cgi-bin`. Without -f it goes on in the background.
 */
export const httpd: Program = function* (process) {
  const { flags, given, rest, problem } = readOptions(process.argv, 'ifvp:u:r:h:c:d:e:m:');
  if (problem !== undefined || rest.length > 0) return yield* badUsage(process, problem, usage);
  const absent = ['i', 'u', 'd', 'e', 'm'].find((letter) => flags.has(letter));
  const conf =
    absent === undefined ? yield* settle(process, flags) : `Pod Labs does not simulate the option -${absent}`;
  if (typeof conf === 'string') {
    yield* complain(process, conf);
    return 1;
  }
  const [, host, port = ''] = /^(?:(.*):)?([^:]*)$/.exec(flags.get('p') ?? '80') ?? [];
  const ip = host === undefined ? '::' : host === '' ? undefined : yield* resolveName(process, host);
  if (ip === undefined || !/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    yield* complain(process, `bad address '${flags.get('p')}'`);
    return 1;
  }
  const fd = process.listen({ ip, port: Number(port) }, 9);
  if (refused(fd)) {
    yield* complain(process, `bind: ${fd.text}`);
    return 1;
  }
  const verbosity = given.filter(([letter]) => letter === 'v').length;
  // A socket of all addresses is one of IPv6, which has its own way to write those of IPv4.
  const nameOf = (client: string) => (host === undefined ? `[::ffff:${client}]` : client);
  const server: Program = function* (server) {
    server.holdMemory(memoryBytes);
    new HttpServer(server, fd, { onRequest: handlerOf(conf, verbosity, nameOf) }).start();
    for (;;) yield* pause();
  };
  if (flags.has('f')) return yield* server(process);
  const child = process.spawn({ program: server, argv: process.argv });
  return refused(child) ? 1 : 0;
};

/** Goes to the folder to serve and reads the configuration; or what is wrong. */
function* settle(process: Process, flags: ReadonlyMap<string, string>): Run<ReadConf | string> {
  const named = flags.get('c');
  const text = named === undefined ? undefined : confText(process, named);
  if (named !== undefined && text === undefined) return `${named}: No such file or directory`;
  const enter = (home: string) => {
    const refusal = process.chdir(home);
    return refusal && `can't change directory to '${home}': ${refusal.text}`;
  };
  const wrong = enter(flags.get('h') ?? '.');
  if (wrong !== undefined) return wrong;
  const read = text ?? confText(process, '/etc/httpd.conf') ?? confText(process, 'httpd.conf') ?? '';
  const conf = readConf(read, named ?? 'httpd.conf', flags.get('r') ?? 'Web Server Authentication');
  for (const complaint of conf.complaints) yield* complain(process, complaint);
  return (conf.home === undefined ? undefined : enter(conf.home)) ?? conf;
}

/** `nameOf`: how the address of a client is written. */
function handlerOf(conf: HttpdConf, verbosity: number, nameOf: (ip: string) => string): HttpHandler {
  return function* (exchange) {
    yield* work(requestCpuMs.busyboxHttpd);
    const { remote } = exchange;
    const ip = nameOf(remote.ip);
    const log = function* (level: number, text: string): Run<void> {
      if (verbosity >= level) yield* write(2, `${ip}:${remote.port}: ${text}\n`);
    };
    const path = simplePath(exchange.request.target);
    if (typeof path === 'string') yield* log(2, `url:${path}`);
    const answer: Answer | undefined =
      typeof path === 'string' ? yield* answerTo(exchange, path, ip, conf) : refusal(exchange, path);
    if (!answer) return undefined;
    if (answer.problem !== undefined) yield* log(1, answer.problem);
    if (!answer.isScripts) yield* log(1, `response:${answer.status}`);
    return answer;
  };
}

/** A response, with what is to be logged of it. */
interface Answer extends HttpResponse {
  readonly problem?: string;
  /** A script wrote it. */
  readonly isScripts?: true;
}

function* answerTo(exchange: Exchange, path: string, ip: string, conf: HttpdConf): Run<Answer | undefined> {
  const { thread, request } = exchange;
  const { method, target, headers } = request;
  const accounts = conf.accounts.filter((account) => path.startsWith(account.path));
  if (accounts.length > 0) {
    const known = accounts.filter((account) => account.path === accounts[0]?.path);
    const isAllowed = known.some(({ pair }) => headers.get('Authorization') === `Basic ${encoded64(pair)}`);
    if (!isAllowed) return refusal(exchange, 401, [['WWW-Authenticate', `Basic realm="${conf.realm}"`]]);
  }
  const query = queryOf(target);
  if (path.startsWith('/cgi-bin/')) {
    if (!/^(GET|HEAD|POST)$/.test(method)) return refusal(exchange, 501);
    const outcome = yield* runCgi({ exchange, path, query, remote: ip });
    if (!outcome) return undefined;
    if ('wire' in outcome) return { ...outcome, isScripts: true };
    return { ...refusal(exchange, outcome.status), ...('problem' in outcome && { problem: outcome.problem }) };
  }
  if (path.endsWith('/httpd.conf')) return refusal(exchange, 403);
  if (thread.isFolder(thread.cwd + path) && !path.endsWith('/')) {
    return refusal(exchange, 302, [['Location', `${path}/${query === '' ? '' : `?${query}`}`]]);
  }
  if (!/^(GET|HEAD)$/.test(method)) return refusal(exchange, 501);
  return fileAnswer(exchange, path.endsWith('/') ? path + conf.index : path, conf);
}

/** A file, or the part of it that is asked for. */
function fileAnswer(exchange: Exchange, path: string, conf: HttpdConf): Answer {
  const { thread, request } = exchange;
  const node = thread.stat(thread.cwd + path);
  const isReadable = thread.mayAccess(thread.cwd + path, permissionBits.read);
  if (refused(node) || node.kind !== 'file' || !isReadable) return refusal(exchange, 404);
  const text = node.content.text;
  const tag = `"${Math.floor(node.mtimeMs / 1000).toString(16)}-${text.length.toString(16)}"`;
  const type = conf.types.get(/\.\w+$/.exec(path)?.[0] ?? '');
  const typed: [string, string][] = type === undefined ? [] : [['Content-type', type]];
  if (request.headers.get('If-None-Match') === tag) return closing(exchange, 304, typed, '');
  const part = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(request.headers.get('Range') ?? '');
  const from = Number(part?.[1] ?? 0);
  const to = Math.min(text.length - 1, part?.[2] ? Number(part[2]) : text.length - 1);
  const isPart = part !== null && from <= to;
  const body = isPart ? text.slice(from, to + 1) : text;
  const fields: [string, string][] = [
    ...typed,
    ...(isPart ? [['Content-Range', `bytes ${from}-${to}/${text.length}`] as [string, string]] : []),
    ['Accept-Ranges', 'bytes'],
    ['Last-Modified', httpDate(node.mtimeMs)],
    ['ETag', tag],
    ['Content-Length', String(body.length)],
  ];
  return closing(exchange, isPart ? 206 : 200, fields, body);
}

/** A page that says why there is none. */
function refusal(exchange: Exchange, status: number, more: readonly (readonly [string, string])[] = []): HttpResponse {
  const title = `${status} ${statusTextOf(status)}`;
  const page = `<HTML><HEAD><TITLE>${title}</TITLE></HEAD>\n<BODY><H1>${title}</H1>\n${words[status] ?? ''}\n</BODY></HTML>\n`;
  return closing(exchange, status, [['Content-type', 'text/html'], ...more], status === 302 ? '' : page);
}

/** A response after which the connection ends, without a length where none is among its fields. */
function closing(
  { thread }: Exchange,
  status: number,
  fields: readonly (readonly [string, string])[],
  body: string,
): HttpResponse {
  const headers = new HttpHeaders([['Date', httpDate(thread.nowMs)], ['Connection', 'close'], ...fields]);
  const wire = `HTTP/1.1 ${status} ${statusTextOf(status)}\r\n${headers.text}\r\n${body}`;
  return { status, headers, body, wire };
}
