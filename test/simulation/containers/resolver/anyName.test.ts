import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { toBytes } from '../../../../src/simulation/containers/bytes.ts';
import { dnsNameOf } from '../../../../src/simulation/containers/resolver/dnsName.ts';
import { NameWorld, podResolverFile } from './nameWorld.ts';

const kinds = ['glibc', 'musl', 'uclibc', 'go'] as const;
/** Odd names as well as plain ones. */
const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('a', 'B', '-', '_', '.', '\\', ' ', '0', ':', '\0', '\xff', 'ä'), maxLength: 80 }),
  fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 70 }), { maxLength: 8 }).map((labels) => labels.join('.')),
);
/** What somebody may write into `/etc/resolv.conf`. */
const files = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        'nameserver 10.96.0.10',
        'nameserver 10.96.0.12',
        'nameserver fd00::1',
        'nameserver x',
        'search a.b c',
        `search ${'x.'.repeat(200)}`,
        'search .',
        'domain d',
        'options ndots:99 timeout:0 attempts:-1',
        'options ndots:x timeout:99999999999 attempts:99 rotate',
        'options single-request no-aaaa no-tld-query use-vc',
        'options',
        '',
      ),
      { maxLength: 8 },
    )
    .map((lines) => lines.join('\n')),
);
/** As long as the most patient resolver may wait: all names, all servers, all attempts, for each family. */
const longestMs = 66 * 3 * 5 * 2 * 60_000;

