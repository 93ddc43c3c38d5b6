import { refused } from '../../errno.ts';
import { HttpHeaders, type HttpResponse, statusTextOf, textResponse } from '../../http/message.ts';
import { type Exchange, HttpServer } from '../../http/server.ts';
import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { accept, connect, type Program, pause, type Run, work, write } from '../../syscalls.ts';
import { folder, smallLinux } from '../baseFiles.ts';
import { goFlag } from '../web/goFlags.ts';
import { pathOf } from '../web/query.ts';
import { requestCpuMs } from '../web/requestCosts.ts';
import { forward, splice } from './forward.ts';
import { Health, type Say, startChecks } from './haproxyChecks.ts';
import { argsOf, type BackendServer, readHaproxyConf, type Section, timeoutMs } from './haproxyConf.ts';
import { backendFor } from './haproxyRouting.ts';

const mib = 1024 * 1024;
const memoryBytes = 20 * mib;
function haproxyProgram(version: string): Program {
  return function* (process) {
    const say = (level: string, text: string) =>
      write(2, `[${level}]${' '.repeat(9 - level.length)}(${process.pid}) : ${text}\n`);
    if (process.argv.includes('-v')) {
      yield* write(1, `HAProxy version ${version} - https://haproxy.org/\n`);
      return 0;
    }
    const path = goFlag(process.argv, 'f') ?? '/usr/local/etc/haproxy/haproxy.cfg';
    const node = process.stat(path);
    if (refused(node) || node.kind !== 'file') {
      yield* say('NOTICE', `haproxy version is ${version}`);
      yield* say('ALERT', `config : Cannot open configuration file/directory ${path} : No such file or directory`);
      return 1;
    }
    const sections = yield* readHaproxyConf(process, node.content.read(0, 262_144), path);
    if (typeof sections === 'string') {
      yield* say('NOTICE', `haproxy version is ${version}`);
      yield* say('ALERT', sections);
      yield* say('ALERT', 'config : Fatal errors found in configuration.');
      return 1;
    }
    if (process.argv.includes('-c')) {
      yield* write(1, 'Configuration file is valid\n');
      return 0;
    }
    process.holdMemory(memoryBytes);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGUSR1', 'SIGUSR2'] as const)
      process.dispositions.set(signal, 'catch');
    const health = new Health();
    const servers = yield* listenAll(process, sections, health, path, say);
    if (!servers) return 1;
    yield* say('NOTICE', `New worker (${process.pid + 7}) forked`);
    yield* say('NOTICE', 'Loading success.');
    for (const section of sections) startChecks(process, section, health, say);
    for (;;) {
      const signal = process.caught.shift();
      if (signal === undefined) yield* pause();
      else if (signal === 'SIGUSR1') {
        for (const server of servers) yield* server.stop();
        yield* say('WARNING', `Current worker (${process.pid + 7}) exited with code 0 (Exit)`);
        return 0;
      } else if (signal !== 'SIGUSR2') {
        yield* say('WARNING', `Exiting Master process...`);
        return signal === 'SIGINT' ? 130 : 143;
      }
    }
  };
}

function* listenAll(
  process: Process,
  sections: readonly Section[],
  health: Health,
  path: string,
  say: Say,
): Run<readonly HttpServer[] | undefined> {
  const servers: HttpServer[] = [];
  for (const section of sections) {
    for (const { address, line } of section.binds) {
      const fd = process.listen(address);
      if (refused(fd)) {
        yield* say(
          'ALERT',
          `Binding [${path}:${line}] for ${section.kind === 'listen' ? 'proxy' : section.kind} ${section.name}: cannot bind socket (${fd.text}) for [${address.ip}:${address.port}]`,
        );
        yield* say('ALERT', '[haproxy.main()] Some protocols failed to start their listeners! Exiting.');
        return undefined;
      }
      if (argsOf(section, 'mode')?.[0] !== 'http') startRelay(process, fd, section, sections, health);
      else {
        const http = new HttpServer(process, fd, {
          onRequest: (exchange) => answer(exchange, section, sections, health),
          *onAnswered({ thread, request, remote }, response) {
            if (!argsOf(section, 'option', 'httplog') && !argsOf(section, 'log')) return;
            yield* write(
              1,
              `${remote.ip}:${remote.port} [${new Date(thread.nowMs).toISOString()}] ${section.name} ${request.method} ${request.target} ${response.status} ${response.body.length}\n`,
            );
          },
        });
        http.start();
        servers.push(http);
      }
    }
  }
  return servers;
}

