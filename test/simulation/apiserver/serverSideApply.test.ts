import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Pod } from '../../../src/api/generated/objects.ts';
import type { Stored } from '../../../src/api/objects.ts';
import { configMapsPath, makeServer, objectIn, podManifest, podsPath, statusIn } from './harness.ts';

const applyPatch = (manager: string, more: Record<string, string> = {}) => ({
  contentType: 'application/apply-patch+yaml',
  query: { fieldManager: manager, ...more },
});

function podWith(...containers: object[]) {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } };
}

const app = { name: 'app', image: 'busybox:1.36' };

function configMap(data: Record<string, string>, metadata: object = {}) {
  const some = Object.keys(data).length > 0 ? { data } : {};
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', ...metadata }, ...some };
}

function managersOf(object: Stored): string[] {
  return (object.metadata.managedFields ?? []).map(({ manager, operation }) => `${manager} ${operation}`);
}

describe('server-side apply', () => {
  it('creates what is not there, and tells who set what', () => {
    const { send } = makeServer();
    const response = send(
      'PATCH',
      `${podsPath}/web`,
      podWith({ ...app, ports: [{ containerPort: 80 }] }),
      applyPatch('me'),
    );
    assert.equal(response.code, 201, JSON.stringify(response.body));
    assert.deepEqual(objectIn(response).metadata.managedFields, [
      {
        manager: 'me',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2026-01-01T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:spec': {
            'f:containers': {
              'k:{"name":"app"}': {
                '.': {},
                'f:image': {},
                'f:name': {},
                'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } },
              },
            },
          },
        },
      },
    ]);
  });

  it('needs a manager, the right version and no managed fields', () => {
    const { send } = makeServer();
    const path = `${configMapsPath}/a`;
    const contentType = 'application/apply-patch+yaml';
    assert.equal(
      statusIn(send('PATCH', path, configMap({}), { contentType })).message,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
    assert.equal(
      statusIn(send('PATCH', path, { ...configMap({}), apiVersion: 'v2' }, applyPatch('me'))).message,
      'Incorrect version specified in apply patch. Specified patch version: v2, expected: v1',
    );
    assert.equal(
      statusIn(send('PATCH', path, configMap({}, { managedFields: [{}] }), applyPatch('me'))).message,
      'metadata.managedFields must be nil',
    );
    const merge = { contentType: 'application/merge-patch+json', query: { force: 'true' } };
    assert.equal(
      statusIn(send('PATCH', path, {}, merge)).message,
      'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    );
  });

  it('says what does not fit the schema', () => {
    const { send } = makeServer();
    const failure = statusIn(send('PATCH', `${podsPath}/web`, podWith({ ...app, imagee: 'x' }), applyPatch('me')));
    assert.equal(failure.code, 500);
    assert.equal(
      failure.message,
      'failed to create typed patch object (default/web; /v1, Kind=Pod): .spec.containers[name="app"].imagee: field not declared in schema',
    );
    assert.equal(
      statusIn(send('PATCH', `${podsPath}/web`, podWith({ image: 'x' }), applyPatch('me'))).message,
      'failed to create typed patch object (default/web; /v1, Kind=Pod): .spec.containers: element 0: associative list with keys has an element that omits key field "name" (and doesn\'t have default value)',
    );
  });

  it('refuses to take a field from another manager, unless it is forced', () => {
    const { send } = makeServer();
    send('POST', podsPath, podManifest('web'), { query: { fieldManager: 'kubectl-client-side-apply' } });
    const other = podWith({ name: 'app', image: 'busybox:1.37' });
    const refused = statusIn(send('PATCH', `${podsPath}/web`, other, applyPatch('kubectl')));
    assert.equal(refused.code, 409);
    assert.equal(
      refused.message,
      'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1: .spec.containers[name="app"].image',
    );
    assert.deepEqual(refused.details, {
      causes: [
        {
          reason: 'FieldManagerConflict',
          message: 'conflict with "kubectl-client-side-apply" using v1',
          field: '.spec.containers[name="app"].image',
        },
      ],
    });
    const forced = send('PATCH', `${podsPath}/web`, other, applyPatch('kubectl', { force: 'true' }));
    assert.equal(forced.code, 200);
    const pod = objectIn(forced) as Stored<Pod>;
    assert.equal(pod.spec?.containers[0]?.image, 'busybox:1.37');
    assert.deepEqual(managersOf(pod), ['kubectl Apply', 'kubectl-client-side-apply Update']);
    assert.equal(JSON.stringify(pod.metadata.managedFields?.[1]).includes('f:image"'), false);
  });

  it('names all conflicts, manager by manager', () => {
    const { send } = makeServer();
    send('PATCH', `${configMapsPath}/a`, configMap({ x: '1', y: '1' }), applyPatch('one'));
    send('PATCH', `${configMapsPath}/a`, configMap({ z: '1' }), applyPatch('two'));
    const refused = statusIn(
      send('PATCH', `${configMapsPath}/a`, configMap({ x: '2', y: '2', z: '2' }), applyPatch('three')),
    );
    assert.equal(
      refused.message,
      'Apply failed with 3 conflicts: conflicts with "one":\n- .data.x\n- .data.y\nconflicts with "two":\n- .data.z',
    );
  });

  it('shares a field that both want alike, and keeps it until nobody wants it', () => {
    const { send } = makeServer();
    const path = `${configMapsPath}/a`;
    send('PATCH', path, configMap({ x: '1', y: '1' }), applyPatch('one'));
    assert.equal(send('PATCH', path, configMap({ x: '1' }), applyPatch('two')).code, 200);
    const kept = objectIn(send('PATCH', path, configMap({}), applyPatch('one'))) as Stored & { data?: object };
    assert.deepEqual(kept.data, { x: '1' });
    const gone = objectIn(send('PATCH', path, configMap({}), applyPatch('two'))) as Stored & { data?: object };
    assert.equal(gone.data, undefined);
  });

  it('removes an element of a list with its defaults, and leaves the elements of others', () => {
    const { send } = makeServer();
    const path = `${podsPath}/web`;
    const configuration = (finalizers: string[]) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', finalizers },
      spec: { containers: [app] },
    });
    send('PATCH', path, configuration(['a.b/x', 'a.b/y']), applyPatch('one'));
    send('PATCH', path, configuration(['a.b/z']), applyPatch('two'));
    const after = objectIn(send('PATCH', path, configuration(['a.b/y']), applyPatch('one')));
    assert.deepEqual(after.metadata.finalizers, ['a.b/y', 'a.b/z']);
  });

  it('replaces a list that is one whole', () => {
    const { send } = makeServer();
    const path = '/api/v1/namespaces/default/serviceaccounts/robot';
    const account = (...names: string[]) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'robot' },
      imagePullSecrets: names.map((name) => ({ name })),
    });
    send('PATCH', path, account('a', 'b'), applyPatch('one'));
    assert.match(
      statusIn(send('PATCH', path, account('c'), applyPatch('two'))).message ?? '',
      /conflict with "one": \.imagePullSecrets$/,
    );
    const forced = objectIn(send('PATCH', path, account('c'), applyPatch('two', { force: 'true' })));
    assert.deepEqual((forced as unknown as { imagePullSecrets: object[] }).imagePullSecrets, [{ name: 'c' }]);
    assert.deepEqual(managersOf(forced), ['two Apply']);
  });

  it('keeps the status to its own door', () => {
    const { send } = makeServer();
    send('PATCH', `${podsPath}/web`, podWith(app), applyPatch('me'));
    const status = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, status: { message: 'hello' } };
    const after = objectIn(send('PATCH', `${podsPath}/web/status`, status, applyPatch('keeper'))) as Stored<Pod>;
    assert.equal(after.status?.message, 'hello');
    assert.equal(after.status?.phase, 'Pending');
    const entry = after.metadata.managedFields?.find(({ manager }) => manager === 'keeper');
    assert.equal(entry?.subresource, 'status');
    assert.deepEqual(entry?.fieldsV1, { 'f:status': { 'f:message': {} } });
  });

  it('goes on from an object that kubectl applied before', () => {
    const { send } = makeServer();
    send('POST', configMapsPath, configMap({ x: '1' }), { query: { fieldManager: 'kubectl-client-side-apply' } });
    const patch = [
      {
        op: 'replace',
        path: '/metadata/managedFields',
        value: [{ ...entryOf('kubectl', 'Apply'), fieldsV1: { 'f:data': { 'f:x': {} } } }],
      },
    ];
    const more = { contentType: 'application/json-patch+json' };
    const migrated = objectIn(send('PATCH', `${configMapsPath}/a`, patch, more));
    assert.deepEqual(managersOf(migrated), ['kubectl Apply']);
    const after = objectIn(send('PATCH', `${configMapsPath}/a`, configMap({ y: '1' }), applyPatch('kubectl')));
    assert.deepEqual((after as unknown as { data: object }).data, { y: '1' });
  });

  it('with dryRun shows the outcome and keeps nothing', () => {
    const { send } = makeServer();
    const dry = send('PATCH', `${configMapsPath}/a`, configMap({ x: '1' }), applyPatch('me', { dryRun: 'All' }));
    assert.equal(dry.code, 201);
    assert.equal(send('GET', `${configMapsPath}/a`).code, 404);
  });

  it('is idempotent, and takes out exactly what is no longer applied', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const data = fc.dictionary(key, fc.constantFrom('1', '2'));
    fc.assert(
      fc.property(data, data, data, (others, first, second) => {
        const { send } = makeServer();
        send('POST', configMapsPath, configMap(others), { query: { fieldManager: 'other' } });
        const path = `${configMapsPath}/a`;
        const force = applyPatch('me', { force: 'true' });
        send('PATCH', path, configMap(first), force);
        const once = objectIn(send('PATCH', path, configMap(second), force)) as Stored & { data?: object };
        const twice = objectIn(send('PATCH', path, configMap(second), force));
        assert.deepEqual(twice, once);
        // What differed came to me and went with me; what agreed is still the other's.
        const stays = Object.entries(others).filter(([name, value]) => (first[name] ?? value) === value);
        assert.deepEqual(once.data ?? {}, { ...Object.fromEntries(stays), ...second });
      }),
      { numRuns: 200 },
    );
  });
});

