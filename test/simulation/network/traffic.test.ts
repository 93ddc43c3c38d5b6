import assert from 'node:assert/strict';
import type { LookupTrace } from '../../../src/api/traffic.ts';
import { sendDatagram } from '../../../src/simulation/containers/datagrams.ts';
import { exchange, sendRequest } from '../../../src/simulation/containers/http/client.ts';
import { HttpHeaders, type HttpRequest, textResponse } from '../../../src/simulation/containers/http/message.ts';
import { HttpServer } from '../../../src/simulation/containers/http/server.ts';
import type { Process } from '../../../src/simulation/containers/process.ts';
import { compute, connect, pause, type Run, sleep } from '../../../src/simulation/containers/syscalls.ts';
import { TrafficLog } from '../../../src/simulation/network/trafficLog.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';
import { Programs } from './runProgram.ts';
import { ServiceWorld } from './serviceWorld.ts';

const client = { pod: { namespace: 'default', name: 'client' }, container: 'shell' };
const server = { pod: { namespace: 'default', name: 'web-1' }, container: 'app' };
const service = { ip: '10.96.0.7', port: 80 };

function get(target: string): HttpRequest {
  return { method: 'GET', target, version: '1.1', headers: new HttpHeaders([['Host', 'web']]), body: '' };
}

const clock = { ip: '10.96.0.8', port: 123 };

function* serve(process: Process): Run<void> {
  process.bindUdp({ ip: '0.0.0.0', port: 1123 });
  const fd = process.listen({ ip: '0.0.0.0', port: 8080 }) as number;
  new HttpServer(process, fd, {
    onRequest: function* ({ request }) {
      yield* compute();
      return textResponse(request.target === '/' ? 200 : 404, 'hello');
    },
  }).start();
  for (;;) yield* pause();
}

/** A Service with one Pod that serves, and what its client's requests were. */
function traceOf(program: (process: Process) => Run<unknown>) {
  const world = new ServiceWorld();
  const programs = new Programs(world.timeline);
  const served = programs.run(world.pod('10.244.2.2'), serve, server);
  world.service({ ports: [{ port: 80, targetPort: 8080 }] });
  world.endpoints(8080, ['10.244.2.2']);
  world.service({ clusterIP: clock.ip, ports: [{ port: clock.port, protocol: 'UDP', targetPort: 1123 }] }, 'clock');
  world.endpoints(1123, ['10.244.2.2'], { name: 'clock', protocol: 'UDP' });
  world.service({ clusterIP: '10.96.0.9', ports: [{ port: clock.port, protocol: 'UDP' }] }, 'none');
  world.sync();
  programs.run(world.pod('10.244.1.5'), program, client);
  world.timeline.advanceTo(world.timeline.nowMs + 10_000);
  return { world, served, traces: world.network.traffic.find() };
}

