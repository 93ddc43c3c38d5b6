import { deepEqual, equal, ok } from 'node:assert/strict';
import { Exhausted } from '../../../src/simulation/containers/exhaustion.ts';
import { exchange, hasFailed, sendRequest } from '../../../src/simulation/containers/http/client.ts';
import { HttpHeaders, type HttpRequest, textResponse } from '../../../src/simulation/containers/http/message.ts';
import { type HttpHandler, HttpServer } from '../../../src/simulation/containers/http/server.ts';
import type { Process } from '../../../src/simulation/containers/process.ts';
import { compute, connect, pause, type Run, read, sleep, write } from '../../../src/simulation/containers/syscalls.ts';
import { ContainerSession, startMs } from '../containers/containerSession.ts';
import { errnoOr, TwoPods } from './twoPods.ts';

const address = { ip: '10.244.0.5', port: 80 };

function request(target: string, fields: [string, string][] = [], body = ''): HttpRequest {
  const headers = new HttpHeaders([['Host', 'web'], ...fields]);
  return { method: body === '' ? 'GET' : 'POST', target, version: '1.1', headers, body };
}

function server(onRequest: HttpHandler): (process: Process) => Run<void> {
  return function* (process) {
    process.dispositions.set('SIGTERM', 'catch');
    const http = new HttpServer(process, process.listen({ ip: '0.0.0.0', port: 80 }) as number, { onRequest });
    http.start();
    while (process.caught.shift() === undefined) yield* pause();
    yield* http.stop();
  };
}

/** What a raw text sent to the server is answered with, to the end of the connection. */
function answerTo(text: string, onRequest: HttpHandler = echo): string {
  const pods = new TwoPods();
  pods.run(pods.web, server(onRequest));
  const client = pods.run(pods.client, function* () {
    yield* sleep(5);
    const fd = (yield* connect(address)) as number;
    yield* write(fd, text);
    let all = '';
    for (;;) {
      const piece = yield* read(fd);
      if (typeof piece !== 'string' || piece === '') return all;
      all += piece;
    }
  });
  pods.timeline.advanceTo(200_000);
  return client.answer ?? 'no end';
}

const echo: HttpHandler = function* ({ request }) {
  yield* compute();
  return textResponse(200, `${request.method} ${request.target} ${request.body}`, 'text/plain');
};

