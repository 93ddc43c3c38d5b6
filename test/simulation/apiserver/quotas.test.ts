import assert from 'node:assert/strict';
import type { ResourceQuota } from '../../../src/api/generated/objects.ts';
import { configMapsPath, makeServer, objectIn, podsPath, statusIn } from './harness.ts';

const path = '/api/v1/namespaces/default/resourcequotas';

function makeQuotas(hard: Record<string, string>, more: object = {}) {
  const { send, server } = makeServer();
  const manifest = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard, ...more } };
  assert.equal(send('POST', path, manifest).code, 201);
  const used = () => (objectIn(send('GET', `${path}/team`)) as ResourceQuota).status?.used;
  const createPod = (name: string, resources: object = {}, spec: object = {}) => {
    const containers = [{ name: 'app', image: 'busybox', resources }];
    return send('POST', podsPath, { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers, ...spec } });
  };
  return { send, server, used, createPod };
}

const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

describe('ResourceQuotas', () => {
  it('count what was there before them', () => {
    const { used } = makeQuotas({ 'count/configmaps': '5', services: '3', configmaps: '4' });
    assert.deepEqual(used(), { 'count/configmaps': '1', services: '1', configmaps: '1' });
  });

  it('count what comes and goes, and refuse what would be too much', () => {
    const { send, used } = makeQuotas({ configmaps: '2' });
    assert.equal(send('POST', configMapsPath, configMap('a')).code, 201);
    assert.deepEqual(used(), { configmaps: '2' });
    const refused = send('POST', configMapsPath, configMap('b'));
    assert.equal(refused.code, 403);
    assert.equal(
      statusIn(refused).message,
      'configmaps "b" is forbidden: exceeded quota: team, requested: configmaps=1, used: configmaps=2, limited: configmaps=2',
    );
    send('DELETE', `${configMapsPath}/a`, {});
    assert.deepEqual(used(), { configmaps: '1' });
    assert.equal(send('POST', configMapsPath, configMap('b')).code, 201);
  });

  it('add up what Pods ask for', () => {
    const { createPod, used } = makeQuotas({ 'requests.cpu': '1', 'limits.memory': '1Gi', pods: '10' });
    const resources = (cpu: string, memory: string) => ({ requests: { cpu }, limits: { memory } });
    assert.equal(createPod('a', resources('600m', '256Mi')).code, 201);
    assert.deepEqual(used(), { 'requests.cpu': '600m', 'limits.memory': '256Mi', pods: '1' });
    assert.equal(
      statusIn(createPod('b', resources('500m', '1Gi'))).message,
      'pods "b" is forbidden: exceeded quota: team, requested: limits.memory=1Gi,requests.cpu=500m, ' +
        'used: limits.memory=256Mi,requests.cpu=600m, limited: limits.memory=1Gi,requests.cpu=1',
    );
  });

  it('ask Pods to name what they limit', () => {
    const { createPod } = makeQuotas({ 'requests.cpu': '1', 'limits.memory': '1Gi' });
    assert.equal(
      statusIn(createPod('a')).message,
      'pods "a" is forbidden: failed quota: team: must specify limits.memory for: app; requests.cpu for: app',
    );
  });

  it('let go of a Pod that has ended', () => {
    const { send, createPod, used } = makeQuotas({ pods: '1', 'count/pods': '5' });
    createPod('a');
    assert.deepEqual(used(), { pods: '1', 'count/pods': '1' });
    const body = { status: { phase: 'Succeeded' } };
    send('PATCH', `${podsPath}/a/status`, body, { contentType: 'application/merge-patch+json' });
    assert.deepEqual(used(), { pods: '0', 'count/pods': '1' });
  });

  it('with a scope count only the Pods in it', () => {
    const { createPod, used } = makeQuotas({ pods: '5' }, { scopes: ['BestEffort'] });
    createPod('a');
    createPod('b', { requests: { cpu: '1m' } });
    assert.deepEqual(used(), { pods: '1' });
  });

  it('count by the class of priority', () => {
    const matchExpressions = [{ scopeName: 'PriorityClass', operator: 'In', values: ['system-node-critical'] }];
    const { createPod, used } = makeQuotas({ pods: '5' }, { scopeSelector: { matchExpressions } });
    createPod('a');
    createPod('b', {}, { priorityClassName: 'system-node-critical' });
    assert.deepEqual(used(), { pods: '1' });
  });

  it('count storage by its class, and what a claim grows by', () => {
    const { send, used } = makeQuotas({
      'requests.storage': '10Gi',
      'standard.storageclass.storage.k8s.io/requests.storage': '3Gi',
    });
    const claim = (storage: string) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    });
    const claims = '/api/v1/namespaces/default/persistentvolumeclaims';
    assert.equal(send('POST', claims, claim('2Gi')).code, 201);
    assert.equal(used()?.['requests.storage'], '2Gi');
    assert.match(
      statusIn(send('POST', claims, { ...claim('2Gi'), metadata: { name: 'more' } })).message ?? '',
      /exceeded quota/,
    );
  });

  it('count custom numbers of any kind', () => {
    const { send, used } = makeQuotas({ 'count/roles.rbac.authorization.k8s.io': '1' });
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'a' }, rules: [] };
    assert.equal(send('POST', '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles', role).code, 201);
    assert.deepEqual(used(), { 'count/roles.rbac.authorization.k8s.io': '1' });
  });

  it('do not count a dry run', () => {
    const { send, used } = makeQuotas({ configmaps: '2' });
    send('POST', configMapsPath, configMap('a'), { query: { dryRun: 'All' } });
    assert.deepEqual(used(), { configmaps: '1' });
  });
});
