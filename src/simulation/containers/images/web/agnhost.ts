import { readAll } from '../../applets/input.ts';
import { bind916 } from '../../applets/network/bind/bindRelease.ts';
import { curl } from '../../applets/network/curl.ts';
import { refused } from '../../errno.ts';
import { hasFailed, sendRequest } from '../../http/client.ts';
import { HttpHeaders, type HttpResponse, textResponse } from '../../http/message.ts';
import type { Exchange } from '../../http/server.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { connect, type Program, pause, type Run, sleep, wait, write } from '../../syscalls.ts';
import { folder, smallLinux } from '../baseFiles.ts';
import { binaryImage } from './binaryImage.ts';
import { goFlag } from './goFlags.ts';
import { goLine, runGoServer } from './goServer.ts';
import { pathOf } from './query.ts';
import { liveness, serveHostname, simply } from './smallServers.ts';
import { bindTools } from './toolImages.ts';

/** `agnhost COMMAND`: https://pkg.go.dev/k8s.io/kubernetes/test/images/agnhost */
const agnhost: Program = function* (process) {
  const [, command = 'help', ...rest] = process.argv;
  const run = commands.get(command);
  if (run) {
    process.argv = [`agnhost ${command}`, ...rest];
    return yield* run(process);
  }
  if (command === 'help' || command === '--help') {
    yield* write(
      1,
      `Usage:\n  app [command]\n\nAvailable Commands:\n${[...commands.keys()].map((name) => `  ${name}\n`).join('')}`,
    );
    return 0;
  }
  if (absent.has(command)) {
    yield* write(2, `agnhost ${command} is not part of this simulation\n`);
    return 1;
  }
  yield* write(2, `Error: unknown command "${command}" for "app"\nRun 'app --help' for usage.\n`);
  return 1;
};

/** What other commands would need that is not there: UDP, DNS servers, TLS, the API inside of Pods. */
const absent: ReadonlySet<string> = new Set(
  'audit-proxy crd-conversion-webhook dns-server-list dns-suffix etc-hosts fake-gitserver grpc-health-checking guestbook inclusterclient inclusterclient net nettest openidmetadata resource-consumer-controller resource-consumer tcp-reset webhook mounttest stress vishhstress'.split(
    ' ',
  ),
);

/** Waits for SIGTERM, as the image's default command. */
const pauseCommand: Program = function* (process) {
  yield* write(1, 'Paused\n');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.dispositions.set(signal, 'catch');
  while (process.caught.length === 0) yield* pause();
  return 0;
};

/** `netexec`: a server that does what its paths say. */
const netexec: Program = function* (process) {
  const port = Number(goFlag(process.argv, 'http-port') ?? 8080);
  const ends: { code: number | undefined } = { code: undefined };
  const delayMs = Number(goFlag(process.argv, 'delay-shutdown') ?? 0) * 1000;
  yield* write(2, goLine(process.nowMs, `Started HTTP server on port ${port}`));
  const code = yield* runGoServer(process, {
    listens: [`:${port}`],
    http: { onRequest: (exchange) => answerNetexec(exchange, ends) },
    ...(goFlag(process.argv, 'delay-shutdown') !== undefined && { onSignal: { exitCode: 0, finishes: true } }),
  });
  if (ends.code !== undefined) return ends.code;
  if (delayMs > 0) yield* sleep(delayMs);
  return code;
};

/** Wakes the main program, which then ends with the code that was asked for. */
function stopServer(thread: Process): void {
  let main = thread;
  while (main.isThread && main.parent) main = main.parent;
  main.kernel.signal(main, 'SIGTERM', 'outside');
}

