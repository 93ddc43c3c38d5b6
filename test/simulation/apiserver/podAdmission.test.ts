import assert from 'node:assert/strict';
import type { Pod, Service, Status } from '../../../src/api/generated/objects.ts';
import { makeServer } from './harness.ts';

const namespacePath = '/api/v1/namespaces/default';
const containers = [{ name: 'app', image: 'nginx:1' }];

describe('the admission of a Pod', () => {
  const makePod = (spec: object) => {
    const { send } = makeServer();
    const account = { metadata: { name: 'puller' }, imagePullSecrets: [{ name: 'registry' }] };
    assert.equal(send('POST', `${namespacePath}/serviceaccounts`, account).code, 201);
    return send('POST', `${namespacePath}/pods`, { metadata: { name: 'web' }, spec: { containers, ...spec } });
  };

  it("takes the account's secrets for pulling where the Pod has none", () => {
    const secretsOf = (spec: object) => (makePod(spec).body as Pod).spec?.imagePullSecrets;
    assert.deepEqual(secretsOf({ serviceAccountName: 'puller' }), [{ name: 'registry' }]);
    const imagePullSecrets = [{ name: 'own' }];
    assert.deepEqual(secretsOf({ serviceAccountName: 'puller', imagePullSecrets }), imagePullSecrets);
    assert.equal(secretsOf({}), undefined);
  });

  it('takes no overhead without a RuntimeClass', () => {
    const { code, body } = makePod({ overhead: { cpu: '100m' } });
    assert.equal(code, 403);
    assert.equal(
      (body as Status).message,
      'pods "web" is forbidden: pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    );
  });
});

describe('a Service that changes its type', () => {
  it('gives its address back only for a name outside', () => {
    const { send } = makeServer();
    const path = `${namespacePath}/services/web`;
    send('POST', `${namespacePath}/services`, { metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } });
    const patch = (spec: object) => send('PATCH', path, { spec }, { contentType: 'application/merge-patch+json' });
    const refusal = patch({ type: 'Foo' }).body as Status;
    assert.deepEqual(
      refusal.details?.causes?.map(({ field }) => field),
      ['spec.type'],
    );
    const outside = patch({ type: 'ExternalName', externalName: 'example.com' }).body as Service;
    assert.equal(outside.spec?.clusterIP, undefined);
  });
});
