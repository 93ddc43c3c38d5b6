import { Random } from '../../src/simulation/random.ts';
import { Timeline } from '../../src/simulation/timeline.ts';
import { bench, perSecond } from './benchmark.ts';

const timers = 100_000;

bench('timeline: timers set at random times and run', 'per second', () => {
  const timeline = new Timeline();
  const random = new Random(1);
  let ran = 0;
  return perSecond(timers, () => {
    for (let i = 0; i < timers; i += 1) {
      timeline.after(random.integer(0, 60_000), () => {
        ran += 1;
      });
    }
    timeline.advanceTo(60_000);
    if (ran !== timers) throw new Error(`${ran} of ${timers} timers ran`);
  });
});

bench('timeline: heartbeats of 100 loops', 'per second', () => {
  const timeline = new Timeline();
  for (let i = 0; i < 100; i += 1) timeline.every(1000, () => {});
  return perSecond(timers, () => timeline.advanceTo((timers / 100) * 1000));
});
