import assert from 'node:assert/strict';
import { fieldAt, hasType, typeSchema } from '../../src/api/schema.ts';

describe('the schema', () => {
  it('finds a field through lists and maps', () => {
    const restart = fieldAt('Pod', ['spec', 'initContainers', 0, 'restartPolicy']);
    assert.deepEqual(restart?.values, ['Always']);
    assert.match(restart?.doc ?? '', /sidecar/);
    const limit = fieldAt('Pod', ['spec', 'containers', 0, 'resources', 'limits', { key: 'cpu' }]);
    assert.deepEqual(limit?.type, { kind: 'quantity' });
    assert.deepEqual(fieldAt('Pod', ['spec', 'containers', 0])?.type, { kind: 'object', type: 'Container' });
    assert.equal(fieldAt('Pod', ['spec', 'container']), undefined);
    assert.equal(fieldAt('Pod', ['spec', 0]), undefined);
  });

  it('knows types and what they require', () => {
    assert.equal(hasType('Pod'), true);
    assert.equal(hasType('toString'), false);
    assert.equal(typeSchema('VolumeMount').fields.get('mountPath')?.required, true);
    assert.throws(() => typeSchema('Nothing'));
  });
});
