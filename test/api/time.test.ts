import assert from 'node:assert/strict';
import { formatDuration, formatTime, parseTime, timeProblem } from '../../src/api/time.ts';

describe('times', () => {
  it('are whole seconds of RFC 3339', () => {
    assert.equal(formatTime(1_795_363_200_999), '2026-11-22T16:00:00Z');
    assert.equal(parseTime('2026-11-22T17:00:00.5+01:00'), 1_795_363_200_500);
    assert.equal(parseTime('2026-02-30T00:00:00Z'), undefined);
    assert.equal(timeProblem('2026-02-30T00:00:00Z', 'time'), 'parsing time "2026-02-30T00:00:00Z": day out of range');
  });

  it('make ages as kubectl prints them', () => {
    const ages: [number, string][] = [
      [-5, '<invalid>'],
      [-1, '0s'],
      [5, '5s'],
      [119, '119s'],
      [123, '2m3s'],
      [600, '10m'],
      [3 * 3600, '3h'],
      [7 * 3600 + 60, '7h1m'],
      [47 * 3600, '47h'],
      [48 * 3600, '2d'],
      [50 * 3600, '2d2h'],
      [10 * 86400, '10d'],
      [800 * 86400, '2y70d'],
      [3000 * 86400, '8y'],
    ];
    for (const [seconds, text] of ages) assert.equal(formatDuration(seconds * 1000), text);
  });
});
