import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  differenceOf,
  type FieldSet,
  fieldSet,
  intersectionOf,
  pathsOf,
  readFieldSet,
  unionOf,
} from '../../../src/simulation/apiserver/fieldSet.ts';

const step = fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'v:"y"');
const set = fc
  .array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
  .map((paths) => paths.map(setOf).reduce(unionOf, undefined));

/** The set of one field. */
function setOf(path: readonly string[]): FieldSet | undefined {
  return path.reduceRight<FieldSet | undefined>(
    (below, each) => fieldSet('path', new Map([[each, below as FieldSet]])),
    fieldSet('member', new Map()),
  );
}

describe('sets of fields', () => {
  it('are sets of paths', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [inA, inB] = [new Set(pathsOf(a)), new Set(pathsOf(b))];
        const sorted = (paths: Iterable<string>) => [...paths].sort();
        assert.deepEqual(sorted(pathsOf(unionOf(a, b))), sorted(new Set([...inA, ...inB])));
        assert.deepEqual(sorted(pathsOf(differenceOf(a, b))), sorted([...inA].filter((path) => !inB.has(path))));
        assert.deepEqual(sorted(pathsOf(intersectionOf(a, b))), sorted([...inA].filter((path) => inB.has(path))));
      }),
    );
  });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(set, (a) => {
        assert.deepEqual(readFieldSet(JSON.parse(JSON.stringify(a ?? {}))), a);
      }),
    );
  });

  it('print paths as a real server does', () => {
    const fields = {
      'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:name': {} } }, 'f:a': {} },
    };
    assert.deepEqual(pathsOf(readFieldSet(fields)), [
      '.spec.a',
      '.spec.ports[port=80,protocol="TCP"]',
      '.spec.ports[port=80,protocol="TCP"].name',
    ]);
  });
});
