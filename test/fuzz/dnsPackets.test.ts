import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import * as dnsPacket from 'dns-packet';
import { dnsReply } from '../../src/server/dnsReply.ts';
import { Random } from '../../src/simulation/random.ts';
import { decodedReply } from '../api/decodedReply.ts';
import { propertySeed } from '../propertySeed.ts';
import { openDnsCluster } from '../server/dnsCluster.ts';

/** `npm run fuzz` sends all of them, every other run a tenth. */
const packets = process.env.FUZZ === 'all' ? 10_000 : 1_000;
const seed = propertySeed;
const limitMs = 300_000;

const names = [
  'web.default.svc.cluster.local',
  '_pg._tcp.db.default.svc.cluster.local',
  'many.default.svc.cluster.local',
  'pay.shop.svc.cluster.local',
  '10-244-9-1.default.pod.cluster.local',
  '7.7.96.10.in-addr.arpa',
  'dns-version.cluster.local',
  'cluster.local',
  'example.com',
  'nothing.example',
  '.',
  `${'x'.repeat(63)}.${'y'.repeat(63)}.${'z'.repeat(63)}.svc.cluster.local`,
];
const types = ['A', 'AAAA', 'SRV', 'PTR', 'TXT', 'NS', 'SOA', 'CNAME', 'MX', 'ANY', 'AXFR', 'HINFO'] as const;

function wellFormed(random: Random): Buffer {
  const question = { name: random.pick(names), type: random.pick(types), class: 'IN' } as dnsPacket.Question;
  const additionals = [{ type: 'OPT', name: '.', udpPayloadSize: random.integer(0, 65_536), flags: 0, options: [] }];
  return dnsPacket.encode({
    type: 'query',
    id: random.integer(0, 65_536),
    flags: random.integer(0, 2) * dnsPacket.RECURSION_DESIRED,
    questions: [question],
    ...(random.integer(0, 2) === 0 && { additionals: additionals as unknown as dnsPacket.Answer[] }),
  });
}

/** A packet with some bytes changed, left out, doubled or put in. */
function mutated(packet: Buffer, random: Random): Buffer {
  let bytes = [...packet];
  for (let count = random.integer(1, 6); count > 0; count--) {
    const at = random.integer(0, bytes.length + 1);
    const kind = random.integer(0, 6);
    if (kind === 0) bytes[at] = random.integer(0, 256);
    else if (kind === 1) bytes = bytes.slice(0, at);
    else if (kind === 2) bytes.splice(at, random.integer(0, 9));
    else if (kind === 3)
      bytes.splice(at, 0, ...Array.from({ length: random.integer(1, 40) }, () => random.integer(0, 256)));
    else if (kind === 4) bytes.splice(at, 0, ...bytes.slice(at, at + 30));
    else bytes.splice(at, 2, 0xc0 | random.integer(0, 64), random.integer(0, 256));
  }
  return Buffer.from(bytes);
}

describe('the name server at its door', function () {
  this.timeout(limitMs);

  it(`answers ${packets} mutated packets or drops them (seed ${seed})`, async () => {
    const { cluster, door } = await openDnsCluster();
    const random = new Random(seed);
    const counts = new Map<string, number>();
    try {
      for (let count = 0; count < packets; count++) {
        const packet = mutated(wellFormed(random), random);
        try {
          const transport = random.pick(['udp', 'tcp'] as const);
          const reply = dnsReply(packet, transport, (question) => cluster.answerDns(question));
          const outcome = reply === undefined ? 'dropped' : check(packet, reply, transport);
          counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        } catch (failure) {
          const why = failure instanceof Error ? failure.stack : failure;
          throw new Error(`seed ${seed}, packet ${count}: ${packet.toString('hex')}\n${why}`);
        }
      }
    } finally {
      await door.close();
    }
    for (const outcome of ['dropped', 'FORMERR', 'NOERROR', 'NXDOMAIN', 'NOTIMP']) {
      assert.ok((counts.get(outcome) ?? 0) > 0, `some are ${outcome}: ${JSON.stringify([...counts])}`);
    }
  });
});

describe('the DNS door', function () {
  this.timeout(limitMs);

  it(`lives through mutated packets on its sockets (seed ${seed})`, async () => {
    const { door, port, mistakes } = await openDnsCluster();
    const random = new Random(seed);
    const socket = createSocket('udp4');
    const send = (bytes: Buffer) =>
      new Promise<void>((resolve) => socket.send(bytes, port, '127.0.0.1', () => resolve()));
    try {
      for (let count = 0; count < packets / 10; count++) await send(mutated(wellFormed(random), random));
      for (let count = 0; count < packets / 100; count++) {
        const connection = connect(port, '127.0.0.1');
        connection.on('error', () => {});
        const packet = mutated(wellFormed(random), random);
        connection.end(Buffer.concat([Buffer.from([packet.length >> 8, packet.length & 255]), packet]));
        connection.resume();
        await new Promise((resolve) => connection.on('close', resolve));
      }
      const question = { name: 'web.default.svc.cluster.local', type: 'A', class: 'IN' } as dnsPacket.Question;
      const answered = new Promise<Buffer>((resolve) => {
        socket.on('message', (reply) => {
          if (reply.readUInt16BE(0) === 4711) resolve(reply);
        });
      });
      await send(dnsPacket.encode({ type: 'query', id: 4711, flags: 0, questions: [question] }));
      assert.equal(decodedReply(await answered).rcode, 'NOERROR');
      assert.deepEqual(mistakes, []);
    } finally {
      socket.close();
      await door.close();
    }
  });
});

/** Whether a reply is one to that packet, and no longer than it may be: its status. */
function check(packet: Buffer, reply: Uint8Array, transport: 'udp' | 'tcp'): string {
  assert.ok(reply.length >= 12);
  assert.equal(Buffer.from(reply).readUInt16BE(0), packet.readUInt16BE(0), 'the id');
  assert.ok(((reply[2] ?? 0) & 0x80) !== 0, 'it is an answer');
  if (transport === 'udp') assert.ok(reply.length <= 65_535 - 28);
  return decodedReply(reply).rcode;
}
