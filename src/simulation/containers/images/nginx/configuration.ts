import { PatternError } from '../../applets/patternSyntax.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import type { Run } from '../../syscalls.ts';
import { readConf } from './confFiles.ts';
import { ConfProblem, type Directive } from './confText.ts';
import { type Context, contextWithin, dataBlocks, isSimulated, placeOf } from './directives.ts';
import { type Location, type LocationModifier, locationOf } from './location.ts';
import { numbered } from './log.ts';
import { Scope } from './scope.ts';
import { type ListenAddress, listenOf, type ServerBlock, serverNameOf } from './serverBlock.ts';
import type { Counters } from './stubStatus.ts';
import { Upstream } from './upstream.ts';

/** A configuration that has been read. */
export interface Configuration {
  readonly main: Scope;
  readonly http: Scope;
  readonly servers: readonly ServerBlock[];
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** `$name` of each `map`: what it is made from, and its lines. */
  readonly maps: ReadonlyMap<string, Directive>;
  /** What this nginx does not follow, in its own words. */
  readonly warnings: readonly string[];
  readonly counters: Counters;
}

/** Reads and checks a configuration as `nginx -t` does. `-g` directives are as if they stood in the file. */
export function* readConfiguration(
  process: Process,
  path: string,
  extra: readonly Directive[],
): Run<Configuration | ConfProblem> {
  const read = readConf(process, path);
  if (read instanceof ConfProblem) return read;
  const directives = [...extra, ...read];
  const warnings: string[] = [];
  const problem = check(directives, 'main', warnings);
  if (problem) return problem;
  const main = new Scope(directives, undefined);
  if (main.own('events').length === 0) return new ConfProblem('no "events" section in configuration');
  const httpBlock = main.own('http')[0]?.block ?? [];
  const http = new Scope(httpBlock, main);
  const upstreams = new Map<string, Upstream>();
  for (const directive of http.own('upstream')) {
    const made = yield* Upstream.read(process, directive);
    if (made instanceof ConfProblem) return made;
    upstreams.set(directive.args[0] ?? '', made);
  }
  const servers: ServerBlock[] = [];
  for (const directive of http.own('server')) {
    const server = yield* serverOf(process, directive, http, upstreams);
    if (server instanceof ConfProblem) return server;
    servers.push(server);
  }
  const maps = new Map(http.own('map').map((directive) => [(directive.args[1] ?? '').replace('$', ''), directive]));
  return { main, http, servers, upstreams, maps, warnings, counters: { accepted: 0, requests: 0, writing: 0 } };
}

