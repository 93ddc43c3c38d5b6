import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Pod } from '../../src/api/generated/objects.ts';
import { podAnatomy } from '../../src/diagrams/podAnatomy.ts';
import type { OutlineItem } from '../../src/diagrams/podOutline.ts';
import { hostileNames } from './hostileNames.ts';

const image = 'busybox:1.36';
const container = (name: string, more = {}): NonNullable<Pod['spec']>['containers'][number] => ({
  name,
  image,
  ...more,
});
const status = (name: string, state: object, more = {}) =>
  ({ name, image, imageID: '', ready: false, restartCount: 0, state, ...more }) as const;
const sidecar = container('shipper', {
  restartPolicy: 'Always',
  volumeMounts: [{ name: 'logs', mountPath: '/logs', readOnly: true }],
});
const app = container('app', {
  ports: [{ containerPort: 8080, name: 'http' }],
  volumeMounts: [{ name: 'logs', mountPath: '/var/log/app' }],
});
const volumes = [{ name: 'logs', emptyDir: {} }];

const pods: Readonly<Record<string, Pod>> = {
  manifest: { metadata: { name: 'web' }, spec: { volumes, initContainers: [sidecar], containers: [app] } },
  starting: {
    metadata: { name: 'web' },
    spec: { volumes, initContainers: [container('migrate'), sidecar, container('warm')], containers: [app] },
    status: {
      phase: 'Pending',
      podIP: '10.244.0.5',
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Ready', status: 'False', reason: 'ContainersNotReady' },
      ],
      initContainerStatuses: [
        status('migrate', { terminated: { exitCode: 0, reason: 'Completed' } }, { ready: true }),
        status('shipper', { running: {} }, { ready: true, restartCount: 1 }),
        status('warm', { terminated: { exitCode: 3, reason: 'Error' } }),
      ],
      containerStatuses: [status('app', { waiting: { reason: 'PodInitializing' } })],
    },
  },
  missingVolume: { metadata: { name: 'web' }, spec: { containers: [app] } },
};

function outlineText(items: readonly OutlineItem[], indent = ''): string {
  return items
    .map(
      ({ text, state, children }) =>
        `${indent}- ${text}${state ? ` [${state}]` : ''}\n${outlineText(children, `${indent}  `)}`,
    )
    .join('');
}

describe('podAnatomy', () => {
  for (const [name, pod] of Object.entries(pods)) {
    it(`draws ${name} as the golden file says`, () => {
      const { mermaid, outline } = podAnatomy(pod);
      const actual = `${mermaid}\n${outlineText(outline)}`;
      const file = path.join(import.meta.dirname, `${name}.golden.txt`);
      if (process.env.UPDATE || !existsSync(file)) writeFileSync(file, actual);
      assert.equal(actual, readFileSync(file, 'utf8'));
    });
  }

  it('keeps every line of hostile names inside a quoted label', () => {
    for (const name of hostileNames) {
      const { mermaid } = podAnatomy({ metadata: { name }, spec: { containers: [container(name)] } });
      const lines = mermaid.trimEnd().split('\n');
      assert.equal(
        lines.length,
        podAnatomy({ metadata: { name: 'x' }, spec: { containers: [container('x')] } })
          .mermaid.trimEnd()
          .split('\n').length,
      );
      for (const line of lines) assert.match(line, /^[^"]*("[^"<>`]*(<br\/>[^"<>`]*)*"[^"]*)?$/, line);
    }
  });

  it('draws whatever a half-written manifest holds', () => {
    for (const pod of [
      {},
      { spec: null },
      { spec: { containers: 'x', volumes: {} } },
      { spec: { containers: [null, 7, {}, { name: 3, ports: 'x', volumeMounts: [{}] }] } },
      { metadata: { name: ['x'] }, spec: { initContainers: [{ restartPolicy: {} }] }, status: { conditions: 3 } },
    ]) {
      assert.match(podAnatomy(pod as unknown as Pod).mermaid, /^flowchart TB\n/);
    }
  });

  it('leaves out the token that every live Pod mounts', () => {
    const name = 'kube-api-access-x7k2p';
    const mount = { name, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true };
    const containers = [container('app', { volumeMounts: [mount] })];
    assert.doesNotMatch(
      podAnatomy({ spec: { volumes: [{ name, projected: {} }], containers } }).mermaid,
      /volume|Volume/,
    );
  });

  it('stays small for a Pod with far too many parts', () => {
    const containers = Array.from({ length: 5000 }, (_, index) => container(`c${index}`, { image: 'x'.repeat(5000) }));
    assert.ok(podAnatomy({ spec: { containers } }).mermaid.length < 10_000);
  });
});
