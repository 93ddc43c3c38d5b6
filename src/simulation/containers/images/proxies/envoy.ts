import { refused } from '../../errno.ts';
import { HttpHeaders, type HttpResponse, textResponse } from '../../http/message.ts';
import { type Exchange, HttpServer } from '../../http/server.ts';
import type { Image } from '../../image.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { accept, connect, type Program, pause, type Run, work, write } from '../../syscalls.ts';
import { folder, smallLinux, textFile } from '../baseFiles.ts';
import { goFlag } from '../web/goFlags.ts';
import { pathOf } from '../web/query.ts';
import { requestCpuMs } from '../web/requestCosts.ts';
import { simply } from '../web/smallServers.ts';
import { type EnvoyConf, type EnvoyListener, type EnvoyRoute, readEnvoyConf } from './envoyConf.ts';
import { forward, splice } from './forward.ts';

const mib = 1024 * 1024;
const startUpCpuMs = 60;
const memoryBytes = 35 * mib;
const idleMs = 3_600_000;

/** A line of Envoy's log: `[2026-11-22 16:00:00.000][1][info][main] text`. */
function logLine(nowMs: number, level: string, component: string, text: string): string {
  return `[${new Date(nowMs).toISOString().slice(0, 23).replace('T', ' ')}][1][${level}][${component}] ${text}\n`;
}

/** `envoy -c FILE`: listeners and clusters that stand in the file; HTTP routes, direct responses and TCP. */
const envoy: Program = function* (process) {
  const say = (level: string, component: string, text: string) =>
    write(2, logLine(process.nowMs, level, component, text));
  const path = goFlag(process.argv, 'c') ?? goFlag(process.argv, 'config-path') ?? '/etc/envoy/envoy.yaml';
  const node = process.stat(path);
  const text =
    goFlag(process.argv, 'config-yaml') ?? (!refused(node) && node.kind === 'file' ? node.content.text : undefined);
  const conf = text === undefined ? `unable to read file: ${path}` : readEnvoyConf(text);
  const fail = function* (why: string): Run<number> {
    yield* say('critical', 'main', `[source/server/server.cc:425] error initializing configuration '${path}': ${why}`);
    yield* say('info', 'main', '[source/server/server.cc:1041] exiting');
    return 1;
  };
  if (typeof conf === 'string') return yield* fail(conf);
  process.holdMemory(memoryBytes);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.dispositions.set(signal, 'catch');
  yield* say(
    'info',
    'main',
    '[source/server/server.cc:434] initializing epoch 0 (base id=0, hot restart version=11.104)',
  );
  yield* work(startUpCpuMs);
  const state = new Clusters(conf);
  for (const listener of conf.listeners) {
    const fd = process.listen(listener.address);
    const { ip, port } = listener.address;
    if (refused(fd))
      return yield* fail(`error adding listener: '${listener.name}' cannot bind '${ip}:${port}': ${fd.text}`);
    if (listener.filter.kind === 'tcp') startRelay(process, fd, listener.filter.cluster, state);
    else startHttp(process, fd, listener, state);
  }
  if (conf.admin) {
    const fd = process.listen(conf.admin);
    if (refused(fd)) return yield* fail(`cannot bind '${conf.admin.ip}:${conf.admin.port}': ${fd.text}`);
    new HttpServer(process, fd, { onRequest: simply(administer) }).start();
  }
  yield* say(
    'info',
    'upstream',
    '[source/common/upstream/cluster_manager_impl.cc:240] cm init: all clusters initialized',
  );
  yield* say('info', 'main', '[source/server/server.cc:1021] starting main dispatch loop');
  while (process.caught.length === 0) yield* pause();
  yield* say(
    'warning',
    'main',
    `[source/server/server.cc:946] caught ENVOY_SIG${process.caught[0] === 'SIGINT' ? 'INT' : 'TERM'}`,
  );
  yield* say('info', 'main', '[source/server/server.cc:1041] exiting');
  return 0;
};

/** The clusters, each with its turn. */
class Clusters {
  readonly #conf: EnvoyConf;
  readonly #turns = new Map<string, number>();

  constructor(conf: EnvoyConf) {
    this.#conf = conf;
  }

  /** The next endpoint of a cluster and how long a connection may take; nothing where it has none. */
  *next(
    process: Process,
    name: string,
  ): Run<{ readonly ip: string; readonly port: number; readonly connectMs: number } | undefined> {
    const cluster = this.#conf.clusters.get(name);
    if (!cluster || cluster.endpoints.length === 0) return undefined;
    const turn = this.#turns.get(name) ?? 0;
    this.#turns.set(name, (turn + 1) % cluster.endpoints.length);
    const endpoint = cluster.endpoints[turn];
    const ip = endpoint && (yield* resolveName(process, endpoint.ip));
    return endpoint && ip !== undefined ? { ip, port: endpoint.port, connectMs: cluster.connectMs } : undefined;
  }
}

function startHttp(process: Process, fd: number, { filter }: EnvoyListener, state: Clusters): void {
  new HttpServer(process, fd, {
    *onRequest(exchange) {
      const response = filter.kind === 'http' ? yield* answer(exchange, filter, state) : textResponse(404, '');
      const headers: [string, string][] = [
        ['date', new Date(exchange.thread.nowMs).toUTCString()],
        ['server', 'envoy'],
      ];
      const own = [...response.headers].filter(([name]) => !['date', 'server'].includes(name.toLowerCase()));
      return { ...response, headers: new HttpHeaders([...own, ...headers]) };
    },
    *onAnswered({ thread, request }, response) {
      if (filter.kind !== 'http' || !filter.logsAccess) return;
      const { method, target, version, headers, body } = request;
      const agent = headers.get('User-Agent') ?? '-';
      yield* write(
        1,
        `[${new Date(thread.nowMs).toISOString()}] "${method} ${target} HTTP/${version}" ${response.status} - ${body.length} ${response.body.length} 0 0 "-" "${agent}" "-" "${headers.get('Host') ?? '-'}" "-"\n`,
      );
    },
  }).start();
}

