import { readOptions } from '../../applets/options.ts';
import { HttpHeaders, type HttpResponse, textResponse } from '../../http/message.ts';
import type { Exchange, HttpHandler } from '../../http/server.ts';
import type { Image } from '../../image.ts';
import { type Program, work, write } from '../../syscalls.ts';
import { binaryImage } from './binaryImage.ts';
import { goFlag } from './goFlags.ts';
import { goLine, runGoServer } from './goServer.ts';
import { pathOf } from './query.ts';
import { requestCpuMs } from './requestCosts.ts';

/** A handler that makes its answer without waiting for anything, in so much processor time: that of a small Go program unless given. */
export function simply(answer: (exchange: Exchange) => HttpResponse, cpuMs: number = requestCpuMs.go): HttpHandler {
  return function* (exchange) {
    yield* work(cpuMs);
    return answer(exchange);
  };
}

/** hashicorp/http-echo: `-text`, `-listen`, `-status-code`. */
export function httpEcho(version: string): Image {
  const program: Program = function* (process) {
    const { argv, env } = process;
    const text = goFlag(argv, 'text') ?? env.get('ECHO_TEXT') ?? '';
    const listen = goFlag(argv, 'listen') ?? ':5678';
    const status = Number(goFlag(argv, 'status-code') ?? 200);
    if (text === '') {
      yield* write(2, 'Missing -text option!\n');
      return 127;
    }
    return yield* runGoServer(process, {
      listens: [listen],
      ready: `[INFO] server is listening on ${listen}`,
      http: {
        onRequest: simply(({ request }) => {
          const headers = new HttpHeaders([
            ['X-App-Name', 'http-echo'],
            ['X-App-Version', version],
            ['Content-Type', 'text/plain; charset=utf-8'],
          ]);
          return pathOf(request.target).path === '/health'
            ? textResponse(200, '{"status":"ok"}\n', 'application/json')
            : { status, headers, body: `${text}\n` };
        }),
        *onAnswered({ thread, request, remote }, response) {
          const { method, target, version, headers } = request;
          const host = headers.get('Host') ?? '';
          const agent = headers.get('User-Agent') ?? '';
          const line = `${host} ${remote.ip}:${remote.port} "${method} ${target} HTTP/${version}" ${response.status} ${response.body.length} "${agent}" 20.5µs`;
          yield* write(1, goLine(thread.nowMs, line.replace('µ', '\xc2\xb5')));
        },
      },
    });
  };
  return binaryImage({ name: 'http-echo', program, tools: 'none', user: '65532' });
}

/** gcr.io/google-samples/hello-app. */
export function helloApp(version: string): Image {
  const program: Program = function* (process) {
    const port = process.env.get('PORT') ?? '8080';
    const { hostname } = process.kernel;
    return yield* runGoServer(process, {
      listens: [`:${port}`],
      ready: `Server listening on port ${port}`,
      http: {
        *onRequest({ thread, request }) {
          yield* work(requestCpuMs.go);
          yield* write(2, goLine(thread.nowMs, `Serving request: ${pathOf(request.target).path}`));
          return textResponse(
            200,
            `Hello, world!\nVersion: ${version === '2.0' ? '2.0.0' : '1.0.0'}\nHostname: ${hostname}\n`,
          );
        },
      },
    });
  };
  return binaryImage({ name: 'hello-app', program, tools: 'none', env: { PORT: '8080' } });
}

/** What `serve-hostname` of agnhost and the older registry.k8s.io/serve_hostname do. */
export const serveHostname: Program = function* (process) {
  const port = Number(goFlag(process.argv, 'port') ?? 9376);
  const { hostname } = process.kernel;
  return yield* runGoServer(process, {
    listens: [`:${port}`],
    ready: `Serving on port ${port}.`,
    http: { onRequest: simply(() => textResponse(200, hostname)) },
  });
};

export const serveHostnameImage = binaryImage({ name: 'serve_hostname', program: serveHostname, tools: 'none' });

