import { PatternError } from '../../applets/patternSyntax.ts';
import type { HttpHeaders } from '../../http/message.ts';
import type { Exchange } from '../../http/server.ts';
import type { Configuration } from './configuration.ts';
import { confPattern, groupsOf } from './pattern.ts';
import { durationMs, type Scope } from './scope.ts';
import type { ServerBlock } from './serverBlock.ts';

/** One request on its way through the configuration. */
export interface NginxRequest {
  readonly exchange: Exchange;
  readonly configuration: Configuration;
  readonly server: ServerBlock | undefined;
  readonly startMs: number;
  /** Number of the connection, as the error log shows it. */
  readonly connection: number;
  /** The decoded path without query; changes with rewrites. */
  path: string;
  query: string;
  scope: Scope;
  /** Groups of the last expression, and what `set` and rewrites set. */
  readonly values: Map<string, string>;
  upstreamAddress: string;
  upstreamStatus: string;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Texts of the last second: thousands of requests come within one. */
let lastSecond = -1;
let lastLogTime = '';
let lastHttpDate = '';

function remember(nowMs: number): void {
  const second = Math.floor(nowMs / 1000);
  if (second === lastSecond) return;
  lastSecond = second;
  lastLogTime = formatLogTime(nowMs);
  lastHttpDate = new Date(nowMs).toUTCString();
}

/** `22/Nov/2026:16:00:00 +0000` */
export function logTime(nowMs: number): string {
  remember(nowMs);
  return lastLogTime;
}

/** `Sun, 22 Nov 2026 16:00:00 GMT` */
export function httpDate(nowMs: number): string {
  remember(nowMs);
  return lastHttpDate;
}

function formatLogTime(nowMs: number): string {
  const iso = new Date(nowMs).toISOString();
  return `${iso.slice(8, 10)}/${months[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

/** A text may grow by its variables to so many bytes. */
const maxTextBytes = 16 * 1024;
const maxMapDepth = 8;

/** A text with its `$variables` replaced. */
export function expanded(request: NginxRequest, text: string, depth = 0): string {
  if (!text.includes('$')) return text;
  return text
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) =>
      variable(request, braced ?? bare ?? '', depth),
    )
    .slice(0, maxTextBytes);
}

/** The value of a variable; '' where there is none. */
export function variable(request: NginxRequest, name: string, depth = 0): string {
  const own = request.values.get(name);
  if (own !== undefined) return own;
  const { exchange, server } = request;
  const { headers, method, target, version, body } = exchange.request;
  const map = request.configuration.maps.get(name);
  if (map && depth < maxMapDepth) return mapped(request, map.args[0] ?? '', map.block ?? [], depth + 1);
  if (name.startsWith('http_')) return headers.get(name.slice(5).replaceAll('_', '-')) ?? '';
  if (name.startsWith('arg_')) return argument(request.query, name.slice(4));
  switch (name) {
    case 'uri':
    case 'document_uri':
      return request.path;
    case 'request_uri':
      return target;
    case 'args':
    case 'query_string':
      return request.query;
    case 'is_args':
      return request.query === '' ? '' : '?';
    case 'request':
      return `${method} ${target} HTTP/${version}`;
    case 'request_method':
      return method;
    case 'request_body':
      return body;
    case 'scheme':
      return 'http';
    case 'host':
      return hostOf(headers) || nameOf(server);
    case 'hostname':
      return exchange.thread.kernel.hostname;
    case 'server_name':
      return nameOf(server);
    case 'server_addr':
      return exchange.local.ip;
    case 'server_port':
      return String(exchange.local.port);
    case 'server_protocol':
      return `HTTP/${version}`;
    case 'remote_addr':
    case 'realip_remote_addr':
      return exchange.remote.ip;
    case 'remote_port':
      return String(exchange.remote.port);
    case 'proxy_add_x_forwarded_for': {
      const before = headers.get('X-Forwarded-For');
      return before === undefined ? exchange.remote.ip : `${before}, ${exchange.remote.ip}`;
    }
    case 'content_type':
      return headers.get('Content-Type') ?? '';
    case 'content_length':
      return headers.get('Content-Length') ?? '';
    case 'document_root':
      return request.scope.value('root', 'html');
    case 'time_local':
      return logTime(exchange.thread.nowMs);
    case 'time_iso8601':
      return `${new Date(exchange.thread.nowMs).toISOString().slice(0, 19)}+00:00`;
    case 'msec':
      return (exchange.thread.nowMs / 1000).toFixed(3);
    case 'request_time':
    case 'upstream_response_time':
      return ((exchange.thread.nowMs - request.startMs) / 1000).toFixed(3);
    case 'upstream_addr':
      return request.upstreamAddress;
    case 'upstream_status':
      return request.upstreamStatus;
    case 'connection':
      return String(request.connection);
    case 'pid':
      return String(exchange.thread.pid);
    case 'nginx_version':
      return exchange.thread.env.get('NGINX_VERSION') ?? '';
    default:
      return '';
  }
}

function hostOf(headers: HttpHeaders): string {
  return (headers.get('Host') ?? '').replace(/:\d+$/, '').toLowerCase();
}

/** The first name of the server. */
export function nameOf(server: ServerBlock | undefined): string {
  const first = server?.names[0];
  return first && 'text' in first ? first.text : '';
}

function argument(query: string, name: string): string {
  for (const part of query.split('&')) if (part.startsWith(`${name}=`)) return part.slice(name.length + 1);
  return '';
}

function mapped(
  request: NginxRequest,
  source: string,
  lines: readonly { readonly name: string; readonly args: readonly string[] }[],
  depth: number,
): string {
  const value = expanded(request, source, depth);
  let otherwise = '';
  for (const { name, args } of lines) {
    const result = args[0] ?? '';
    if (name === 'default') otherwise = result;
    else if (name === value) return expanded(request, result, depth);
    else if (name.startsWith('~')) {
      const pattern = confPattern(name.replace(/^~\*?/, ''), name.startsWith('~*') ? 'anyCase' : 'exact');
      if (!(pattern instanceof PatternError) && groupsOf(pattern, value)) return expanded(request, result, depth);
    }
  }
  return expanded(request, otherwise, depth);
}

/** A time of the configuration, milliseconds. */
export function scopeMs(scope: Scope, name: string, otherwise: number): number {
  return durationMs(scope.value(name, ''), otherwise);
}
