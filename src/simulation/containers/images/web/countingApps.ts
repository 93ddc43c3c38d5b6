import { answeredInFlows } from '../../http/answeredInFlows.ts';
import { type HttpResponse, textResponse } from '../../http/message.ts';
import type { Image } from '../../image.ts';
import { type Program, work } from '../../syscalls.ts';
import { binaryImage } from './binaryImage.ts';
import { goFlag } from './goFlags.ts';
import { runGoServer } from './goServer.ts';
import { metric, metricsType } from './metrics.ts';
import { runNodeServer } from './nodeServers.ts';
import { pathOf } from './query.ts';
import { requestCpuMs } from './requestCosts.ts';

const port = 8080;

/**
 * docker.io/luxas/autoscale-demo, of which the walkthrough of prometheus-adapter scales more by its `http_requests_total`
 * (https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/walkthrough.md): it counts every request, those for
 * `/metrics` too.
 */
const autoscaleDemo: Program = function* (process) {
  const { hostname } = process.kernel;
  let requests = 0;
  return yield* runNodeServer(process, port, () => '', {
    *onRequest({ thread, request }) {
      yield* work(requestCpuMs.node);
      requests += 1;
      const total = requests + answeredInFlows(thread, port);
      const help = 'The amount of requests served by the server in total';
      return pathOf(request.target).path === '/metrics'
        ? textResponse(200, metric('http_requests_total', 'counter', help, [['', total]]))
        : textResponse(200, `Hello! My name is ${hostname}. I have served ${total} requests so far.\n`);
    },
  });
};

export const autoscaleDemoImage = binaryImage({ name: 'server.js', program: autoscaleDemo, tools: 'shell' });

/** quay.io/brancz/prometheus-example-app: counts its requests by their method and status, those for `/metrics` not. */
export function prometheusExampleApp(version: string): Image {
  const program: Program = function* (process) {
    const counts = new Map([
      [200, 0],
      [404, 0],
    ]);
    const answers: Readonly<Record<string, HttpResponse>> = {
      '/': textResponse(200, 'Hello from example application.'),
      '/err': textResponse(404, ''),
    };
    return yield* runGoServer(process, {
      listens: [goFlag(process.argv, 'bind') ?? `:${port}`],
      http: {
        *onRequest({ thread, request, local }) {
          yield* work(requestCpuMs.go);
          const { path } = pathOf(request.target);
          if (path === '/metrics') return metricsPage(version, counts, answeredInFlows(thread, local.port));
          const answer = answers[path] ?? answers['/'];
          if (answer) counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
          return answer;
        },
      },
    });
  };
  return binaryImage({ name: 'prometheus-example-app', program, tools: 'none' });
}

/** A status that was never answered has no series. What came as a flow was answered well. */
function metricsPage(version: string, counts: ReadonlyMap<number, number>, inFlows: number): HttpResponse {
  const samples = [...counts]
    .map(([status, count]) => [`{code="${status}",method="get"}`, count + (status === 200 ? inFlows : 0)] as const)
    .filter(([, count]) => count > 0);
  const page =
    (samples.length > 0 ? metric('http_requests_total', 'counter', 'Count of all HTTP requests', samples) : '') +
    metric('version', 'gauge', 'Version information about this binary', [[`{version="${version}"}`, 1]]);
  return textResponse(200, page, metricsType);
}
