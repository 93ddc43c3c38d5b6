import assert from 'node:assert/strict';
import type { PodSpec } from '../../../src/api/generated/objects.ts';
import { nodeAffinity } from '../../../src/simulation/scheduler/plugins/nodeAffinity.ts';
import { nodeName } from '../../../src/simulation/scheduler/plugins/nodeName.ts';
import { nodePorts } from '../../../src/simulation/scheduler/plugins/nodePorts.ts';
import { nodeResourcesFit } from '../../../src/simulation/scheduler/plugins/nodeResourcesFit.ts';
import { nodeUnschedulable } from '../../../src/simulation/scheduler/plugins/nodeUnschedulable.ts';
import { taintToleration } from '../../../src/simulation/scheduler/plugins/taintToleration.ts';
import { asking, node, pod, verdicts } from './smallCluster.ts';

describe('NodeUnschedulable', () => {
  const nodes = [node('a', {}, { unschedulable: true }), node('b')];

  it('keeps Pods away from a cordoned Node, for good', () => {
    assert.deepEqual(verdicts(nodeUnschedulable, pod(), { nodes }), { a: '!node(s) were unschedulable', b: 'fits' });
  });

  it('lets those in that tolerate it, as a DaemonSet does', () => {
    const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' }];
    assert.deepEqual(verdicts(nodeUnschedulable, pod({ tolerations }), { nodes }), { a: 'fits', b: 'fits' });
  });
});

describe('NodeName', () => {
  it('refuses all other Nodes', () => {
    const nodes = [node('a'), node('b')];
    const refused = "!node(s) didn't match the requested node name";
    assert.deepEqual(verdicts(nodeName, pod({ nodeName: 'b' }), { nodes }), { a: refused, b: 'fits' });
  });
});

describe('TaintToleration', () => {
  const taints = [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }];
  const cases: [string, PodSpec['tolerations'], boolean][] = [
    ['nothing tolerated', [], false],
    ['key, value and effect', [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }], true],
    ['another value', [{ key: 'dedicated', value: 'web' }], false],
    ['another effect', [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }], false],
    ['the key exists', [{ key: 'dedicated', operator: 'Exists' }], true],
    ['everything', [{ operator: 'Exists' }], true],
  ];
  for (const [title, tolerations = [], fits] of cases) {
    it(`${title}: ${fits ? 'fits' : 'refused'}`, () => {
      const expected = fits ? 'fits' : '!node(s) had untolerated taint(s)';
      assert.deepEqual(verdicts(taintToleration, pod({ tolerations }), { nodes: [node('a', {}, { taints })] }), {
        a: expected,
      });
    });
  }

  it('only rates a taint PreferNoSchedule', () => {
    const nodes = [node('a', {}, { taints: [{ key: 'slow', effect: 'PreferNoSchedule' }] })];
    assert.deepEqual(verdicts(taintToleration, pod(), { nodes }), { a: 'fits' });
  });
});

describe('NodeAffinity', () => {
  const nodes = [node('a', { disk: 'ssd', cores: '8' }), node('b', { cores: 'many' })];
  const refused = "!node(s) didn't match Pod's node affinity/selector";
  const required = (...nodeSelectorTerms: object[]): Partial<PodSpec> => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: nodeSelectorTerms as never },
      },
    },
  });
  const expression = (key: string, operator: string, ...values: string[]) => ({
    matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
  });
  const cases: [string, Partial<PodSpec>, boolean, boolean][] = [
    ['nodeSelector', { nodeSelector: { disk: 'ssd' } }, true, false],
    ['In', required(expression('disk', 'In', 'hdd', 'ssd')), true, false],
    ['NotIn, also without the label', required(expression('disk', 'NotIn', 'ssd')), false, true],
    ['Exists', required(expression('disk', 'Exists')), true, false],
    ['DoesNotExist', required(expression('disk', 'DoesNotExist')), false, true],
    ['Gt, of numbers only', required(expression('cores', 'Gt', '7')), true, false],
    ['Lt', required(expression('cores', 'Lt', '8')), false, false],
    ['terms are alternatives', required(expression('disk', 'Exists'), expression('cores', 'In', 'many')), true, true],
    ['a term without conditions matches nothing', required({}), false, false],
    [
      'selector and affinity together',
      { nodeSelector: { disk: 'ssd' }, ...required(expression('x', 'Exists')) },
      false,
      false,
    ],
  ];
  for (const [title, spec, a, b] of cases) {
    it(title, () => {
      const expected = { a: a ? 'fits' : refused, b: b ? 'fits' : refused };
      assert.deepEqual(verdicts(nodeAffinity, pod(spec), { nodes }), expected);
    });
  }

  it('looks at no other Nodes than those that matchFields name', () => {
    const spec = required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['b'] }] });
    const others = "!node(s) didn't satisfy plugin(s) [NodeAffinity]";
    assert.deepEqual(verdicts(nodeAffinity, pod(spec), { nodes }), { a: others, b: 'fits' });
  });

  it('refuses names that contradict each other', () => {
    const name = (value: string) => ({ key: 'metadata.name', operator: 'In', values: [value] });
    const spec = required({ matchFields: [name('a'), name('b')] });
    assert.equal(verdicts(nodeAffinity, pod(spec), { nodes }), 'pod affinity terms conflict');
  });
});