function entryOf(manager: string, operation: string) {
  return { manager, operation, apiVersion: 'v1', time: '2026-01-01T00:00:00Z', fieldsType: 'FieldsV1' };
}

describe('managed fields of other writes', () => {
  it('follow create, update and patch, and take the name from the client', () => {
    const { send } = makeServer();
    const userAgent = 'curl/8.0';
    send('POST', configMapsPath, configMap({ x: '1', y: '1' }), { userAgent });
    const merge = { contentType: 'application/merge-patch+json', userAgent: 'other/1' };
    const after = objectIn(send('PATCH', `${configMapsPath}/a`, { data: { x: '2', y: null } }, merge));
    assert.deepEqual(
      (after.metadata.managedFields ?? []).map(({ manager, fieldsV1 }) => [manager, fieldsV1]),
      [
        ['curl', { 'f:data': {} }],
        ['other', { 'f:data': { 'f:x': {} } }],
      ],
    );
  });

  it('are taken away by one empty entry', () => {
    const { send } = makeServer();
    send('POST', configMapsPath, configMap({ x: '1' }));
    const merge = { contentType: 'application/merge-patch+json' };
    const after = objectIn(send('PATCH', `${configMapsPath}/a`, { metadata: { managedFields: [{}] } }, merge));
    assert.equal(after.metadata.managedFields, undefined);
    const applied = objectIn(send('PATCH', `${configMapsPath}/a`, configMap({ y: '1' }), applyPatch('me')));
    assert.deepEqual(managersOf(applied), ['me Apply', 'before-first-apply Update']);
  });
});
