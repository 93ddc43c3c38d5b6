import { parse } from 'yaml';
import type { SocketAddress } from '../../../network/socketAddress.ts';

/** Where a route leads. */
export interface EnvoyRoute {
  readonly prefix: string | undefined;
  readonly path: string | undefined;
  readonly action:
    | { readonly cluster: string; readonly prefixRewrite: string | undefined; readonly timeoutMs: number }
    | { readonly status: number; readonly text: string };
}

export interface EnvoyListener {
  readonly name: string;
  readonly address: SocketAddress;
  readonly filter:
    | {
        readonly kind: 'http';
        readonly hosts: readonly { readonly domains: readonly string[]; readonly routes: readonly EnvoyRoute[] }[];
        readonly logsAccess: boolean;
      }
    | { readonly kind: 'tcp'; readonly cluster: string };
}

export interface EnvoyConf {
  readonly listeners: readonly EnvoyListener[];
  /** By name: the endpoints as they are written. */
  readonly clusters: ReadonlyMap<string, { readonly endpoints: readonly SocketAddress[]; readonly connectMs: number }>;
  readonly admin: SocketAddress | undefined;
}

const maxBytes = 64 * 1024;
const maxListed = 200;

/** Reads the static part of an Envoy bootstrap configuration; what is wrong with it otherwise. */
export function readEnvoyConf(text: string): EnvoyConf | string {
  if (text.length > maxBytes) return 'configuration is too long';
  let root: unknown;
  try {
    root = parse(text, { maxAliasCount: 50, logLevel: 'error' });
  } catch (problem) {
    return `Unable to convert YAML as JSON: ${problem instanceof Error ? problem.message.split('\n')[0] : 'malformed'}`;
  }
  if (at(root) === undefined) return 'Unable to parse JSON as proto: it must be an object';
  if (at(root, 'dynamic_resources')) return 'dynamic_resources are not part of this simulation';
  const listeners: EnvoyListener[] = [];
  for (const [index, listener] of list(at(root, 'static_resources', 'listeners')).entries()) {
    const address = addressOf(at(listener, 'address'));
    if (!address) return `listener ${wordOf(at(listener, 'name')) ?? index}: socket_address is missing`;
    const filter = filterOf(listener);
    if (typeof filter === 'string') return filter;
    listeners.push({ name: wordOf(at(listener, 'name')) ?? `listener_${index}`, address, filter });
  }
  const clusters = new Map<string, { endpoints: readonly SocketAddress[]; connectMs: number }>();
  for (const cluster of list(at(root, 'static_resources', 'clusters'))) {
    const endpoints = list(at(cluster, 'load_assignment', 'endpoints'))
      .flatMap((locality) => list(at(locality, 'lb_endpoints')))
      .map((endpoint) => addressOf(at(endpoint, 'endpoint', 'address')))
      .filter((address) => address !== undefined);
    clusters.set(wordOf(at(cluster, 'name')) ?? '', {
      endpoints,
      connectMs: durationOf(at(cluster, 'connect_timeout'), 5_000),
    });
  }
  for (const { filter } of listeners) {
    const routed =
      filter.kind === 'tcp'
        ? [filter.cluster]
        : filter.hosts.flatMap(({ routes }) =>
            routes.flatMap(({ action }) => ('cluster' in action ? [action.cluster] : [])),
          );
    const missing = routed.find((name) => !clusters.has(name));
    if (missing !== undefined)
      return filter.kind === 'tcp' ? `tcp_proxy: unknown cluster '${missing}'` : `route: unknown cluster '${missing}'`;
  }
  return { listeners, clusters, admin: addressOf(at(root, 'admin', 'address')) };
}

function filterOf(listener: unknown): EnvoyListener['filter'] | string {
  for (const filter of list(at(listener, 'filter_chains')).flatMap((chain) => list(at(chain, 'filters')))) {
    const name = wordOf(at(filter, 'name')) ?? '';
    const config = at(filter, 'typed_config');
    const type = wordOf(at(config, '@type')) ?? '';
    if (type.endsWith('.TcpProxy')) return { kind: 'tcp', cluster: wordOf(at(config, 'cluster')) ?? '' };
    if (!type.endsWith('.HttpConnectionManager'))
      return `Didn't find a registered implementation for '${name}' with type URL: '${type.replace(/.*\//, '')}'`;
    const hosts = list(at(config, 'route_config', 'virtual_hosts')).map((host) => ({
      domains: list(at(host, 'domains')).map((domain) => wordOf(domain) ?? ''),
      routes: list(at(host, 'routes')).map(routeOf),
    }));
    return { kind: 'http', hosts, logsAccess: list(at(config, 'access_log')).length > 0 };
  }
  return 'no filter chains specified';
}

function routeOf(route: unknown): EnvoyRoute {
  const direct = at(route, 'direct_response');
  const match = { prefix: wordOf(at(route, 'match', 'prefix')), path: wordOf(at(route, 'match', 'path')) };
  if (direct)
    return {
      ...match,
      action: { status: Number(at(direct, 'status') ?? 200), text: wordOf(at(direct, 'body', 'inline_string')) ?? '' },
    };
  const action = at(route, 'route');
  return {
    ...match,
    action: {
      cluster: wordOf(at(action, 'cluster')) ?? '',
      prefixRewrite: wordOf(at(action, 'prefix_rewrite')),
      timeoutMs: durationOf(at(action, 'timeout'), 15_000),
    },
  };
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, key)
        ? (found as Record<string, unknown>)[key]
        : undefined;
  }
  return typeof found === 'object' && found === null ? undefined : found;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, maxListed) : [];
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function addressOf(value: unknown): SocketAddress | undefined {
  const ip = wordOf(at(value, 'socket_address', 'address'));
  const port = Number(at(value, 'socket_address', 'port_value'));
  return ip !== undefined && Number.isInteger(port) && port > 0 && port < 65_536 ? { ip, port } : undefined;
}

function durationOf(value: unknown, otherwise: number): number {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(wordOf(value)?.slice(0, 20) ?? '')?.[1];
  return seconds === undefined ? otherwise : Number(seconds) === 0 ? 3_600_000 : Math.round(Number(seconds) * 1000);
}
