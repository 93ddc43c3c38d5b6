import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rollingBounds } from '../../../src/api/apps/rollingBounds.ts';
import { proportionalSizes } from '../../../src/simulation/controllers/deployment/rollingNumbers.ts';
import { templateHash } from '../../../src/simulation/controllers/deployment/templateHash.ts';
import { StandInCluster } from '../../oracle/traces/standInCluster.ts';

const path = '/apis/apps/v1/namespaces/default/deployments';

function deployment(replicas: number, strategy: object, image: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy,
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image }] } },
    },
  };
}

describe('a rolling update', () => {
  it('keeps its bounds at every moment, whatever they are and however its Pods come up', () => {
    const share = fc.oneof(
      fc.nat(4),
      fc.integer({ min: 0, max: 100 }).map((part) => `${part}%`),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        share,
        share,
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 10, maxLength: 10 }),
        (replicas, maxSurge, maxUnavailable, pace) => {
          const isNothing = (value: number | string) => value === 0 || value === '0%';
          fc.pre(!(isNothing(maxSurge) && isNothing(maxUnavailable)));
          const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
          const bounds = rollingBounds(replicas, maxSurge, maxUnavailable);
          const cluster = new StandInCluster([[], pace]);
          const send = (method: 'POST' | 'PUT', to: string, body: object) =>
            assert.ok(cluster.send({ method, path: to, query: {}, body } as never).code < 300);
          send('POST', path, deployment(replicas, strategy, 'app:1'));
          cluster.advanceTo(10_000);
          send('PUT', `${path}/web`, deployment(replicas, strategy, 'app:2'));
          for (let i = 0; i < 100_000 && cluster.timeline.nowMs < 60_000; i++) {
            cluster.step();
            const { ReplicaSet = [], Pod = [], Deployment = [] } = cluster.end('default');
            const wanted = ReplicaSet.reduce((sum, { spec }) => sum + (spec?.replicas ?? 0), 0);
            assert.ok(wanted <= replicas + bounds.maxSurge, `${wanted} replicas are wanted`);
            const available = Pod.filter(
              ({ metadata, status }) =>
                !metadata?.deletionTimestamp &&
                (status?.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True'),
            ).length;
            // The real controller, too, counts by statuses: of Pods that become ready within its own latency it takes old
            // ones away that a ReplicaSet has already let go.
            const late = Math.max(bounds.maxSurge, bounds.maxUnavailable);
            const least = Math.max(0, replicas - bounds.maxUnavailable - late);
            assert.ok(available >= least, `${available} are available of at least ${least}`);
            const { observedGeneration, updatedReplicas } = Deployment[0]?.status ?? {};
            if (observedGeneration === 2 && updatedReplicas === replicas && wanted === replicas) break;
          }
          cluster.advanceTo(cluster.timeline.nowMs + 10_000);
          const { updatedReplicas, availableReplicas } = cluster.end('default').Deployment?.[0]?.status ?? {};
          assert.deepEqual(
            { updatedReplicas, availableReplicas },
            { updatedReplicas: replicas, availableReplicas: replicas },
          );
        },
      ),
      { numRuns: 25 },
    );
  }).timeout(60_000);

  it('that is scaled shares what comes and what goes', () => {
    const share = (wanted: number, sizes: readonly [string, number][], before: number) => [
      ...proportionalSizes(
        sizes.map(([name, size]) => ({ name, size, maxReplicas: before })),
        wanted,
        Math.ceil(wanted * 0.25),
        before,
      ),
    ];
    // The documentation's own example: 10 replicas become 15, while 8 are old and 5 are new; 3 may come on top.
    const documented = proportionalSizes(
      [
        { name: 'old', size: 8, maxReplicas: 13 },
        { name: 'new', size: 5, maxReplicas: 13 },
      ],
      15,
      3,
      13,
    );
    assert.deepEqual(
      [...documented],
      [
        ['old', 11],
        ['new', 7],
      ],
    );
    assert.deepEqual(
      share(
        0,
        [
          ['old', 4],
          ['new', 1],
        ],
        5,
      ),
      [
        ['old', 0],
        ['new', 0],
      ],
    );
  });
});

describe('pod-template-hash', () => {
  it('is the same for the same template and another one after a collision', () => {
    const template = { spec: { containers: [{ name: 'app', image: 'app:1' }] } };
    const turned = { spec: { containers: [{ image: 'app:1', name: 'app' }] } };
    assert.equal(templateHash(template, undefined), templateHash(turned, undefined));
    assert.notEqual(templateHash(template, undefined), templateHash(template, 1));
    assert.match(templateHash(template, undefined), /^[4-9bcdf]{1,10}$/);
  });
});
