import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';
import * as dnsPacket from 'dns-packet';
import { type DnsDoor, openDnsDoor } from '../../src/server/dnsDoor.ts';
import { QueryBudget } from '../../src/server/queryBudget.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { decodedReply } from '../api/decodedReply.ts';
import { openDnsCluster } from './dnsCluster.ts';

const web = 'web.default.svc.cluster.local';

function packet(name: string, type = 'A', more: Partial<dnsPacket.Packet> = {}): Buffer {
  const questions = [{ name, type, class: 'IN' } as dnsPacket.Question];
  return dnsPacket.encode({ type: 'query', id: 4711, flags: dnsPacket.RECURSION_DESIRED, questions, ...more });
}

/** What comes back over UDP for a packet; nothing where nothing does within so many milliseconds. */
function askUdp(port: number, bytes: Uint8Array, waitMs = 2_000): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const end = (reply?: Buffer) => {
      clearTimeout(timer);
      socket.close();
      resolve(reply);
    };
    const timer = setTimeout(() => end(), waitMs);
    socket.on('message', (reply) => end(reply));
    socket.send(bytes, port, '127.0.0.1');
  });
}

/** A connection to the door, which collects the messages that come. */
async function openTcp(
  port: number,
): Promise<{ socket: Socket; replies: Buffer[]; closed: Promise<void>; until: (count: number) => Promise<void> }> {
  const socket = connect(port, '127.0.0.1');
  const replies: Buffer[] = [];
  let unread = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    unread = Buffer.concat([unread, chunk]);
    while (unread.length >= 2 && unread.length >= 2 + unread.readUInt16BE(0)) {
      replies.push(unread.subarray(2, 2 + unread.readUInt16BE(0)));
      unread = unread.subarray(2 + unread.readUInt16BE(0));
    }
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  await new Promise((resolve) => socket.on('connect', resolve));
  const until = async (count: number) => {
    for (let waited = 0; replies.length < count && waited < 300; waited++)
      await new Promise((resolve) => setTimeout(resolve, 10));
  };
  return { socket, replies, closed, until };
}

const framed = (bytes: Uint8Array) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);

