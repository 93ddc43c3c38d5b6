import { bind916 } from '../../applets/network/bind/bindRelease.ts';
import { curl } from '../../applets/network/curl.ts';
import { refused } from '../../errno.ts';
import { textResponse } from '../../http/message.ts';
import { type Program, pause, sleep, write } from '../../syscalls.ts';
import { folder, smallLinux } from '../baseFiles.ts';
import { connectCommand } from './agnhost/connect.ts';
import { dnsServerList, dnsSuffix, etcHosts } from './agnhost/dnsCommands.ts';
import { netexec } from './agnhost/netexec.ts';
import { binaryImage } from './binaryImage.ts';
import { goFlag } from './goFlags.ts';
import { runGoServer } from './goServer.ts';
import { pathOf } from './query.ts';
import { liveness, serveHostname, simply } from './smallServers.ts';
import { bindTools, netcat } from './toolImages.ts';

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

/** What other commands would need that is not there: TLS, SCTP, the API inside of Pods. */
const absent: ReadonlySet<string> = new Set(
  'audit-proxy crd-conversion-webhook fake-gitserver grpc-health-checking guestbook inclusterclient inclusterclient net nettest openidmetadata resource-consumer-controller resource-consumer tcp-reset webhook mounttest stress vishhstress'.split(
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
  ['dns-server-list', dnsServerList],
  ['dns-suffix', dnsSuffix],
  ['entrypoint-tester', entrypointTester],
  ['etc-hosts', etcHosts],
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
    usr: folder({
      ...usrEntries(),
      bin: folder({ curl: { kind: 'program', program: curl }, ...bindTools(bind916), ...netcat }),
    }),
  },
});

function usrEntries() {
  const { usr } = smallLinux;
  return usr?.kind === 'folder' ? usr.entries : {};
}
