import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PodSpec } from '../../../src/api/generated/objects.ts';
import type { ClusterState } from '../../../src/simulation/scheduler/clusterState.ts';
import { filterNodes } from '../../../src/simulation/scheduler/filtering.ts';
import { filterPlugins, scorePlugins } from '../../../src/simulation/scheduler/plugins.ts';
import { type PodInfo, podInfoOf } from '../../../src/simulation/scheduler/podInfo.ts';
import { totalScores } from '../../../src/simulation/scheduler/scoring.ts';
import { asking, clusterOf, node, pod, stored } from './smallCluster.ts';

const zone = 'topology.kubernetes.io/zone';
const nodes = [node('a1', { [zone]: 'a' }), node('a2', { [zone]: 'a' }), node('b1', { [zone]: 'b' }), node('none')];
const objects = [stored('v1', 'Service', 'default', 'web', { spec: { selector: { app: 'web' } } })];

const labels = fc.constantFrom({ app: 'web' }, { app: 'db' });
const selector = labels.map((matchLabels) => ({ matchLabels }));
const topologyKey = fc.constantFrom(zone, 'kubernetes.io/hostname');
const term = fc.record({ topologyKey, labelSelector: selector });
const spread = fc.record({
  topologyKey,
  maxSkew: fc.integer({ min: 1, max: 3 }),
  whenUnsatisfiable: fc.constantFrom('DoNotSchedule', 'ScheduleAnyway'),
  labelSelector: selector,
});
const some = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 2 });
const side = fc.record({
  requiredDuringSchedulingIgnoredDuringExecution: some(term),
  preferredDuringSchedulingIgnoredDuringExecution: some(
    fc.record({ weight: fc.integer({ min: 1, max: 100 }), podAffinityTerm: term }),
  ),
});
const spec: fc.Arbitrary<Partial<PodSpec>> = fc.record(
  {
    affinity: fc.record({ podAffinity: side, podAntiAffinity: side }, { requiredKeys: [] }),
    topologySpreadConstraints: some(spread),
    containers: fc.integer({ min: 1, max: 1500 }).map((milli) => [asking({ cpu: `${milli}m` })]),
  },
  { requiredKeys: [] },
);
const anyPod = fc.tuple(spec, labels);
const step = fc.record({ pod: anyPod, on: fc.nat(3), removes: fc.option(fc.nat(20)) });

/** Everything that the plugins say of a Pod. */
function verdict(info: PodInfo, cluster: ClusterState) {
  const { diagnosis, checks } = filterNodes(info, cluster, filterPlugins, 0);
  return {
    misfits: [...diagnosis.misfits],
    plugins: checks.map(({ plugin }) => plugin),
    scores: totalScores(info, cluster.nodes, cluster, scorePlugins),
  };
}

describe('what is kept up to date', () => {
  it('is the same as what is counted anew, whatever came and went', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), anyPod, (steps, [wantedSpec, wantedLabels]) => {
        const cluster = clusterOf({ nodes, objects });
        const placed: [PodInfo, string][] = [];
        const wanted = podInfoOf(pod(wantedSpec, wantedLabels));
        for (const {
          pod: [podSpec, podLabels],
          on,
          removes,
        } of steps) {
          // A question now and then, so that there are counts to keep.
          verdict(wanted, cluster);
          const nodeName = nodes[on]?.metadata.name ?? '';
          const info = podInfoOf(pod(podSpec, podLabels));
          cluster.place(info, nodeName);
          placed.push([info, nodeName]);
          const [gone] = removes === null ? [] : placed.splice(removes % placed.length, 1);
          if (gone) cluster.release(gone[0].uid);
        }
        const fresh = clusterOf({ nodes, objects, pods: placed.map(([info, name]) => [info.pod, name]) });
        assert.deepEqual(verdict(wanted, cluster), verdict(wanted, fresh));
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it('is as before after a look at what would be without a Pod', () => {
    fc.assert(
      fc.property(fc.array(anyPod, { minLength: 1, maxLength: 8 }), anyPod, (others, [wantedSpec, wantedLabels]) => {
        const pods = others.map(([podSpec, podLabels], i) => {
          return [pod(podSpec, podLabels), nodes[i % nodes.length]?.metadata.name ?? ''] as const;
        });
        const cluster = clusterOf({ nodes, objects, pods });
        const wanted = podInfoOf(pod(wantedSpec, wantedLabels));
        const { checks } = filterNodes(wanted, cluster, filterPlugins, 0);
        const misfits = () =>
          cluster.nodes.map((each) => checks.flatMap(({ check }) => check.filter?.(each)?.reasons ?? []));
        const before = misfits();
        for (const each of cluster.nodes) {
          for (const other of each.pods) {
            for (const { check } of checks) check.removePod?.(other, each);
            for (const { check } of checks) check.addPod?.(other, each);
          }
        }
        assert.deepEqual(misfits(), before);
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);
});