describe('the DNS door', () => {
  let opened: Awaited<ReturnType<typeof openDnsCluster>>;
  before(async () => {
    opened = await openDnsCluster();
  });
  after(() => opened.door.close());
  afterEach(() => assert.deepEqual(opened.mistakes, []));

  it('answers over UDP and TCP, several questions over one connection', async () => {
    const { port } = opened;
    const overUdp = decodedReply((await askUdp(port, packet(web))) ?? Buffer.alloc(0));
    assert.deepEqual(overUdp.answers, [
      { name: web, type: 'A', ttl: 30, class: 'IN', flush: false, data: '10.96.7.7' },
    ]);
    assert.deepEqual([overUdp.flag_aa, overUdp.flag_ra, overUdp.flag_rd], [true, false, true]);
    const tcp = await openTcp(port);
    const both = Buffer.concat([framed(packet(web)), framed(packet('example.com', 'AAAA'))]);
    tcp.socket.write(both.subarray(0, 3));
    await new Promise((resolve) => setTimeout(resolve, 20));
    tcp.socket.write(both.subarray(3, 60));
    tcp.socket.write(both.subarray(60));
    await tcp.until(2);
    assert.deepEqual(
      tcp.replies.map((reply) => decodedReply(reply).answers?.length),
      [1, 1],
    );
    const outside = decodedReply(tcp.replies[1] ?? Buffer.alloc(0));
    assert.deepEqual([outside.flag_aa, outside.flag_ra], [false, true]);
    tcp.socket.destroy();
  });

  it('cuts a long answer over UDP, which is whole over TCP', async () => {
    const { port } = opened;
    const question = packet('many.default.svc.cluster.local');
    const cut = decodedReply((await askUdp(port, question)) ?? Buffer.alloc(0));
    assert.equal(cut.flag_tc, true);
    assert.ok((cut.answers?.length ?? 0) > 20 && (cut.answers?.length ?? 0) < 90);
    const tcp = await openTcp(port);
    tcp.socket.write(framed(question));
    await tcp.until(1);
    const whole = decodedReply(tcp.replies[0] ?? Buffer.alloc(0));
    assert.deepEqual([whole.flag_tc, whole.answers?.length], [false, 90]);
    tcp.socket.destroy();
  });

  it('gives no answer to what is none, and an honest one to what it cannot read', async () => {
    const { port } = opened;
    assert.equal(await askUdp(port, Buffer.from('hello'), 200), undefined);
    assert.equal(await askUdp(port, packet(web, 'A', { type: 'response' }), 200), undefined);
    assert.equal(await askUdp(port, Buffer.concat([packet(web), Buffer.alloc(5_000)]), 200), undefined);
    const cut = decodedReply((await askUdp(port, packet(web).subarray(0, 20))) ?? Buffer.alloc(0));
    assert.equal(cut.rcode, 'FORMERR');
    const update = Buffer.from(packet(web));
    update.writeUInt8(0x28, 2);
    assert.equal(decodedReply((await askUdp(port, update)) ?? Buffer.alloc(0)).rcode, 'NOTIMP');
  });

  it('lets go of connections that send nonsense or too much', async () => {
    const { port } = opened;
    const http = await openTcp(port);
    http.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await http.closed;
    const busy = await openTcp(port);
    busy.socket.write(Buffer.concat(Array.from({ length: 200 }, () => framed(packet(web)))));
    await busy.closed;
    assert.equal(busy.replies.length, 128);
    const crowd = await Promise.all(Array.from({ length: 150 }, () => openTcp(port)));
    assert.equal(decodedReply((await askUdp(port, packet(web))) ?? Buffer.alloc(0)).rcode, 'NOERROR');
    for (const { socket } of crowd) socket.destroy();
  });

  it('is a door of this machine alone', () => {
    assert.match(opened.door.address, /^127\.0\.0\.1:\d+$/);
  });

  it('rejects a port that is taken, for UDP or for TCP', async () => {
    const answer = () => undefined;
    await assert.rejects(
      openDnsDoor({ answer, port: opened.port, onMistake: (error) => assert.fail(String(error)) }),
      /EADDRINUSE/,
    );
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const taken = (other.address() as { port: number }).port;
    await assert.rejects(
      openDnsDoor({ answer, port: taken, onMistake: (error) => assert.fail(String(error)) }),
      /EADDRINUSE/,
    );
    other.close();
  });

  it('tells of a mistake and stays open', async () => {
    const mistakes: unknown[] = [];
    let door: DnsDoor | undefined;
    try {
      door = await openDnsDoor({
        answer: ({ name }) => {
          if (name === 'bad.example') throw new Error('ours');
          return { status: 'NOERROR', authoritative: true, answers: [], authority: [], additional: [] };
        },
        port: 0,
        onMistake: (error) => void mistakes.push(error),
      });
      const port = Number(door.address.split(':')[1]);
      assert.equal(await askUdp(port, packet('bad.example'), 200), undefined);
      assert.equal(decodedReply((await askUdp(port, packet('good.example'))) ?? Buffer.alloc(0)).rcode, 'NOERROR');
      assert.equal(mistakes.length, 1);
    } finally {
      await door?.close();
    }
  });

  it('stays silent while no name server is ready', async () => {
    const { cluster, door, port } = await openDnsCluster();
    const scale = (replicas: number) => {
      cluster.send({
        method: 'PATCH',
        path: '/apis/apps/v1/namespaces/kube-system/deployments/coredns',
        contentType: 'application/merge-patch+json',
        body: JSON.stringify({ spec: { replicas } }),
      });
      cluster.advanceBy(30_000);
    };
    try {
      scale(0);
      assert.equal(await askUdp(port, packet(web), 300), undefined);
      scale(1);
      assert.equal(decodedReply((await askUdp(port, packet(web))) ?? Buffer.alloc(0)).rcode, 'NOERROR');
    } finally {
      await door.close();
    }
  });

  it('changes nothing inside: a session that was asked is the one that was not', () => {
    const run = (asked: 'asked' | 'not') => {
      const cluster = new Cluster({ seed: 7, nodes: 2, startTimeMs: Date.UTC(2026, 0, 5, 9), addons: 'kubeadm' });
      for (let atMs = 0; atMs <= 60_000; atMs += 500) {
        cluster.advanceTo(atMs);
        if (asked === 'not') continue;
        for (const name of ['kube-dns.kube-system.svc.cluster.local', 'example.com', 'nothing.example']) {
          cluster.answerDns({ name, type: 'A', class: 'IN' });
        }
      }
      return cluster.stateText();
    };
    assert.equal(run('asked'), run('not'));
  });
});

describe('a budget of questions', () => {
  it('lets so many through in a second, and fills up again', () => {
    let nowMs = 0;
    const budget = new QueryBudget(10, () => nowMs);
    const taken = () => {
      let count = 0;
      while (budget.take()) count += 1;
      return count;
    };
    assert.equal(taken(), 10);
    nowMs = 250;
    assert.equal(taken(), 2);
    nowMs = 60_000;
    assert.equal(taken(), 10);
  });
});