function* answerNetexec(exchange: Exchange, ends: { code: number | undefined }): Run<HttpResponse | undefined> {
  const { thread, request, remote } = exchange;
  const { path, query } = pathOf(request.target);
  thread.charge(60);
  const say = (text: string) => write(2, goLine(thread.nowMs, text));
  switch (path) {
    case '/':
      yield* say('GET /');
      return textResponse(
        200,
        `NOW: ${new Date(thread.nowMs).toISOString().replace('T', ' ').replace('Z', '')} +0000 UTC`,
      );
    case '/clientip':
      return textResponse(200, `${remote.ip}:${remote.port}`);
    case '/hostname':
    case '/hostName':
      yield* say(`GET ${path}`);
      return textResponse(200, thread.kernel.hostname);
    case '/healthz':
    case '/readyz':
      return textResponse(200, '');
    case '/echo':
      yield* say(`GET /echo?msg=${query.get('msg') ?? ''}`);
      return textResponse(Number(query.get('code') ?? 200) || 200, query.get('msg') ?? '');
    case '/header':
      return textResponse(200, request.headers.get(query.get('key') ?? '') ?? '');
    case '/redirect': {
      const headers = new HttpHeaders([['Location', query.get('location') ?? '']]);
      return { status: Number(query.get('code') ?? 302) || 302, headers, body: '' };
    }
    case '/exit': {
      const code = query.get('code') ?? '0';
      yield* say(`GET /exit?code=${code}&timeout=0&wait=0`);
      ends.code = Number(code) || 0;
      stopServer(thread);
      return undefined;
    }
    case '/shutdown':
      ends.code = 0;
      stopServer(thread);
      return undefined;
    case '/shell':
    case '/exec':
      return yield* shell(thread, query.get('cmd') ?? query.get('shellCommand') ?? '');
    case '/dial':
      return yield* dial(thread, query);
    default:
      return textResponse(404, '404 page not found\n');
  }
}

/** `/shell?cmd=…`: runs a command; its output or its error as JSON. */
function* shell(thread: Process, command: string): Run<HttpResponse> {
  const { output, input } = thread.pipe();
  const fd = thread.addFile(output);
  if (refused(fd)) return textResponse(500, fd.text);
  const found = thread.kernel.mounts.resolve('/bin/sh', '/');
  const program = !refused(found) && found.node?.kind === 'file' ? found.node.program : undefined;
  if (!program) return textResponse(500, '{"error":"no shell"}');
  const child = thread.spawn({ program, argv: ['sh', '-c', command], files: [undefined, input, input] });
  if (refused(child)) return textResponse(500, child.text);
  const text = yield* readAll(fd);
  thread.close(fd);
  const ended = yield* wait(child.pid, 'exit');
  const failed = !refused(ended) && ended.exitCode !== 0;
  return textResponse(
    200,
    `${JSON.stringify({ ...(failed && { error: `exit status ${ended.exitCode}` }), output: text })}`,
  );
}

/** `/dial?host=&port=&request=hostname&tries=`: asks another Pod. */
function* dial(thread: Process, query: ReadonlyMap<string, string>): Run<HttpResponse> {
  const host = query.get('host') ?? '';
  const ip = yield* resolveName(thread, host);
  const tries = Math.min(50, Math.max(1, Number(query.get('tries') ?? 1) || 1));
  const responses: string[] = [];
  const errors: string[] = [];
  for (let i = 0; i < tries; i++) {
    if (ip === undefined) {
      errors.push(`Get "http://${host}": dial tcp: lookup ${host}: no such host`);
      break;
    }
    const port = Number(query.get('port') ?? 8080);
    const headers = new HttpHeaders([['Host', `${host}:${port}`]]);
    const asked = {
      method: 'GET',
      target: `/${query.get('request') ?? 'hostname'}`,
      version: '1.1' as const,
      headers,
      body: '',
    };
    const outcome = yield* sendRequest(thread, { ip, port }, asked, 5_000);
    if (hasFailed(outcome))
      errors.push(typeof outcome.problem === 'string' ? outcome.problem : outcome.problem.text.toLowerCase());
    else responses.push(outcome.body);
  }
  return textResponse(
    200,
    JSON.stringify({ ...(responses.length > 0 && { responses }), ...(errors.length > 0 && { errors }) }),
  );
}

/** `porter`: answers on each port of `SERVE_PORT_8080=text`. */
const porter: Program = function* (process) {
  const texts = new Map<number, string>();
  for (const [name, value] of process.env) {
    const port = /^SERVE_PORT_(\d+)$/.exec(name)?.[1];
    if (port !== undefined) texts.set(Number(port), value);
  }
  return yield* runGoServer(process, {
    listens: [...texts.keys()].map((port) => `:${port}`),
    http: { onRequest: simply(({ local }) => textResponse(200, texts.get(local.port) ?? '')) },
  });
};

