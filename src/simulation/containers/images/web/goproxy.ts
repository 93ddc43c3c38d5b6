import { hasFailed, sendRequest } from '../../http/client.ts';
import { textResponse } from '../../http/message.ts';
import { hostField, parseUrl } from '../../http/url.ts';
import { resolveName } from '../../names.ts';
import { type Program, work } from '../../syscalls.ts';
import { binaryImage } from './binaryImage.ts';
import { runGoServer } from './goServer.ts';
import { requestCpuMs } from './requestCosts.ts';

/** registry.k8s.io/goproxy: an HTTP proxy, the example of https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/ */
const goproxy: Program = function* (process) {
  return yield* runGoServer(process, {
    listens: [':8080'],
    http: {
      *onRequest({ thread, request }) {
        yield* work(requestCpuMs.goProxy);
        const url = /^http:\/\//.test(request.target) ? parseUrl(request.target) : undefined;
        if (!url) return textResponse(500, 'This is a proxy server. Does not respond to non-proxy requests.\n');
        const ip = yield* resolveName(thread, url.host);
        if (ip === undefined) return textResponse(500, `dial tcp: lookup ${url.host}: no such host`);
        const headers = request.headers.with('Host', hostField(url)).with('Connection', 'close');
        const outcome = yield* sendRequest(
          thread,
          { ip, port: url.port },
          { ...request, target: url.target, headers },
          60_000,
        );
        if (!hasFailed(outcome))
          return {
            ...outcome,
            headers: outcome.headers.with('Connection', undefined).with('Transfer-Encoding', undefined),
          };
        const { problem } = outcome;
        return textResponse(
          500,
          `dial tcp ${ip}:${url.port}: ${typeof problem === 'string' ? 'EOF' : problem.text.toLowerCase()}`,
        );
      },
    },
  });
};

export const goproxyImage = binaryImage({ name: 'proxy', program: goproxy, tools: 'none' });