/** What `liveness` of agnhost and registry.k8s.io/liveness do: healthy for ten seconds, ill from then on. */
export const liveness: Program = function* (process) {
  const startMs = process.nowMs;
  return yield* runGoServer(process, {
    listens: [':8080'],
    http: {
      onRequest: simply(({ thread, request }) => {
        const seconds = (thread.nowMs - startMs) / 1000;
        const { path, query } = pathOf(request.target);
        if (path === '/started') return textResponse(200, `${seconds}s`);
        if (path === '/redirect') {
          const headers = new HttpHeaders([['Location', query.get('loc') ?? '']]);
          return { status: 302, headers, body: '' };
        }
        if (path !== '/healthz') return textResponse(404, '404 page not found\n');
        return seconds > 10 ? textResponse(500, `error: ${seconds}`) : textResponse(200, 'ok');
      }),
    },
  });
};

export const livenessImage = binaryImage({ name: 'server', program: liveness, tools: 'shell' });

/** docker.io/traefik/whoami. */
const whoami: Program = function* (process) {
  const { flags } = readOptions(process.argv, 'p:n:v', { port: 'p', name: 'n', verbose: 'v' });
  const port = Number(flags.get('p') ?? process.env.get('WHOAMI_PORT_NUMBER') ?? 80);
  const name = flags.get('n') ?? process.env.get('WHOAMI_NAME');
  const { kernel } = process;
  return yield* runGoServer(process, {
    listens: [`:${port}`],
    ready: `Starting up on port ${port}`,
    http: {
      onRequest: simply(({ request, remote }) => {
        const { path } = pathOf(request.target);
        if (path === '/health') return textResponse(200, '');
        const fields = [...request.headers].filter(([field]) => field.toLowerCase() !== 'host');
        const host = request.headers.get('Host') ?? '';
        if (path === '/api') {
          const data = {
            hostname: kernel.hostname,
            ip: ['127.0.0.1', kernel.network.ip],
            headers: Object.fromEntries(fields.map(([field, value]) => [field, [value]])),
            url: request.target,
            host,
            method: request.method,
            ...(name && { name }),
            remoteAddr: `${remote.ip}:${remote.port}`,
          };
          return textResponse(200, `${JSON.stringify(data)}\n`, 'application/json');
        }
        const lines = [
          ...(name ? [`Name: ${name}`] : []),
          `Hostname: ${kernel.hostname}`,
          'IP: 127.0.0.1',
          'IP: ::1',
          `IP: ${kernel.network.ip}`,
          `RemoteAddr: ${remote.ip}:${remote.port}`,
          `${request.method} ${request.target} HTTP/${request.version}`,
          `Host: ${host}`,
          ...fields.map(([field, value]) => `${field}: ${value}`),
        ];
        return textResponse(200, `${lines.join('\n')}\n\n`);
      }),
    },
  });
};

export const whoamiImage = binaryImage({ name: 'whoami', program: whoami, tools: 'none' });

/** registry.k8s.io/echoserver: what the request was. */
const echoServer: Program = function* (process) {
  return yield* runGoServer(process, {
    listens: [':8080'],
    lines: 'plain',
    ready: 'Generating self-signed cert\nStarting nginx',
    onSignal: { exitCode: 0 },
    http: {
      onRequest: simply(({ request, remote }) => {
        const { path } = pathOf(request.target);
        const fields = [...request.headers].map(([field, value]) => `\t${field.toLowerCase()}=${value}\n`).sort();
        const host = request.headers.get('Host') ?? '';
        const body =
          `\n\nHostname: ${process.kernel.hostname}\n\nPod Information:\n\t-no pod information available-\n\n` +
          'Server values:\n\tserver_version=nginx: 1.13.3 - lua: 10008\n\n' +
          `Request Information:\n\tclient_address=${remote.ip}\n\tmethod=${request.method}\n\treal path=${path}\n\tquery=${request.target.split(/\?(.*)/s)[1] ?? ''}\n\trequest_version=${request.version}\n\trequest_scheme=http\n\trequest_uri=http://${host.replace(/:\d+$/, '')}:8080${request.target}\n\n` +
          `Request Headers:\n${fields.join('')}\nRequest Body:\n${request.body === '' ? '\t-no body in request-' : request.body}\n\n`;
        return textResponse(200, body, 'text/plain');
      }),
    },
  });
};

export const echoServerImage = binaryImage({ name: 'run.sh', program: echoServer, tools: 'shell' });
