import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sameJson } from '../../../src/simulation/apiserver/equality.ts';
import { applyJsonPatch, applyMergePatch } from '../../../src/simulation/apiserver/jsonPatch.ts';
import { applyStrategicMerge } from '../../../src/simulation/apiserver/strategicMerge.ts';

describe('merge patch', () => {
  // The examples of RFC 7396, appendix A.
  const examples: [unknown, unknown, unknown][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  it('does as the examples of its standard', () => {
    for (const [document, patch, wanted] of examples) assert.deepEqual(applyMergePatch(document, patch), wanted);
  });
});

describe('JSON patch', () => {
  // From RFC 6902, appendix A.
  const examples: [unknown, unknown[], unknown][] = [
    [{ foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
    [{ foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
    [{ foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['a'] }], { foo: ['bar', ['a']] }],
    [{ baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    [{ foo: ['a', 'b', 'c'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['a', 'c'] }],
    [{ baz: 'qux' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo' }],
    [{ foo: { a: 1 }, bar: {} }, [{ op: 'move', from: '/foo/a', path: '/bar/b' }], { foo: {}, bar: { b: 1 } }],
    [{ foo: ['a', 'b', 'c'] }, [{ op: 'move', from: '/foo/0', path: '/foo/2' }], { foo: ['b', 'c', 'a'] }],
    [{ '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
    [{ foo: 'bar' }, [{ op: 'copy', from: '/foo', path: '/baz' }], { foo: 'bar', baz: 'bar' }],
  ];
  it('does as the examples of its standard', () => {
    for (const [document, patch, wanted] of examples)
      assert.deepEqual(applyJsonPatch(document, patch), { value: wanted });
  });

  it('says why it does not fit, and never throws or grows without end', () => {
    assert.match(applyJsonPatch({}, [{ op: 'remove', path: '/a' }]).problem ?? '', /missing path: \/a/);
    assert.match(
      applyJsonPatch({ a: 1 }, [{ op: 'test', path: '/a', value: 2 }]).problem ?? '',
      /testing value \/a failed/,
    );
    const doubling = Array.from({ length: 40 }, (_, i) => ({ op: 'copy', from: '', path: `/a${i}` }));
    assert.match(applyJsonPatch({ a: 'x'.repeat(1000) }, doubling).problem ?? '', /too large/);
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (document, patch) => {
        applyJsonPatch(document, patch);
        applyMergePatch(document, patch);
      }),
    );
  });
});

describe('strategic merge patch', () => {
  const pod = {
    metadata: { name: 'web', labels: { app: 'web' }, finalizers: ['a'] },
    spec: {
      containers: [
        { name: 'app', image: 'a:1', env: [{ name: 'X', value: '1' }] },
        { name: 'log', image: 'b:1' },
      ],
      tolerations: [{ key: 'a' }],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
  };
  const merged = (patch: unknown) => {
    const { value, problem } = applyStrategicMerge(pod, patch, 'Pod');
    assert.equal(problem, undefined);
    return value as typeof pod;
  };

  it('merges lists by their key and replaces the others', () => {
    const after = merged({
      spec: {
        containers: [
          { name: 'log', image: 'b:2' },
          { name: 'new', image: 'c' },
        ],
        tolerations: [{ key: 'b' }],
      },
      metadata: { finalizers: ['b', 'a'] },
    });
    assert.deepEqual(
      after.spec.containers.map(({ name, image }) => `${name}=${image}`),
      ['app=a:1', 'log=b:2', 'new=c'],
    );
    assert.deepEqual(after.spec.containers[0], pod.spec.containers[0]);
    assert.deepEqual(after.spec.tolerations, [{ key: 'b' }]);
    // In the order of the patch (`normalizeElementOrder` of k8s.io/apimachinery/pkg/util/strategicpatch).
    assert.deepEqual(after.metadata.finalizers, ['b', 'a']);
  });

  it('obeys its directives', () => {
    const without = merged({ spec: { containers: [{ name: 'app', $patch: 'delete' }] } });
    assert.deepEqual(without.spec.containers, [pod.spec.containers[1]]);
    const only = merged({ spec: { containers: [{ $patch: 'replace' }, { name: 'x' }] } });
    assert.deepEqual(only.spec.containers, [{ name: 'x' }]);
    const retained = merged({
      spec: { volumes: [{ name: 'v', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/' } }] },
    });
    assert.deepEqual(retained.spec.volumes as unknown, [{ name: 'v', hostPath: { path: '/' } }]);
    const fewer = merged({ metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } });
    assert.deepEqual(fewer.metadata.finalizers, []);
    const order = [{ name: 'new' }, { name: 'log' }, { name: 'app' }];
    const ordered = merged({
      spec: { '$setElementOrder/containers': order, containers: [{ name: 'new', image: 'c' }] },
    });
    assert.deepEqual(
      ordered.spec.containers.map(({ name }) => name),
      ['new', 'log', 'app'],
    );
  });

  it('misses the key of an element', () => {
    const { problem = '' } = applyStrategicMerge(pod, { spec: { containers: [{ image: 'x' }] } }, 'Pod');
    assert.match(problem, /does not contain declared merge key: name/);
  });
});

describe('equality of JSON values', () => {
  it('agrees with itself after a round trip, whatever the order of fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.ok(sameJson(value, JSON.parse(JSON.stringify(value))));
      }),
    );
    assert.ok(sameJson({ a: 1, b: 2, c: undefined }, { b: 2, a: 1 }));
    assert.ok(!sameJson([1, 2], [2, 1]));
    assert.ok(!sameJson({}, []));
  });
});
