import assert from 'node:assert/strict';
import { nearestName } from '../../src/api/didYouMean.ts';

const fields = ['name', 'image', 'restartPolicy', 'volumeMounts', 'volumeDevices', 'env', 'envFrom', 'args'];

describe('did you mean', () => {
  for (const [written, meant] of [
    ['restartpolicy', 'restartPolicy'],
    ['volumeMount', 'volumeMounts'],
    ['imgae', 'image'],
    ['nmae', 'name'],
    ['arg', 'args'],
    ['envfrom', 'envFrom'],
    ['frobnicate', undefined],
    ['x', undefined],
    ['y'.repeat(1000), undefined],
  ] as const) {
    it(`${written.slice(0, 20)} → ${meant}`, () => assert.equal(nearestName(written, fields), meant));
  }
});
