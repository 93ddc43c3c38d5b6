import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { APIService } from '../../../src/api/generated/objects.ts';
import { parseQuantity, toNumber } from '../../../src/api/quantity.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';

const startTimeMs = Date.UTC(2026, 0, 5, 9);
const metricsPath = '/apis/metrics.k8s.io/v1beta1';
const mib = 1024 * 1024;

interface Measured {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly timestamp: string;
  readonly window: string;
  readonly usage: Record<string, string>;
  readonly containers: readonly { readonly name: string; readonly usage: Record<string, string> }[];
}

function clusterWithMetrics(nodes = 1) {
  const cluster = new Cluster({ seed: 3, startTimeMs, nodes, addons: 'kubeadm' });
  const get = (path: string) => cluster.send({ method: 'GET', path });
  const post = (path: string, body: object) => {
    const { code, body: answer } = cluster.send({ method: 'POST', path, body });
    assert.equal(code, 201, JSON.stringify(answer));
  };
  const patch = (path: string, body: object) =>
    cluster.send({ method: 'PATCH', path, contentType: 'application/merge-patch+json', body });
  const metrics = (path: string) => {
    const { code, body } = get(`${metricsPath}${path}`);
    assert.equal(code, 200, JSON.stringify(body));
    return (body as { items: readonly Measured[] }).items;
  };
  const burner = (name: string, limits: Record<string, string> | undefined, more: object = {}) =>
    post('/api/v1/namespaces/default/pods', {
      metadata: { name, ...more },
      spec: {
        terminationGracePeriodSeconds: 0,
        containers: [
          {
            name: 'app',
            image: 'busybox:1.36',
            command: ['sh', '-c', 'while true; do :; done'],
            ...(limits && { resources: { limits } }),
          },
        ],
      },
    });
  return { cluster, get, post, patch, metrics, burner };
}

function amount(text: string | undefined): number {
  const quantity = parseQuantity(text ?? '');
  assert.ok(quantity, `no quantity: ${text}`);
  return toNumber(quantity);
}

function sumOf(all: readonly Measured[], resource: 'cpu' | 'memory'): number {
  return all.flatMap(({ containers }) => containers).reduce((sum, { usage }) => sum + amount(usage[resource]), 0);
}

