import assert from 'node:assert/strict';
import { speedOf } from '../../src/vscode/clusterSpeed.ts';

describe('the speed in the settings', () => {
  it('is kept in its bounds, and is 1 where it is none', () => {
    const settings = [1, 60, 0.01, 1e9, Number.POSITIVE_INFINITY, 0, -5, Number.NaN, '10', undefined, null];
    assert.deepEqual(settings.map(speedOf), [1, 60, 0.1, 600, 600, 1, 1, 1, 1, 1, 1]);
  });
});
