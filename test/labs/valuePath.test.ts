import assert from 'node:assert/strict';
import { parseValuePath, valuesAt } from '../../src/labs/valuePath.ts';

const pod = {
  metadata: { labels: { 'app.kubernetes.io/name': 'web' } },
  spec: { containers: [{ name: 'app', ports: [{ containerPort: 80 }] }, { name: 'other' }] },
};

function at(path: string): unknown[] | undefined {
  const parsed = parseValuePath(path);
  return parsed && valuesAt(pod, parsed);
}

describe('a path in a check', () => {
  it('leads to fields, items, all items, and items by a field', () => {
    assert.deepEqual(at(''), [pod]);
    assert.deepEqual(at('spec.containers[1].name'), ['other']);
    assert.deepEqual(at('spec.containers[*].name'), ['app', 'other']);
    assert.deepEqual(at('spec.containers[name=app].ports[*].containerPort'), [80]);
    assert.deepEqual(at("metadata.labels['app.kubernetes.io/name']"), ['web']);
  });

  it('leads nowhere where something is missing, or only inherited', () => {
    for (const path of ['spec.volumes[*].name', 'spec.containers[7]', 'spec.toString', 'constructor', '__proto__.x']) {
      assert.deepEqual(at(path), [], path);
    }
  });

  it('is refused when it is none', () => {
    for (const path of ['.a', 'a..b', 'a[', 'a]', 'a[name=]', 'a.[0]', 'a.']) assert.equal(at(path), undefined, path);
  });
});
