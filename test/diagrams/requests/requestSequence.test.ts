import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import type { RequestTrace, TrafficStop } from '../../../src/api/traffic.ts';
import { requestSequence } from '../../../src/diagrams/requests/requestSequence.ts';
import { requestTitle } from '../../../src/diagrams/requests/requestTitle.ts';
import { matchesGolden } from '../golden.ts';
import { hostileNames } from '../hostileNames.ts';
import { everyItem, outlineText } from '../outlineText.ts';
import { anyTrace, hostileTrace } from './hostileTraces.ts';
import { asked, lookup, request, sampleTraces, stopped } from './sampleTraces.ts';

const texts = (trace: RequestTrace) => everyItem(requestSequence(trace).outline).map(({ text }) => text);
const next = (trace: RequestTrace) =>
  everyItem(requestSequence(trace).outline)
    .filter(({ text }) => text === 'What to look at next')
    .flatMap(({ children }) => children.map(({ text }) => text));

/** The three sorts of lines, in which a text ends with the line and holds no tag but our own breaks. */
const safeLine =
  /^( {2}(participant \w+ as|Note over \w+:|\w+(->>|-->>|-x|--x)\w+:) (#\d+;|<br\/>|[^#<>";`])*|sequenceDiagram)$/;

describe('requestSequence', () => {
  for (const [name, trace] of Object.entries(sampleTraces)) {
    it(`draws ${name} as the golden file says`, () => {
      matchesGolden(path.join(import.meta.dirname, `${name}.golden.txt`), requestSequence(trace));
    });
  }

  it('draws every stop as the golden files say, and explains each in its own sentence with what to look at next', () => {
    const sentences = new Set<string>();
    for (const [stop, connection] of Object.entries(stopped)) {
      const trace = request({ connection });
      matchesGolden(path.join(import.meta.dirname, 'stops', `${stop}.golden.txt`), requestSequence(trace));
      const lines = texts(trace);
      const why = lines[lines.indexOf('What to look at next') - 1] ?? '';
      assert.match(why, /^[A-Z].{30,}\.$/);
      sentences.add(why);
      assert.ok(next(trace).length > 0, stop);
      assert.equal(requestTitle(trace).outcome.state, 'failed');
    }
    assert.equal(sentences.size, Object.keys(stopped).length);
  });

  it('says for each failure of a look-up what to look at next', () => {
    const web = 'web.shop.svc.cluster.local';
    const outcomes = (['TIMEOUT', 'REFUSED_CONNECTION', 'UNREACHABLE', 'SERVFAIL', 'NODATA', 'NXDOMAIN'] as const).map(
      (result) => {
        const trace = request({ lookup: lookup('web', [asked(web, 'A', result)]) });
        assert.ok(next(trace).length > 0, result);
        return requestTitle(trace).outcome.text;
      },
    );
    assert.deepEqual(outcomes, [
      'the DNS server does not answer',
      'nobody answers for DNS',
      'no such DNS server',
      'DNS failed (SERVFAIL)',
      'no address (NODATA)',
      'no such name (NXDOMAIN)',
    ]);
    assert.equal(requestTitle(request({ lookup: lookup('web', []) })).outcome.text, 'no server to ask');
    const withNamespace = request({ lookup: lookup('web.shop.', [asked('web.shop', 'A', 'NXDOMAIN')]) });
    assert.match(next(withNamespace)[0] ?? '', /web\.shop would be the Service web of the Namespace shop/);
  });

  it('says where each tried name comes from', () => {
    const names = texts(sampleTraces.noName).filter((text) => text.startsWith('A wbe'));
    assert.deepEqual(
      names.map((text) => text.split(', ')[1]),
      [
        'with shop.svc.cluster.local of the search list',
        'with svc.cluster.local of the search list',
        'with cluster.local of the search list',
        'as it was given',
      ],
    );
  });

  it('counts what would be too long', () => {
    const long = request({
      lookup: lookup(
        'web',
        Array.from({ length: 30 }, (_, index) => asked(`web.${index}`, 'A', 'NXDOMAIN')),
      ),
    });
    assert.match(requestSequence(long).mermaid, /18 more questions/);
    assert.match(requestSequence(sampleTraces.keptOpen).mermaid, /18 more requests/);
    assert.ok(requestSequence(hostileTrace('x'.repeat(5000))).mermaid.length < 4000);
  });

  it('names a request for a list to choose from', () => {
    const titles = Object.values(sampleTraces).map((trace) => {
      const { what, outcome } = requestTitle(trace);
      return `${what}: ${outcome.text}`;
    });
    assert.deepEqual(titles, [
      'GET http://web/ from Pod client: 200',
      'look-up of wbe from Pod client: no such name (NXDOMAIN)',
      'look-up of web from Pod client: the DNS server does not answer',
      'look-up of web from Pod client: 10.96.3.4',
      'GET http://legacy/ from Pod client: 404',
      'GET http://172.18.0.3:30080/ and 1 more from Pod client: 503',
      'GET http://web/ from Pod client: 200',
      'connection to web port 80 from Pod client: still connecting',
      'GET http://web/slow from Pod client: no answer yet',
      'GET http://web/0 and 29 more from Pod client: 200',
      'GET http://web/ from Pod client: broken off by the other end',
    ]);
  });

  it('knows an object for everything that can be chosen', () => {
    for (const trace of [
      ...Object.values(sampleTraces),
      ...Object.values(stopped).map((connection) => request({ connection })),
    ]) {
      const { outline, objects } = requestSequence(trace);
      const named = everyItem(outline).flatMap(({ part }) => part ?? []);
      assert.deepEqual(
        named.filter((id) => !objects.has(id)),
        [],
      );
    }
    const { objects } = requestSequence(sampleTraces.through);
    assert.deepEqual(objects.get('service'), { kind: 'Service', namespace: 'shop', name: 'web' });
    assert.deepEqual(objects.get('endpoint3'), { kind: 'Pod', namespace: 'shop', name: 'web-6d4cf56db6-abcd7' });
  });

  it('keeps hostile names in their places', () => {
    const stops = Object.keys(stopped) as TrafficStop[];
    for (const [index, name] of hostileNames.entries()) {
      const trace = hostileTrace(name);
      const stop = stops[index % stops.length];
      const broken = { ...trace, connection: { ...trace.connection, stop } } as RequestTrace;
      for (const one of [trace, broken]) {
        for (const line of requestSequence(one).mermaid.trimEnd().split('\n')) assert.match(line, safeLine, line);
      }
    }
  });

  it('draws any request at all, between those who take part', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const { mermaid, outline } = requestSequence(trace);
        const lines = mermaid.trimEnd().split('\n');
        for (const line of lines) assert.match(line, safeLine);
        const there = new Set(lines.flatMap((line) => /^ {2}participant (\w+)/.exec(line)?.[1] ?? []));
        for (const line of lines.slice(there.size + 1)) {
          for (const who of /^ {2}(?:Note over (\w+)|(\w+)-+[>x]{1,2}(\w+)):/.exec(line)?.slice(1) ?? ['nobody']) {
            assert.ok(who === undefined || there.has(who), line);
          }
        }
        assert.ok(outlineText(outline).length > 0);
      }),
      { numRuns: 1000 },
    );
  });
});