/** `connect HOST:PORT --timeout=1s`: 0 where somebody listens. */
const connectCommand: Program = function* (process) {
  const target = process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '';
  const seconds = Number((goFlag(process.argv, 'timeout') ?? '1s').replace(/s$/, '')) || 1;
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(target) ?? [];
  const ip = host === '' ? undefined : yield* resolveName(process, host);
  if (ip === undefined) {
    yield* write(2, 'DNS\n');
    return 1;
  }
  const fd = yield* connect({ ip, port: Number(port) }, seconds * 1000);
  if (!refused(fd)) return 0;
  yield* write(
    2,
    fd.errno === 'ECONNREFUSED'
      ? 'REFUSED\n'
      : fd.errno === 'ETIMEDOUT'
        ? 'TIMEOUT\n'
        : `OTHER: ${fd.text.toLowerCase()}\n`,
  );
  return 1;
};

/** `test-webserver`: the files of the container, on port 80. */
const testWebserver: Program = function* (process) {
  return yield* runGoServer(process, {
    listens: [`:${goFlag(process.argv, 'port') ?? 80}`],
    http: {
      onRequest: simply(({ thread, request }) => {
        const node = thread.stat(pathOf(request.target).path);
        if (refused(node)) return textResponse(404, '404 page not found\n');
        if (node.kind === 'file') return textResponse(200, node.content.text);
        const names = node.kind === 'directory' ? node.names() : [];
        return textResponse(
          200,
          `<pre>\n${names.map((name) => `<a href="${name}">${name}</a>\n`).join('')}</pre>\n`,
          'text/html; charset=utf-8',
        );
      }),
    },
  });
};

/** `logs-generator --log-lines-total=N --run-duration=Ts`. */
const logsGenerator: Program = function* (process) {
  const total = Number(goFlag(process.argv, 'log-lines-total') ?? process.env.get('LOGS_GENERATOR_LINES_TOTAL') ?? 0);
  const text = goFlag(process.argv, 'run-duration') ?? process.env.get('LOGS_GENERATOR_DURATION') ?? '0s';
  const [, amount = '0', unit = 's'] = /^(\d+)(ms|s|m|h)?$/.exec(text) ?? [];
  const ms = Number(amount) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 1000);
  if (!(total > 0) || ms <= 0) {
    yield* write(2, 'Invalid total number of lines or duration\n');
    return 1;
  }
  const methods = ['GET', 'POST', 'PUT'];
  for (let line = 0; line < total; line++) {
    const month = new Date(process.nowMs).toISOString().slice(5, 10).replace('-', '');
    const time = new Date(process.nowMs).toISOString().slice(11, 23);
    const method = methods[process.kernel.randomInteger(0, 3)];
    const pod = process.kernel.randomInteger(100, 1000);
    yield* write(
      2,
      `I${month} ${time}000       1 logs_generator.go:76] ${line} ${method} /api/v1/namespaces/default/pods/${pod} ${200 + process.kernel.randomInteger(0, 399)}\n`,
    );
    yield* sleep(Math.max(1, Math.round(ms / total)));
  }
  return 0;
};

/** `entrypoint-tester`: its own words. */
const entrypointTester: Program = function* (process) {
  yield* write(1, `[${['/agnhost', 'entrypoint-tester', ...process.argv.slice(1)].join(' ')}]\n`);
  return 0;
};

const commands: ReadonlyMap<string, Program> = new Map([
  ['connect', connectCommand],
  ['entrypoint-tester', entrypointTester],
  ['liveness', liveness],
  ['logs-generator', logsGenerator],
  ['netexec', netexec],
  ['pause', pauseCommand],
  ['porter', porter],
  ['serve-hostname', serveHostname],
  ['test-webserver', testWebserver],
]);

/** registry.k8s.io/e2e-test-images/agnhost. */
export const agnhostImage = binaryImage({
  name: 'agnhost',
  program: agnhost,
  args: ['pause'],
  tools: 'shell',
  files: {
    usr: folder({ ...usrEntries(), bin: folder({ curl: { kind: 'program', program: curl }, ...bindTools(bind916) }) }),
  },
});

function usrEntries() {
  const { usr } = smallLinux;
  return usr?.kind === 'folder' ? usr.entries : {};
}
