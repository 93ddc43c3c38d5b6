import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type FloorPlan, violations } from './floorPlan/rules.ts';
import { readSource } from './floorPlan/sourceFile.ts';

const yaml = { yaml: 'YAML with ranges, error recovery and comments kept' };
const node = { 'node:*': 'runs in Node' };
const vscode = { vscode: "the editor's API" };

/** Which room may import which, and which packages with what reason. ARCHITECTURE.md says why. */
const plan: FloorPlan = {
  invariant: { imports: [], purity: 'synchronous' },
  api: { imports: ['invariant'], purity: 'synchronous' },

  // The second plan, inside the simulation: only the cluster knows all the parts.
  'simulation/timeline': { imports: ['invariant'], purity: 'synchronous' },
  'simulation/lifetime': { imports: ['simulation/timeline'], purity: 'synchronous' },
  'simulation/canonicalJson': { imports: [], purity: 'synchronous' },
  'simulation/random': { imports: ['invariant'], purity: 'synchronous' },
  // A busybox applet prints it, and the controllers of endpoints sort ports by it.
  'simulation/md5': { imports: [], purity: 'synchronous' },
  'simulation/apiserver': {
    imports: ['api', 'invariant', 'simulation/timeline', 'simulation/random'],
    packages: { yaml: 'reads bodies of the type application/yaml' },
    purity: 'synchronous',
  },
  // What every component uses to tell the cluster of its doings.
  'simulation/component': {
    imports: ['api', 'invariant', 'simulation/timeline', 'simulation/random', 'simulation/apiserver'],
    purity: 'synchronous',
  },
  'simulation/eventCorrelator': { imports: [], purity: 'synchronous' },
  'simulation/eventRecorder': {
    imports: [
      'api',
      'invariant',
      'simulation/apiserver',
      'simulation/component',
      'simulation/eventCorrelator',
      'simulation/timeline',
    ],
    purity: 'synchronous',
  },
  'simulation/network': {
    imports: [
      'api',
      'invariant',
      'simulation/timeline',
      'simulation/random',
      'simulation/apiserver',
      'simulation/component',
    ],
    purity: 'synchronous',
  },
  'simulation/containers': {
    imports: ['api', 'invariant', 'simulation/timeline', 'simulation/random', 'simulation/md5', 'simulation/network'],
    packages: { unbash: 'parses the shell scripts of containers', yaml: 'reads the configuration of Envoy' },
    purity: 'synchronous',
  },
  // What lies around the cluster: a name server, hosts on the Internet.
  'simulation/outside': {
    imports: ['api', 'simulation/timeline', 'simulation/random', 'simulation/network', 'simulation/containers'],
    purity: 'synchronous',
  },
  'simulation/controllers': {
    imports: [
      'api',
      'invariant',
      'simulation/canonicalJson',
      'simulation/md5',
      'simulation/timeline',
      'simulation/random',
      'simulation/apiserver',
      'simulation/component',
      'simulation/eventRecorder',
    ],
    purity: 'synchronous',
  },
  'simulation/scheduler': {
    imports: [
      'api',
      'invariant',
      'simulation/timeline',
      'simulation/random',
      'simulation/apiserver',
      'simulation/component',
      'simulation/eventRecorder',
    ],
    purity: 'synchronous',
  },
  'simulation/addons': {
    imports: ['api', 'simulation/apiserver', 'simulation/component'],
    purity: 'synchronous',
  },
  // The cluster's zone: what CoreDNS' plugin reads; the program that serves it stands with the images.
  'simulation/dns': {
    imports: [
      'api',
      'invariant',
      'simulation/timeline',
      'simulation/random',
      'simulation/apiserver',
      'simulation/component',
    ],
    purity: 'synchronous',
  },
  'simulation/kubelet': {
    imports: [
      'api',
      'invariant',
      'simulation/timeline',
      'simulation/lifetime',
      'simulation/random',
      'simulation/apiserver',
      'simulation/component',
      'simulation/eventRecorder',
      'simulation/network',
      'simulation/containers',
    ],
    purity: 'synchronous',
  },
  // What is measured, and who serves it: it reads the kubelets' figures, and stands behind the programs for metrics.
  'simulation/metrics': {
    imports: [
      'api',
      'simulation/apiserver',
      'simulation/component',
      'simulation/containers',
      'simulation/controllers',
      'simulation/kubelet',
    ],
    purity: 'synchronous',
  },
  simulation: {
    imports: [
      'api',
      'invariant',
      'simulation/canonicalJson',
      'simulation/md5',
      'simulation/timeline',
      'simulation/random',
      'simulation/apiserver',
      'simulation/component',
      'simulation/eventRecorder',
      'simulation/network',
      'simulation/containers',
      'simulation/outside',
      'simulation/controllers',
      'simulation/scheduler',
      'simulation/addons',
      'simulation/dns',
      'simulation/kubelet',
      'simulation/metrics',
    ],
    purity: 'synchronous',
  },

  // Clients of the API.
  kubectl: { imports: ['api', 'invariant'], packages: yaml, purity: 'pure' },
  manifests: { imports: ['api', 'invariant'], packages: yaml, purity: 'pure' },
  // Tries manifests out in a throwaway cluster, applied as kubectl would. The rest of the room, which works at each key, never
  // loads a simulation.
  'manifests/prediction': { imports: ['api', 'invariant', 'kubectl', 'manifests', 'simulation'], purity: 'pure' },
  diagrams: { imports: ['api', 'invariant'], purity: 'pure' },
  labs: { imports: ['api', 'invariant', 'kubectl'], packages: yaml, purity: 'pure' },

  // The hosts.
  server: {
    imports: ['api', 'invariant', 'simulation'],
    packages: {
      ...node,
      yaml: 'answers in YAML',
      ws: 'WebSockets for exec and attach; Node has a client only',
      'reflect-metadata': 'what @peculiar/x509 asks its users to load',
      '@peculiar/x509': 'makes the certificate of a session; Node can only read one',
    },
  },
  bin: { imports: ['api', 'invariant', 'simulation', 'kubectl', 'manifests', 'labs', 'server'], packages: node },
  'webview/messages': { imports: [], purity: 'pure' },
  'webview/labMessages': { imports: ['webview/messages'], purity: 'pure' },
  webview: {
    imports: ['webview/messages', 'webview/labMessages', 'invariant'],
    packages: {
      mermaid: 'draws the diagrams',
      uplot: 'draws charts over time: small, quick with thousands of points, and without dependencies',
      'markdown-it': "renders the labs' prose without raw HTML",
    },
  },
  vscode: {
    imports: [
      'api',
      'invariant',
      'simulation',
      'kubectl',
      'manifests',
      'manifests/prediction',
      'diagrams',
      'labs',
      'webview/messages',
      'webview/labMessages',
    ],
    packages: vscode,
  },
  extension: { imports: ['api', 'invariant', 'vscode'], packages: vscode },
  'extension.node': { imports: ['extension', 'vscode', 'server'], packages: { ...vscode, ...node } },
};

