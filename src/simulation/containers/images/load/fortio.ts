import { toBytes } from '../../bytes.ts';
import { formatResponse, HttpHeaders, textResponse } from '../../http/message.ts';
import { parseUrl } from '../../http/url.ts';
import type { Image } from '../../image.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, write } from '../../syscalls.ts';
import { folder } from '../baseFiles.ts';
import { binaryImage } from '../web/binaryImage.ts';
import { runGoServer } from '../web/goServer.ts';
import { simply } from '../web/smallServers.ts';
import { fortioRequest, readFortioFlags } from './fortioFlags.ts';
import { fortioLoad } from './fortioLoad.ts';
import { fortioLog } from './fortioText.ts';
import { LoadClient } from './loadClient.ts';

const usage = (version: string) =>
  `Φορτίο ${version} usage:\n\tfortio command [flags] target\nwhere command is one of: load (load testing), server (starts ui, rest api,\n http-echo, redirect, proxies, tcp-echo, udp-echo and grpc ping servers), curl (single URL debug),\n version (prints the full version and build details). where target is a URL\n (http load tests).\n`;

/** docker.io/fortio/fortio: a load generator, and an echo server to load. */
export function fortio(tag: string): Image {
  const version = /^\d+\.\d+\.\d+$/.test(tag) ? tag : '1.69.5';
  const program: Program = function* (process) {
    const [, command = '', ...rest] = process.argv;
    if (command === 'version') {
      yield* write(1, `${version}\n`);
      return 0;
    }
    if (command === 'load' || command === 'curl') {
      const flags = readFortioFlags(rest);
      if (typeof flags === 'string') {
        yield* write(2, toBytes(`${flags}\n${usage(version)}`));
        return 2;
      }
      if (flags.logLevel === 'info' && !flags.quiet) {
        yield* fortioLog(process, 'info', ['scli.go', 122], 'Starting', {
          command: toBytes('Φορτίο'),
          version: `${version} go1.23.8 amd64 linux`,
          'go-max-procs': process.kernel.cpu.nodeCores,
        });
      }
      return command === 'load' ? yield* fortioLoad(process, flags, version) : yield* fetchOnce(process, rest, version);
    }
    if (command === 'server') return yield* echoServer(process, version);
    yield* write(
      2,
      toBytes(`${command === '' || command === 'help' ? '' : `Error: unknown command ${command}\n`}${usage(version)}`),
    );
    return command === 'help' ? 0 : 1;
  };
  const image = binaryImage({ name: 'fortio', program, tools: 'none' });
  const { fortio: entry, ...files } = image.files;
  return {
    ...image,
    files: {
      ...files,
      ...(entry && { usr: folder({ bin: folder({ fortio: entry }) }) }),
      var: folder({ lib: folder({ fortio: folder() }) }),
    },
    entrypoint: ['/usr/bin/fortio'],
    command: ['server', '-config-dir', '/etc/fortio'],
    workingDir: '/var/lib/fortio',
  };
}

/** `fortio curl URL`: one request, and all of its answer. */
function* fetchOnce(process: Process, words: readonly string[], version: string): Run<number> {
  const flags = readFortioFlags(words);
  const url = typeof flags === 'string' ? undefined : parseUrl(flags.targets[0] ?? '');
  const ip = url && (yield* resolveName(process, url.host));
  if (typeof flags === 'string' || !url || ip === undefined) {
    yield* write(
      2,
      url ? `Aborting because of lookup ${url.host}: no such host\n` : 'Error: fortio curl needs a url\n',
    );
    return 1;
  }
  const request = fortioRequest(url, flags, version);
  const client = new LoadClient(process, {
    address: { ip, port: url.port },
    request,
    timeoutMs: flags.timeoutMs,
    keeps: 'nothing',
  });
  const { response, problem } = yield* client.fetch();
  if (!response) {
    yield* write(2, `Error fetching ${flags.targets[0]}: ${problem?.text.toLowerCase() ?? 'EOF'}\n`);
    return 1;
  }
  yield* write(1, formatResponse(response, request.method));
  return response.status >= 400 ? 1 : 0;
}

/** `fortio server`: its echo server, which answers with what it was sent. The other servers and the pages are not simulated. */
function* echoServer(process: Process, version: string): Run<number> {
  yield* write(1, toBytes(`Fortio ${version} echo server listening on tcp [::]:8080\n`));
  return yield* runGoServer(process, {
    listens: [':8080'],
    lines: 'plain',
    http: {
      onRequest: simply(({ request }) => ({
        ...textResponse(200, request.body),
        headers: new HttpHeaders([
          ['Content-Type', request.headers.get('Content-Type') ?? 'text/plain; charset=UTF-8'],
        ]),
      })),
    },
  });
}
