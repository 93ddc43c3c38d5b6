import assert from 'node:assert/strict';
import * as dnsPacket from 'dns-packet';
import fc from 'fast-check';
import type { DnsAnswer, DnsRecord } from '../../src/api/dns.ts';
import { labelsOf, nameOf } from '../../src/api/dnsWire/nameText.ts';
import { type Received, receiveQuery, type WireQuery } from '../../src/api/dnsWire/query.ts';
import { replyBytes, replyTo } from '../../src/api/dnsWire/reply.ts';
import { decodedReply } from './decodedReply.ts';

const empty: DnsAnswer = { status: 'NOERROR', authoritative: true, answers: [], authority: [], additional: [] };

/** A packet as another implementation writes it. */
function packet(question: Partial<dnsPacket.Question>, more: Partial<dnsPacket.Packet> = {}): Uint8Array {
  const questions = [
    { name: 'web.default.svc.cluster.local', type: 'A', class: 'IN', ...question } as dnsPacket.Question,
  ];
  return dnsPacket.encode({ type: 'query', id: 4711, flags: dnsPacket.RECURSION_DESIRED, questions, ...more });
}

function queryOf(received: Received): WireQuery {
  assert.equal(received.kind, 'query');
  return (received as { query: WireQuery }).query;
}

/** A packet with these labels in its question. */
function rawPacket(labels: readonly string[]): Uint8Array {
  const name = `${labels.map((label) => String.fromCharCode(label.length) + label).join('')}\0`;
  return Uint8Array.from(
    Buffer.from(`\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00${name}\x00\x01\x00\x01`, 'latin1'),
  );
}

const records: readonly DnsRecord[] = [
  { name: 'web.default.svc.cluster.local', ttl: 30, type: 'A', address: '10.96.0.7' },
  { name: 'web.default.svc.cluster.local', ttl: 30, type: 'AAAA', address: '2001:db8::7' },
  { name: 'a.example', ttl: 0, type: 'CNAME', target: 'b.example' },
  { name: 'example', ttl: 86_400, type: 'NS', target: 'ns.example' },
  { name: '7.0.96.10.in-addr.arpa', ttl: 30, type: 'PTR', target: 'web.default.svc.cluster.local' },
  { name: 'example', ttl: 300, type: 'MX', preference: 10, target: 'mail.example' },
  {
    name: '_http._tcp.web',
    ttl: 30,
    type: 'SRV',
    priority: 0,
    weight: 50,
    port: 80,
    target: 'web.default.svc.cluster.local',
  },
  { name: 'dns-version.cluster.local', ttl: 28_800, type: 'TXT', texts: ['1.1.0', 'x'] },
  {
    name: 'cluster.local',
    ttl: 30,
    type: 'SOA',
    primary: 'ns.dns.cluster.local',
    mailbox: 'hostmaster.cluster.local',
    serial: 4_000_000_000,
    refresh: 7200,
    retry: 1800,
    expire: 86_400,
    minimum: 30,
  },
];