describe('metrics of a cluster', () => {
  it('are registered once metrics-server has looked twice', () => {
    const { cluster, get, metrics } = clusterWithMetrics();
    const registered = () => get('/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io');
    cluster.advanceBy(15_000);
    assert.equal(registered().code, 404);
    assert.equal(get(`${metricsPath}/nodes`).code, 404);
    cluster.advanceBy(15_000);
    const { status } = registered().body as APIService;
    assert.deepEqual(
      status?.conditions?.map(({ type, status: value, reason }) => [type, value, reason]),
      [['Available', 'True', 'Passed']],
    );
    const [node] = metrics('/nodes');
    assert.equal(node?.window, '15s');
    assert.equal(node?.timestamp, '2026-01-05T09:00:15Z');
  });

  it('of containers that always work are what their limits allow, and add up to those of the Node', () => {
    const milli = fc.integer({ min: 20, max: 900 });
    fc.assert(
      fc.property(fc.array(milli, { minLength: 1, maxLength: 4 }), (limits) => {
        const { cluster, metrics, burner } = clusterWithMetrics();
        for (const [index, limit] of limits.entries()) burner(`burner-${index}`, { cpu: `${limit}m` });
        cluster.advanceBy(80_000);
        const pods = metrics('/namespaces/default/pods');
        assert.equal(pods.length, limits.length);
        for (const [index, limit] of limits.entries()) {
          const used = amount(pods[index]?.containers[0]?.usage.cpu) * 1000;
          assert.ok(Math.abs(used - limit) <= limit / 100 + 1, `${used} of ${limit}m`);
        }
        const [node] = metrics('/nodes');
        const beside = amount(node?.usage.cpu) - sumOf(metrics('/pods'), 'cpu');
        assert.ok(beside > 0.02 && beside < 0.1, `the Node itself uses ${beside} cores`);
        const memory = amount(node?.usage.memory) - sumOf(metrics('/pods'), 'memory');
        assert.ok(memory > 300 * mib && memory < 600 * mib, `the Node itself holds ${memory} bytes`);
      }),
      { numRuns: 6 },
    );
  });

  it('of a Node whose Pods want more than it has are all that it has', () => {
    const { cluster, metrics, burner } = clusterWithMetrics();
    for (const index of [1, 2, 3, 4, 5, 6]) burner(`burner-${index}`, undefined);
    cluster.advanceBy(90_000);
    const used = sumOf(metrics('/namespaces/default/pods'), 'cpu');
    assert.ok(used > 3.8 && used <= 4.001, `${used} of 4 cores`);
  });

  it('keep what ended containers have used in the account of the Node', () => {
    const { cluster, metrics, burner } = clusterWithMetrics();
    burner('burner', { cpu: '800m' });
    cluster.advanceBy(50_800);
    const before = amount(metrics('/nodes')[0]?.usage.cpu);
    cluster.advanceBy(5_000);
    cluster.send({ method: 'DELETE', path: '/api/v1/namespaces/default/pods/burner' });
    cluster.advanceBy(5_200);
    const after = amount(metrics('/nodes')[0]?.usage.cpu);
    assert.ok(before > 0.8, `${before}`);
    assert.ok(after > 0.2 && after < 0.7, `five of fifteen seconds: ${after}`);
  });

  it('are chosen by labels and names, like the Pods', () => {
    const { cluster, get, burner } = clusterWithMetrics();
    burner('a', { cpu: '50m' }, { labels: { app: 'a' } });
    burner('b', { cpu: '50m' }, { labels: { app: 'b' } });
    cluster.advanceBy(80_000);
    const namesOf = (query: Record<string, string>) => {
      const { body } = cluster.send({ method: 'GET', path: `${metricsPath}/namespaces/default/pods`, query });
      return (body as { items: readonly Measured[] }).items.map(({ metadata }) => metadata.name);
    };
    assert.deepEqual(namesOf({}), ['a', 'b']);
    assert.deepEqual(namesOf({ labelSelector: 'app in (b,c)' }), ['b']);
    assert.deepEqual(namesOf({ fieldSelector: 'metadata.name=a' }), ['a']);
    assert.equal(get(`${metricsPath}/namespaces/default/pods/c`).code, 404);
    assert.equal(get(`${metricsPath}/namespaces/default/secrets`).code, 404);
    assert.equal(get(`${metricsPath}/pods/a`).code, 404);
    const table = cluster.send({
      method: 'GET',
      path: `${metricsPath}/namespaces/none/pods`,
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    }).body as { rows: unknown[]; columnDefinitions?: unknown };
    assert.deepEqual([table.rows, table.columnDefinitions], [[], undefined]);
    const watch = cluster.send({ method: 'GET', path: `${metricsPath}/nodes`, query: { watch: 'true' } });
    assert.equal(watch.code, 405);
    assert.equal(cluster.send({ method: 'DELETE', path: `${metricsPath}/nodes/node-1` }).code, 405);
  });

  it('are away while metrics-server is, and its APIService says why', () => {
    const { cluster, get, patch, metrics } = clusterWithMetrics();
    cluster.advanceBy(40_000);
    const why = () => {
      const { status } = get('/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io').body as APIService;
      return status?.conditions?.[0];
    };
    const scaled = (replicas: number) =>
      patch('/apis/apps/v1/namespaces/kube-system/deployments/metrics-server', { spec: { replicas } });
    scaled(0);
    cluster.advanceBy(2_000);
    assert.equal(why()?.reason, 'MissingEndpoints');
    assert.equal(
      why()?.message,
      'endpointslices for service/metrics-server in "kube-system" have no addresses with port name "https"',
    );
    assert.deepEqual([get(`${metricsPath}/nodes`).code, get(metricsPath).code], [503, 503]);
    scaled(1);
    cluster.advanceBy(35_000);
    assert.equal(why()?.reason, 'Passed');
    assert.equal(metrics('/nodes').length, 1);
    cluster.send({ method: 'DELETE', path: '/api/v1/namespaces/kube-system/services/metrics-server' });
    cluster.advanceBy(1_000);
    assert.equal(why()?.message, 'service/metrics-server in "kube-system" is not present');
  });

  it('are not served where the port leads elsewhere', () => {
    const { cluster, get, patch } = clusterWithMetrics();
    cluster.advanceBy(40_000);
    const reason = () => {
      const { status } = get('/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io').body as APIService;
      return status?.conditions?.[0]?.reason;
    };
    const service = '/api/v1/namespaces/kube-system/services/metrics-server';
    patch(service, { spec: { ports: [{ name: 'https', port: 443, targetPort: 9999 }] } });
    cluster.advanceBy(2_000);
    assert.equal(reason(), 'FailedDiscoveryCheck');
    patch(service, { spec: { ports: [{ name: 'https', port: 8443, targetPort: 10_250 }] } });
    cluster.advanceBy(2_000);
    assert.equal(reason(), 'ServicePortError');
    patch(service, { spec: { ports: [{ name: 'https', port: 443, targetPort: 10_250 }] } });
    cluster.advanceBy(2_000);
    assert.equal(reason(), 'Passed');
  });

  it('never keep a cluster from settling', () => {
    const { cluster } = clusterWithMetrics();
    assert.equal(cluster.settle(300_000), true);
    const { nowMs } = cluster.timeline;
    assert.equal(cluster.settle(300_000), true);
    assert.ok(cluster.timeline.nowMs - nowMs <= 60_000, 'a settled cluster needs no more than a quiet round');
  });
});
