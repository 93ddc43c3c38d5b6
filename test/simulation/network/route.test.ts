import { deepEqual } from 'node:assert/strict';
import { routeBetween } from '../../../src/simulation/network/route.ts';
import { NameWorld } from '../containers/resolver/nameWorld.ts';

const pod = (ip: string, nodeName: string) => ({ ip, nodeName, kind: 'pod' as const });
const one = pod('10.244.1.7', 'node-1');

describe('The way of a packet', () => {
  const ways: readonly (readonly [what: string, to: Parameters<typeof routeBetween>[1], ip: string, hops: string])[] = [
    ['the Pod itself', one, '10.244.1.7', '10.244.1.7'],
    ['its loopback device', one, '127.0.0.1', '127.0.0.1'],
    ['a Pod of the same Node', pod('10.244.1.8', 'node-1'), '10.244.1.8', '10.244.1.8'],
    ['a Pod of another Node', pod('10.244.2.5', 'node-2'), '10.244.2.5', '10.244.1.1 10.244.2.0 10.244.2.5'],
    [
      'the own Node',
      { ip: '192.168.0.11', nodeName: 'node-1', kind: 'node' },
      '192.168.0.11',
      '10.244.1.1 192.168.0.11',
    ],
    [
      'a host outside',
      { ip: '93.184.215.14', nodeName: '', kind: 'outside' },
      '93.184.215.14',
      '10.244.1.1 93.184.215.14',
    ],
  ];
  for (const [what, to, ip, hops] of ways) {
    it(`to ${what} is ${hops}`, () => {
      deepEqual(routeBetween(one, to, ip), hops.split(' '));
    });
  }
});

describe('traceroute', () => {
  const traced = (words: string) => new NameWorld().run(`traceroute ${words}`);

  it('names each hop, as busybox does', () => {
    const { stdout, exitCode } = traced('-q 1 v4.test');
    deepEqual(
      [stdout, exitCode],
      ['traceroute to v4.test (127.0.0.1), 30 hops max, 46 byte packets\n 1  localhost (127.0.0.1)  0.010 ms\n', 0],
    );
  });

  it('has stars where nobody answers, and waits for them', () => {
    const { stdout, tookMs } = traced('-m 2 -q 2 -w 1 10.9.9.9');
    deepEqual(
      [stdout, Math.round(tookMs / 1000)],
      ['traceroute to 10.9.9.9 (10.9.9.9), 2 hops max, 46 byte packets\n 1  *  *\n 2  *  *\n', 4],
    );
  });

  it('knows the name, or says that it does not', () => {
    deepEqual(traced('nope').stderr, "traceroute: bad address 'nope'\n");
  });
});
