import { refused } from '../../errno.ts';
import { textResponse } from '../../http/message.ts';
import type { Image } from '../../image.ts';
import { type Program, write } from '../../syscalls.ts';
import { folder, smallLinux, textFile } from '../baseFiles.ts';
import { filesIn } from './apache.ts';
import { formatGoAddress, goListenAddresses, goListenProblem } from './goListen.ts';
import { requestCpuMs } from './requestCosts.ts';
import { simply } from './smallServers.ts';
import { runWebServer } from './webServer.ts';

const mib = 1024 * 1024;
/** Addresses of a `bind` that are looked at. */
const maxHosts = 20;

/** docker.io/library/caddy: serves a folder; of a Caddyfile the address, `bind`, `root` and `respond` are followed. */
const caddy: Program = function* (process) {
  const words = process.argv.slice(1);
  const path = words[words.indexOf('--config') + 1] ?? '';
  const node = process.stat(words.includes('--config') ? path : '/etc/caddy/Caddyfile');
  const text = !refused(node) && node.kind === 'file' ? node.content.read(0, 65_536).replace(/#.*/g, '') : '';
  const line = (nowMs: number, message: string, level = 'info') =>
    `${JSON.stringify({ level, ts: nowMs / 1000, msg: message })}\n`;
  const unknown = /^[ \t]*(reverse_proxy|php_fastcgi|tls|handle|route|import|basic_auth|templates)\b/m.exec(text)?.[1];
  if (unknown !== undefined) {
    yield* write(
      2,
      `Error: adapting config using caddyfile: the directive ${unknown} is not part of this simulation\n`,
    );
    return 1;
  }
  const port = Number(/^[ \t]{0,20}(?:https?:\/\/)?[\w.*-]{0,253}:(\d{1,5})/m.exec(text)?.[1] ?? 80);
  const root = /^[ \t]*root[ \t]+(?:\*[ \t]+)?(\S+)/m.exec(text)?.[1] ?? '/usr/share/caddy';
  const respond = /^[ \t]*respond[ \t]+(?:"([^"]*)"|(\S+))(?:[ \t]+(\d{3}))?/m.exec(text);
  // The host of a site's address only says which requests it answers: `bind` says where it listens.
  const hosts = /^[ \t]*(?:default_)?bind[ \t]+(\S.*)$/m
    .exec(text)?.[1]
    ?.trim()
    .split(/[ \t]+/) ?? [''];
  const listens = yield* goListenAddresses(
    process,
    hosts
      .slice(0, maxHosts)
      .map((host) => `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`),
  );
  if (typeof listens === 'string') {
    yield* write(2, `Error: loading initial config: loading new config: http app module: start: ${listens}\n`);
    return 1;
  }
  const serve = filesIn(root, () => textResponse(404, ''));
  return yield* runWebServer(process, {
    logTo: 2,
    listens,
    startUpCpuMs: 25,
    memoryBytes: 15 * mib,
    starting: (nowMs) => line(nowMs, 'using config from file'),
    ready: (nowMs) => line(nowMs, 'serving initial configuration'),
    cannotListen: (address, problem) => ({
      text: `Error: loading initial config: loading new config: http app module: start: listening on ${formatGoAddress(address)}: ${goListenProblem(address, problem)}\n`,
      exitCode: 1,
    }),
    ends: (nowMs) => ({
      SIGTERM: { text: line(nowMs, 'shutting down apps, then terminating'), finishes: true, exitCode: 0 },
      SIGINT: { text: line(nowMs, 'shutting down'), finishes: true, exitCode: 0 },
    }),
    http: {
      onRequest: simply(
        (exchange) =>
          respond ? textResponse(Number(respond[3] ?? 200), respond[1] ?? respond[2] ?? '') : serve(exchange),
        requestCpuMs.caddy,
      ),
    },
  });
};

export const caddyImage: Image = {
  files: {
    ...smallLinux,
    etc: folder({
      caddy: folder({ Caddyfile: textFile(':80 {\n\troot * /usr/share/caddy\n\tfile_server\n}\n') }),
      passwd: textFile('root:x:0:0:root:/root:/bin/sh\n'),
      group: textFile('root:x:0:\n'),
    }),
    usr: folder({
      bin: folder({ caddy: { kind: 'program', program: caddy } }),
      share: folder({
        caddy: folder({
          'index.html': textFile(
            '<!DOCTYPE html>\n<html>\n<head><title>Caddy works!</title></head>\n<body><h1>Congratulations!</h1></body>\n</html>\n',
          ),
        }),
      }),
    }),
  },
  entrypoint: [],
  command: ['caddy', 'run', '--config', '/etc/caddy/Caddyfile', '--adapter', 'caddyfile'],
  env: { CADDY_VERSION: 'v2.10.2' },
  workingDir: '/srv',
  stopSignal: 'SIGTERM',
  resolver: 'musl',
};