function* answer(
  { thread, request }: Exchange,
  filter: Extract<EnvoyListener['filter'], { kind: 'http' }>,
  state: Clusters,
): Run<HttpResponse> {
  yield* work(requestCpuMs.envoy);
  const host = (request.headers.get('Host') ?? '').toLowerCase();
  const bare = host.replace(/:\d+$/, '');
  const by = (fits: (domain: string) => boolean) => filter.hosts.find(({ domains }) => domains.some(fits));
  const virtual =
    by((domain) => domain === host || domain === bare) ??
    by((domain) => domain.startsWith('*.') && bare.endsWith(domain.slice(1))) ??
    by((domain) => domain === '*');
  const { path } = pathOf(request.target);
  const route = virtual?.routes.find((one) =>
    one.path !== undefined ? one.path === path : path.startsWith(one.prefix ?? '\0'),
  );
  if (!route) return { status: 404, headers: new HttpHeaders(), body: '' };
  const { action } = route;
  if ('status' in action) return textResponse(action.status, action.text, 'text/plain');
  const endpoint = yield* state.next(thread, action.cluster);
  if (!endpoint) return textResponse(503, 'no healthy upstream', 'text/plain');
  const target = rewritten(request.target, route, action.prefixRewrite);
  const startMs = thread.nowMs;
  const outcome = yield* forward(
    thread,
    endpoint,
    { ...request, target },
    { connectMs: endpoint.connectMs, answerMs: action.timeoutMs },
  );
  if (!('failed' in outcome)) {
    return {
      ...outcome,
      headers: new HttpHeaders([...outcome.headers, ['x-envoy-upstream-service-time', String(thread.nowMs - startMs)]]),
    };
  }
  if (outcome.failed === 'timeout') return textResponse(504, 'upstream request timeout', 'text/plain');
  const begin = 'upstream connect error or disconnect/reset before headers. ';
  const why =
    outcome.failed === 'reset'
      ? 'reset reason: connection termination'
      : outcome.problem?.errno === 'ETIMEDOUT'
        ? 'reset reason: connection timeout'
        : `reset reason: remote connection failure, transport failure reason: delayed connect error: ${outcome.problem?.text ?? ''}`;
  return textResponse(503, begin + why, 'text/plain');
}

function rewritten(target: string, { prefix, path }: EnvoyRoute, replacement: string | undefined): string {
  return replacement === undefined ? target : replacement + target.slice((path ?? prefix ?? '').length);
}

function startRelay(process: Process, listenFd: number, cluster: string, state: Clusters): void {
  process.startThread(function* (acceptor) {
    for (;;) {
      const fd = yield* accept(listenFd);
      if (refused(fd)) return 0;
      const started = acceptor.startThread(function* (thread) {
        const endpoint = yield* state.next(thread, cluster);
        const to = endpoint && (yield* connect(endpoint, endpoint.connectMs));
        if (to !== undefined && !refused(to)) {
          yield* splice(thread, fd, to, idleMs);
          thread.close(to);
        }
        thread.close(fd);
        return 0;
      });
      if (refused(started)) acceptor.close(fd);
    }
  });
}

/** The administration: `/ready`, `/server_info`. */
function administer({ request }: Exchange): HttpResponse {
  const { path } = pathOf(request.target);
  if (path === '/ready') return textResponse(200, 'LIVE\n');
  if (path === '/server_info') return textResponse(200, '{\n "state": "LIVE"\n}\n', 'application/json');
  return textResponse(
    path === '/' ? 200 : 404,
    path === '/' ? 'Envoy Admin\n' : 'invalid path. admin commands are:\n  /ready: print server state\n',
  );
}

const defaultConf = `admin:
  address: { socket_address: { address: 0.0.0.0, port_value: 9901 } }
static_resources:
  listeners:
  - name: listener_0
    address: { socket_address: { address: 0.0.0.0, port_value: 10000 } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: ingress_http
          route_config:
            virtual_hosts:
            - name: local_service
              domains: ["*"]
              routes:
              - match: { prefix: "/" }
                route: { cluster: service_envoyproxy_io }
  clusters:
  - name: service_envoyproxy_io
    type: LOGICAL_DNS
    load_assignment:
      cluster_name: service_envoyproxy_io
      endpoints:
      - lb_endpoints:
        - endpoint: { address: { socket_address: { address: www.envoyproxy.io, port_value: 443 } } }
`;

/** docker.io/envoyproxy/envoy. */
export const envoyImage: Image = {
  files: {
    ...smallLinux,
    etc: folder({
      envoy: folder({ 'envoy.yaml': textFile(defaultConf) }),
      passwd: textFile('root:x:0:0:root:/root:/bin/sh\nenvoy:x:101:101::/nonexistent:/bin/false\n'),
      group: textFile('root:x:0:\nenvoy:x:101:\n'),
    }),
    usr: folder({ local: folder({ bin: folder({ envoy: { kind: 'program', program: envoy } }) }), bin: folder() }),
  },
  entrypoint: [],
  command: ['envoy', '-c', '/etc/envoy/envoy.yaml'],
  env: {},
  workingDir: '/',
  stopSignal: 'SIGTERM',
};
