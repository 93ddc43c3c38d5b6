import assert from 'node:assert/strict';
import type { APIService } from '../../../src/api/generated/objects.ts';
import { parseLabelSelector } from '../../../src/api/labels.ts';
import type { ApiRequest, ApiResponse } from '../../../src/api/request.ts';
import { ApiMetricsSource } from '../../../src/simulation/metrics/apiMetricsSource.ts';
import { makeServer, objectIn } from '../apiserver/harness.ts';

const servicesPath = '/apis/apiregistration.k8s.io/v1/apiservices';
const service = { namespace: 'default', name: 'meter' };
const all = parseLabelSelector('').query;
const web = parseLabelSelector('app=web,tier in (a,b)').query;
const refusal = (message: string) => ({ code: 404, body: { kind: 'Status', status: 'Failure', message, code: 404 } });

/** A source whose APIs are all served by the test, and what it asks there. */
function sourceWith(registered: readonly (readonly [name: string, available: boolean])[], answer: ApiResponse) {
  const { send, server } = makeServer();
  for (const [name, available] of registered) {
    const [version = ''] = name.split('.');
    const spec = { group: name.slice(version.length + 1), version, groupPriorityMinimum: 100, versionPriority: 100 };
    assert.equal(send('POST', servicesPath, { metadata: { name }, spec: { ...spec, service } }).code, 201);
    const stored = objectIn(send('GET', `${servicesPath}/${name}`)) as APIService;
    const conditions = [{ type: 'Available', status: available ? 'True' : 'False', reason: 'Because' }];
    assert.equal(send('PUT', `${servicesPath}/${name}/status`, { ...stored, status: { conditions } }).code, 200);
  }
  const asked: ApiRequest[] = [];
  const serving = {
    resources: () => [],
    answer: (request: ApiRequest) => {
      asked.push(request);
      return answer;
    },
  };
  return { source: new ApiMetricsSource(server.components, { behind: () => serving }), asked };
}

const custom = 'v1beta2.custom.metrics.k8s.io';
const valued = (name: string) => ({ describedObject: { name }, timestamp: '2026-01-05T09:00:00Z', value: '1500m' });

describe('the metrics that autoscalers see', () => {
  it('are none where nobody registered their API', () => {
    const { source } = sourceWith([], refusal('never asked'));
    assert.deepEqual(
      [
        source.podUsage('default', all),
        source.podMetric('default', 'speed', all, all),
        source.externalMetric('default', 'queue', all),
      ].map(({ problem }) => problem),
      [
        'the server could not find the requested resource (get pods.metrics.k8s.io)',
        'no custom metrics API (custom.metrics.k8s.io) registered',
        'the server could not find the requested resource (get queue.external.metrics.k8s.io)',
      ],
    );
  });

  it('are none while nobody answers behind it', () => {
    const names = ['v1beta1.metrics.k8s.io', custom, 'v1beta1.external.metrics.k8s.io'];
    const { source, asked } = sourceWith(
      names.map((name) => [name, false]),
      refusal('never asked'),
    );
    const away = 'the server is currently unable to handle the request';
    const object = { kind: 'Service', name: 'web' };
    assert.deepEqual(
      [
        source.podUsage('default', all),
        source.podMetric('default', 'speed', all, all),
        source.objectMetric('default', 'speed', object, all),
        source.externalMetric('default', 'queue', all),
      ].map(({ problem }) => problem),
      [
        `${away} (get pods.metrics.k8s.io)`,
        `${away} (get pods.custom.metrics.k8s.io *)`,
        `${away} (get services.custom.metrics.k8s.io web)`,
        `${away} (get queue.external.metrics.k8s.io)`,
      ],
    );
    assert.deepEqual(asked, []);
  });

  it('of Pods are asked for by their labels, and by those of the series', () => {
    const { source, asked } = sourceWith([[custom, true]], {
      code: 200,
      body: { items: [valued('a'), valued('b')] },
    });
    const { values } = source.podMetric('default', 'speed', web, parseLabelSelector('verb=GET').query);
    const timestampMs = Date.UTC(2026, 0, 5, 9);
    assert.deepEqual(values, [
      { name: 'a', timestampMs, value: '1500m' },
      { name: 'b', timestampMs, value: '1500m' },
    ]);
    assert.deepEqual(asked, [
      {
        method: 'GET',
        path: '/apis/custom.metrics.k8s.io/v1beta2/namespaces/default/pods/*/speed',
        query: { labelSelector: 'app=web,tier in (a,b)', metricLabelSelector: 'verb=GET' },
      },
    ]);
  });

  it('of an object are asked for by its resource and group; those of a Namespace are its own', () => {
    const { source, asked } = sourceWith([[custom, true]], { code: 200, body: { items: [valued('x')] } });
    const objects = [
      { kind: 'Service', name: 'web' },
      { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' },
      { kind: 'Namespace', name: 'default' },
    ];
    for (const object of objects) assert.equal(source.objectMetric('default', 'speed', object, all).problem, undefined);
    assert.deepEqual(
      asked.map(({ path }) => path.slice('/apis/custom.metrics.k8s.io/v1beta2/namespaces/default/'.length)),
      ['services/web/speed', 'ingresses.networking.k8s.io/web/speed', 'metrics/speed'],
    );
    assert.deepEqual(source.objectMetric('default', 'speed', { apiVersion: 'x.io/v1', kind: 'Odd', name: 'a' }, all), {
      problem: 'no matches for kind "Odd" in group "x.io"',
    });
  });

  it('pass on what the server refuses with', () => {
    const message = 'the server could not find the metric speed for pods';
    const { source } = sourceWith([[custom, true]], refusal(message));
    assert.deepEqual(source.podMetric('default', 'speed', all, all), { problem: message });
    const empty = sourceWith([[custom, true]], { code: 200, body: { items: [] } });
    assert.deepEqual(empty.source.podMetric('default', 'speed', all, all), { values: [] });
    assert.deepEqual(empty.source.objectMetric('default', 'speed', { kind: 'Service', name: 'web' }, all), {
      problem: 'the custom metrics API returned 0 items, expected 1',
    });
  });
});