function check(directives: readonly Directive[], context: Context, warnings: string[]): ConfProblem | undefined {
  for (const directive of directives) {
    const { name, block, file, line } = directive;
    const place = placeOf(name, context);
    if (place === 'unknown') return new ConfProblem(`unknown directive "${name}" in ${file}:${line}`);
    if (place === 'misplaced') return new ConfProblem(`"${name}" directive is not allowed here in ${file}:${line}`);
    const wantsBlock =
      ['http', 'events', 'upstream', 'location', 'if', 'map', 'types'].includes(name) ||
      (name === 'server' && context === 'http');
    if (wantsBlock && !block) return new ConfProblem(`directive "${name}" has no opening "{" in ${file}:${line}`);
    if (block && !wantsBlock && !dataBlocks.has(name))
      return new ConfProblem(`directive "${name}" is not terminated by ";" in ${file}:${line}`);
    if (!block && directive.args.length === 0 && !wordless.has(name)) {
      return new ConfProblem(`invalid number of arguments in "${name}" directive in ${file}:${line}`);
    }
    if (!isSimulated(name)) warnings.push(`"${name}" has no effect in this simulation, in ${file}:${line}`);
    const inner = block && !dataBlocks.has(name) ? check(block, contextWithin(name), warnings) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

const wordless: ReadonlySet<string> = new Set(
  'internal stub_status break ip_hash least_conn empty_gif random'.split(' '),
);

function* serverOf(
  process: Process,
  directive: Directive,
  http: Scope,
  upstreams: Map<string, Upstream>,
): Run<ServerBlock | ConfProblem> {
  const scope = new Scope(directive.block ?? [], http);
  const listens: ListenAddress[] = [];
  for (const listen of scope.own('listen')) {
    const address = listenOf(listen);
    if (address instanceof ConfProblem) return address;
    if (address) listens.push(address);
  }
  // As the superuser; others listen on 8000.
  if (scope.own('listen').length === 0)
    listens.push({ ip: '0.0.0.0', port: process.credentials.uid === 0 ? 80 : 8000, isDefault: false });
  const names = scope
    .own('server_name')
    .flatMap(({ args }) => args)
    .map(serverNameOf);
  const locations = yield* locationsOf(process, scope, upstreams);
  return locations instanceof ConfProblem ? locations : { scope, listens, names, locations };
}

function* locationsOf(
  process: Process,
  scope: Scope,
  upstreams: Map<string, Upstream>,
): Run<readonly Location[] | ConfProblem> {
  const locations: Location[] = [];
  for (const directive of scope.own('location')) {
    const { args, file, line } = directive;
    const [modifier, path] =
      args.length > 1 ? [args[0] as LocationModifier, args[1] as string] : splitModifier(args[0] as string);
    if (!['', '=', '~', '~*', '^~'].includes(modifier)) {
      return new ConfProblem(`invalid location modifier "${modifier}" in ${file}:${line}`);
    }
    if (locations.some((other) => other.path === path && other.modifier === modifier)) {
      return new ConfProblem(`duplicate location "${path}" in ${file}:${line}`);
    }
    const inner = new Scope(directive.block ?? [], scope);
    const nested = yield* locationsOf(process, inner, upstreams);
    if (nested instanceof ConfProblem) return nested;
    const location = locationOf(modifier, path, inner, nested);
    if (location instanceof PatternError) {
      return new ConfProblem(`pcre2_compile() failed: ${location.text} in "${path}" in ${file}:${line}`);
    }
    const refusal = yield* checkProxy(process, inner, upstreams);
    if (refusal) return refusal;
    locations.push(location);
  }
  return locations;
}

function splitModifier(text: string): [LocationModifier, string] {
  return text.startsWith('=') && text.length > 1 ? ['=', text.slice(1)] : ['', text];
}

/** `proxy_pass` to a name: an upstream of that name, or an address that must be found now. */
function* checkProxy(process: Process, scope: Scope, upstreams: Map<string, Upstream>): Run<ConfProblem | undefined> {
  for (const { args, file, line } of scope.own('proxy_pass')) {
    const url = args[0] as string;
    if (!/^https?:\/\//.test(url))
      return url.includes('$') ? undefined : new ConfProblem(`invalid URL prefix in ${file}:${line}`);
    const authority = url.replace(/^https?:\/\//, '').replace(/\/.*/s, '');
    if (authority.includes('$') || upstreams.has(authority)) continue;
    const [, host = authority, port = url.startsWith('https') ? '443' : '80'] = /^(.*):(\d+)$/.exec(authority) ?? [];
    const ip = yield* resolveName(process, host);
    if (ip === undefined) return new ConfProblem(`host not found in upstream "${host}" in ${file}:${line}`);
    upstreams.set(
      authority,
      new Upstream([
        {
          address: { ip, port: Number(port) },
          weight: 1,
          isBackup: false,
          isDown: false,
          maxFails: 0,
          failTimeoutMs: 0,
        },
      ]),
    );
  }
  return undefined;
}

/** Whether a path can be used as nginx wants it; the refusal where not. */
export function folderProblem(process: Process, path: string): ConfProblem | undefined {
  const made = process.mkdir(path);
  if (!made || made.errno === 'EEXIST') return undefined;
  return new ConfProblem(`mkdir() "${path}" failed ${numbered(made)}`);
}
