import { deepEqual, equal } from 'node:assert/strict';
import { receiveDatagram, sendDatagram } from '../../../src/simulation/containers/datagrams.ts';
import { refused } from '../../../src/simulation/containers/errno.ts';
import type { Process } from '../../../src/simulation/containers/process.ts';
import { type Run, sleep } from '../../../src/simulation/containers/syscalls.ts';
import type { Translation } from '../../../src/simulation/network/translation.ts';
import { errnoOr, TwoPods } from './twoPods.ts';

const web = { ip: '10.244.0.5', port: 53 };
const service = { ip: '10.96.0.10', port: 53 };

/** Answers each datagram with who sent it. */
function* tell(process: Process): Run<void> {
  const fd = process.bindUdp({ ip: '0.0.0.0', port: 53 }) as number;
  for (;;) {
    const received = yield* receiveDatagram(process, fd);
    if (refused(received)) return;
    sendDatagram(process, fd, `${received.content} from ${received.from.ip}`, received.from);
  }
}

function* ask(process: Process, address: typeof web, text: string): Run<unknown> {
  const fd = process.connectUdp(address) as number;
  sendDatagram(process, fd, text);
  const received = yield* receiveDatagram(process, fd, 5_000);
  process.close(fd);
  return refused(received) ? errnoOr(received) : [received.content, received.from.ip, process.nowMs];
}

/** Leads the Service's address to the Pod, or refuses or drops what goes there. */
function lead(pods: TwoPods, translation: Translation): void {
  pods.network.translateWith({ translate: (_from, { ip }) => (ip === service.ip ? translation : undefined) });
}

describe('UDP', () => {
  it('carries datagrams there and back', () => {
    const pods = new TwoPods();
    pods.run(pods.web, tell);
    const client = pods.run(pods.client, function* (process) {
      yield* sleep(10);
      return yield* ask(process, web, 'hello');
    });
    pods.timeline.advanceTo(100);
    deepEqual(client.answer, ['hello from 10.244.1.7', '10.244.0.5', 13]);
    equal(pods.client.udpSockets.length, 0);
  });

  it('tells a connected socket that nobody is there, and a patient one nothing', () => {
    const pods = new TwoPods();
    const client = pods.run(pods.client, (process) => ask(process, web, 'hello'));
    const lost = pods.run(pods.client, (process) => ask(process, { ip: '203.0.113.9', port: 53 }, 'hello'));
    const noNeighbour = pods.run(pods.client, (process) => ask(process, { ip: '10.244.0.99', port: 53 }, 'hello'));
    pods.timeline.advanceTo(10_000);
    deepEqual([client.answer, lost.answer, noNeighbour.answer], ['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH']);
  });

  it('shows answers as from the address that was asked, when it was translated', () => {
    const pods = new TwoPods();
    lead(pods, { verdict: 'forward', to: web, source: 'kept' });
    pods.run(pods.web, tell);
    const client = pods.run(pods.client, function* (process) {
      yield* sleep(10);
      return [yield* ask(process, service, 'one'), yield* ask(process, service, 'two')];
    });
    pods.timeline.advanceTo(100);
    deepEqual(client.answer, [
      ['one from 10.244.1.7', '10.96.0.10', 13],
      ['two from 10.244.1.7', '10.96.0.10', 15],
    ]);
  });

  it('is refused or lost as the rules say', () => {
    for (const [verdict, answer] of [
      ['reject', 'ECONNREFUSED'],
      ['drop', 'ETIMEDOUT'],
    ] as const) {
      const pods = new TwoPods();
      lead(pods, { verdict, stop: 'noEndpoints' });
      const client = pods.run(pods.client, (process) => ask(process, service, 'hello'));
      pods.timeline.advanceTo(10_000);
      equal(client.answer, answer);
    }
  });

  it('takes a port once, and drops what is too much to keep', () => {
    const pods = new TwoPods();
    const server = pods.run(pods.web, function* (process) {
      const fd = process.bindUdp({ ip: '0.0.0.0', port: 53 }) as number;
      const again = errnoOr(process.bindUdp({ ip: '10.244.0.5', port: 53 }));
      yield* sleep(1_000);
      let received = 0;
      while (!refused(yield* receiveDatagram(process, fd, 0))) received += 1;
      return [again, received];
    });
    pods.run(pods.client, function* (process) {
      yield* sleep(10);
      const fd = process.connectUdp(web) as number;
      for (let i = 0; i < 300; i++) sendDatagram(process, fd, String(i));
    });
    pods.timeline.advanceTo(2_000);
    deepEqual(server.answer, ['EADDRINUSE', 256]);
  });
});
