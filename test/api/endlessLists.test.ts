import assert from 'node:assert/strict';
import { reviewCreate } from '../../src/api/review.ts';

const options = { fieldValidation: 'Strict', namespace: 'default' } as const;

/** So many of the same, or one of each number. */
function times<T>(count: number, item: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

function pod(spec: object): unknown {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
}

// Each of these took minutes or all of the memory: two by two of many, or a long text for each of many.
describe('objects with endless lists are reviewed within bounds', () => {
  it('a port that thousands of containers claim is told of some of them', () => {
    const containers = times(3_000, (index) => ({ name: `c${index}`, image: 'nginx', ports: [{ containerPort: 80 }] }));
    const { fieldErrors, warnings } = reviewCreate(pod({ containers }), options);
    assert.deepEqual(fieldErrors, []);
    assert.ok(warnings.length >= 1_000 && warnings.length < 5_000, `${warnings.length} warnings`);
    assert.match(
      warnings[0] ?? '',
      /^spec\.containers\[1\]\.ports\[0\]: duplicate port definition with spec\.containers\[0\]/,
    );
  });

  it('thousands of values of the wrong type leave the other errors that have nothing to do with them', () => {
    const limits = Object.fromEntries(times(10_000, (index) => [`example.com/r${index}`, 'much']));
    const containers = [{ name: 'App', image: 'nginx', resources: { limits } }];
    const { fieldErrors, decodeProblems } = reviewCreate(pod({ containers }), options);
    assert.equal(decodeProblems.length, 10_000);
    assert.deepEqual(
      fieldErrors.filter(({ type }) => type === 'FieldValueInvalid').map(({ path }) => path.join('.')),
      ['spec.containers.0.name'],
    );
  });

  it('a topology that a StorageClass names thousands of times is a duplicate each time, up to a bound', () => {
    const term = { matchLabelExpressions: [{ key: 'zone', values: ['b', 'a'] }] };
    const other = { matchLabelExpressions: [{ key: 'zone', values: ['a', 'b'] }] };
    const reviewOf = (allowedTopologies: object[]) =>
      reviewCreate(
        {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'StorageClass',
          metadata: { name: 's' },
          provisioner: 'a.b/c',
          allowedTopologies,
        },
        options,
      ).fieldErrors.length;
    assert.equal(reviewOf([term, other, term]), 3);
    assert.equal(reviewOf(times(10_000, () => term)), 10_000);
  });
});
