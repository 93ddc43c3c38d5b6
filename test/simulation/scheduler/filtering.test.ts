import assert from 'node:assert/strict';
import { filterNodes } from '../../../src/simulation/scheduler/filtering.ts';
import { filterPlugins } from '../../../src/simulation/scheduler/plugins.ts';
import { podInfoOf } from '../../../src/simulation/scheduler/podInfo.ts';
import { asking, clusterOf, node, pod } from './smallCluster.ts';

const zone = 'topology.kubernetes.io/zone';

describe('the search for Nodes', () => {
  it('takes one Node of each zone in turn', () => {
    const nodes = [
      node('a1', { [zone]: 'a' }),
      node('a2', { [zone]: 'a' }),
      node('a3', { [zone]: 'a' }),
      node('b1', { [zone]: 'b' }),
    ];
    assert.deepEqual(
      clusterOf({ nodes }).nodes.map(({ name }) => name),
      ['a1', 'b1', 'a2', 'a3'],
    );
  });

  it('ends in a big cluster when there are enough, and begins anew where it ended', () => {
    const nodes = Array.from({ length: 300 }, (_, i) => node(`n${i}`));
    const cluster = clusterOf({ nodes });
    const first = filterNodes(podInfoOf(pod()), cluster, filterPlugins, 0);
    // 48 % of 300.
    assert.equal(first.fitting.length, 144);
    const second = filterNodes(podInfoOf(pod()), cluster, filterPlugins, first.lookedAt);
    assert.deepEqual([second.fitting[0]?.name, second.fitting.length], ['n144', 144]);
    const third = filterNodes(podInfoOf(pod()), cluster, filterPlugins, 288);
    assert.equal(third.fitting[12]?.name, 'n0');
  });

  it('looks at all Nodes before it gives up', () => {
    const nodes = Array.from({ length: 150 }, (_, i) => node(`n${i}`));
    const huge = podInfoOf(pod({ containers: [asking({ cpu: '100' })] }));
    assert.equal(filterNodes(huge, clusterOf({ nodes }), filterPlugins, 7).diagnosis.misfits.size, 150);
  });

  it('keeps the room that is being made for a Pod from all but more important ones', () => {
    const cluster = clusterOf({ nodes: [node('a')] });
    const waiting = podInfoOf(pod({ priority: 10, containers: [asking({ cpu: '3' })] }));
    cluster.nominations.set(waiting, 'a');
    const fits = (priority: number) => {
      const other = podInfoOf(pod({ priority, containers: [asking({ cpu: '2' })] }));
      return filterNodes(other, cluster, filterPlugins, 0).fitting.length === 1;
    };
    assert.equal(fits(0), false);
    assert.equal(fits(10), false);
    assert.equal(fits(11), true);
    assert.deepEqual(
      filterNodes(waiting, cluster, filterPlugins, 0).fitting.map(({ name }) => name),
      ['a'],
    );
  });

  it('does not let a Pod lean on one that is only expected', () => {
    const cluster = clusterOf({ nodes: [node('a')] });
    const expected = podInfoOf(pod({ priority: 10 }, { app: 'db' }));
    cluster.nominations.set(expected, 'a');
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'db' } } };
    const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    assert.equal(filterNodes(podInfoOf(pod({ affinity })), cluster, filterPlugins, 0).fitting.length, 0);
  });
});
