import { bytesToBase64 } from '../../../../api/base64.ts';
import { refused, type SystemError } from '../../errno.ts';
import { exchange, hasFailed } from '../../http/client.ts';
import { HttpHeaders, type HttpRequest, type HttpResponse, statusTextOf } from '../../http/message.ts';
import { hostField, parseUrl, redirectOf, type Url } from '../../http/url.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { connect, type Program, type Run, write } from '../../syscalls.ts';
import { complain } from '../input.ts';
import { type Options, readOptions } from '../options.ts';

const usage =
  'BusyBox v1.36.1 multi-call binary.\n\nUsage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]\n\t[--post-data STR | --post-file FILE] [-Y on/off]\n\t[-P DIR] [-U AGENT] [-T SEC] URL...\n';
const longOptions = {
  quiet: 'q',
  'output-document': 'O',
  'output-file': 'o',
  'server-response': 'S',
  timeout: 'T',
  tries: 't',
  spider: 's',
  header: 'H',
  'post-data': 'd',
  'post-file': 'F',
  'user-agent': 'U',
  'directory-prefix': 'P',
  'no-check-certificate': 'k',
  continue: 'c',
  'no-verbose': 'n',
  proxy: 'Y',
};
const maxRedirections = 5;
/** `wget` without `-T` gives up on a silent server after so long. */
const defaultTimeoutMs = 900_000;

/** busybox' `wget`. */
export const wget: Program = function* (process) {
  const options = readOptions(process.argv, 'qO:o:ST:t:sH:d:F:U:P:kcn:Y:b', longOptions);
  if (options.problem !== undefined || options.rest.length === 0) {
    yield* write(2, options.problem === undefined ? usage : `wget: ${options.problem}\n${usage}`);
    return 1;
  }
  for (const text of options.rest) {
    const failed = yield* download(process, options, text);
    if (failed !== undefined) {
      yield* complain(process, failed);
      return 1;
    }
  }
  return 0;
};

/** Fetches one URL; what is wrong where it could not be had. */
function* download(process: Process, options: Options, text: string): Run<string | undefined> {
  const { flags } = options;
  let url = parseUrl(text);
  if (!url) return /^\w+:\/\//.test(text) ? `not an http or ftp url: ${text}` : `bad address '${text}'`;
  const timeoutMs = flags.has('T') ? Math.round(Number(flags.get('T')) * 1000) || 0 : defaultTimeoutMs;
  for (let redirections = 0; redirections <= maxRedirections; redirections++) {
    const response = yield* ask(process, options, url, timeoutMs);
    if (typeof response === 'string') return response;
    if (flags.has('S')) yield* write(2, headText(response));
    const { status } = response;
    const location = response.headers.get('Location');
    if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
      const next = redirectOf(url, location);
      if (!next) return `not an http or ftp url: ${location}`;
      url = next;
      continue;
    }
    if (status < 200 || status >= 300) return `server returned error: ${statusLine(response)}`;
    if (flags.has('s')) {
      if (!flags.has('q')) yield* write(2, 'remote file exists\n');
      return undefined;
    }
    return yield* save(process, flags, url, response.body);
  }
  return 'too many redirections';
}

function* ask(process: Process, options: Options, url: Url, timeoutMs: number): Run<HttpResponse | string> {
  const { flags } = options;
  const ip = yield* resolveName(process, url.host);
  if (ip === undefined) return `bad address '${hostField(url)}'`;
  const shown = ip.includes(':') ? `[${ip}]:${url.port}` : `${ip}:${url.port}`;
  if (!flags.has('q')) yield* write(2, `Connecting to ${hostField(url)} (${shown})\n`);
  const deadlineMs = process.nowMs + timeoutMs;
  const fd = yield* connect({ ip, port: url.port }, timeoutMs);
  if (refused(fd)) {
    const gaveUp = fd.errno === 'ETIMEDOUT' && flags.has('T');
    const where = ip.includes(':') ? '' : ` (${ip})`;
    return gaveUp ? 'download timed out' : `can't connect to remote host${where}: ${fd.text}`;
  }
  if (url.scheme === 'https') {
    process.close(fd);
    // No server of the simulation speaks TLS, so its answer to the handshake is not one.
    return 'error getting response: Connection reset by peer';
  }
  const request = requestOf(process, options, url);
  if (typeof request === 'string') {
    process.close(fd);
    return request;
  }
  const outcome = yield* exchange(process, fd, request, deadlineMs);
  process.close(fd);
  if (!hasFailed(outcome)) return outcome;
  const { problem } = outcome;
  if (typeof problem === 'string') return 'error getting response';
  return problem.errno === 'ETIMEDOUT' ? 'download timed out' : `error getting response: ${problem.text}`;
}

