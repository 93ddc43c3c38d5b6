import assert from 'node:assert/strict';
import { enoughNodes } from '../../../src/simulation/scheduler/filtering.ts';
import { balancedAllocation } from '../../../src/simulation/scheduler/plugins/balancedAllocation.ts';
import { imageLocality } from '../../../src/simulation/scheduler/plugins/imageLocality.ts';
import { interPodAffinityScore } from '../../../src/simulation/scheduler/plugins/interPodAffinityScore.ts';
import { nodeAffinityScore } from '../../../src/simulation/scheduler/plugins/nodeAffinity.ts';
import { leastAllocated } from '../../../src/simulation/scheduler/plugins/nodeResourcesFit.ts';
import { podTopologySpreadScore } from '../../../src/simulation/scheduler/plugins/podTopologySpreadScore.ts';
import { tolerationScore } from '../../../src/simulation/scheduler/plugins/taintToleration.ts';
import { asking, node, pod, ratings, stored } from './smallCluster.ts';

const hostname = 'kubernetes.io/hostname';
const web = { app: 'web' };
const nodes = [node('a'), node('b')];
const busy = [[pod({ containers: [asking({ cpu: '2', memory: '2Gi' })] }), 'a']] as const;

describe("a Node's rating", () => {
  it('LeastAllocated: the share of cpu and memory that stays free', () => {
    const wanted = pod({ containers: [asking({ cpu: '1', memory: '2Gi' })] });
    // cpu 4, memory 8Gi: on a (4-3)/4 and (8-4)/8, on b (4-1)/4 and (8-2)/8.
    assert.deepEqual(ratings(leastAllocated, wanted, { nodes, pods: busy }), { a: 37, b: 75 });
  });

  it('LeastAllocated: a container without requests counts as 100m and 200Mi', () => {
    assert.deepEqual(ratings(leastAllocated, pod(), { nodes }), { a: 97, b: 97 });
  });

  it('BalancedAllocation: the closer the used shares, the better; without requests no say', () => {
    const wanted = pod({ containers: [asking({ cpu: '1' })] });
    // on a 3/4 of the cpu and 2/8 of the memory, on b 1/4 and nothing.
    assert.deepEqual(ratings(balancedAllocation, wanted, { nodes, pods: busy }), { a: 75, b: 87 });
    assert.deepEqual(ratings(balancedAllocation, pod(), { nodes, pods: busy }), { a: 0, b: 0 });
  });

  it('TaintToleration: the fewer taints PreferNoSchedule, the better; three times', () => {
    const slow = { key: 'slow', effect: 'PreferNoSchedule' };
    const tainted = [
      node('a', {}, { taints: [slow, { key: 'old', effect: 'PreferNoSchedule' }] }),
      node('b', {}, { taints: [slow] }),
      node('c'),
    ];
    assert.deepEqual(ratings(tolerationScore, pod(), { nodes: tainted }), { a: 0, b: 150, c: 300 });
  });

  it('NodeAffinity: the weights of the preferences that hold; twice', () => {
    const preference = (weight: number, key: string) => ({
      weight,
      preference: { matchExpressions: [{ key, operator: 'Exists' }] },
    });
    const preferred = [preference(80, 'ssd'), preference(20, 'near')];
    const wanted = pod({ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } } });
    const labelled = [node('a', { ssd: '' }), node('b', { near: '' }), node('c')];
    assert.deepEqual(ratings(nodeAffinityScore, wanted, { nodes: labelled }), { a: 200, b: 50, c: 0 });
  });

  it('InterPodAffinity: near to the liked, far from the disliked, and as those like it; twice', () => {
    const term = (weight: number) => [
      { weight, podAffinityTerm: { topologyKey: hostname, labelSelector: { matchLabels: web } } },
    ];
    const likes = pod({ affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: term(10) } } });
    const dislikes = pod({
      affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: term(10) } },
    });
    const pods = [[pod({}, web), 'a']] as const;
    assert.deepEqual(ratings(interPodAffinityScore, likes, { nodes, pods }), { a: 200, b: 0 });
    assert.deepEqual(ratings(interPodAffinityScore, dislikes, { nodes, pods }), { a: 0, b: 200 });
    assert.deepEqual(ratings(interPodAffinityScore, pod({}, web), { nodes, pods: [[likes, 'b']] }), { a: 0, b: 200 });
  });

  it('PodTopologySpread: the Pods of a ReplicaSet go over the Nodes by themselves; twice', () => {
    const set = stored('apps/v1', 'ReplicaSet', 'default', 'web', { spec: { selector: { matchLabels: web } } });
    const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'x', controller: true }];
    const plain = pod({}, web);
    const owned = { ...plain, metadata: { ...plain.metadata, ownerReferences } };
    const pods = [[pod({}, web), 'a'] as const, [pod({}, web), 'a'] as const, [pod({}, web), 'b'] as const];
    const contents = { nodes: [...nodes, node('c')], pods, objects: [set] };
    // ln(3 + 2) for each Pod and 2 for the skew: 5, 4 and 2; 100 * (5 + 2 - score) / 5.
    assert.deepEqual(ratings(podTopologySpreadScore, owned, contents), { a: 80, b: 120, c: 200 });
    assert.deepEqual(ratings(podTopologySpreadScore, plain, contents), { a: 0, b: 0, c: 0 });
  });

  it('PodTopologySpread: so do those of a Service', () => {
    const service = stored('v1', 'Service', 'default', 'web', { spec: { selector: web } });
    const contents = { nodes, pods: [[pod({}, web), 'a']] as const, objects: [service] };
    assert.deepEqual(ratings(podTopologySpreadScore, pod({}, web), contents), { a: 132, b: 200 });
  });

  it('ImageLocality: a large image that is there draws a Pod, less so when few Nodes have it', () => {
    const bytes = (sizeBytes: number) => [{ names: ['nginx:1.27'], sizeBytes }];
    const withImage = { ...node('a'), status: { ...node('a').status, images: bytes(1000 * 1024 * 1024) } };
    // Half of the Nodes have it: (500 - 23) / (1000 - 23).
    assert.deepEqual(ratings(imageLocality, pod(), { nodes: [withImage, node('b')] }), { a: 48, b: 0 });
  });
});

describe('how many Nodes are enough', () => {
  for (const [nodeCount, enough] of [
    [3, 3],
    [99, 99],
    [100, 100],
    [500, 230],
    [1000, 420],
    [6000, 300],
  ] as const) {
    it(`of ${nodeCount}: ${enough}`, () => assert.equal(enoughNodes(nodeCount), enough));
  }
});