describe('a request, explained', () => {
  it('goes from the client’s process through the Service to the server’s', () => {
    const { world, traces } = traceOf((process) => sendRequest(process, service, get('/')));
    const [trace] = traces;
    assert.equal(traces.length, 1);
    assert.deepEqual(trace?.client, { ...client, node: 'node-1', ip: '10.244.1.5', process: 'test' });
    const place = { node: 'node-2', ip: '10.244.2.2', port: 8080, process: 'test' };
    assert.deepEqual(trace.connection?.server, { ...server, ...place });
    const { connection, http } = trace;
    assert.deepEqual([connection?.asked, connection?.seenFrom, connection?.tookMs], [service, '10.244.1.5', 2]);
    assert.equal(connection?.service?.chosen?.ip, '10.244.2.2');
    assert.deepEqual(
      http.map(({ method, target, host, status, tookMs }) => [method, target, host, status, tookMs]),
      [['GET', '/', 'web', 200, 2]],
    );
    const { find } = { find: (query: object) => world.network.traffic.find(query).length };
    assert.deepEqual(
      [
        find({ pod: client.pod }),
        find({ pod: { namespace: 'default', name: 'other' } }),
        find({ service: { namespace: 'default', name: 'web' } }),
        find({ service: { namespace: 'shop', name: 'web' } }),
        find({ after: 1 }),
      ],
      [1, 0, 1, 0, 0],
    );
  });

  it('tells of the first datagram of a client’s socket where it went, or why it did not, and of no question for names', () => {
    const { world, traces } = traceOf(function* (process) {
      process.noteLookup({ name: 'clock', source: 'dns', tries: [], addresses: [clock.ip], atMs: 0, tookMs: 0 });
      const fd = process.connectUdp(clock) as number;
      for (const text of ['one', 'two']) sendDatagram(process, fd, text);
      const none = { ip: '10.96.0.9', port: 123 };
      for (const to of [none, { ...clock, port: 124 }, { ip: '10.244.2.2', port: 9 }, { ip: '10.244.2.9', port: 9 }]) {
        sendDatagram(process, process.connectUdp(to) as number, 'three');
      }
      sendDatagram(process, fd, { id: 1, question: { name: 'web', type: 'A', class: 'IN' } });
      sendDatagram(process, process.connectUdp(clock) as number, {
        id: 2,
        question: { name: 'web', type: 'A', class: 'IN' },
      });
      yield* pause();
    });
    const [first] = traces;
    assert.equal(first?.lookup?.name, 'clock');
    const { protocol, asked, server: end, service: hop, seenFrom } = first.connection ?? {};
    assert.deepEqual([protocol, asked, seenFrom, hop?.name], ['UDP', clock, '10.244.1.5', 'clock']);
    assert.deepEqual([end?.pod, end?.port], [server.pod, 1123]);
    assert.deepEqual(
      traces.slice(1).map(({ connection }) => [connection?.stop, connection?.error, connection?.service?.name]),
      [
        ['noEndpoints', 'ECONNREFUSED', 'none'],
        ['noSuchServicePort', undefined, 'clock'],
        ['nobodyListens', 'ECONNREFUSED', undefined],
        ['noSuchAddress', undefined, undefined],
      ],
    );
    assert.equal(world.network.traffic.find({ service: { namespace: 'default', name: 'clock' } }).length, 2);
  });

  it('tells each request over a connection that is kept, and the one backend that they all reach', () => {
    const { traces } = traceOf(function* (process) {
      const fd = (yield* connect(service)) as number;
      yield* exchange(process, fd, get('/'), undefined);
      yield* exchange(process, fd, get('/nope'), undefined);
    });
    assert.deepEqual(
      traces.map(({ http }) => http.map(({ status }) => status)),
      [[200, 404]],
    );
  });

  it('begins with the look-up whose address it uses, once', () => {
    const lookup: LookupTrace = {
      name: 'web',
      source: 'dns',
      tries: [],
      addresses: [service.ip],
      atMs: 0,
      tookMs: 0,
    };
    const { traces } = traceOf(function* (process) {
      process.noteLookup(lookup);
      yield* sendRequest(process, service, get('/'));
      yield* sendRequest(process, service, get('/'));
      process.noteLookup({ ...lookup, name: 'nope', addresses: [] });
    });
    assert.deepEqual(
      traces.map(({ lookup: found, connection }) => [found?.name, connection?.server?.pod?.name]),
      [
        ['web', 'web-1'],
        [undefined, 'web-1'],
        ['nope', undefined],
      ],
    );
  });

  it('ends where the server’s process is killed', () => {
    const world = new ServiceWorld();
    const programs = new Programs(world.timeline);
    const silent = programs.run(
      world.pod('10.244.2.2'),
      function* (process) {
        process.listen({ ip: '0.0.0.0', port: 8080 });
        yield* sleep(100_000);
      },
      server,
    );
    programs.run(
      world.pod('10.244.1.5'),
      function* (process) {
        yield* sleep(10);
        yield* sendRequest(process, { ip: '10.244.2.2', port: 8080 }, get('/'));
      },
      client,
    );
    world.timeline.advanceTo(1_000);
    silent.process.kernel.signal(silent.process, 'SIGKILL', 'outside');
    world.timeline.advanceTo(2_000);
    const [trace] = world.network.traffic.find();
    assert.deepEqual([trace?.connection?.stop, trace?.connection?.error], ['reset', 'ECONNRESET']);
    assert.deepEqual(
      trace?.http.map(({ status, error }) => [status, error]),
      [[undefined, 'ECONNRESET']],
    );
  });

  it('is forgotten when there are too many, the oldest first; Nodes’ own are not told', () => {
    const log = new TrafficLog(new Timeline());
    for (let i = 0; i < 2_500; i++) log.begin({ ip: '10.244.1.5', ...client });
    assert.equal(log.begin({ ip: '192.168.0.11' }), undefined);
    const ids = log.find().map(({ id }) => id);
    assert.deepEqual([ids[0], ids.at(-1), ids.length], [501, 2500, 2000]);
  });
});
