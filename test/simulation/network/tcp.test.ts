import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Process } from '../../../src/simulation/containers/process.ts';
import {
  accept,
  connect,
  pause,
  poll,
  type Run,
  read,
  sleep,
  write,
} from '../../../src/simulation/containers/syscalls.ts';
import { errnoOr, TwoPods } from './twoPods.ts';

const any = { ip: '0.0.0.0', port: 8080 };
const web = { ip: '10.244.0.5', port: 8080 };

/** Answers each connection with what it sent, in capitals, until it is told to stop. */
function* shout(process: Process): Run<void> {
  const listening = process.listen(any) as number;
  for (;;) {
    const fd = yield* accept(listening);
    if (typeof fd !== 'number') return;
    process.startThread(function* (thread) {
      for (;;) {
        const text = yield* read(fd);
        if (typeof text !== 'string' || text === '') break;
        yield* write(fd, text.toUpperCase());
      }
      thread.close(fd);
      return 0;
    });
  }
}

describe('TCP', () => {
  it('carries bytes both ways between Pods of two Nodes, and the end of the stream', () => {
    const pods = new TwoPods();
    pods.run(pods.web, shout);
    const client = pods.run(pods.client, function* (process) {
      yield* sleep(10);
      const fd = (yield* connect(web)) as number;
      yield* write(fd, 'hello');
      const answer = yield* read(fd);
      process.close(fd);
      return [answer, process.nowMs];
    });
    pods.timeline.advanceTo(100);
    // One round for the handshake and one for the bytes, a millisecond each way, after the 11 ms of the start.
    deepEqual(client.answer, ['HELLO', 15]);
    equal(pods.web.sockets.length + pods.client.sockets.length, 0);
  });

  it('is refused where nobody listens, finds no way to an address that nobody has', () => {
    const pods = new TwoPods();
    const client = pods.run(pods.client, function* (process) {
      const refusal = errnoOr(yield* connect(web));
      const refusedAt = process.nowMs;
      const nobody = errnoOr(yield* connect({ ip: '10.244.0.99', port: 80 }));
      return [refusal, refusedAt, nobody, process.nowMs];
    });
    pods.timeline.advanceTo(60_000);
    deepEqual(client.answer, ['ECONNREFUSED', 3, 'EHOSTUNREACH', 3_075]);
  });

  it('gives containers of one Pod one loopback device and one set of ports', () => {
    const pods = new TwoPods();
    pods.run(pods.web, shout);
    const second = pods.run(pods.web, function* (process) {
      yield* sleep(5);
      const bound = [any, { ip: '127.0.0.1', port: 8080 }, { ip: '::', port: 8080 }, { ip: '10.9.9.9', port: 1 }];
      const fd = (yield* connect({ ip: '127.0.0.1', port: 8080 })) as number;
      yield* write(fd, 'x');
      return [...bound.map((address) => errnoOr(process.listen(address))), yield* read(fd)];
    });
    pods.timeline.advanceTo(100);
    deepEqual(second.answer, ['EADDRINUSE', 'EADDRINUSE', 'EADDRINUSE', 'EADDRNOTAVAIL', 'X']);
  });

  it('leads from 0.0.0.0 and :: to the loopback device, as Linux does', () => {
    const pods = new TwoPods();
    pods.run(pods.web, shout);
    const second = pods.run(pods.web, function* () {
      yield* sleep(5);
      const fd = (yield* connect({ ip: '0.0.0.0', port: 8080 })) as number;
      yield* write(fd, 'x');
      const answer = yield* read(fd);
      return [answer, pods.web.sockets.map(({ local }) => local.ip), errnoOr(yield* connect({ ip: '::', port: 8080 }))];
    });
    pods.timeline.advanceTo(100);
    deepEqual(second.answer, ['X', ['127.0.0.1', '127.0.0.1'], 'ECONNREFUSED']);
  });

  it('keeps no port for a process that has no descriptor left for it', () => {
    const pods = new TwoPods();
    const server = pods.run(pods.web, function* (process) {
      yield* sleep(1);
      let opened = 0;
      while (typeof process.connectUdp(web) === 'number') opened += 1;
      return [
        opened > 100,
        errnoOr(process.listen(any)),
        pods.web.listeners.length,
        pods.web.udpSockets.length - opened,
      ];
    });
    pods.timeline.advanceTo(100);
    deepEqual(server.answer, [true, 'EMFILE', 0, 0]);
  });

  it('keeps what listens on 127.0.0.1 to the Pod itself', () => {
    const pods = new TwoPods();
    pods.run(pods.web, function* (process) {
      process.listen({ ip: '127.0.0.1', port: 8080 });
      yield* pause();
    });
    const client = pods.run(pods.client, function* () {
      yield* sleep(5);
      return errnoOr(yield* connect(web));
    });
    pods.timeline.advanceTo(100);
    equal(client.answer, 'ECONNREFUSED');
  });

  it('frees the port and ends its connections when the process ends', () => {
    const pods = new TwoPods();
    const server = pods.run(pods.web, shout);
    const client = pods.run(pods.client, function* () {
      yield* sleep(5);
      const fd = (yield* connect(web)) as number;
      const end = errnoOr(yield* read(fd));
      yield* write(fd, 'into the void');
      yield* sleep(10);
      return [end, errnoOr(yield* write(fd, 'again')), errnoOr(yield* connect(web))];
    });
    pods.timeline.advanceTo(50);
    server.process.kernel.signal(server.process, 'SIGKILL', 'outside');
    client.process.dispositions.set('SIGPIPE', 'ignore');
    pods.timeline.advanceTo(1_000);
    deepEqual(client.answer, ['', 'EPIPE', 'ECONNREFUSED']);
  });

  it('goes silent when a Node is cut off: nobody is told, new connections time out', () => {
    const pods = new TwoPods();
    pods.run(pods.web, shout);
    const client = pods.run(pods.client, function* (process) {
      yield* sleep(5);
      const fd = (yield* connect(web)) as number;
      yield* sleep(100);
      yield* write(fd, 'anybody there?');
      const ready = yield* poll([{ fd, for: 'read' }], 5_000);
      const late = errnoOr(yield* connect(web, 2_000));
      const startedMs = process.nowMs;
      return [ready, late, errnoOr(yield* connect(web)), process.nowMs - startedMs];
    });
    pods.timeline.advanceTo(50);
    pods.network.cutOff(pods.web);
    pods.timeline.advanceTo(600_000);
    deepEqual(client.answer, [[], 'ETIMEDOUT', 'ETIMEDOUT', 127_000]);
  });

  it('forgets connections that nobody took, and those that nobody waited for', () => {
    const pods = new TwoPods();
    pods.run(pods.web, function* (process) {
      process.listen(any);
      yield* sleep(50);
    });
    const client = pods.run(pods.client, function* (process) {
      yield* sleep(10);
      const fd = (yield* connect(web)) as number;
      yield* sleep(100);
      const answer = errnoOr(yield* read(fd));
      process.close(fd);
      return answer;
    });
    pods.timeline.advanceTo(15);
    const stop = pods.client.connect(web, {}, () => {});
    pods.timeline.advanceTo(16);
    stop();
    pods.timeline.advanceTo(200);
    equal(client.answer, 'ECONNRESET');
    equal(pods.web.sockets.length + pods.client.sockets.length, 0);
  });

  it('does not reach a Node that is cut off while the first packet is on its way', () => {
    const pods = new TwoPods();
    pods.run(pods.web, shout);
    pods.timeline.advanceTo(10);
    const outcomes: unknown[] = [];
    pods.client.connect(web, {}, (outcome) => outcomes.push(outcome));
    pods.network.cutOffNode('node-1');
    pods.timeline.advanceTo(130_000);
    deepEqual(outcomes, ['ETIMEDOUT']);
  });

  it('makes a writer wait whose reader does not read', () => {
    const pods = new TwoPods();
    pods.run(pods.web, function* (process) {
      const fd = yield* accept(process.listen(any) as number);
      yield* sleep(1_000);
      while (typeof fd === 'number') {
        const text = yield* read(fd);
        if (typeof text !== 'string' || text === '') return;
      }
    });
    const client = pods.run(pods.client, function* (process) {
      yield* sleep(5);
      const fd = (yield* connect(web)) as number;
      yield* write(fd, 'x'.repeat(200_000));
      return process.nowMs;
    });
    pods.timeline.advanceTo(5_000);
    ok((client.answer ?? 0) > 1_000, `written after ${client.answer} ms`);
  });

  it('leaves connections unanswered once the backlog is full, and takes them when there is room', () => {
    const pods = new TwoPods();
    pods.run(pods.web, function* (process) {
      const listening = process.listen(any, 1) as number;
      yield* sleep(1_500);
      yield* accept(listening);
      yield* pause();
    });
    const times: number[] = [];
    for (let i = 0; i < 2; i++) {
      pods.run(pods.client, function* (process) {
        yield* sleep(5 + i);
        yield* connect(web);
        times.push(process.nowMs);
        yield* pause();
      });
    }
    pods.timeline.advanceTo(10_000);
    // The second one's first packet is dropped twice: it comes through 1 + 2 s later.
    deepEqual(times, [8, 3_009]);
  });
});
