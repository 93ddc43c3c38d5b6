import { HttpHeaders, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import type { Exchange } from '../../http/server.ts';
import type { Run } from '../../syscalls.ts';
import { route, setUri, withHeaders } from './answer.ts';
import type { Configuration } from './configuration.ts';
import type { ErrorLog } from './log.ts';
import { pageOf, phraseOf } from './pages.ts';
import { expanded, type NginxRequest, nameOf } from './request.ts';
import { chooseServer } from './serverBlock.ts';

/** Answers one request by the configuration; what it was is for the access log. */
export function* answer(
  exchange: Exchange,
  configuration: Configuration,
  log: ErrorLog,
  version: string,
): Run<{ readonly request: NginxRequest; readonly response: HttpResponse }> {
  const request = requestOf(exchange, configuration);
  const { counters } = configuration;
  counters.requests += 1;
  counters.writing += 1;
  const server = request.scope.value('server_tokens', 'on') === 'off' ? 'nginx' : `nginx/${version}`;
  const refusal = refusalOf(exchange.request, request);
  let routed = refusal ?? (yield* route(request));
  if ('error' in routed && routed.error !== undefined) yield* logError(log, request, routed.error);
  if ('status' in routed) {
    const page = errorPageFor(request, routed.status);
    if (page) {
      const { status } = routed;
      if (/^https?:\/\//.test(page.uri)) routed = { status: 302, location: page.uri };
      else {
        setUri(request, page.uri);
        const shown = yield* route(request);
        if ('response' in shown) routed = { response: { ...shown.response, status: page.status ?? status } };
        else if (shown.text !== undefined) routed = { ...shown, status: page.status ?? status };
      }
    }
  }
  const response = 'response' in routed ? routed.response : responseOf(request, routed, server);
  counters.writing -= 1;
  const full = withHeaders(request, response, server);
  return { request, response: { ...full, statusText: response.statusText ?? phraseOf(full.status) } };
}

function requestOf(exchange: Exchange, configuration: Configuration): NginxRequest {
  const host = exchange.request.headers.get('Host') ?? '';
  const server = chooseServer(configuration.servers, exchange.local.port, host);
  const [rawPath = '/', query = ''] = exchange.request.target.split(/\?(.*)/s);
  return {
    exchange,
    configuration,
    server,
    startMs: exchange.thread.nowMs,
    connection: configuration.counters.accepted,
    path: normalized(rawPath),
    query,
    scope: server?.scope ?? configuration.http,
    values: new Map(),
    upstreamAddress: '',
    upstreamStatus: '',
  };
}

/** Without `%20`, `//`, `.` and `..`. */
function normalized(path: string): string {
  const decoded = path.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  if (!/\/\/|\/\.|\0/.test(decoded)) return decoded;
  const parts: string[] = [];
  const given = decoded.replaceAll('\0', '').split('/');
  for (const part of given) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const isFolder = ['', '.', '..'].includes(given.at(-1) ?? '');
  return `/${parts.join('/')}${isFolder && parts.length > 0 ? '/' : ''}`;
}

function refusalOf(
  { version, headers, body }: HttpRequest,
  request: NginxRequest,
): { status: number; error?: string } | undefined {
  if (version === '1.1' && headers.get('Host') === undefined) {
    return {
      status: 400,
      error: 'client sent HTTP/1.1 request without "Host" header while reading client request headers',
    };
  }
  const limit = bytesOf(request.scope.value('client_max_body_size', '1m'));
  if (limit > 0 && body.length > limit) {
    return { status: 413, error: `client intended to send too large body: ${body.length} bytes` };
  }
  return undefined;
}

function bytesOf(text: string): number {
  const parts = /^(\d{1,9})([kmgKMG])?$/.exec(text);
  const unit = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(parts?.[2] ?? '').toLowerCase()] ?? 1;
  return parts ? Number(parts[1]) * unit : 1024 ** 2;
}

/** `error_page 404 500 /50x.html`, `error_page 404 =200 /`: where the page for a status is. */
function errorPageFor(request: NginxRequest, status: number): { uri: string; status: number | undefined } | undefined {
  if (status < 300) return undefined;
  for (const { args } of request.scope.all('error_page')) {
    if (!args.includes(String(status))) continue;
    const changed = args.find((arg) => /^=\d{3}$/.test(arg));
    return {
      uri: expanded(request, args.at(-1) ?? ''),
      status: changed === undefined ? undefined : Number(changed.slice(1)),
    };
  }
  return undefined;
}

function responseOf(
  request: NginxRequest,
  { status, location, text }: { status: number; location?: string; text?: string },
  server: string,
): HttpResponse {
  if (text !== undefined) {
    const type = request.scope.value('default_type', 'text/plain');
    return { status, headers: new HttpHeaders([['Content-Type', type]]), body: text };
  }
  const headers: [string, string][] = status === 204 ? [] : [['Content-Type', 'text/html']];
  if (location !== undefined) headers.push(['Location', absoluteLocation(request, location)]);
  // A status without a page closes the connection without a word (`return 444`).
  return {
    status,
    headers: new HttpHeaders(headers),
    body: status === 204 || status === 304 ? '' : pageOf(status, server),
  };
}

function absoluteLocation(request: NginxRequest, location: string): string {
  if (!location.startsWith('/') || request.scope.value('absolute_redirect', 'on') === 'off') return location;
  return `http://${request.exchange.request.headers.get('Host') ?? request.exchange.local.ip}${location}`;
}

function* logError(log: ErrorLog, request: NginxRequest, text: string): Run<void> {
  const { exchange, connection, server } = request;
  const { method, target, version, headers } = exchange.request;
  // What belongs to the upstream stands between the request and the host.
  const [what = '', upstream] = text.split(', upstream: ');
  const host = headers.get('Host');
  const line =
    `*${connection} ${what}, client: ${exchange.remote.ip}, server: ${nameOf(server)}, request: "${method} ${target} HTTP/${version}"` +
    `${upstream === undefined ? '' : `, upstream: ${upstream}`}${host === undefined ? '' : `, host: "${host}"`}`;
  yield* log.say(exchange.thread, 'error', line);
}
