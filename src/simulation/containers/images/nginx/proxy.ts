import { formatSocketAddress } from '../../../network/socketAddress.ts';
import { refused } from '../../errno.ts';
import { exchange as exchangeMessages, hasFailed } from '../../http/client.ts';
import { HttpHeaders, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import { resolveName } from '../../names.ts';
import { connect, type Run } from '../../syscalls.ts';
import type { Choice } from './location.ts';
import { numbered } from './log.ts';
import { expanded, type NginxRequest, scopeMs } from './request.ts';
import { Upstream, type UpstreamServer } from './upstream.ts';

/** What became of a request that was passed on: a response, or a status with what the error log says. */
export type ProxyOutcome = HttpResponse | { readonly failed: 502 | 504; readonly why: string };

/** Fields that belong to one connection, or that nginx puts anew. */
const hopByHop: ReadonlySet<string> = new Set(
  'connection keep-alive transfer-encoding te trailer upgrade proxy-connection expect host content-length'.split(' '),
);
const dropped: ReadonlySet<string> = new Set(
  'connection keep-alive transfer-encoding date server x-pad content-length'.split(' '),
);

/** `proxy_pass`: asks the servers behind it, one after the other where one does not answer. */
export function* passOn(request: NginxRequest, url: string, { location }: Choice): Run<ProxyOutcome> {
  const { thread } = request.exchange;
  const target = expanded(request, url);
  const [, authority = '', path] = /^https?:\/\/([^/]*)(\/.*)?$/s.exec(target) ?? [];
  const upstream = request.configuration.upstreams.get(authority) ?? (yield* adHoc(request, authority));
  if (!upstream) return { failed: 502, why: `no resolver defined to resolve ${authority}` };
  const sent = requestFor(
    request,
    authority,
    pathFor(request, path, url.includes('$'), location.path, location.pattern !== undefined),
  );
  const tried = new Set<UpstreamServer>();
  let last: ProxyOutcome = { failed: 502, why: 'no live upstreams while connecting to upstream' };
  const mayRepeat = request.scope.value('proxy_next_upstream', 'error') !== 'off';
  const addresses: string[] = [];
  for (;;) {
    const server = upstream.next(tried, thread.nowMs);
    if (!server) return last;
    tried.add(server);
    addresses.push(formatSocketAddress(server.address));
    request.upstreamAddress = addresses.join(', ');
    const outcome = yield* ask(request, server, sent);
    if (!('failed' in outcome)) {
      upstream.succeeded(server);
      request.upstreamStatus = String(outcome.status);
      return outcome;
    }
    upstream.failed(server, thread.nowMs);
    request.upstreamStatus = String(outcome.failed);
    last = {
      ...outcome,
      why: `${outcome.why}, upstream: "http://${formatSocketAddress(server.address)}${sent.target}"`,
    };
    if (!mayRepeat) return last;
  }
}

/** An address that a variable named: looked up when the request comes. */
function* adHoc(request: NginxRequest, authority: string): Run<Upstream | undefined> {
  const [, host = authority, port = '80'] = /^(.*):(\d+)$/.exec(authority) ?? [];
  const ip = host === '' ? undefined : yield* resolveName(request.exchange.thread, host);
  if (ip === undefined) return undefined;
  const address = { ip, port: Number(port) };
  return new Upstream([{ address, weight: 1, isBackup: false, isDown: false, maxFails: 0, failTimeoutMs: 0 }]);
}

/** A path in `proxy_pass` replaces the part of the request's that the location stands for. */
function pathFor(
  request: NginxRequest,
  path: string | undefined,
  isVariable: boolean,
  prefix: string,
  isExpression: boolean,
): string {
  const query = request.query === '' ? '' : `?${request.query}`;
  if (path === undefined)
    return request.values.has('rewritten') ? request.path + query : request.exchange.request.target;
  if (isVariable || isExpression) return path;
  return path + encodePath(request.path.slice(prefix.length)) + query;
}

function encodePath(path: string): string {
  return path.replace(/[^!-~]|[%?#]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function requestFor(request: NginxRequest, authority: string, target: string): HttpRequest {
  const { method, headers, body } = request.exchange.request;
  const version = request.scope.value('proxy_http_version', '1.0') === '1.1' ? '1.1' : '1.0';
  const set = new Map<string, [string, string]>([
    ['host', ['Host', authority]],
    ['connection', ['Connection', 'close']],
  ]);
  for (const { args } of request.scope.all('proxy_set_header')) {
    const [name = '', value = ''] = args;
    set.set(name.toLowerCase(), [name, expanded(request, value)]);
  }
  const fields: [string, string][] = [...set.values()].filter(([, value]) => value !== '');
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (!hopByHop.has(lower) && !set.has(lower)) fields.push([name, value]);
  }
  return { method, target, version, headers: new HttpHeaders(fields), body };
}

function* ask(request: NginxRequest, server: UpstreamServer, sent: HttpRequest): Run<ProxyOutcome> {
  const { thread } = request.exchange;
  const connectLimitMs = scopeMs(request.scope, 'proxy_connect_timeout', 60_000);
  const fd = yield* connect(server.address, connectLimitMs);
  if (refused(fd)) {
    const isLate = fd.errno === 'ETIMEDOUT';
    const why = isLate
      ? 'upstream timed out (110: Connection timed out) while connecting to upstream'
      : `connect() failed ${numbered(fd)} while connecting to upstream`;
    return { failed: isLate ? 504 : 502, why };
  }
  const deadlineMs = thread.nowMs + scopeMs(request.scope, 'proxy_read_timeout', 60_000);
  const outcome = yield* exchangeMessages(thread, fd, sent, deadlineMs);
  thread.close(fd);
  if (!hasFailed(outcome)) {
    const hidden = new Set(request.scope.all('proxy_hide_header').map(({ args }) => (args[0] ?? '').toLowerCase()));
    const kept = [...outcome.headers].filter(
      ([name]) => !dropped.has(name.toLowerCase()) && !hidden.has(name.toLowerCase()),
    );
    return { ...outcome, headers: new HttpHeaders(kept) };
  }
  const { problem } = outcome;
  if (problem === 'end')
    return { failed: 502, why: 'upstream prematurely closed connection while reading response header from upstream' };
  if (problem === 'malformed')
    return { failed: 502, why: 'upstream sent no valid HTTP/1.0 header while reading response header from upstream' };
  if (typeof problem === 'string')
    return { failed: 502, why: 'upstream sent too big header while reading response header from upstream' };
  if (problem.errno === 'ETIMEDOUT') {
    return {
      failed: 504,
      why: 'upstream timed out (110: Connection timed out) while reading response header from upstream',
    };
  }
  return { failed: 502, why: `recv() failed ${numbered(problem)} while reading response header from upstream` };
}
