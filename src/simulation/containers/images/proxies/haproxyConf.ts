import type { SocketAddress } from '../../../network/socketAddress.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { isIpLiteral } from '../../resolver/addressText.ts';
import type { Run } from '../../syscalls.ts';
import { Upstream, type UpstreamServer } from '../nginx/upstream.ts';

export interface Rule {
  readonly words: readonly string[];
  readonly line: number;
}

export interface BackendServer extends UpstreamServer {
  readonly name: string;
  readonly isChecked: boolean;
}

/** A `frontend`, `backend` or `listen` with what it inherits from `defaults`. */
export interface Section {
  readonly name: string;
  readonly kind: 'frontend' | 'backend' | 'listen';
  readonly rules: readonly Rule[];
  readonly binds: readonly { readonly address: SocketAddress; readonly line: number }[];
  readonly servers: readonly BackendServer[];
  readonly upstream: Upstream;
}

const keywords: ReadonlySet<string> = new Set(
  (
    'mode bind server default_backend use_backend balance timeout option log log-format acl http-request http-response tcp-request ' +
    'tcp-check http-check default-server stats monitor-uri monitor errorfile maxconn retries description id cookie stick-table stick ' +
    'compression http-reuse unique-id-format capture hash-type redirect disabled enabled no source fullconn backlog'
  ).split(' '),
);

/** Reads `haproxy.cfg`: its sections, or what is wrong in haproxy's words. */
export function* readHaproxyConf(process: Process, text: string, path: string): Run<readonly Section[] | string> {
  const sections: { kind: string; name: string; rules: Rule[] }[] = [];
  let defaults: readonly Rule[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const words = wordsOf(raw);
    const [first] = words;
    if (first === undefined) continue;
    const line = index + 1;
    if (
      [
        'global',
        'defaults',
        'frontend',
        'backend',
        'listen',
        'resolvers',
        'userlist',
        'peers',
        'cache',
        'program',
      ].includes(first)
    ) {
      sections.push({
        kind: first,
        name: words[1] ?? '',
        rules: first === 'defaults' || first === 'global' ? [] : [...defaults],
      });
      continue;
    }
    const section = sections.at(-1);
    if (!section) return `config : parsing [${path}:${line}] : unknown keyword '${first}' out of section.`;
    const isProxy = ['defaults', 'frontend', 'backend', 'listen'].includes(section.kind);
    if (isProxy && !keywords.has(first))
      return `config : parsing [${path}:${line}] : unknown keyword '${first}' in '${section.kind}' section`;
    section.rules.push({ words, line });
    if (section.kind === 'defaults') defaults = section.rules;
  }
  const read: Section[] = [];
  for (const { kind, name, rules } of sections) {
    if (kind !== 'frontend' && kind !== 'backend' && kind !== 'listen') continue;
    const servers = yield* serversOf(process, name, rules, path);
    if (typeof servers === 'string') return servers;
    const binds = rules
      .filter(({ words }) => words[0] === 'bind')
      .flatMap(({ words, line }) =>
        (words[1] ?? '').split(',').flatMap((one) => bindOf(one).map((address) => ({ address, line }))),
      );
    read.push({ name, kind, rules, binds, servers, upstream: new Upstream(servers) });
  }
  for (const { kind, rules } of read) {
    if (kind === 'backend') continue;
    const wanted = rules.find(({ words }) => words[0] === 'default_backend' || words[0] === 'use_backend');
    const target = wanted?.words[1];
    if (target !== undefined && !read.some(({ name }) => name === target)) {
      return `config : parsing [${path}:${wanted?.line}] : unable to find required ${wanted?.words[0]}: '${target}'`;
    }
  }
  return read;
}

function* serversOf(
  process: Process,
  section: string,
  rules: readonly Rule[],
  path: string,
): Run<readonly BackendServer[] | string> {
  const servers: BackendServer[] = [];
  const common = rules.filter(({ words }) => words[0] === 'default-server').flatMap(({ words }) => words);
  for (const { words, line } of rules) {
    if (words[0] !== 'server') continue;
    const [, name = '', target = '', ...options] = words;
    const [, host = target, port = '80'] = /^(.*):(\d+)$/.exec(target) ?? [];
    const ip = isIpLiteral(host) ? host : yield* resolveName(process, host);
    const all = [...common, ...options];
    if (ip === undefined && !all.includes('init-addr')) {
      return `config : [${path}:${line}] : 'server ${section}/${name}' : could not resolve address '${host}'.`;
    }
    servers.push({
      name,
      isChecked: all.includes('check'),
      address: { ip: ip ?? '0.0.0.0', port: Number(port) },
      weight: Math.max(1, Number(all[all.indexOf('weight') + 1]) || 1),
      isBackup: all.includes('backup'),
      isDown: all.includes('disabled'),
      maxFails: 0,
      failTimeoutMs: 0,
    });
  }
  return servers;
}

function bindOf(text: string): SocketAddress[] {
  const [, host = '', port = ''] = /^(.*):(\d{1,5})$/.exec(text) ?? [];
  if (port === '' || Number(port) > 65_535) return [];
  const bare = host.replace(/^ipv[46]@/, '');
  return [
    { ip: bare === '' || bare === '*' ? '0.0.0.0' : bare === 'localhost' ? '127.0.0.1' : bare, port: Number(port) },
  ];
}

/** Words of a line: quotes hold together, `#` begins a comment. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [whole, double, single] of line.slice(0, 4096).matchAll(/"([^"]*)"|'([^']*)'|#.*|[^\s"'#]+/g)) {
    if (whole.startsWith('#')) break;
    words.push(double ?? single ?? whole);
  }
  return words;
}

/** The arguments of the last rule that begins with these words. */
export function argsOf({ rules }: Section, ...begin: readonly string[]): readonly string[] | undefined {
  const found = rules.filter(({ words }) => begin.every((word, index) => words[index] === word)).at(-1);
  return found?.words.slice(begin.length);
}

/** `timeout connect 5s`: milliseconds. */
export function timeoutMs(section: Section, name: string, otherwise: number): number {
  const [, amount, unit = 'ms'] = /^(\d{1,9})(us|ms|s|m|h|d)?$/.exec(argsOf(section, 'timeout', name)?.[0] ?? '') ?? [];
  if (amount === undefined) return otherwise;
  return Number(amount) * ({ us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit] ?? 1);
}