/** Where the world outside, which waits, meets the one inside, which does not. */
const filesWithPromises = ['api/client.ts', 'api/control.ts', 'simulation/realtime.ts'];

const sourceFolder = path.resolve(import.meta.dirname, '..', 'src');

const sources = () =>
  readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('api/generated/'))
    .map((file) => readSource(file, readFileSync(path.join(sourceFolder, file), 'utf8')));

/** What the plan says of these files: path to text. */
const judge = (files: Record<string, string>) =>
  violations(
    plan,
    Object.entries(files).map(([file, text]) => readSource(file, text)),
    filesWithPromises,
  );

describe('floor plan', () => {
  it('is kept by every file', () => {
    assert.deepEqual(violations(plan, sources(), filesWithPromises), []);
  });

  it('allows what it names', () => {
    const files = {
      'kubectl/print.ts': `import type { Pod } from '../api/objects.ts'; import { parse } from 'yaml'; export const x = parse;`,
      'simulation/containers/process.ts': `interface Process { date: number }\nexport const f = (process: Process) => new Date(process.date);`,
      'api/time.ts': `// setTimeout, Date.now() and async\nexport const text = 'await Math.random()'; export const o = { console: 1, process() {} };`,
    };
    assert.deepEqual(judge(files), []);
  });

  const planted: [what: string, file: string, text: string, expected: RegExp][] = [
    ['a forbidden room', 'api/x.ts', `import '../simulation/cluster.ts';`, /api may import invariant/],
    [
      'a forbidden room for types only',
      'diagrams/x.ts',
      `import type { A } from '../labs/lab.ts';`,
      /diagrams may import/,
    ],
    ['an import type', 'diagrams/x.ts', `type A = import('../labs/lab.ts').Lab;`, /diagrams may import/],
    ['a dynamic import', 'manifests/x.ts', `const a = import('../simulation/cluster.ts');`, /manifests may import/],
    ['the second plan', 'simulation/scheduler/x.ts', `import '../kubelet/kubelet.ts';`, /scheduler may import/],
    ['a way out of src', 'labs/x.ts', `import '../../scripts/project.ts';`, /labs may import/],
    ['a forbidden package', 'api/x.ts', `import 'yaml';`, /the package yaml/],
    ['the editor in a pure room', 'labs/x.ts', `import * as vscode from 'vscode';`, /the package vscode/],
    ['Node in a pure room', 'kubectl/x.ts', `import fs from 'node:fs/promises';`, /the package node:fs/],
    ['a wall clock', 'kubectl/x.ts', 'export const t = Date.now();', /uses Date.now/],
    ['a wall clock in a Date', 'kubectl/x.ts', 'export const t = new Date();', /uses new Date\(\)/],
    ['chance', 'api/x.ts', 'export const t = Math.random();', /uses Math.random/],
    ['a timer', 'labs/x.ts', 'setTimeout(() => {}, 1);', /uses setTimeout/],
    ['an async function', 'api/x.ts', 'export const f = async () => {};', /uses async/],
    ['an await', 'simulation/x.ts', 'await 1;', /uses async or await/],
    ['a promise', 'simulation/x.ts', 'export type A = Promise<void>;', /uses Promise/],
    ['a barrel', 'api/x.ts', `export { a } from './y.ts';`, /passes on names/],
    ['a drawer', 'api/utils.ts', '', /is a drawer/],
    ['a drawer that is a folder', 'labs/helpers/a.ts', '', /is a drawer/],
    ['a long file', 'labs/x.ts', '\n'.repeat(301), /more than 300/],
    ['a room that is not on the plan', 'attic/x.ts', '', /no room/],
  ];
  for (const [what, file, text, expected] of planted) {
    it(`catches ${what}`, () => {
      const found = judge({ [file]: text });
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', expected);
    });
  }

  it('lets types know each other', () => {
    const files = { 'api/a.ts': `import type { B } from './b.ts';`, 'api/b.ts': `import './a.ts';` };
    assert.deepEqual(judge(files), []);
  });

  it('catches a circle', () => {
    const found = judge({
      'api/a.ts': `import './b.ts';`,
      'api/b.ts': `import './c.ts';`,
      'api/c.ts': `import './a.ts';`,
    });
    assert.deepEqual(found, ['imports go in a circle: api/a.ts -> api/b.ts -> api/c.ts -> api/a.ts']);
  });
});
