import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { serviceMap } from '../../../src/diagrams/serviceMap/serviceMap.ts';
import type { ServiceSight } from '../../../src/diagrams/serviceMap/serviceSight.ts';
import { matchesGolden, safeLine } from '../golden.ts';
import { hostileNames } from '../hostileNames.ts';
import { everyItem, outlineText } from '../outlineText.ts';
import { anySight, hostileSight } from './hostileSights.ts';
import { live, planned, pod, sampleSights, service, slice, written } from './sampleSights.ts';

const words = (sight: ServiceSight) => outlineText(serviceMap(sight).outline);
const web = (more = {}) =>
  service('web', {
    clusterIP: '10.96.3.4',
    selector: { app: 'web' },
    ports: [{ port: 80, targetPort: 'http' }],
    ...more,
  });
/** The lines under `Not selected`. */
const missed = (sight: ServiceSight) =>
  everyItem(serviceMap(sight).outline)
    .filter(({ text }) => text === 'Not selected, and why')
    .flatMap(({ children }) => children.map(({ text }) => text));

describe('serviceMap', () => {
  for (const [name, sight] of Object.entries(sampleSights)) {
    it(`draws ${name} as the golden file says`, () => {
      matchesGolden(path.join(import.meta.dirname, `${name}.golden.txt`), serviceMap(sight));
    });
  }

  it('knows an object for everything that can be chosen, and draws each link between boxes that are there', () => {
    for (const [name, sight] of Object.entries(sampleSights)) {
      const { mermaid, outline, objects } = serviceMap(sight);
      const named = everyItem(outline).flatMap(({ part }) => part ?? []);
      assert.deepEqual(
        named.filter((id) => !objects.has(id)),
        [],
        name,
      );
      const drawn = new Set([...mermaid.matchAll(/^ +(\w+)[[({]/gm)].map(([, id]) => id));
      for (const [, from, to] of mermaid.matchAll(/^ {2}(\w+) -[-.][^ ]* (?:.*\| )?(\w+)$/gm)) {
        assert.ok(drawn.has(from) && drawn.has(to), `${name}: ${from} to ${to}`);
      }
    }
  });

  it('says why a ready Pod gets nothing: the name of its port', () => {
    const { outline } = serviceMap(sampleSights.broken);
    assert.equal(outline[0]?.said, 'no container has the port that it leads to: connections are refused');
  });

  it('says which label differs, nearest first, and keeps quiet about the others', () => {
    const selector = { app: 'web', tier: 'front', version: '2' };
    const labelled = (name: string, labels: Record<string, string>) => pod(name, { labels });
    const pods = [
      labelled('right', selector),
      labelled('one-off', { ...selector, version: '1' }),
      labelled('two-off', { app: 'web', tier: 'back', version: '1' }),
      labelled('typo', { app: 'wbe', tier: 'x', version: 'y' }),
      labelled('stranger', { job: 'backup' }),
      labelled('none', {}),
    ];
    assert.deepEqual(missed(live([web({ selector })], [slice('web', { '': 8080 }, [['right', '10.0.0.1']])], pods)), [
      'Pod one-off: label version is 1, not 2',
      'Pod typo: label app is wbe, not web; label tier is x, not front; label version is y, not 2',
    ]);
    const alone = missed(live([web({ selector })], [slice('web', {}, [])], pods.slice(2)));
    assert.deepEqual(alone.slice(0, 2), [
      'Pod two-off: label tier is back, not front; label version is 1, not 2',
      'Pod typo: label app is wbe, not web; label tier is x, not front; label version is y, not 2',
    ]);
    assert.ok(alone.includes('Pod none: no label app=web; no label tier=front; no label version=2'));
    assert.ok(!alone.some((line) => line.includes('stranger')));
  });

  it('counts those of one owner that are missed for one reason, and leaves out what is too much', () => {
    const replicas = [1, 2, 3].map((index) => pod(`a-${index}`, { labels: { app: 'wbe' }, owner: 'ReplicaSet a' }));
    const others = Array.from({ length: 9 }, (_, index) => pod(`b-${index}`, { labels: { app: 'wbe' } }));
    const lines = missed(live([web()], [slice('web', {}, [])], [...replicas, ...others]));
    assert.equal(lines[0], '3 Pods of ReplicaSet a: label app is wbe, not web');
    assert.deepEqual(lines.slice(-1), ['and 4 more']);
  });

  it('tells apart endpoints that are behind their Pods', () => {
    const pods = [pod('a'), pod('b', { isReady: false })];
    const text = words(
      live(
        [web()],
        [
          slice('web', { '': 8080 }, [
            ['a', '10.0.0.1', 'notReady'],
            ['b', '10.0.0.2'],
            ['gone', '10.0.0.3'],
          ]),
        ],
        pods,
      ),
    );
    assert.match(text, /Pod a, 10\.0\.0\.1, on node-1 \[failed: not listed as ready yet; no traffic\]/);
    assert.match(text, /Pod b, 10\.0\.0\.2, on node-1 \[ready: still listed as ready, though the readiness probe/);
    assert.match(text, /Pod gone, 10\.0\.0\.3, there is no such Pod \[ready: ready\]/);
  });

  it('says what is left where all endpoints are ending', () => {
    const sight = live(
      [web()],
      [
        slice('web', { '': 8080 }, [
          ['a', '10.0.0.1', 'serving'],
          ['b', '10.0.0.2', 'gone'],
        ]),
      ],
      [pod('a'), pod('b')],
    );
    const { outline, mermaid } = serviceMap(sight);
    assert.equal(outline[0]?.state, 'running');
    assert.match(mermaid, /slice1 -\.-> pod1/);
    assert.match(mermaid, /slice1 -\.-x pod2/);
  });

  it('draws a Pod once, however many Services lead to it', () => {
    const slices = [slice('web', { '': 8080 }, [['a', '10.0.0.1']]), slice('web2', { '': 8080 }, [['a', '10.0.0.1']])];
    const second = service('web2', { selector: { app: 'web' }, ports: [{ port: 80 }] });
    const { mermaid } = serviceMap(live([web(), second], slices, [pod('a')]));
    assert.equal(mermaid.match(/<b>Pod a<\/b>/g)?.length, 1);
    assert.match(mermaid, /slice1 --> pod1\n.*\n {2}slice2 --> pod1/);
  });

  it('finds the port of each Pod by its name, and says where that differs', () => {
    const plans = [
      planned('Deployment', 'old', { count: 2, ports: [{ name: 'http', containerPort: 8080 }] }),
      planned('Deployment', 'new', { count: 1, ports: [{ name: 'http', containerPort: 9090 }] }),
      planned('Pod', 'other', { ports: [{ name: 'web', containerPort: 80 }] }),
    ];
    const text = words(written([web()], plans));
    assert.match(text, /80\/TCP → targetPort http \(8080 or 9090\) \[failed: 1 of 4 Pods have no port named http\]/);
  });

  it('shows Pods as counts above 60 boxes, and stays small for any number', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        pod(`web-${index}`, { owner: `Job j${index}`, ip: `10.0.${index >> 8}.${index & 255}` }),
      );
    const sightOf = (count: number) => {
      const pods = many(count);
      const endpoints = pods.map((one) => [one.metadata?.name ?? '', one.status?.podIP ?? ''] as const);
      return live([web()], [slice('web', { '': 8080 }, endpoints)], pods);
    };
    const boxes = (sight: ServiceSight) => serviceMap(sight).mermaid.match(/^ +\w+(\[|\(|\[\/)"?/gm)?.length;
    assert.equal(boxes(sightOf(58)), 60);
    assert.equal(boxes(sightOf(59)), 3, 'one of each owner is no help: by kind');
    assert.match(serviceMap(sightOf(59)).mermaid, /59 Pods of 59 Jobs/);
    const started = performance.now();
    const services = Array.from({ length: 400 }, (_, index) =>
      service(`s${index}`, { selector: { app: `s${index}` } }),
    );
    const { mermaid } = serviceMap(live(services, [], many(3000)));
    assert.ok(mermaid.length < 60_000, `${mermaid.length} characters`);
    assert.match(mermaid, /and \d+ more Services/);
    assert.ok(performance.now() - started < 5000);
  });

  it('keeps hostile names inside their labels, wherever they stand', () => {
    for (const name of hostileNames) {
      for (const line of serviceMap(hostileSight(name)).mermaid.trimEnd().split('\n'))
        assert.match(line, safeLine, line);
    }
  });

  it('draws any values at all', () => {
    fc.assert(
      fc.property(anySight, (sight) => {
        const { mermaid, outline } = serviceMap(sight);
        assert.match(mermaid, /^flowchart LR\n/);
        for (const line of mermaid.trimEnd().split('\n')) assert.match(line, safeLine);
        assert.equal(outline.length, sight.services.length);
      }),
      { numRuns: 1000 },
    );
  });
});