describe('HTTP in containers', () => {
  it('ends the connection whose answer takes more than there is, and can still stop in good order', () => {
    const exhausting: HttpHandler = function* () {
      yield* compute();
      throw new Exhausted('out of time');
    };
    equal(answerTo('GET / HTTP/1.1\r\nHost: web\r\n\r\n', exhausting), '');
    const pods = new TwoPods();
    const { process } = pods.run(pods.web, server(exhausting));
    pods.run(pods.client, function* () {
      yield* sleep(5);
      yield* write((yield* connect(address)) as number, 'GET / HTTP/1.1\r\nHost: web\r\n\r\n');
      yield* sleep(1_000);
    });
    pods.timeline.advanceTo(100);
    process.kernel.signal(process, 'SIGTERM', 'outside');
    pods.timeline.advanceTo(200);
    equal(process.state, 'ended');
  });

  it('asks and answers', () => {
    const pods = new TwoPods();
    pods.run(pods.web, server(echo));
    const client = pods.run(pods.client, function* (process) {
      yield* sleep(5);
      const outcome = yield* sendRequest(process, address, request('/a?b=c', [], 'body'));
      return hasFailed(outcome) ? outcome.during : [outcome.status, outcome.headers.get('content-type'), outcome.body];
    });
    pods.timeline.advanceTo(1_000);
    deepEqual(client.answer, [200, 'text/plain', 'POST /a?b=c body']);
  });

  it('keeps a connection for several requests and answers while another is slow', () => {
    const pods = new TwoPods();
    pods.run(
      pods.web,
      server(function* ({ request }) {
        if (request.target === '/slow') yield* sleep(1_000);
        return textResponse(200, request.target);
      }),
    );
    const ask = (target: string, times: number) =>
      pods.run(pods.client, function* (process) {
        yield* sleep(5);
        const fd = (yield* connect(address)) as number;
        const bodies: string[] = [];
        for (let i = 0; i < times; i++) {
          const outcome = yield* exchange(process, fd, request(target), undefined);
          bodies.push(hasFailed(outcome) ? outcome.during : outcome.body);
        }
        return [bodies.join(' '), process.nowMs < 100];
      });
    const slow = ask('/slow', 1);
    const fast = ask('/fast', 3);
    pods.timeline.advanceTo(5_000);
    deepEqual(fast.answer, ['/fast /fast /fast', true]);
    deepEqual(slow.answer, ['/slow', false]);
  });

  it('gives up when the time is over, at each step', () => {
    const pods = new TwoPods();
    pods.run(
      pods.web,
      server(function* () {
        yield* sleep(10_000);
        return textResponse(200, 'late');
      }),
    );
    const client = pods.run(pods.client, function* (process) {
      yield* sleep(5);
      const late = yield* sendRequest(process, address, request('/'), 1_000);
      const nobody = yield* sendRequest(process, { ip: '10.244.0.77', port: 80 }, request('/'), 1_000);
      return [late, nobody].map((outcome) => (hasFailed(outcome) ? outcome.during : outcome.status));
    });
    pods.timeline.advanceTo(20_000);
    deepEqual(client.answer, ['receive', 'connect']);
  });

  it('finishes what it is answering before it stops', () => {
    const pods = new TwoPods();
    const web = pods.run(
      pods.web,
      server(function* () {
        yield* sleep(500);
        return textResponse(200, 'done');
      }),
    );
    const client = pods.run(pods.client, function* (process) {
      yield* sleep(5);
      const outcome = yield* sendRequest(process, address, request('/'));
      return hasFailed(outcome) ? outcome.during : outcome.body;
    });
    pods.timeline.advanceTo(100);
    web.process.kernel.signal(web.process, 'SIGTERM', 'outside');
    pods.timeline.advanceTo(200);
    equal(web.process.state, 'blocked');
    pods.timeline.advanceTo(1_000);
    equal(client.answer, 'done');
    equal(web.process.state, 'ended');
  });

  it('reads chunks, lines before the start line, and a body in pieces', () => {
    const chunks =
      'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n';
    ok(answerTo(chunks).endsWith('\r\n\r\nPOST / abcde'));
    ok(answerTo('\r\n\r\nGET /x HTTP/1.0\r\n\r\n').endsWith('GET /x '));
  });

  it('refuses what is no HTTP, too long or lies about its length', () => {
    for (const text of ['hello\r\n\r\n', 'GET / HTTP/1.1\r\nno colon\r\n\r\n', 'GET  / HTTP/1.1\r\n\r\n']) {
      ok(answerTo(text).startsWith('HTTP/1.1 400 Bad Request\r\n'), text);
    }
    ok(answerTo('POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n').startsWith('HTTP/1.1 400 '));
    ok(answerTo('POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n').startsWith('HTTP/1.1 413 '));
    ok(answerTo(`GET / HTTP/1.1\r\nA: ${'x'.repeat(60_000)}\r\n\r\n`).startsWith('HTTP/1.1 431 '));
  });
});

describe('a program of the Node', () => {
  it('reaches the Pods of the Node, and can be broken off', () => {
    const session = new ContainerSession();
    const { timeline, runtime, sandbox } = session;
    const answers: unknown[] = [];
    const connectTo = (port: number) =>
      runtime.runOnNode(
        function* (process) {
          const fd = yield* connect({ ip: sandbox.network.ip, port });
          yield* sleep(100);
          return [errnoOr(fd), process.nowMs];
        },
        (answer) => answers.push(answer),
      );
    sandbox.network.listen({ ip: '0.0.0.0', port: 80 }, 10);
    connectTo(80);
    connectTo(81);
    connectTo(80)();
    timeline.advanceTo(1_000);
    const afterStartMs = startMs + 101;
    deepEqual(answers, [
      [0, afterStartMs],
      ['ECONNREFUSED', afterStartMs],
    ]);
    equal(sandbox.network.sockets.length, 1);
  });
});
