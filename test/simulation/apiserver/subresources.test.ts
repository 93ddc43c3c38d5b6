import assert from 'node:assert/strict';
import type { Pod, PodDisruptionBudget } from '../../../src/api/generated/objects.ts';
import { makeServer, objectIn, podManifest, podsPath, statusIn } from './harness.ts';

const deployments = '/apis/apps/v1/namespaces/default/deployments';
const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
const mergePatch = { contentType: 'application/merge-patch+json' };
const strategicPatch = { contentType: 'application/strategic-merge-patch+json' };

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'nginx' }] } },
  },
};

describe('scale', () => {
  function makeScale() {
    const { send } = makeServer();
    send('POST', deployments, deployment);
    return { send, path: `${deployments}/web/scale` };
  }

  it('shows the replicas and the Pods that count', () => {
    const { send, path } = makeScale();
    const { kind, spec, status } = objectIn(send('GET', path)) as unknown as Record<string, unknown>;
    assert.deepEqual(
      { kind, spec, status },
      { kind: 'Scale', spec: { replicas: 2 }, status: { replicas: 0, selector: 'app=web' } },
    );
  });

  it('changes the replicas of the object, and nothing else', () => {
    const { send, path } = makeScale();
    const before = objectIn(send('GET', `${deployments}/web`));
    assert.equal(send('PATCH', path, { spec: { replicas: 5 } }, mergePatch).code, 200);
    const after = objectIn(send('GET', `${deployments}/web`)) as typeof before & { spec: object };
    assert.deepEqual(after.spec, { ...(before as typeof after).spec, replicas: 5 });
    assert.equal(after.metadata.generation, 2);
  });

  it('takes a PUT of its own version only', () => {
    const { send, path } = makeScale();
    const scale = objectIn(send('GET', path));
    const put = (replicas: number) => send('PUT', path, { ...scale, spec: { replicas } });
    assert.equal(put(3).code, 200);
    assert.equal(
      statusIn(put(4)).message,
      'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  it('refuses a number below zero, and a kind without replicas', () => {
    const { send, path } = makeScale();
    assert.equal(
      statusIn(send('PATCH', path, { spec: { replicas: -1 } }, mergePatch)).message,
      'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    );
    assert.equal(send('GET', '/apis/apps/v1/namespaces/default/daemonsets/web/scale').code, 404);
    assert.equal(send('GET', `${deployments}/nope/scale`).code, 404);
  });
});

describe('eviction', () => {
  function makeEviction(more: object = {}) {
    const { send } = makeServer();
    send('POST', podsPath, podManifest('web', { labels: { app: 'web' } }));
    const conditions = [{ type: 'Ready', status: 'True' }];
    send('PATCH', `${podsPath}/web/status`, { status: { phase: 'Running', conditions } }, mergePatch);
    const budget = (status: object) => {
      const spec = { minAvailable: 1, selector: { matchLabels: { app: 'web' } }, ...more };
      send('POST', budgets, { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec });
      send('PATCH', `${budgets}/web/status`, { status }, mergePatch);
    };
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'web' } };
    return { send, budget, evict: () => send('POST', `${podsPath}/web/eviction`, body) };
  }

  it('deletes a Pod that no budget protects', () => {
    const { send, evict } = makeEviction();
    assert.deepEqual(evict().code, 201);
    assert.equal(send('GET', `${podsPath}/web`).code, 404);
  });

  it('asks for patience where the budget is spent', () => {
    const { budget, evict } = makeEviction();
    budget({ observedGeneration: 1, desiredHealthy: 1, currentHealthy: 1, expectedPods: 1, disruptionsAllowed: 0 });
    const { code, body } = evict();
    assert.equal(code, 429);
    assert.deepEqual(body, {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      reason: 'TooManyRequests',
      details: {
        causes: [
          { reason: 'DisruptionBudget', message: 'The disruption budget web needs 1 healthy pods and has 1 currently' },
        ],
      },
      code: 429,
    });
  });

  it('waits for the controller of the budget', () => {
    const { budget, evict } = makeEviction();
    budget({});
    assert.equal(
      statusIn(evict()).details?.causes?.[0]?.message,
      'The disruption budget web is still being processed by the server.',
    );
  });

  it('takes a disruption that is allowed', () => {
    const { send, budget, evict } = makeEviction();
    budget({ observedGeneration: 1, desiredHealthy: 0, currentHealthy: 1, expectedPods: 1, disruptionsAllowed: 1 });
    assert.equal(evict().code, 201);
    const { status } = objectIn(send('GET', `${budgets}/web`)) as PodDisruptionBudget;
    assert.equal(status?.disruptionsAllowed, 0);
    assert.deepEqual(Object.keys(status?.disruptedPods ?? {}), ['web']);
  });
});

describe('parts of a Pod', () => {
  function makePod() {
    const { send } = makeServer();
    const pod = podManifest('web');
    send('POST', podsPath, {
      ...pod,
      spec: { containers: [{ ...pod.spec.containers[0], resources: { requests: { cpu: '100m' } } }] },
    });
    const specOf = () => (objectIn(send('GET', `${podsPath}/web`)) as Pod).spec;
    return { send, specOf };
  }

  it('gets containers for debugging, which stay as they are', () => {
    const { send, specOf } = makePod();
    const add = (image: string) => {
      const ephemeralContainers = [{ name: 'debugger', image }];
      return send('PATCH', `${podsPath}/web/ephemeralcontainers`, { spec: { ephemeralContainers } }, strategicPatch);
    };
    assert.equal(add('busybox').code, 200);
    assert.equal(specOf()?.ephemeralContainers?.[0]?.name, 'debugger');
    const message = statusIn(add('alpine')).message ?? '';
    assert.ok(
      message.startsWith(
        'Pod "web" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "debugger" may not be changed\n@@ ',
      ),
    );
    assert.match(message, /^- "Image": "busybox",\n\+ "Image": "alpine",$/m);
  });

  it('gets other resources, but no other class', () => {
    const { send, specOf } = makePod();
    const resize = (resources: object) =>
      send('PATCH', `${podsPath}/web/resize`, { spec: { containers: [{ name: 'app', resources }] } }, strategicPatch);
    assert.equal(resize({ requests: { cpu: '200m' } }).code, 200);
    assert.equal(specOf()?.containers[0]?.resources?.requests?.cpu, '200m');
    const limits = { cpu: '200m', memory: '1Gi' };
    assert.equal(
      statusIn(resize({ requests: limits, limits })).message,
      'Pod "web" is invalid: spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing',
    );
  });
});

describe('what is not stored', () => {
  it('says that everything is allowed', () => {
    const spec = { resourceAttributes: { verb: 'create', resource: 'pods', namespace: 'default' } };
    const { code, body } = makeServer().send('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      spec,
    });
    assert.equal(code, 201);
    assert.deepEqual((body as { status: object }).status, { allowed: true });
  });

  it('has a token for each account', () => {
    const { send } = makeServer();
    const path = '/api/v1/namespaces/default/serviceaccounts/default/token';
    const { code, body } = send('POST', path, { spec: { expirationSeconds: 600 } });
    assert.equal(code, 201);
    const { token, expirationTimestamp } = (body as { status: { token: string; expirationTimestamp: string } }).status;
    assert.equal(token.split('.').length, 3);
    assert.equal(expirationTimestamp, '2026-01-01T00:10:00Z');
    assert.match(
      statusIn(send('POST', path, { spec: { expirationSeconds: 10 } })).message ?? '',
      /less than 10 minutes$/,
    );
  });
});
