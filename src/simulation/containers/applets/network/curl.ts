import { bytesToBase64 } from '../../../../api/base64.ts';
import { refused } from '../../errno.ts';
import { HttpHeaders, type HttpRequest, type HttpResponse, statusTextOf } from '../../http/message.ts';
import { hostField, parseUrl, redirectOf, type Url } from '../../http/url.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, sleep, write } from '../../syscalls.ts';
import { readAll } from '../input.ts';
import type { Options } from '../options.ts';
import { CurlConnections } from './curlConnections.ts';
import { globbed } from './curlGlob.ts';
import { CurlNames } from './curlNames.ts';
import { curlOptions } from './curlOptions.ts';
import { type Transfer, transfer } from './curlTransfer.ts';
import { writeOut } from './curlWriteOut.ts';

const version = '8.14.1';
const helpHint = "curl: try 'curl --help' or 'curl --manual' for more information\n";
/** What is worth another try (`--retry`). */
const transientStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const maxRetries = 1000;

/** `curl`: HTTP only; exit codes and words as in its manual. */
export const curl: Program = function* (process) {
  const options = curlOptions(process.argv);
  if (options.problem !== undefined) {
    const name = options.problem.replace(/^[^:]*: /, '');
    yield* write(2, `curl: option ${name.length > 1 ? '--' : '-'}${name}: is unknown\n${helpHint}`);
    return 2;
  }
  if (options.flags.has('x')) {
    yield* write(1, `curl ${version} (x86_64-pc-linux-gnu) libcurl/${version}\nProtocols: http\n`);
    return 0;
  }
  if (options.rest.length === 0) {
    yield* write(
      2,
      options.flags.has('h') ? 'Usage: curl [options...] <url>\n' : `curl: (2) no URL specified\n${helpHint}`,
    );
    return options.flags.has('h') ? 0 : 2;
  }
  const names = new CurlNames(options);
  if (names.wrong !== undefined) {
    yield* write(2, `curl: (49) Couldn't parse CURLOPT_RESOLVE entry '${names.wrong}'\n`);
    return 49;
  }
  const connections = new CurlConnections(names);
  let status = 0;
  for (const pattern of options.rest) {
    const texts = options.flags.has('g') ? [pattern] : globbed(pattern);
    if ('column' in texts) {
      const place = `${pattern}\n${' '.repeat(texts.column - 1)}^`;
      status = 3;
      if (isTalkative(options)) {
        yield* write(2, `curl: (3) ${texts.text} in URL position ${texts.column}:\n${place}\n`);
      }
    } else for (const text of texts) status = yield* fetchUrl(process, options, connections, text);
  }
  return status;
};

/** Whether errors are told. */
function isTalkative({ flags }: Options): boolean {
  return !flags.has('s') || flags.has('S');
}

function* fetchUrl(process: Process, options: Options, connections: CurlConnections, text: string): Run<number> {
  const { flags } = options;
  const url = parseUrl(text);
  const body = yield* dataOf(process, options);
  const retries = Math.min(maxRetries, Number(flags.get('r') ?? 0) || 0);
  let waitMs = 1000;
  for (let left = retries; ; left--) {
    const done = url ? yield* follow(process, options, connections, url, body) : malformed(text);
    const isLast = left <= 0 || !isTransient(done, flags);
    if (!isLast) {
      const delayMs = flags.has('y') ? Math.round(Number(flags.get('y')) * 1000) || waitMs : waitMs;
      const problem = done.error?.text ?? `HTTP error`;
      if (!flags.has('s')) {
        yield* write(
          2,
          `Warning: Problem: ${problem}. Will retry in ${Math.round(delayMs / 1000)} seconds. ${left} retries left.\n`,
        );
      }
      yield* sleep(delayMs);
      waitMs = Math.min(waitMs * 2, 600_000);
      continue;
    }
    return yield* show(process, options, done, text);
  }
}