describe('DNS messages on the wire', () => {
  it('reads a question of another implementation, and is read by it', () => {
    const query = queryOf(receiveQuery(packet({ name: 'WEB.default.svc.cluster.local', type: 'SRV' })));
    assert.deepEqual(query, {
      id: 4711,
      recursionDesired: true,
      checkingDisabled: false,
      question: { name: 'WEB.default.svc.cluster.local', type: 'SRV', class: 'IN' },
    });
    const reply = decodedReply(replyTo(query, { ...empty, answers: records }, 'tcp'));
    assert.deepEqual(
      [reply.id, reply.type, reply.rcode, reply.flag_aa, reply.flag_ra, reply.flag_rd, reply.flag_tc],
      [4711, 'response', 'NOERROR', true, false, true, false],
    );
    assert.deepEqual(reply.questions, [{ name: 'WEB.default.svc.cluster.local', type: 'SRV', class: 'IN' }]);
    assert.deepEqual(
      reply.answers?.map((answer) => [answer.name, answer.type, 'ttl' in answer && answer.ttl]),
      records.map(({ name, type, ttl }) => [name, type, ttl]),
    );
    const data = reply.answers?.map((answer) => ('data' in answer ? answer.data : undefined)) ?? [];
    assert.deepEqual(data.slice(0, 6), [
      '10.96.0.7',
      '2001:db8::7',
      'b.example',
      'ns.example',
      'web.default.svc.cluster.local',
      { preference: 10, exchange: 'mail.example' },
    ]);
    assert.deepEqual(data[6], { priority: 0, weight: 50, port: 80, target: 'web.default.svc.cluster.local' });
    assert.deepEqual((data[7] as Buffer[]).map(String), ['1.1.0', 'x']);
    assert.deepEqual(data[8], {
      mname: 'ns.dns.cluster.local',
      rname: 'hostmaster.cluster.local',
      serial: 4_000_000_000,
      refresh: 7200,
      retry: 1800,
      expire: 86_400,
      minimum: 30,
    });
  });

  it('has the lengths that CoreDNS logs', () => {
    const query = queryOf(receiveQuery(packet({ name: 'kubernetes.default.svc.cluster.local' })));
    assert.equal(packet({ name: 'kubernetes.default.svc.cluster.local' }).length, 54);
    const answers: DnsRecord[] = [{ name: query.question.name, ttl: 30, type: 'A', address: '10.96.0.1' }];
    assert.equal(replyBytes(query, { ...empty, answers }), 106);
    assert.equal(replyTo(query, { ...empty, answers }, 'udp').length, 106);
  });

  it('tells each status and each flag', () => {
    const query = queryOf(receiveQuery(packet({}, { flags: dnsPacket.CHECKING_DISABLED })));
    for (const status of ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'] as const) {
      const answer: DnsAnswer = { ...empty, status, authoritative: false, recursionAvailable: true };
      const { rcode, flag_aa, flag_ra, flag_rd, flag_cd } = decodedReply(replyTo(query, answer, 'udp'));
      assert.deepEqual([rcode, flag_aa, flag_ra, flag_rd, flag_cd], [status, false, true, false, true]);
    }
  });

  it('drops what is too short or is an answer itself; refuses other operations and what cannot be read', () => {
    const status = (bytes: Uint8Array) => {
      const received = receiveQuery(bytes);
      return received.kind === 'refused' ? decodedReply(received.reply).rcode : received.kind;
    };
    const changed = (change: (bytes: Uint8Array) => void) => {
      const bytes = Uint8Array.from(packet({}));
      change(bytes);
      return bytes;
    };
    assert.equal(status(new Uint8Array()), 'dropped');
    assert.equal(status(packet({}).subarray(0, 11)), 'dropped');
    assert.equal(status(packet({}, { type: 'response' })), 'dropped');
    assert.equal(status(changed((bytes) => bytes.set([0x28], 2))), 'NOTIMP', 'UPDATE');
    assert.equal(status(changed((bytes) => bytes.set([0x20], 2))), 'NOTIMP', 'NOTIFY');
    assert.equal(status(changed((bytes) => bytes.set([0], 5))), 'FORMERR', 'no question');
    assert.equal(status(changed((bytes) => bytes.set([2], 5))), 'FORMERR', 'two questions');
    assert.equal(status(packet({}).subarray(0, 12)), 'FORMERR', 'a header alone');
    assert.equal(status(packet({}).subarray(0, 20)), 'FORMERR', 'cut off in the name');
    assert.equal(status(packet({}).subarray(0, -1)), 'FORMERR', 'cut off in the class');
    assert.equal(status(changed((bytes) => bytes.set([0x40], 12))), 'FORMERR', 'a label of an unknown kind');
    assert.equal(status(changed((bytes) => bytes.set([0xc0, 12], 12))), 'FORMERR', 'a pointer to itself');
    assert.equal(status(changed((bytes) => bytes.set([0xc0, 0xff], 12))), 'FORMERR', 'a pointer to what follows');
    assert.equal(status(changed((bytes) => bytes.set([1], 7))), 'FORMERR', 'a record that is not there');
  });

  it('keeps names of any bytes as they are', () => {
    const labels = ['a.b', 'c\\d', '\0\xff ü', 'x'.repeat(63)];
    const query = queryOf(receiveQuery(rawPacket(labels)));
    assert.equal(query.question.name, `a\\.b.c\\\\d.\\000\\255\\032\\252.${'x'.repeat(63)}`);
    assert.deepEqual(labelsOf(query.question.name), labels);
    assert.deepEqual(
      Buffer.from(replyTo(query, empty, 'udp')).subarray(12),
      Buffer.from(rawPacket(labels)).subarray(12),
      'the question comes back byte by byte',
    );
  });

  it('takes names of 255 bytes and no longer ones', () => {
    const longest = ['a'.repeat(63), 'b'.repeat(63), 'c'.repeat(63), 'd'.repeat(61)];
    assert.equal(receiveQuery(rawPacket(longest)).kind, 'query');
    assert.equal(receiveQuery(rawPacket([...longest.slice(0, 3), 'd'.repeat(62)])).kind, 'refused');
    assert.equal(labelsOf([...longest.slice(0, 3), 'd'.repeat(62)].join('.')), undefined);
    for (const wrong of ['a..b', '.a', 'a.', 'x'.repeat(64), '\\256', 'π'])
      assert.equal(labelsOf(wrong), undefined, wrong);
    assert.deepEqual([labelsOf('.'), labelsOf(''), nameOf([])], [[], [], '.']);
    const tooLong: DnsRecord = { name: 'x'.repeat(300), ttl: 1, type: 'A', address: '10.0.0.1' };
    const reply = replyTo(queryOf(receiveQuery(packet({}))), { ...empty, answers: [tooLong] }, 'udp');
    assert.equal(decodedReply(reply).rcode, 'SERVFAIL', 'a record that cannot be written');
  });

  it('any labels come back from their text', () => {
    const label = fc.uint8Array({ minLength: 1, maxLength: 63 }).map((bytes) => String.fromCharCode(...bytes));
    fc.assert(
      fc.property(fc.array(label, { maxLength: 3 }), (labels) => {
        assert.deepEqual(labelsOf(nameOf(labels)), labels);
      }),
    );
  });

  it('compresses and then cuts what is too long for UDP, and tells so', () => {
    const many = (count: number): DnsAnswer => ({
      ...empty,
      answers: Array.from(
        { length: count },
        (_, index) => ({ ...(records[0] as DnsRecord), address: `10.0.0.${index}` }) as DnsRecord,
      ),
      additional: [records[1] as DnsRecord],
    });
    const query = queryOf(receiveQuery(packet({})));
    const decoded = (answer: DnsAnswer, transport: 'udp' | 'tcp', asked = query) => {
      const bytes = replyTo(asked, answer, transport);
      return { bytes: bytes.length, ...decodedReply(bytes) };
    };
    const compressed = decoded(many(20), 'udp');
    assert.equal(compressed.flag_tc, false);
    assert.deepEqual([compressed.answers?.length, compressed.additionals?.length], [20, 1]);
    assert.ok(compressed.bytes <= 512 && replyBytes(query, many(20)) > 512);
    const cut = decoded(many(40), 'udp');
    assert.equal(cut.flag_tc, true);
    assert.ok(cut.bytes <= 512 && (cut.answers?.length ?? 0) > 25);
    assert.equal(cut.additionals?.length, 0);
    const whole = decoded(many(40), 'tcp');
    assert.deepEqual([whole.flag_tc, whole.answers?.length], [false, 40]);
    const roomy = queryOf(receiveQuery(packet({}, { additionals: [opt(1232)] })));
    const big = decoded(many(70), 'udp', roomy);
    assert.deepEqual([big.flag_tc, big.answers?.length, big.bytes <= 1232], [false, 70, true]);
    assert.equal(decoded(many(90), 'udp', roomy).flag_tc, true);
  });

  it('sends back what the client says of itself', () => {
    const cookie = { code: 10, data: Buffer.from('0123456789abcdef', 'hex') };
    const query = queryOf(
      receiveQuery(
        packet(
          {},
          { additionals: [opt(4096, { flags: 0x8000, options: [cookie, { code: 65_001, data: Buffer.from('x') }] })] },
        ),
      ),
    );
    assert.deepEqual(
      query.edns?.options.map(({ code, data }) => [code, Buffer.from(data).toString('hex')]),
      [
        [10, '0123456789abcdef'],
        [65_001, '78'],
      ],
    );
    const reply = decodedReply(replyTo(query, empty, 'udp'));
    const [edns] = reply.additionals as dnsPacket.OptAnswer[];
    assert.deepEqual([edns?.udpPayloadSize, edns?.ednsVersion, edns?.flag_do], [4096, 0, true]);
    assert.deepEqual(
      edns?.options.map(({ code }) => code),
      [10],
    );
    const newer = queryOf(receiveQuery(packet({}, { additionals: [opt(4096, { ednsVersion: 1 })] })));
    const refused = decodedReply(replyTo(newer, { ...empty, answers: records }, 'udp'));
    assert.deepEqual(
      [(refused.additionals as dnsPacket.OptAnswer[])[0]?.extendedRcode, refused.answers?.length],
      [1, 0],
    );
    assert.equal(receiveQuery(packet({}, { additionals: [opt(512), opt(512)] })).kind, 'refused', 'two of them');
  });
});

function opt(udpPayloadSize: number, more: object = {}): dnsPacket.OptAnswer {
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
    ...more,
  } as dnsPacket.OptAnswer;
}
