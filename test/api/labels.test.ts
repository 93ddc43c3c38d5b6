import assert from 'node:assert/strict';
import { formatSelector, matchesSelector } from '../../src/api/labels.ts';

describe("an object's selector", () => {
  it('selects nothing when there is none, everything when it is empty, nothing when it is wrong', () => {
    assert.equal(matchesSelector(undefined, { app: 'web' }), false);
    assert.equal(matchesSelector({}, undefined), true);
    assert.equal(matchesSelector({ matchExpressions: [{ key: 'app', operator: 'Is' }] }, { app: 'web' }), false);
    assert.equal(matchesSelector({ matchLabels: { app: 'web' } }, { app: 'web', tier: 'a' }), true);
  });

  it('does not take an inherited property for a label', () => {
    const selector = { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] };
    assert.equal(matchesSelector(selector, {}), false);
  });

  it('is printed as kubectl prints it', () => {
    const selector = {
      matchLabels: { b: '2', a: '1' },
      matchExpressions: [{ key: 'c', operator: 'In', values: ['y', 'x'] }],
    };
    assert.equal(formatSelector(selector), 'a=1,b=2,c in (x,y)');
    assert.equal(formatSelector(undefined), '<none>');
    assert.equal(formatSelector({}), '<none>');
  });
});
