import assert from 'node:assert/strict';
import type { PodSpec, TopologySpreadConstraint } from '../../../src/api/generated/objects.ts';
import { interPodAffinity } from '../../../src/simulation/scheduler/plugins/interPodAffinity.ts';
import { podTopologySpread } from '../../../src/simulation/scheduler/plugins/podTopologySpread.ts';
import { node, pod, stored, verdicts } from './smallCluster.ts';

const zone = 'topology.kubernetes.io/zone';
const hostname = 'kubernetes.io/hostname';
const web = { app: 'web' };
const nodes = [node('a1', { [zone]: 'a' }), node('a2', { [zone]: 'a' }), node('b1', { [zone]: 'b' }), node('none')];

describe('PodTopologySpread', () => {
  const skewed = "node(s) didn't match pod topology spread constraints";
  const unlabelled = `!${skewed} (missing required label)`;
  const spread = (more: Partial<TopologySpreadConstraint> = {}): Partial<PodSpec> => ({
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: zone,
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: web },
        ...more,
      },
    ],
  });
  const one = [[pod({}, web), 'a1']] as const;

  it('keeps the numbers of the zones close; a Node without the label is none', () => {
    assert.deepEqual(verdicts(podTopologySpread, pod(spread(), web), { nodes, pods: one }), {
      a1: skewed,
      a2: skewed,
      b1: 'fits',
      none: unlabelled,
    });
  });

  it('allows as much skew as it says', () => {
    const answer = verdicts(podTopologySpread, pod(spread({ maxSkew: 2 }), web), { nodes, pods: one });
    assert.deepEqual(answer, { a1: 'fits', a2: 'fits', b1: 'fits', none: unlabelled });
  });

  it('takes the smallest number as 0 while there are fewer zones than minDomains', () => {
    const pods = [...one, [pod({}, web), 'b1'] as const];
    assert.deepEqual(verdicts(podTopologySpread, pod(spread({ minDomains: 3 }), web), { nodes, pods }), {
      a1: skewed,
      a2: skewed,
      b1: skewed,
      none: unlabelled,
    });
  });

  it('counts neither other Pods nor those of other namespaces nor those that end', () => {
    const ending = pod({}, web);
    const terminating = { ...ending, metadata: { ...ending.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
    const pods = [
      [pod({}, { app: 'db' }), 'a1'] as const,
      [pod({}, web, 'other'), 'a1'] as const,
      [terminating, 'a2'] as const,
    ];
    const answer = verdicts(podTopologySpread, pod(spread(), web), { nodes, pods });
    assert.deepEqual(answer, { a1: 'fits', a2: 'fits', b1: 'fits', none: unlabelled });
  });

  it('leaves Nodes out of the count that the Pod cannot go to, but for the policy Ignore', () => {
    const inA = { nodeSelector: { [zone]: 'a' } };
    const answer = (more: Partial<TopologySpreadConstraint>) =>
      verdicts(podTopologySpread, pod({ ...spread(more), ...inA }, web), { nodes, pods: one }) as Record<
        string,
        string
      >;
    assert.equal(answer({}).a2, 'fits');
    assert.equal(answer({ nodeAffinityPolicy: 'Ignore' }).a2, skewed);
  });

  it('counts tainted Nodes, but for the policy Honor', () => {
    const taints = [{ key: 'dedicated', effect: 'NoSchedule' }];
    const tainted = [node('a1', { [zone]: 'a' }), node('b1', { [zone]: 'b' }, { taints })];
    const answer = (more: Partial<TopologySpreadConstraint>) =>
      verdicts(podTopologySpread, pod(spread(more), web), { nodes: tainted, pods: one }) as Record<string, string>;
    assert.equal(answer({}).a1, skewed);
    assert.equal(answer({ nodeTaintsPolicy: 'Honor' }).a1, 'fits');
  });
});

describe('InterPodAffinity', () => {
  const far = "!node(s) didn't match pod affinity rules";
  const near = "node(s) didn't match pod anti-affinity rules";
  const unwanted = "node(s) didn't satisfy existing pods anti-affinity rules";
  const rule = (side: 'podAffinity' | 'podAntiAffinity', topologyKey: string, more: object = {}): Partial<PodSpec> => ({
    affinity: {
      [side]: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: web }, ...more }],
      },
    },
  });
  const fits = { a1: 'fits', a2: 'fits', b1: 'fits', none: 'fits' };

  it('wants to be in the zone of others', () => {
    const pods = [[pod({}, web), 'a1']] as const;
    const answer = verdicts(interPodAffinity, pod(rule('podAffinity', zone)), { nodes, pods });
    assert.deepEqual(answer, { a1: 'fits', a2: 'fits', b1: far, none: far });
  });

  it('lets the first of a group that wants itself go to any Node with the label', () => {
    const first = pod(rule('podAffinity', zone), web);
    assert.deepEqual(verdicts(interPodAffinity, first, { nodes }), { ...fits, none: far });
    const stranger = pod(rule('podAffinity', zone), { app: 'db' });
    assert.deepEqual(verdicts(interPodAffinity, stranger, { nodes }), { a1: far, a2: far, b1: far, none: far });
  });

  it('stays away from others', () => {
    const pods = [[pod({}, web), 'a1']] as const;
    const byZone = verdicts(interPodAffinity, pod(rule('podAntiAffinity', zone)), { nodes, pods });
    assert.deepEqual(byZone, { a1: near, a2: near, b1: 'fits', none: 'fits' });
    const byNode = verdicts(interPodAffinity, pod(rule('podAntiAffinity', hostname)), { nodes, pods });
    assert.deepEqual(byNode, { ...fits, a1: near });
  });

  it('respects that others stay away from it', () => {
    const pods = [[pod(rule('podAntiAffinity', zone), { app: 'shy' }), 'b1']] as const;
    assert.deepEqual(verdicts(interPodAffinity, pod({}, web), { nodes, pods }), { ...fits, b1: unwanted });
    assert.deepEqual(verdicts(interPodAffinity, pod({}, { app: 'db' }), { nodes, pods }), fits);
  });

  it('looks at its own namespace, at those it names, and at those whose labels it selects', () => {
    const pods = [[pod({}, web, 'team'), 'a1']] as const;
    const objects = [stored('v1', 'Namespace', '', 'team')];
    const team = { ...objects[0], metadata: { ...objects[0]?.metadata, labels: { size: 'small' } } } as never;
    const answer = (more: object) =>
      verdicts(interPodAffinity, pod(rule('podAntiAffinity', hostname, more)), { nodes, pods, objects: [team] });
    assert.deepEqual(answer({}), fits);
    assert.deepEqual(answer({ namespaces: ['team'] }), { ...fits, a1: near });
    assert.deepEqual(answer({ namespaceSelector: {} }), { ...fits, a1: near });
    assert.deepEqual(answer({ namespaceSelector: { matchLabels: { size: 'small' } } }), { ...fits, a1: near });
    assert.deepEqual(answer({ namespaceSelector: { matchLabels: { size: 'large' } } }), fits);
  });
});
