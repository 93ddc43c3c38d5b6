import { HttpHeaders, textResponse } from '../../http/message.ts';
import type { HttpServerOptions } from '../../http/server.ts';
import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, sleep, work, write } from '../../syscalls.ts';
import { binaryImage } from './binaryImage.ts';
import { pathOf } from './query.ts';
import { requestCpuMs } from './requestCosts.ts';
import { simply } from './smallServers.ts';
import { runWebServer } from './webServer.ts';

const mib = 1024 * 1024;

/** Runs a server in JavaScript: it handles no signal, so as process 1 it sees none of SIGTERM. */
export function runNodeServer(
  process: Process,
  port: number,
  ready: (nowMs: number) => string,
  http: HttpServerOptions,
): Run<number> {
  return runWebServer(process, {
    logTo: 1,
    listens: [{ ip: '::', port }],
    http,
    startUpCpuMs: 120,
    memoryBytes: 30 * mib,
    ready,
    cannotListen: (address) => ({
      text: `node:events:496\n      throw er; // Unhandled 'error' event\n      ^\n\nError: listen EADDRINUSE: address already in use :::${address.port}\n`,
      exitCode: 1,
    }),
    ends: () => ({}),
  });
}

/** gcr.io/google-samples/kubernetes-bootcamp: https://kubernetes.io/docs/tutorials/kubernetes-basics/ */
export function kubernetesBootcamp(version: string): Image {
  const program: Program = function* (process) {
    const { hostname } = process.kernel;
    let requests = 0;
    const started = (nowMs: number) =>
      `Kubernetes Bootcamp App Started At: ${new Date(nowMs).toISOString()} | Running On:  ${hostname} \n\n`;
    return yield* runNodeServer(process, 8080, started, {
      *onRequest({ thread }) {
        yield* work(requestCpuMs.node);
        requests += 1;
        const upSeconds = ((thread.nowMs - process.startedMs) / 1000).toFixed(3);
        const time = new Date(thread.nowMs).toISOString();
        yield* write(
          1,
          `Running On:  ${hostname} | Total Requests: ${requests} | App Uptime: ${upSeconds} seconds | Log Time: ${time}\n`,
        );
        return textResponse(200, `Hello Kubernetes bootcamp! | Running on: ${hostname} | v=${version}\n`, 'text/plain');
      },
    });
  };
  return binaryImage({ name: 'server.js', program, tools: 'shell' });
}

/** docker.io/mendhak/http-https-echo: what the request was, as JSON. */
const httpsEcho: Program = function* (process) {
  const port = Number(process.env.get('HTTP_PORT') ?? 8080);
  return yield* runNodeServer(process, port, () => `Listening on ports ${port} for http, and 8443 for https.\n`, {
    onRequest: simply(({ request, remote }) => {
      const { path, query } = pathOf(request.target);
      const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name.toLowerCase(), value]));
      const answer = {
        path,
        headers,
        method: request.method,
        body: request.body,
        fresh: false,
        hostname: (request.headers.get('Host') ?? '').replace(/:\d+$/, ''),
        ip: `::ffff:${remote.ip}`,
        ips: [],
        protocol: 'http',
        query: Object.fromEntries(query),
        subdomains: [],
        xhr: false,
        os: { hostname: process.kernel.hostname },
        connection: {},
      };
      return textResponse(200, JSON.stringify(answer, undefined, 2), 'application/json; charset=utf-8');
    }, requestCpuMs.express),
  });
};

export const httpsEchoImage = binaryImage({ name: 'index.js', program: httpsEcho, tools: 'shell', user: '1000' });

/** docker.io/kennethreitz/httpbin: its central paths, https://httpbin.org */
const httpbin: Program = function* (process) {
  const line = (nowMs: number, text: string) =>
    `[${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ')} +0000] [1] [INFO] ${text}\n`;
  return yield* runWebServer(process, {
    logTo: 2,
    listens: [{ ip: '0.0.0.0', port: 80 }],
    startUpCpuMs: 300,
    memoryBytes: 45 * mib,
    ready: (nowMs) =>
      line(nowMs, 'Starting gunicorn 19.9.0') +
      line(nowMs, 'Listening at: http://0.0.0.0:80 (1)') +
      line(nowMs, 'Using worker: gevent'),
    cannotListen: (_, problem, nowMs) => ({
      text: `[${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ')} +0000] [1] [ERROR] Connection in use: ('0.0.0.0', 80)\n${problem.text}\n`,
      exitCode: 1,
    }),
    ends: (nowMs) => ({
      SIGTERM: {
        text: line(nowMs, 'Handling signal: term') + line(nowMs, 'Shutting down: Master'),
        finishes: true,
        exitCode: 0,
      },
      SIGINT: { text: line(nowMs, 'Handling signal: int'), exitCode: 0 },
    }),
    http: {
      *onRequest({ request, remote }) {
        yield* work(requestCpuMs.flask);
        const { path, query } = pathOf(request.target);
        const [, first = '', second = ''] = path.split('/');
        const json = (value: unknown) =>
          textResponse(200, `${JSON.stringify(value, undefined, 2)}\n`, 'application/json');
        const headers = Object.fromEntries(request.headers);
        const args = Object.fromEntries(query);
        const origin = remote.ip;
        const url = `http://${request.headers.get('Host') ?? ''}${request.target}`;
        switch (first) {
          case 'get':
            return json({ args, headers, origin, url });
          case 'post':
          case 'put':
          case 'patch':
          case 'delete':
          case 'anything':
            return json({
              args,
              data: request.body,
              files: {},
              form: {},
              headers,
              json: null,
              ...(first === 'anything' && { method: request.method }),
              origin,
              url,
            });
          case 'headers':
            return json({ headers });
          case 'ip':
            return json({ origin });
          case 'user-agent':
            return json({ 'user-agent': request.headers.get('User-Agent') ?? null });
          case 'status':
            return textResponse(/^[2-5]\d\d$/.test(second) ? Number(second) : 400, '', 'text/html; charset=utf-8');
          case 'delay':
            yield* sleep(Math.min(10, Number(second) || 0) * 1000);
            return json({ args, data: '', files: {}, form: {}, headers, origin, url });
          case 'redirect-to':
            return { status: 302, headers: new HttpHeaders([['Location', query.get('url') ?? '/']]), body: '' };
          case '':
            return textResponse(
              200,
              '<!DOCTYPE html>\n<html lang="en">\n<head><title>httpbin.org</title></head>\n</html>\n',
              'text/html; charset=utf-8',
            );
          default:
            return textResponse(404, '<title>404 Not Found</title>\n<h1>Not Found</h1>\n', 'text/html');
        }
      },
    },
  });
};

export const httpbinImage = binaryImage({ name: 'httpbin', program: httpbin, tools: 'shell' });