describe('Any name', () => {
  it('is looked up without a crash, in a bounded time, and is found or has a reason', () => {
    fc.assert(
      fc.property(
        names,
        fc.constantFrom(...kinds),
        fc.constantFrom('IPv4', 'IPv6', undefined),
        (name, kind, family) => {
          const { lookup, heard, tookMs } = new NameWorld().lookUp(name, { kind, ...(family && { family }) });
          equal(lookup.addresses.length > 0, lookup.problem === undefined);
          equal(lookup.trace.tries.length, heard.length, 'each question that was heard is told');
          ok(tookMs <= 40_000, `${tookMs} ms`);
          if (dnsNameOf(toBytes(name)) === undefined) deepEqual(heard, [], 'what is no name is asked for');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is looked up with any file', () => {
    fc.assert(
      fc.property(
        files,
        fc.constantFrom(...kinds),
        fc.constantFrom('web', 'a.b', 'web.', 'bad.test.'),
        (file, kind, name) => {
          const { lookup, tookMs } = new NameWorld().lookUp(name, { kind }, file);
          equal(lookup.addresses.length > 0, lookup.problem === undefined);
          ok(tookMs <= longestMs, `${tookMs} ms`);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('goes through the tools without a crash, and they end', () => {
    const quoted = (text: string) => `'${text.replaceAll("'", "'\\''").replaceAll('\0', '')}'`;
    fc.assert(
      fc.property(names, fc.constantFrom('nslookup', 'dig', 'host', 'getent hosts', 'getent ahosts'), (name, tool) => {
        const ran = new NameWorld().run(`${tool} ${quoted(name)}`, { image: 'nicolaka/netshoot' });
        ok(ran.exitCode !== undefined, `${tool} does not end`);
      }),
      { numRuns: 200 },
    );
  });
});

/** How many questions a name costs; the two families count separately (labs teach it: "a short name is cheap"). */
const costs: readonly (readonly [name: string, kind: (typeof kinds)[number], ndots: number, questions: number])[] = [
  ['web', 'glibc', 5, 2],
  ['web.shop', 'glibc', 5, 4],
  ['web.shop.svc', 'glibc', 5, 6],
  ['web.shop.svc.cluster.local', 'glibc', 5, 8],
  ['web.shop.svc.cluster.local.', 'glibc', 5, 2],
  ['example.com', 'glibc', 5, 8],
  ['example.com.', 'glibc', 5, 2],
  ['nope', 'glibc', 5, 8],
  ['example.com', 'glibc', 1, 2],
  ['web.shop', 'glibc', 1, 6],
  ['web.shop.svc.cluster.local', 'glibc', 4, 2],
  ['web', 'musl', 5, 2],
  ['web.shop', 'musl', 5, 4],
  ['example.com', 'musl', 5, 8],
  ['web.shop', 'musl', 1, 2],
  ['nodata', 'musl', 5, 2],
  ['nodata', 'glibc', 5, 8],
  ['web', 'uclibc', 5, 2],
  ['web.shop', 'uclibc', 5, 6],
  ['example.com', 'uclibc', 5, 2],
  ['web', 'go', 5, 2],
  ['example.com', 'go', 5, 8],
  ['example.com.', 'go', 5, 2],
];

describe('The number of questions', () => {
  for (const [name, kind, ndots, questions] of costs) {
    it(`for ${name} with ndots:${ndots} is ${questions}, as ${kind} asks`, () => {
      const { heard } = new NameWorld().lookUp(name, { kind }, podResolverFile.replace('ndots:5', `ndots:${ndots}`));
      equal(heard.length, questions, heard.join('\n'));
    });
  }

  it('is twice the number of search domains and one more for a name that they do not lead to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), (count) => {
        const searches = Array.from({ length: count }, (_, index) => `d${index}.test`);
        const file = `${count > 0 ? `search ${searches.join(' ')}\n` : ''}nameserver 10.96.0.10\noptions ndots:5\n`;
        equal(new NameWorld().lookUp('example.com', { kind: 'glibc' }, file).heard.length, 2 * (count + 1));
      }),
      { numRuns: 7 },
    );
  });
});

describe('A look-up without any server', () => {
  const away = podResolverFile.replace('10.96.0.10', '10.96.0.12');
  for (const [kind, seconds] of [
    ['glibc', 20],
    ['musl', 5],
    ['go', 40],
  ] as const) {
    it(`takes ${seconds} seconds, as ${kind} waits`, () => {
      const { lookup, tookMs } = new NameWorld().lookUp('web', { kind }, away);
      deepEqual([lookup.problem, tookMs], ['tryAgain', seconds * 1000]);
    });
  }
});

describe('A trace of a look-up', () => {
  it('tells each question, who was asked, what was answered and how long it took', () => {
    const { lookup } = new NameWorld().lookUp('web.shop', { kind: 'glibc' });
    const { trace } = lookup;
    deepEqual(
      trace.tries.map(({ type, name, server, result }) => `${type} ${name} ${server} ${result}`),
      [
        'A web.shop.default.svc.cluster.local 10.96.0.10 NXDOMAIN',
        'AAAA web.shop.default.svc.cluster.local 10.96.0.10 NXDOMAIN',
        'A web.shop.svc.cluster.local 10.96.0.10 NOERROR',
        'AAAA web.shop.svc.cluster.local 10.96.0.10 NODATA',
      ],
    );
    deepEqual([trace.name, trace.source, trace.addresses], ['web.shop', 'dns', ['10.96.30.9']]);
    equal(trace.tries[0]?.answeredBy?.ip, '10.96.0.10');
  });

  it('stands in the log of requests, and the connection that comes next is part of it', () => {
    const world = new NameWorld();
    world.run('wget -T 1 -qO- two.test:81');
    const [trace] = world.network.traffic.find();
    deepEqual([trace?.lookup?.name, trace?.connection?.asked], ['two.test', { ip: '127.0.0.2', port: 81 }]);
  });

  it('is there for names that nobody knows, and for those of the hosts file', () => {
    const world = new NameWorld();
    world.run('wget -qO- nope; wget -qO- client:81');
    deepEqual(
      world.network.traffic.find().map(({ lookup, connection }) => [lookup?.name, lookup?.source, connection?.error]),
      [
        ['nope', undefined, undefined],
        ['client', 'hostsFile', 'ECONNREFUSED'],
      ],
    );
  });
});
