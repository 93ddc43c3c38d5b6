import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import type { Pod } from '../../src/api/generated/objects.ts';
import { podAnatomy } from '../../src/diagrams/podAnatomy.ts';
import { matchesGolden, safeLine } from './golden.ts';
import { anyPod, hostileNames, hostilePod } from './hostileNames.ts';
import { everyItem, outlineText } from './outlineText.ts';
import { container, samplePods } from './samplePods.ts';

describe('podAnatomy', () => {
  for (const [name, pod] of Object.entries(samplePods)) {
    it(`draws ${name} as the golden file says`, () => {
      matchesGolden(path.join(import.meta.dirname, `${name}.golden.txt`), podAnatomy(pod));
    });
  }

  it('names the workload whose Pod it is', () => {
    const owner = { kind: 'Deployment', name: 'web' };
    const spec = { containers: [container('app')] };
    const written = podAnatomy({ spec }, owner);
    assert.match(written.mermaid, /subgraph pod\["Pod of Deployment web"\]/);
    const live = podAnatomy({ metadata: { name: 'web-x7k2p' }, spec, status: { phase: 'Running' } }, owner);
    assert.match(live.mermaid, /subgraph pod\["Pod web-x7k2p of Deployment web#58; Running, not ready"\]/);
    assert.equal(live.outline[0]?.text, 'Pod web-x7k2p of Deployment web');
  });

  it('has a place in the Pod for everything that the picture and the outline name', () => {
    const { mermaid, outline, places } = podAnatomy(samplePods.shop);
    const drawn = [...mermaid.matchAll(/^ +(?:subgraph )?(\w+)[[(]/gm)].map(([, id]) => id);
    const named = everyItem(outline).flatMap(({ part }) => part ?? []);
    assert.deepEqual(
      [...drawn, ...named].filter((id) => !places.has(id ?? '')),
      [],
    );
    assert.deepEqual(places.get('first3.startup'), ['spec', 'initContainers', 2, 'startupProbe']);
    assert.deepEqual(places.get('app2.mount2'), ['spec', 'containers', 1, 'volumeMounts', 1]);
    assert.deepEqual(places.get('volume3'), ['spec', 'volumes', 2]);
  });

  it('counts places as the manifest does, half-written items included', () => {
    const { places } = podAnatomy({ spec: { containers: [null, container('app')] } } as unknown as Pod);
    assert.deepEqual(places.get('app2'), ['spec', 'containers', 1]);
  });

  it('keeps hostile names inside their labels, wherever they stand', () => {
    const lines = (pod: Pod) =>
      podAnatomy(pod, { kind: 'Job', name: pod.metadata?.name ?? '' })
        .mermaid.trimEnd()
        .split('\n');
    const harmless = lines(hostilePod('x')).length;
    for (const name of hostileNames) {
      const own = lines(hostilePod(name));
      // Names that come to nothing on a line take their label or their mount with them, never another line.
      if (name.trim() !== '') assert.equal(own.length, harmless, name);
      for (const line of own) assert.match(line, safeLine, line);
    }
  });

  it('draws whatever a half-written manifest holds', () => {
    for (const pod of [
      {},
      { spec: null },
      { spec: { containers: 'x', volumes: {} } },
      { spec: { containers: [null, 7, {}, { name: 3, ports: 'x', volumeMounts: [{}] }] } },
      { spec: { containers: [{ livenessProbe: { exec: { command: 'x' } }, startupProbe: 7, readinessProbe: {} }] } },
      { metadata: { name: ['x'] }, spec: { initContainers: [{ restartPolicy: {} }] }, status: { conditions: 3 } },
    ]) {
      assert.match(podAnatomy(pod as unknown as Pod).mermaid, /^flowchart TB\n/);
    }
  });

  it('draws any value at all', () => {
    fc.assert(
      fc.property(anyPod, (pod) => {
        for (const line of podAnatomy(pod).mermaid.trimEnd().split('\n')) assert.match(line, safeLine);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves out the token that every live Pod mounts', () => {
    const name = 'kube-api-access-x7k2p';
    const mount = { name, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true };
    const containers = [container('app', { volumeMounts: [mount] })];
    const { mermaid, outline } = podAnatomy({ spec: { volumes: [{ name, projected: {} }], containers } });
    assert.doesNotMatch(`${mermaid}${outlineText(outline)}`, /kube-api-access|Volumes/);
  });

  it('stays small for a Pod with far too many parts', () => {
    const containers = Array.from({ length: 5000 }, (_, index) => container(`c${index}`, { image: 'x'.repeat(5000) }));
    const { mermaid, outline } = podAnatomy({ spec: { containers } });
    assert.ok(mermaid.length < 10_000);
    assert.match(mermaid, /and 4976 more containers/);
    assert.ok(everyItem(outline).some(({ text }) => text === 'and 4976 more containers'));
  });
});