describe('NodePorts', () => {
  const taken = "node(s) didn't have free ports for the requested pod ports";
  const port = (hostPort: number, more: object = {}): Partial<PodSpec> => ({
    containers: [{ name: 'app', ports: [{ containerPort: 80, hostPort, ...more }] }],
  });
  const cases: [string, Partial<PodSpec>, Partial<PodSpec>, boolean][] = [
    ['the same port', port(8080), port(8080), false],
    ['another port', port(8080), port(8081), true],
    ['another protocol', port(53), port(53, { protocol: 'UDP' }), true],
    ['two addresses of the Node', port(80, { hostIP: '10.0.0.1' }), port(80, { hostIP: '10.0.0.2' }), true],
    ['all addresses and one of them', port(80, { hostIP: '0.0.0.0' }), port(80, { hostIP: '10.0.0.2' }), false],
    [
      "a sidecar's port",
      { containers: [], initContainers: [{ ...port(80).containers?.[0], name: 's', restartPolicy: 'Always' }] },
      port(80),
      false,
    ],
  ];
  for (const [title, running, wanted, fits] of cases) {
    it(`${title}: ${fits ? 'fits' : 'taken'}`, () => {
      const contents = { nodes: [node('a')], pods: [[pod(running), 'a']] as const };
      assert.deepEqual(verdicts(nodePorts, pod(wanted), contents), { a: fits ? 'fits' : taken });
    });
  }
});

describe('NodeResourcesFit', () => {
  const gpu = 'example.com/gpu';
  const nodes = [node('a', {}, {}, { cpu: '2', memory: '1Gi', pods: '2', [gpu]: '1' })];
  const running = pod({ containers: [asking({ cpu: '1', memory: '512Mi' })] });
  const cases: [string, Partial<PodSpec>, string][] = [
    ['what is left', { containers: [asking({ cpu: '1', memory: '512Mi' })] }, 'fits'],
    ['too much for now', { containers: [asking({ cpu: '1500m' })] }, 'Insufficient cpu'],
    ['more than there ever is', { containers: [asking({ cpu: '3' })] }, '!Insufficient cpu'],
    [
      'of two things',
      { containers: [asking({ cpu: '1500m', memory: '2Gi' })] },
      '!Insufficient cpu + Insufficient memory',
    ],
    ['ephemeral storage', { containers: [asking({ 'ephemeral-storage': '11Gi' })] }, '!Insufficient ephemeral-storage'],
    ['an extended resource', { containers: [asking({ [gpu]: '1' })] }, 'fits'],
    ['too much of it', { containers: [asking({ [gpu]: '2' })] }, `!Insufficient ${gpu}`],
    [
      'one that the Node does not have',
      { containers: [asking({ 'example.com/fpga': '1' })] },
      '!Insufficient example.com/fpga',
    ],
    [
      'the largest init container counts, where it is more',
      { containers: [asking({ cpu: '100m' })], initContainers: [asking({ cpu: '1500m' })] },
      'Insufficient cpu',
    ],
    [
      'sidecars count with the containers',
      {
        containers: [asking({ cpu: '600m' })],
        initContainers: [asking({ cpu: '600m' }, { restartPolicy: 'Always' })],
      },
      'Insufficient cpu',
    ],
    [
      'what the Pod asks for as a whole counts in place of its containers',
      { containers: [asking({ cpu: '100m' })], resources: { requests: { cpu: '1500m' } } },
      'Insufficient cpu',
    ],
    [
      'the overhead comes on top',
      { containers: [asking({ cpu: '1' })], overhead: { cpu: '100m' } },
      'Insufficient cpu',
    ],
    ['nothing', {}, 'fits'],
  ];
  for (const [title, spec, expected] of cases) {
    it(title, () => {
      assert.deepEqual(verdicts(nodeResourcesFit, pod(spec), { nodes, pods: [[running, 'a']] }), { a: expected });
    });
  }

  it('counts Pods', () => {
    const pods = [[running, 'a'] as const, [pod(), 'a'] as const];
    assert.deepEqual(verdicts(nodeResourcesFit, pod(), { nodes, pods }), { a: 'Too many pods' });
    const big = pod({ containers: [asking({ cpu: '1500m' })] });
    assert.deepEqual(verdicts(nodeResourcesFit, big, { nodes, pods }), { a: 'Too many pods + Insufficient cpu' });
  });
});