function malformed(text: string): Transfer {
  const scheme = /^(\w+):\/\//.exec(text)?.[1];
  const isForeign = scheme !== undefined && !/^https?$/i.test(scheme);
  const error = isForeign
    ? { code: 1, text: `Protocol "${scheme}" not supported` }
    : { code: 3, text: 'URL rejected: Malformed input to a URL function' };
  return {
    response: undefined,
    error,
    trace: '',
    spentMs: 0,
    connectMs: 0,
    nameLookupMs: 0,
    connects: 0,
    url: undefined,
    remoteIp: '',
    local: undefined,
  };
}

function isTransient({ response, error }: Transfer, flags: ReadonlyMap<string, string>): boolean {
  if (error) return error.code === 28 || error.code === 6 || flags.has('Z') || (error.code === 7 && flags.has('Y'));
  return response !== undefined && transientStatuses.has(response.status);
}

/** The transfer, and those that it is redirected to. */
function* follow(
  process: Process,
  options: Options,
  connections: CurlConnections,
  first: Url,
  body: string | undefined,
): Run<Transfer> {
  const { flags } = options;
  const maxRedirections = Number(flags.get('M') ?? 50);
  const startMs = process.nowMs;
  let request = requestOf(options, first, body);
  let url = flags.has('G') && body !== undefined ? withQuery(first, body) : first;
  let shown = '';
  for (let redirections = 0; ; redirections++) {
    const done = yield* transfer(process, flags, connections, url, { ...request, target: url.target }, startMs);
    shown += done.trace;
    const location = done.response?.headers.get('Location');
    const isRedirection = done.response && done.response.status >= 300 && done.response.status < 400;
    const next = flags.has('L') && isRedirection && location !== undefined ? redirectOf(url, location) : undefined;
    if (!next || done.error) return { ...done, trace: shown };
    if (redirections >= maxRedirections) {
      const error = { code: 47, text: `Maximum (${maxRedirections}) redirects followed` };
      return { ...done, trace: shown, error };
    }
    const status = done.response?.status ?? 0;
    const becomesGet = status === 303 || (status < 303 && request.method === 'POST');
    request = {
      ...request,
      ...(becomesGet && request.method !== 'HEAD' && { method: 'GET', body: '' }),
      headers: request.headers.with('Host', hostField(next)),
    };
    url = next;
  }
}

function withQuery(url: Url, query: string): Url {
  return { ...url, target: `${url.target}${url.target.includes('?') ? '&' : '?'}${query}` };
}

/** What is sent: several `-d` are joined by `&`, `@file` is read. */
function* dataOf(process: Process, { given }: Options): Run<string | undefined> {
  const parts: string[] = [];
  for (const [letter, value] of given) {
    if (!'dDREJ'.includes(letter)) continue;
    let text = value;
    if (letter !== 'R' && value.startsWith('@')) {
      const fd = value === '@-' ? 0 : process.open(value.slice(1), { access: 'read' });
      text = refused(fd) ? '' : yield* readAll(fd);
      if (!refused(fd) && fd !== 0) process.close(fd);
      if (letter === 'd') text = text.replace(/[\r\n]/g, '');
    }
    if (letter === 'E') {
      const [, name = '', rest = ''] = /^([^=]*=)?(.*)$/s.exec(text) ?? [];
      text = (name === '=' ? '' : name) + percentEncoded(rest);
    }
    parts.push(text);
  }
  return parts.length === 0 ? undefined : parts.join('&');
}