/** `mode tcp`: connections are carried as they are. */
function startRelay(
  process: Process,
  listenFd: number,
  section: Section,
  sections: readonly Section[],
  health: Health,
): void {
  process.startThread(function* (acceptor) {
    for (;;) {
      const fd = yield* accept(listenFd);
      if (refused(fd)) return 0;
      const started = acceptor.startThread(function* (thread) {
        const backend = backendFor(section, sections, undefined);
        const server = backend && chosen(backend, health, new Set(), thread.nowMs);
        const to = server && backend ? yield* connect(server.address, timeoutMs(backend, 'connect', 5_000)) : undefined;
        if (to !== undefined && !refused(to)) {
          yield* splice(thread, fd, to, timeoutMs(section, 'client', 60_000));
          thread.close(to);
        }
        thread.close(fd);
        return 0;
      });
      if (refused(started)) acceptor.close(fd);
    }
  });
}

function chosen(
  backend: Section,
  health: Health,
  tried: ReadonlySet<BackendServer>,
  nowMs: number,
): BackendServer | undefined {
  const out = new Set([...tried, ...backend.servers.filter((server) => health.isDown(server))]);
  return backend.upstream.next(out, nowMs) as BackendServer | undefined;
}

function* answer(
  exchange: Exchange,
  section: Section,
  sections: readonly Section[],
  health: Health,
): Run<HttpResponse | undefined> {
  const { thread, request, remote } = exchange;
  yield* work(requestCpuMs.haproxy);
  const { path } = pathOf(request.target);
  if (argsOf(section, 'monitor-uri')?.[0] === path)
    return textResponse(200, '<html><body><h1>200 OK</h1>\nService ready.\n</body></html>\n', 'text/html');
  const fixed = argsOf(section, 'http-request', 'return');
  if (fixed) {
    const after = (word: string) => (fixed.includes(word) ? fixed[fixed.indexOf(word) + 1] : undefined);
    return textResponse(
      Number(after('status') ?? 200),
      after('string') ?? after('lf-string') ?? '',
      after('content-type') ?? 'text/plain',
    );
  }
  if (argsOf(section, 'stats', 'enable') && path === (argsOf(section, 'stats', 'uri')?.[0] ?? '/haproxy?stats'))
    return statistics(sections, health);
  const backend = backendFor(section, sections, request);
  if (!backend) return failure(503);
  const headers =
    argsOf(section, 'option', 'forwardfor') || argsOf(backend, 'option', 'forwardfor')
      ? request.headers.with('X-Forwarded-For', remote.ip)
      : request.headers;
  const tried = new Set<BackendServer>();
  const limits = { connectMs: timeoutMs(backend, 'connect', 5_000), answerMs: timeoutMs(backend, 'server', 60_000) };
  for (let tries = 0; tries <= 3; tries++) {
    const server = chosen(backend, health, tried, thread.nowMs);
    if (!server) break;
    const outcome = yield* forward(thread, server.address, { ...request, headers }, limits);
    if (!('failed' in outcome)) return outcome;
    if (outcome.failed === 'timeout') return failure(504);
    if (outcome.failed === 'reset') return failure(502);
    tried.add(server);
  }
  return failure(503);
}

const reasons: Readonly<Record<number, string>> = {
  502: 'The server returned an invalid or incomplete response.',
  503: 'No server is available to handle this request.',
  504: "The server didn't respond in time.",
};

function failure(status: 502 | 503 | 504): HttpResponse {
  const headers = new HttpHeaders([
    ['cache-control', 'no-cache'],
    ['content-type', 'text/html'],
  ]);
  const title = status === 504 ? 'Gateway Time-out' : statusTextOf(status);
  return { status, headers, body: `<html><body><h1>${status} ${title}</h1>\n${reasons[status]}\n</body></html>\n` };
}

function statistics(sections: readonly Section[], health: Health): HttpResponse {
  const rows = sections.flatMap((section) =>
    section.servers.map((server) => `${section.name},${server.name},${health.isDown(server) ? 'DOWN' : 'UP'}\n`),
  );
  return textResponse(200, `# pxname,svname,status\n${rows.join('')}`);
}

/** docker.io/library/haproxy. */
export function haproxy(version: string): Image {
  const program = haproxyProgram(version);
  return {
    files: {
      ...smallLinux,
      usr: folder({
        bin: folder({ env: { kind: 'link', target: '/bin/env' } }),
        local: folder({
          sbin: folder({ haproxy: { kind: 'program', program } }),
          bin: folder(),
          etc: folder({ haproxy: folder() }),
        }),
      }),
    },
    entrypoint: [],
    command: ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'],
    env: { HAPROXY_VERSION: version },
    workingDir: '/var/lib/haproxy',
    user: '99',
    stopSignal: 'SIGUSR1',
  };
}
