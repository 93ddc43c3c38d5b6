import assert from 'node:assert/strict';
import type { APIService } from '../../../src/api/generated/objects.ts';
import type { AggregatedServer } from '../../../src/simulation/apiserver/aggregation/aggregatedServers.ts';
import { makeServer, objectIn, statusIn } from './harness.ts';

const servicesPath = '/apis/apiregistration.k8s.io/v1/apiservices';
const service = { namespace: 'default', name: 'meter' };

function registration(group: string, version: string, more: object = {}) {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: `${version}.${group}` },
    spec: { group, version, groupPriorityMinimum: 100, versionPriority: 100, service, ...more },
  };
}

/** Serves a few names and says what it was asked. */
const stub: AggregatedServer = {
  resources: (group, version) =>
    group === 'example.com' && version === 'v1'
      ? [
          { name: 'meters', singularName: 'meter', namespaced: true, kind: 'Meter', verbs: ['get'] },
          { name: 'pods/speed', singularName: '', namespaced: true, kind: 'MetricValueList', verbs: ['get'] },
        ]
      : undefined,
  answer: ({ method, path }) => ({ code: 200, body: { asked: `${method} ${path}` } }),
};

function serverWith(groups: readonly (readonly [group: string, version: string, more?: object])[]) {
  const made = makeServer();
  made.server.connectServers({ behind: ({ name, port }) => (name === 'meter' && port === 443 ? stub : undefined) });
  for (const [group, version, more] of groups) {
    const { code, body } = made.send('POST', servicesPath, registration(group, version, more));
    assert.equal(code, 201, JSON.stringify(body));
  }
  const become = (name: string, status: 'True' | 'False') => {
    const stored = objectIn(made.send('GET', `${servicesPath}/${name}`)) as APIService;
    const conditions = [{ type: 'Available', status, reason: 'Because' }];
    const { code } = made.send('PUT', `${servicesPath}/${name}/status`, { ...stored, status: { conditions } });
    assert.equal(code, 200);
  };
  return { ...made, become };
}

const asAggregated = { accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' };

function discovered(response: { body: unknown }, group: string) {
  const { items } = response.body as {
    items: { metadata: { name?: string }; versions: { version: string; freshness: string; resources: unknown[] }[] }[];
  };
  return items.find(({ metadata }) => metadata.name === group)?.versions;
}

describe('an API of another server', () => {
  it('gets the requests of its group and version once it is available', () => {
    const { send, become } = serverWith([['example.com', 'v1']]);
    const path = '/apis/example.com/v1/namespaces/default/meters/a';
    const unavailable = send('GET', path);
    assert.deepEqual([unavailable.code, unavailable.contentType], [503, 'text/plain']);
    become('v1.example.com', 'True');
    assert.deepEqual(send('GET', path).body, { asked: `GET ${path}` });
    assert.deepEqual(send('DELETE', path).body, { asked: `DELETE ${path}` });
    become('v1.example.com', 'False');
    assert.equal(send('GET', path).code, 503);
    assert.equal(send('GET', '/apis/example.com/v2/meters').code, 404);
  });

  it('is unavailable where nobody answers behind its Service', () => {
    const { send, become } = serverWith([['example.com', 'v1', { service: { ...service, port: 8443 } }]]);
    become('v1.example.com', 'True');
    assert.equal(send('GET', '/apis/example.com/v1/meters').code, 503);
  });

  it('is listed by its own server', () => {
    const { send, become } = serverWith([['example.com', 'v1']]);
    become('v1.example.com', 'True');
    const list = send('GET', '/apis/example.com/v1').body as { groupVersion: string; resources: { name: string }[] };
    assert.equal(list.groupVersion, 'example.com/v1');
    assert.deepEqual(
      list.resources.map(({ name }) => name),
      ['meters', 'pods/speed'],
    );
    assert.equal(send('POST', '/apis/example.com/v1', {}).code, 405);
  });

  it('stands in discovery, stale while its server is away', () => {
    const { send, become } = serverWith([['example.com', 'v1']]);
    const names = () => (send('GET', '/apis').body as { groups: { name: string }[] }).groups.map(({ name }) => name);
    assert.equal(names().at(-1), 'example.com');
    assert.deepEqual(discovered(send('GET', '/apis', undefined, asAggregated), 'example.com'), [
      { version: 'v1', freshness: 'Stale', resources: [] },
    ]);
    become('v1.example.com', 'True');
    const [version] = discovered(send('GET', '/apis', undefined, asAggregated), 'example.com') ?? [];
    assert.equal(version?.freshness, 'Current');
    // A part whose whole is not listed makes that appear, without verbs.
    assert.deepEqual(version?.resources.slice(1), [
      {
        resource: 'pods',
        responseKind: { group: '', version: '', kind: '' },
        scope: 'Namespaced',
        singularResource: '',
        verbs: [],
        subresources: [
          {
            subresource: 'speed',
            responseKind: { group: 'example.com', version: 'v1', kind: 'MetricValueList' },
            verbs: ['get'],
          },
        ],
      },
    ]);
    assert.ok((send('GET', '/').body as { paths: string[] }).paths.includes('/apis/example.com/v1'));
    send('DELETE', `${servicesPath}/v1.example.com`);
    assert.equal(names().includes('example.com'), false);
    assert.equal(statusIn(send('GET', '/apis/example.com')).code, 404);
  });

  it('comes after those of the server itself, by its priorities', () => {
    const { send } = serverWith([
      ['b.example.com', 'v1beta1', { versionPriority: 10 }],
      ['b.example.com', 'v1', { versionPriority: 20 }],
      ['c.example.com', 'v1', { groupPriorityMinimum: 200 }],
      ['a.example.com', 'v1'],
    ]);
    const { groups } = send('GET', '/apis').body as {
      groups: { name: string; preferredVersion: { version: string }; versions: { version: string }[] }[];
    };
    const last = groups.slice(-3);
    assert.deepEqual(
      last.map(({ name }) => name),
      ['c.example.com', 'a.example.com', 'b.example.com'],
    );
    assert.deepEqual(last[2]?.preferredVersion.version, 'v1');
    assert.deepEqual(last[2]?.versions.length, 2);
  });

  it('cannot take the place of what the server serves itself', () => {
    const { send, become } = serverWith([['apps', 'v1']]);
    become('v1.apps', 'True');
    assert.equal((send('GET', '/apis/apps/v1/deployments').body as { kind: string }).kind, 'DeploymentList');
  });

  it('of the server itself is always there', () => {
    const { send } = serverWith([]);
    const { service: _, ...spec } = registration('example.com', 'v1').spec;
    const made = send('POST', servicesPath, { ...registration('example.com', 'v1'), spec });
    const { status } = made.body as APIService;
    assert.equal(status?.conditions?.[0]?.message, 'Local APIServices are always available');
    assert.equal(send('GET', '/apis/example.com/v1/meters').code, 404);
  });
});
