import { sendRequest } from '../../src/simulation/containers/http/client.ts';
import { HttpHeaders, type HttpRequest, textResponse } from '../../src/simulation/containers/http/message.ts';
import { HttpServer } from '../../src/simulation/containers/http/server.ts';
import { compute, pause } from '../../src/simulation/containers/syscalls.ts';
import { Programs } from '../simulation/network/runProgram.ts';
import { ServiceWorld } from '../simulation/network/serviceWorld.ts';
import { perSecond, rareBench } from './benchmark.ts';

const requests = 100_000;
const endpoints = 100;
const clients = 50;
const get: HttpRequest = {
  method: 'GET',
  target: '/',
  version: '1.1',
  headers: new HttpHeaders([['Host', 'web']]),
  body: '',
};

rareBench('network: HTTP requests through a Service with 100 endpoints', 'per second', () => {
  const world = new ServiceWorld();
  const programs = new Programs(world.timeline);
  const ips = Array.from({ length: endpoints }, (_, index) => `10.244.${1 + (index % 2)}.${2 + (index >> 1)}`);
  for (const ip of ips) {
    programs.run(world.pod(ip), function* (process) {
      const fd = process.listen({ ip: '0.0.0.0', port: 8080 }) as number;
      new HttpServer(process, fd, {
        onRequest: function* () {
          yield* compute();
          return textResponse(200, ip);
        },
      }).start();
      for (;;) yield* pause();
    });
  }
  world.service({ ports: [{ port: 80, targetPort: 8080 }] });
  world.endpoints(8080, ips);
  world.sync();
  let answered = 0;
  for (let client = 0; client < clients; client++) {
    const pod = { namespace: 'default', name: `client-${client}` };
    programs.run(
      world.pod(`10.244.${1 + (client % 2)}.${150 + (client >> 1)}`),
      function* (process) {
        for (let i = 0; i < requests / clients; i++) {
          const outcome = yield* sendRequest(process, { ip: '10.96.0.7', port: 80 }, get, 5_000);
          if ('status' in outcome && outcome.status === 200) answered += 1;
        }
      },
      { pod },
    );
  }
  const rate = perSecond(requests, () => {
    const endMs = world.timeline.nowMs + 3_600_000;
    while (answered < requests && (world.timeline.nextTimeMs() ?? endMs) < endMs) world.timeline.step();
  });
  return answered === requests ? rate : Number.NaN;
});