function requestOf(process: Process, { flags, given }: Options, url: Url): HttpRequest | string {
  let body = flags.get('d') ?? '';
  const file = flags.get('F');
  if (file !== undefined) {
    const node = process.stat(file);
    if (refused(node) || node.kind !== 'file') return `can't open '${file}': No such file or directory`;
    body = node.content.text;
  }
  const posts = flags.has('d') || file !== undefined;
  const own = given.filter(([letter]) => letter === 'H').map(([, value]) => value.split(/:\s*/));
  const fields: [string, string][] = [];
  const add = (name: string, value: string) => {
    if (!own.some(([given = '']) => given.toLowerCase() === name.toLowerCase())) fields.push([name, value]);
  };
  add('Host', hostField(url));
  add('User-Agent', flags.get('U') ?? 'Wget');
  add('Connection', 'close');
  if (url.credentials !== undefined) {
    add('Authorization', `Basic ${bytesToBase64([...url.credentials].map((byte) => byte.charCodeAt(0)))}`);
  }
  for (const [name = '', ...value] of own) fields.push([name, value.join(': ')]);
  if (posts) {
    add('Content-Type', 'application/x-www-form-urlencoded');
    if (body === '') add('Content-Length', '0');
  }
  const method = flags.has('s') ? 'HEAD' : posts ? 'POST' : 'GET';
  return { method, target: url.target, version: '1.1', headers: new HttpHeaders(fields), body };
}

function* save(process: Process, flags: ReadonlyMap<string, string>, url: Url, body: string): Run<string | undefined> {
  const chosen = flags.get('O');
  const quiet = flags.has('q');
  const path = chosen ?? nameOf(url, flags.get('P'));
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (path === '-') {
    if (!quiet) yield* write(2, 'writing to stdout\n');
    yield* write(1, body);
    if (!quiet) yield* write(2, `${progress('-', body.length)}written to stdout\n`);
    return undefined;
  }
  if (chosen === undefined && !refused(process.stat(path))) return `can't open '${path}': File exists`;
  const fd = process.open(path, { access: 'write', create: true, truncate: true });
  if (refused(fd)) return `can't open '${path}': ${fd.text}`;
  if (!quiet) yield* write(2, `saving to '${path}'\n`);
  const refusal: SystemError | undefined = yield* write(fd, body);
  process.close(fd);
  if (refusal) return `write error: ${refusal.text}`;
  if (!quiet) yield* write(2, `${progress(name, body.length)}'${path}' saved\n`);
  return undefined;
}

function nameOf(url: Url, folder: string | undefined): string {
  const path = url.target.replace(/[?].*/s, '');
  const name = path.slice(path.lastIndexOf('/') + 1) || 'index.html';
  return folder === undefined ? name : `${folder}/${name}`;
}

/** The last state of busybox' progress bar. */
function progress(name: string, bytes: number): string {
  const size = bytes < 100_000 ? String(bytes) : `${Math.round(bytes / 1024)}k`;
  return `\r${name.slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}| ${size.padStart(5)}  0:00:00 ETA\n`;
}

function statusLine({ status, statusText }: HttpResponse): string {
  return `HTTP/1.1 ${status} ${statusText ?? statusTextOf(status)}`;
}

function headText(response: HttpResponse): string {
  const fields = [...response.headers].map(([name, value]) => `  ${name}: ${value}\n`).join('');
  return `  ${statusLine(response)}\n${fields}`;
}
