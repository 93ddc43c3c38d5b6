import assert from 'node:assert/strict';
import { makeServer } from './harness.ts';

interface Named {
  readonly name: string;
  readonly storageVersionHash?: string;
}

describe('discovery and OpenAPI', () => {
  it('list resources with their hashes, plain and aggregated', () => {
    const { send } = makeServer();
    const { resources } = send('GET', '/api/v1').body as { resources: Named[] };
    assert.equal(resources.find(({ name }) => name === 'pods')?.storageVersionHash, 'xPOwRZ+Yhw8=');
    assert.equal(resources.find(({ name }) => name === 'services')?.storageVersionHash, '0/CO1lhkEBI=');
    const accept =
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';
    const aggregated = send('GET', '/apis', undefined, { accept }).body as { apiVersion: string; items: unknown[] };
    assert.equal(aggregated.apiVersion, 'apidiscovery.k8s.io/v2');
    const older = send('GET', '/apis', undefined, { accept: accept.split(',').slice(1).join(',') });
    assert.equal((older.body as { apiVersion: string }).apiVersion, 'apidiscovery.k8s.io/v2beta1');
    assert.equal((send('GET', '/apis').body as { kind: string }).kind, 'APIGroupList');
    assert.equal((send('GET', '/apis/apps').body as { kind: string }).kind, 'APIGroup');
    assert.equal(send('GET', '/apis/nothing').code, 404);
    assert.equal(send('POST', '/version', {}).code, 405);
  });

  it('document every type that they refer to, and what apply needs', () => {
    const { send } = makeServer();
    const { paths } = send('GET', '/openapi/v3').body as { paths: Record<string, { serverRelativeURL: string }> };
    for (const [path, { serverRelativeURL }] of Object.entries(paths)) {
      assert.match(serverRelativeURL, new RegExp(`^/openapi/v3/${path}\\?hash=[0-9A-F]{32}$`));
      const document = send('GET', `/openapi/v3/${path}`).body as { components: { schemas: object } };
      for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
        assert.ok(Object.hasOwn(document.components.schemas, name as string), `${path} lacks ${name}`);
      }
    }
    const core = JSON.stringify(send('GET', '/openapi/v3/api/v1').body);
    assert.match(core, /"x-kubernetes-patch-merge-key":"name"/);
    assert.match(core, /"x-kubernetes-patch-strategy":"merge,retainKeys"/);
    assert.match(core, /"x-kubernetes-list-map-keys":\["containerPort","protocol"\]/);
  });
});

describe('bodies', () => {
  const path = '/api/v1/namespaces/default/configmaps';
  const strict = { query: { fieldValidation: 'Strict' } };
  const message = (response: { body: unknown }) => (response.body as { message?: string }).message;

  it('are read strictly where that is asked, as JSON and as YAML', () => {
    const { send } = makeServer();
    const twice = '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"},"data":{"x":"1","x":"2"},"foo":1}';
    assert.equal(
      message(send('POST', path, twice, strict)),
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "data.x", unknown field "foo"',
    );
    assert.deepEqual(send('POST', path, twice).warnings, ['duplicate field "data.x"', 'unknown field "foo"']);
    const yaml = 'kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: b\ndata:\n  x: a\n  x: b\n';
    assert.equal(
      message(send('POST', path, yaml, { ...strict, contentType: 'application/yaml' })),
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: yaml: unmarshal errors:\n  line 7: key "x" already set in map',
    );
  });

  it('that cannot be read are refused in the words of a real server', () => {
    const { send } = makeServer();
    assert.equal(
      message(send('POST', path, '{"kind": x}')),
      `the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character 'x' looking for beginning of value ({"kind": x})`,
    );
    assert.equal(
      message(send('POST', path, '')),
      `the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)`,
    );
    const other = send('POST', path, 'x', { contentType: 'text/plain' });
    assert.equal(other.code, 415);
    assert.match(message(other) ?? '', /accepted media types include: application\/json, application\/yaml/);
  });

  it('of patches are shown in what is said of them', () => {
    const { send } = makeServer();
    send('POST', path, { metadata: { name: 'a' }, data: { x: '1' } });
    const strategic = { contentType: 'application/strategic-merge-patch+json', ...strict };
    assert.equal(
      message(send('PATCH', `${path}/a`, '{"foo":1}', strategic)),
      ' "" is invalid: patch: Invalid value: "map[foo:1]": strict decoding error: unknown field "foo"',
    );
    assert.equal(
      message(send('PATCH', `${path}/a`, '{"data":{"x":1}}', strategic)),
      ' "" is invalid: patch: Invalid value: "map[data:map[x:1]]": cannot convert int64 to string',
    );
    assert.equal(message(send('PATCH', `${path}/a`, '{"data":', strategic)), 'unexpected end of JSON input');
    const json = { contentType: 'application/json-patch+json' };
    assert.equal(
      message(send('PATCH', `${path}/a`, '{}', json)),
      'error decoding patch: json: cannot unmarshal object into Go value of type []interface {}',
    );
  });

  it('versions of lists are minded', () => {
    const { send, server } = makeServer();
    const before = String(server.store.revision);
    send('POST', path, { metadata: { name: 'a' } });
    const list = (query: Record<string, string>) => send('GET', path, undefined, { query });
    const exact = list({ resourceVersion: before, resourceVersionMatch: 'Exact' });
    assert.equal((exact.body as { metadata: { resourceVersion: string } }).metadata.resourceVersion, before);
    assert.equal(list({ resourceVersionMatch: 'Exact' }).code, 422);
    assert.equal(list({ resourceVersion: '999999' }).code, 504);
  });
});
