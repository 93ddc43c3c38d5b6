import { refused } from '../../errno.ts';
import { HttpHeaders, type HttpResponse } from '../../http/message.ts';
import { type Run, work } from '../../syscalls.ts';
import { requestCpuMs } from '../web/requestCosts.ts';
import { type Choice, chooseLocation, type Location } from './location.ts';
import { passOn } from './proxy.ts';
import { expanded, httpDate, type NginxRequest } from './request.ts';
import { type Answered, rewritten } from './rewrite.ts';
import { fileOf, serveFile } from './staticFiles.ts';
import { stubStatus } from './stubStatus.ts';

/** What a step of the way decides. */
export type Outcome =
  | Answered
  | { readonly response: HttpResponse }
  /** The request begins anew with another path. */
  | { readonly internally: string };

/** What nginx does with a request before it looks at error pages: a response, or a status for which there is a page. */
export type Routed = { readonly response: HttpResponse } | Answered;

/** Redirections within the server: as nginx' limit. */
const maxInternal = 10;

/** Finds out what a request is answered with. */
export function* route(request: NginxRequest): Run<Routed> {
  if (!request.server) return { status: 404 };
  yield* work(requestCpuMs.nginx);
  request.scope = request.server.scope;
  const early = rewritten(request, request.scope);
  if (early && 'status' in early) return early;
  if (early) setUri(request, early.internally);
  for (let internal = 0; internal < maxInternal; internal++) {
    request.scope = request.server.scope;
    const choice = chooseLocation(request.server.locations, request.path) ?? serverItself(request);
    if (choice.location.scope.own('internal').length > 0 && internal === 0) return { status: 404 };
    const outcome = yield* within(request, choice);
    if (!('internally' in outcome)) return outcome;
    if (outcome.internally.startsWith('@')) {
      const named = request.server.locations.find(({ path }) => path === outcome.internally);
      if (!named) return { status: 500, error: `could not find named location "${outcome.internally}"` };
      const answer = yield* within(request, { location: named, groups: undefined });
      return 'internally' in answer ? { status: 500 } : answer;
    }
    setUri(request, outcome.internally);
  }
  return {
    status: 500,
    error: `rewrite or internal redirection cycle while internally redirecting to "${request.path}"`,
  };
}

/** A server without a fitting location answers by what it says itself. */
function serverItself(request: NginxRequest): Choice {
  const scope = request.server?.scope ?? request.scope;
  const location: Location = { modifier: '', path: '/', pattern: undefined, scope, nested: [] };
  return { location, groups: undefined };
}

/** Takes a path with its query. */
export function setUri(request: NginxRequest, uri: string): void {
  const [path = '/', query] = uri.split(/\?(.*)/s);
  request.path = path;
  if (query !== undefined) request.query = query;
}

function* within(request: NginxRequest, choice: Choice): Run<Outcome> {
  const { scope } = choice.location;
  request.scope = scope;
  for (const [name, value] of choice.groups ?? []) request.values.set(name, value);
  const changed = rewritten(request, scope);
  if (changed) return changed;
  if (isDenied(request)) return { status: 403, error: 'access forbidden by rule' };
  if (scope.own('stub_status').length > 0) return { response: stubStatus(request) };
  const url = scope.own('proxy_pass').at(-1)?.args[0];
  if (url !== undefined) {
    const outcome = yield* passOn(request, url, choice);
    if ('failed' in outcome) return { status: outcome.failed, error: outcome.why };
    const replaces = scope.value('proxy_intercept_errors', 'off') === 'on' && outcome.status >= 400;
    return replaces ? { status: outcome.status } : { response: outcome };
  }
  const tries = scope.own('try_files').at(-1)?.args ?? request.server?.scope.own('try_files').at(-1)?.args;
  const found = tries && tryFiles(request, choice, tries);
  if (found) return found;
  return serveFile(request, choice);
}

/** `try_files`: the first that is there; else the last, which is a path, a status or a named location. */
function tryFiles(request: NginxRequest, choice: Choice, tries: readonly string[]): Outcome | undefined {
  for (const text of tries.slice(0, -1)) {
    const path = expanded(request, text);
    const node = request.exchange.thread.stat(fileOf(request, choice, path.replace(/(.)\/$/, '$1')));
    if (refused(node) || (node.kind === 'directory') !== path.endsWith('/')) continue;
    request.path = path;
    return undefined;
  }
  const last = tries.at(-1) ?? '';
  if (/^=\d{3}$/.test(last)) return { status: Number(last.slice(1)) };
  return { internally: expanded(request, last) };
}

/** `allow` and `deny`: the first that fits decides. */
function isDenied(request: NginxRequest): boolean {
  const { scope, exchange } = request;
  const rules = [
    ...scope.all('allow').map((rule) => ({ rule, denies: false })),
    ...scope.all('deny').map((rule) => ({ rule, denies: true })),
  ];
  rules.sort((a, b) => a.rule.line - b.rule.line);
  const fitting = rules.find(({ rule }) => covers(rule.args[0] ?? '', exchange.remote.ip));
  return fitting?.denies ?? false;
}

function covers(rule: string, ip: string): boolean {
  if (rule === 'all' || rule === ip) return true;
  const [network = '', bits] = rule.split('/');
  if (bits === undefined || network.includes(':') || ip.includes(':')) return false;
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(network) / size) === Math.floor(number(ip) / size);
}

/** The fields that every response of nginx begins with, and those of `add_header`. */
export function withHeaders(request: NginxRequest, response: HttpResponse, server: string): HttpResponse {
  const fields: [string, string][] = [
    ['Server', server],
    ['Date', httpDate(request.exchange.thread.nowMs)],
  ];
  for (const [name, value] of response.headers) {
    fields.push([name, value]);
    if (name === 'Content-Type' && response.status !== 304)
      fields.push(['Content-Length', String(response.body.length)]);
  }
  for (const { args } of request.scope.all('add_header')) {
    const [name = '', value = '', always] = args;
    if (always !== 'always' && ![200, 201, 204, 206, 301, 302, 303, 304, 307, 308].includes(response.status)) continue;
    const text = expanded(request, value);
    if (text !== '') fields.push([name, text]);
  }
  return { ...response, headers: new HttpHeaders(fields) };
}
