import assert from 'node:assert/strict';
import type { PodDisruptionBudget, Status } from '../../../src/api/generated/objects.ts';
import { workingCluster } from './workingCluster.ts';

const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
const podPath = '/api/v1/namespaces/default/pods';

function withBudget(spec: object, replicas = 3) {
  const working = workingCluster(3);
  const { cluster, create, get, send, pods } = working;
  const labels = { app: 'web' };
  const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sleep', '100000'] }];
  create('/apis/apps/v1/namespaces/default/deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  });
  create(budgets, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: labels }, ...spec },
  });
  cluster.advanceBy(30_000);
  const budget = () => get<PodDisruptionBudget>(`${budgets}/web`);
  const counts = () => {
    const { expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed } = budget().status ?? {};
    return [expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed];
  };
  const evict = (name: string | undefined) =>
    send('POST', `${podPath}/${name}/eviction`, {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name, namespace: 'default' },
    });
  const condition = () => {
    const [one] = budget().status?.conditions ?? [];
    return `${one?.type} ${one?.status} ${one?.reason} ${one?.message}`;
  };
  return { ...working, budget, counts, evict, condition, names: () => pods().map(({ metadata }) => metadata.name) };
}

describe('PodDisruptionBudgets', () => {
  it('count what there is and what must stay', () => {
    assert.deepEqual(withBudget({ minAvailable: 2 }).counts(), [3, 2, 3, 1]);
    assert.deepEqual(withBudget({ minAvailable: '50%' }).counts(), [3, 2, 3, 1]);
    assert.deepEqual(withBudget({ maxUnavailable: 1 }).counts(), [3, 2, 3, 1]);
    assert.deepEqual(withBudget({ maxUnavailable: '25%' }, 4).counts(), [4, 3, 4, 1]);
    const { condition, counts, budget } = withBudget({ minAvailable: 3 });
    assert.deepEqual([counts(), condition()], [[3, 3, 3, 0], 'DisruptionAllowed False InsufficientPods ']);
    assert.equal(budget().status?.observedGeneration, 1);
  });

  it('let Pods be evicted one after the other', () => {
    const { cluster, evict, names, counts, condition, budget } = withBudget({ minAvailable: 2 });
    assert.equal(condition(), 'DisruptionAllowed True SufficientPods ');
    const [first, second] = names();
    assert.equal(evict(first).code, 201);
    assert.deepEqual(Object.keys(budget().status?.disruptedPods ?? {}), [first]);
    const refused = evict(second);
    assert.equal(refused.code, 429);
    const { message, details } = refused.body as Status;
    assert.equal(message, "Cannot evict pod as it would violate the pod's disruption budget.");
    cluster.advanceBy(50);
    // The Pod that goes is still one of them.
    assert.deepEqual([counts(), budget().status?.disruptedPods], [[4, 2, 2, 0], undefined]);
    const why = (evict(second).body as Status).details?.causes?.[0]?.message;
    assert.equal(why, 'The disruption budget web needs 2 healthy pods and has 2 currently');
    assert.equal(details?.causes?.[0]?.reason, 'DisruptionBudget');
    cluster.advanceBy(60_000);
    assert.deepEqual(counts(), [3, 2, 3, 1]);
    assert.equal(evict(second).code, 201);
  });

  it('mark the Pods that are evicted', () => {
    const { evict, names, pods } = withBudget({ minAvailable: 1 });
    evict(names()[0]);
    const condition = pods()[0]?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
    assert.deepEqual(
      [condition?.status, condition?.reason, condition?.message],
      ['True', 'EvictionByEvictionAPI', 'Eviction API: evicting'],
    );
  });

  it('say that a share of Pods without a size cannot be counted', () => {
    const { cluster, create, get, send } = workingCluster();
    const labels = { job: 'work' };
    const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sleep', '1000'] }];
    create('/apis/batch/v1/namespaces/default/jobs', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'work' },
      spec: { template: { metadata: { labels }, spec: { restartPolicy: 'Never', containers } } },
    });
    create(budgets, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'work' },
      spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
    });
    cluster.advanceBy(20_000);
    const [condition] = get<PodDisruptionBudget>(`${budgets}/work`).status?.conditions ?? [];
    const message = 'jobs.batch does not implement the scale subresource';
    assert.deepEqual([condition?.reason, condition?.message], ['SyncFailed', message]);
    assert.equal(send('GET', `${budgets}/work`).code, 200);
  });
});

describe('the garbage collection of Pods', () => {
  it('takes Pods that were never scheduled and are to go, and those of Nodes that are gone', () => {
    const { cluster, create, send, pods } = workingCluster();
    const pod = (name: string, more: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: { containers: [{ name: 'app', image: 'busybox:1.36', command: ['sleep', '10000'] }], ...more },
    });
    create(podPath, pod('lost', { nodeName: 'node-2' }));
    cluster.advanceBy(10_000);
    send('DELETE', '/api/v1/nodes/node-2');
    cluster.advanceBy(120_000);
    assert.deepEqual(
      pods().map(({ metadata }) => metadata.name),
      [],
    );
  });
});