function percentEncoded(bytes: string): string {
  return bytes.replace(
    /[^A-Za-z0-9._~-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function requestOf({ flags, given }: Options, url: Url, data: string | undefined): HttpRequest {
  const body = flags.has('G') ? '' : (data ?? '');
  const posts = data !== undefined && !flags.has('G');
  const own = given.filter(([letter]) => letter === 'H').map(([, value]) => /^([^:;]*)[:;]\s*(.*)$/s.exec(value));
  const fields: [string, string][] = [];
  const add = (name: string, value: string) => {
    if (!own.some((field) => field?.[1]?.toLowerCase() === name.toLowerCase())) fields.push([name, value]);
  };
  add('Host', hostField(url));
  const credentials = flags.get('u') ?? url.credentials;
  if (credentials !== undefined) {
    add('Authorization', `Basic ${bytesToBase64([...credentials].map((byte) => byte.charCodeAt(0) & 255))}`);
  }
  add('User-Agent', flags.get('A') ?? `curl/${version}`);
  add('Accept', flags.has('J') ? 'application/json' : '*/*');
  if (flags.has('b')) add('Cookie', flags.get('b') as string);
  if (flags.has('e')) add('Referer', flags.get('e') as string);
  for (const field of own) if (field?.[1] && field[2] !== '') fields.push([field[1], field[2] as string]);
  if (posts) {
    add('Content-Length', String(body.length));
    add('Content-Type', flags.has('J') ? 'application/json' : 'application/x-www-form-urlencoded');
  }
  const method = flags.get('X') ?? (flags.has('I') ? 'HEAD' : posts ? 'POST' : 'GET');
  return {
    method,
    target: url.target,
    version: flags.has('0') ? '1.0' : '1.1',
    headers: new HttpHeaders(fields),
    body,
  };
}

/** Writes what came, what went wrong and what `-w` asks for; curl's exit code. */
function* show(process: Process, options: Options, done: Transfer, text: string): Run<number> {
  const { flags } = options;
  const { response } = done;
  let { error } = done;
  if (!error && response && response.status >= 400 && (flags.has('f') || flags.has('B'))) {
    error = { code: 22, text: `The requested URL returned error: ${response.status}` };
  }
  const loud = !flags.has('s') && !flags.has('P');
  const output = flags.get('o') ?? (flags.has('O') ? remoteName(done.url) : undefined);
  if (loud && (output !== undefined || process.files[1]?.isTerminal !== true)) yield* write(2, meter(response));
  if (flags.has('v')) yield* write(2, done.trace);
  if (response && !(error?.code === 22 && !flags.has('B'))) {
    const head = flags.has('i') || flags.has('I') ? headText(response) : '';
    const refusal = yield* save(process, head + response.body, output);
    if (refusal !== undefined) error ??= { code: 23, text: refusal };
  }
  if (error && isTalkative(options)) yield* write(2, `curl: (${error.code}) ${error.text}\n`);
  const format = flags.get('w');
  if (format !== undefined) yield* write(1, writeOut(format, { ...done, error }, text));
  return error?.code ?? 0;
}

function remoteName(url: Url | undefined): string {
  const path = url?.target.replace(/\?.*/s, '') ?? '';
  return path.slice(path.lastIndexOf('/') + 1) || 'curl_response';
}

function* save(process: Process, text: string, output: string | undefined): Run<string | undefined> {
  if (output === undefined || output === '-') {
    const refusal = yield* write(1, text);
    return refusal && 'Failure writing output to destination';
  }
  const fd = process.open(output, { access: 'write', create: true, truncate: true });
  if (refused(fd)) return `client returned ERROR on write, 0 of ${text.length} bytes written`;
  const refusal = yield* write(fd, text);
  process.close(fd);
  return refusal && 'Failure writing output to destination';
}

function headText(response: HttpResponse): string {
  return `HTTP/1.1 ${response.status} ${response.statusText ?? statusTextOf(response.status)}\r\n${response.headers.text}\r\n`;
}

/** The progress meter that curl writes where its output goes to no terminal. */
function meter(response: HttpResponse | undefined): string {
  const line = (size: number, percent: string) =>
    `\r${percent} ${String(size).padStart(5)}  ${percent} ${String(size).padStart(5)}    0     0      0      0 --:--:-- --:--:-- --:--:--     0`;
  const head =
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
    '                                 Dload  Upload   Total   Spent    Left  Speed\n';
  return `${head}${line(0, '  0')}${response ? line(response.body.length, '100') : ''}\n`;
}
