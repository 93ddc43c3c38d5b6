import { deepEqual, equal } from 'node:assert/strict';
import { readFortioFlags } from '../../../../../src/simulation/containers/images/load/fortioFlags.ts';
import {
  FortioCounter,
  FortioHistogram,
} from '../../../../../src/simulation/containers/images/load/fortioHistogram.ts';
import {
  goDuration,
  goNumber,
  readGoDuration,
} from '../../../../../src/simulation/containers/images/load/goNumbers.ts';
import { rateAt, readStages } from '../../../../../src/simulation/containers/images/load/ratePlan.ts';

describe("Go's numbers", () => {
  it('are written as fmt does', () => {
    const cases: readonly (readonly [value: number, precision: number | undefined, text: string])[] = [
      [0, undefined, '0'],
      [0.000391494, undefined, '0.000391494'],
      [0.00001, undefined, '1e-05'],
      [0.0001, undefined, '0.0001'],
      [2731, undefined, '2731'],
      [2883584, undefined, '2.883584e+06'],
      [1_000_000, undefined, '1e+06'],
      [0.0063910061, 8, '0.0063910061'],
      [10_990_596, 8, '10990596'],
      [3_493_000, 4, '3.493e+06'],
      [512_825_243, 9, '512825243'],
      [19_750_373_600, 9, '1.97503736e+10'],
      [305.994, 5, '305.99'],
      [1000, 5, '1000'],
      [0.00039149433, 6, '0.000391494'],
      [8.8641667e-5, 8, '8.8641667e-05'],
      [100, 6, '100'],
      [0.5, 1, '0.5'],
    ];
    deepEqual(
      cases.map(([value, precision]) => goNumber(value, precision)),
      cases.map(([, , text]) => text),
    );
  });

  it('are spans of time, both ways', () => {
    deepEqual([0, 0.0002, 0.25, 65.360704, 5_003, 100_026.212379, 3_600_000, 5_445_500].map(goDuration), [
      '0s',
      '200ns',
      '250\xc2\xb5s',
      '65.360704ms',
      '5.003s',
      '1m40.026212379s',
      '1h0m0s',
      '1h30m45.5s',
    ]);
    deepEqual(['5s', '1h30m', '250ms', '0', '1m0.5s', '', '5', '5x', 's'].map(readGoDuration), [
      5_000,
      5_400_000,
      250,
      0,
      60_500,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

/** A histogram with so many values in the middle of each class, and with the given ends. */
function histogramOf(
  min: number,
  max: number,
  classes: readonly (readonly [from: number, to: number, count: number])[],
) {
  const histogram = new FortioHistogram(0, 0.001);
  for (const [index, [from, to, count]] of classes.entries()) {
    const ends = [...(index === 0 ? [min] : []), ...(index === classes.length - 1 ? [max] : [])];
    for (const end of ends.slice(0, count)) histogram.add(end);
    histogram.add((from + to) / 2, count - Math.min(count, ends.length));
  }
  return histogram;
}

describe("fortio's figures", () => {
  it('are those that the real one printed for the same values', () => {
    // A run of fortio 1.60.3: its classes with their counts, and its percentiles.
    const histogram = histogramOf(0.000391494, 0.013544634, [
      [0, 0.001, 3],
      [0.003, 0.004, 2],
      [0.004, 0.005, 1],
      [0.005, 0.006, 3],
      [0.006, 0.007, 4],
      [0.007, 0.008, 1],
      [0.008, 0.009, 1],
      [0.009, 0.01, 2],
      [0.011, 0.012, 1],
      [0.012, 0.014, 2],
    ]);
    const [, ...lines] = histogram.text('Aggregated Function Time', [50, 75, 90, 99, 99.9]).split('\n');
    deepEqual(lines, [
      '# range, mid point, percentile, count',
      '>= 0.000391494 <= 0.001 , 0.000695747 , 15.00, 3',
      '> 0.003 <= 0.004 , 0.0035 , 25.00, 2',
      '> 0.004 <= 0.005 , 0.0045 , 30.00, 1',
      '> 0.005 <= 0.006 , 0.0055 , 45.00, 3',
      '> 0.006 <= 0.007 , 0.0065 , 65.00, 4',
      '> 0.007 <= 0.008 , 0.0075 , 70.00, 1',
      '> 0.008 <= 0.009 , 0.0085 , 75.00, 1',
      '> 0.009 <= 0.01 , 0.0095 , 85.00, 2',
      '> 0.011 <= 0.012 , 0.0115 , 90.00, 1',
      '> 0.012 <= 0.0135446 , 0.0127723 , 100.00, 2',
      '# target 50% 0.00625',
      '# target 75% 0.009',
      '# target 90% 0.012',
      '# target 99% 0.0133902',
      '# target 99.9% 0.0135292',
      '',
    ]);
  });

  it('have a mean and a deviation', () => {
    const counter = new FortioCounter();
    for (const size of [241, 241, 283]) counter.add(size);
    equal(counter.line('Sizes'), 'Sizes : count 3 avg 255 +/- 19.8 min 241 max 283 sum 765\n');
    equal(new FortioHistogram(0, 0.001).text('Error cases', [50]), 'Error cases : no data\n');
  });

  it('count whole requests, and all of them, where a flow gave parts', () => {
    const histogram = new FortioHistogram(0, 0.001);
    for (let i = 0; i < 10; i++) {
      histogram.add(0.0005, 0.7);
      histogram.add(0.0015, 0.2);
      histogram.add(0.0025, 0.1);
    }
    const counts = histogram.text('t', []).match(/, \d+$/gm) ?? [];
    deepEqual(counts, [', 7', ', 2', ', 1']);
  });
});

describe("fortio's flags", () => {
  const read = (text: string) => readFortioFlags(text.split(' '));

  it('are read as Go reads them', () => {
    const flags = read('-qps 100 --c=16 -t 1m30s -H X-Test:1 -keepalive=false -timeout 500ms http://web/');
    if (typeof flags === 'string') throw new Error(flags);
    const { qps, connections, durationMs, headers, keepAlive, timeoutMs, targets, catchUp } = flags;
    deepEqual(
      { qps, connections, durationMs, headers, keepAlive, timeoutMs, targets, catchUp },
      {
        qps: 100,
        connections: 16,
        durationMs: 90_000,
        headers: [['X-Test', '1']],
        keepAlive: false,
        timeoutMs: 500,
        targets: ['http://web/'],
        catchUp: true,
      },
    );
  });

  it('that are wrong are named', () => {
    equal(read('-stages 1s:5 http://web'), 'flag provided but not defined: -stages');
    equal(read('-qps many http://web'), 'invalid value "many" for flag -qps: parse error');
    equal(read('-t soon http://web'), 'invalid value "soon" for flag -t: parse error');
    equal(read('-c'), 'flag needs an argument: -c');
  });
});

describe('Stages of a load', () => {
  it('are steps, ramps and spikes', () => {
    const stages = readStages('0s:10,10s:10,10s:30,0s:100,5s:100,0s:0');
    if (typeof stages === 'string') throw new Error(stages);
    deepEqual(
      [0, 9_999, 15_000, 19_999.9, 20_000, 24_999, 25_000, 99_000].map((ms) => Math.round(rateAt(stages, ms))),
      [10, 10, 20, 30, 100, 100, 0, 0],
    );
  });

  it('that cannot be read are told', () => {
    equal(readStages('10:10s'), '"10:10s" is no stage: write DURATION:RATE, such as 30s:100');
    equal(readStages('1s:999999'), '999999 requests per second are more than 100000');
    equal(readStages(Array(300).fill('1s:1').join()), 'more than 200 stages');
  });
});
