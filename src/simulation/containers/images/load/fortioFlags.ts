import { HttpHeaders, type HttpRequest } from '../../http/message.ts';
import { hostField, type Url } from '../../http/url.ts';
import { goNumber, readGoDuration } from './goNumbers.ts';

/** What `fortio load` is told. */
export interface FortioFlags {
  readonly qps: number;
  readonly connections: number;
  /** 0 until it is interrupted. */
  readonly durationMs: number;
  /** 0 where the duration counts. */
  readonly calls: number;
  readonly timeoutMs: number;
  readonly keepAlive: boolean;
  readonly resolutionS: number;
  readonly percentiles: readonly number[];
  readonly headers: readonly (readonly [string, string])[];
  readonly payload: string;
  readonly method: string | undefined;
  readonly quiet: boolean;
  readonly logLevel: 'info' | 'warning' | 'error';
  readonly allowInitialErrors: boolean;
  readonly catchUp: boolean;
  readonly targets: readonly string[];
}

/** As many connections as a run may have here. */
const maxConnections = 1_000;
/** Flags that need no value, by their names. */
const switches: ReadonlySet<string> = new Set(
  'a allow-initial-errors compression h2 http1.0 httpccch jitter k keepalive L nocatchup quiet sequential-warmup stdclient uniform curl https-insecure no-reresolve'.split(
    ' ',
  ),
);
/** Flags with a value. */
const values: ReadonlySet<string> = new Set(
  'qps c t n timeout r p H payload X loglevel labels json data-dir gomaxprocs httpbufferkb user content-type resolve log-errors connection-reuse offset abort-on profile runid cacert cert key config-dir'.split(
    ' ',
  ),
);

/** Reads the flags as Go's `flag` does; what it says where they are wrong. */
export function readFortioFlags(words: readonly string[]): FortioFlags | string {
  const given = new Map<string, string>();
  const headers: [string, string][] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const found = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(words[at] ?? '');
    if (!found) break;
    const [, name = '', inline] = found;
    if (switches.has(name)) given.set(name, inline ?? 'true');
    else if (values.has(name)) {
      if (inline === undefined) at += 1;
      const value = inline ?? words[at];
      if (value === undefined) return `flag needs an argument: -${name}`;
      if (name === 'H') headers.push(headerOf(value));
      else given.set(name, value);
    } else return `flag provided but not defined: -${name}`;
  }
  const problem = (name: string, why: string) => `invalid value "${given.get(name)}" for flag -${name}: ${why}`;
  const number = (name: string, otherwise: number) => (given.has(name) ? Number(given.get(name)) : otherwise);
  const duration = (name: string, otherwise: number) =>
    given.has(name) ? readGoDuration(given.get(name) ?? '') : otherwise;
  for (const name of ['qps', 'r']) if (!Number.isFinite(number(name, 1))) return problem(name, 'parse error');
  for (const name of ['c', 'n']) if (!Number.isInteger(number(name, 1))) return problem(name, 'parse error');
  const durationMs = duration('t', 5_000);
  const timeoutMs = duration('timeout', 3_000);
  if (durationMs === undefined) return problem('t', 'parse error');
  if (timeoutMs === undefined) return problem('timeout', 'parse error');
  const isOn = (name: string, otherwise: 'on' | 'off' = 'off') =>
    given.has(name) ? given.get(name) !== 'false' : otherwise === 'on';
  const level = (given.get('loglevel') ?? 'info').toLowerCase();
  const method = given.get('X');
  return {
    qps: number('qps', 8),
    connections: Math.max(1, Math.min(maxConnections, number('c', 4))),
    durationMs,
    calls: Math.max(0, number('n', 0)),
    timeoutMs: Math.max(1, timeoutMs),
    keepAlive: isOn('keepalive', 'on'),
    resolutionS: number('r', 0.001) || 0.001,
    percentiles: (given.get('p') ?? '50,75,90,99,99.9').split(',').map(Number),
    headers,
    payload: given.get('payload') ?? '',
    method,
    quiet: isOn('quiet'),
    logLevel: level.startsWith('w') ? 'warning' : /^[ecf]/.test(level) ? 'error' : 'info',
    allowInitialErrors: isOn('allow-initial-errors'),
    catchUp: !isOn('nocatchup'),
    targets: words.slice(at),
  };
}

function headerOf(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

/** The request that its clients send. */
export function fortioRequest(url: Url, flags: FortioFlags, version: string): HttpRequest {
  const own = new Set(flags.headers.map(([name]) => name.toLowerCase()));
  const fields: [string, string][] = [
    ['Host', hostField(url)],
    ...(flags.keepAlive ? [] : ([['Connection', 'close']] as [string, string][])),
    ['User-Agent', `fortio.org/fortio-${version}`],
  ];
  const method = flags.method ?? (flags.payload === '' ? 'GET' : 'POST');
  return {
    method,
    target: url.target,
    version: '1.1',
    headers: new HttpHeaders([...fields.filter(([name]) => !own.has(name.toLowerCase())), ...flags.headers]),
    body: flags.payload,
  };
}

/** `for 5s`, `for 20 calls` or `until interrupted`. */
export function spanOf({ calls, durationMs }: FortioFlags, duration: string): string {
  return calls > 0 ? `for ${goNumber(calls)} calls` : durationMs > 0 ? `for ${duration}` : 'until interrupted';
}
