import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type AutoscalerDiagram, autoscalerDiagram } from '../../../src/diagrams/autoscaling/autoscalerDiagram.ts';
import type { AutoscalerSight } from '../../../src/diagrams/autoscaling/autoscalerSight.ts';
import { autoscalerText } from '../../../src/diagrams/autoscaling/autoscalerText.ts';
import { hostileNames } from '../hostileNames.ts';
import { everyItem, outlineText } from '../outlineText.ts';
import { anyAutoscaler, hostileAutoscaler } from './hostileAutoscalers.ts';
import { look, sampleAutoscalers, startMs } from './sampleAutoscalers.ts';

/** A diagram as golden files hold it. */
function goldenText({ chart, table, calculation }: AutoscalerDiagram): string {
  const { panels, ...frame } = chart;
  const drawn = panels.map(
    ({ title, unit, times, lines }) =>
      `${title} (${unit}) at ${times.join(' ')}\n${lines.map(({ name, role, values }) => `  ${name} [${role}]: ${values.join(' ')}\n`).join('')}`,
  );
  const rows = [table.columns, ...table.rows.map(({ cells }) => cells)].map((cells) => `| ${cells.join(' | ')} |\n`);
  return `${JSON.stringify(frame)}\n${drawn.join('')}\n${rows.join('')}\n${calculation.title}\n${outlineText(calculation.outline)}`;
}

const words = (diagram: AutoscalerDiagram) => outlineText(diagram.calculation.outline);

describe('autoscalerDiagram', () => {
  for (const [name, sight] of Object.entries(sampleAutoscalers)) {
    it(`draws ${name} as the golden file says`, () => {
      const file = path.join(import.meta.dirname, `${name}.golden.txt`);
      const actual = goldenText(autoscalerDiagram(sight));
      if (process.env.UPDATE || !existsSync(file)) writeFileSync(file, actual);
      assert.equal(actual, readFileSync(file, 'utf8'));
    });
  }

  it('explains the newest look, the one nearest to a time, or the last that came to a size', () => {
    const sight = sampleAutoscalers.walkthrough;
    const newest = autoscalerDiagram(sight);
    assert.equal(newest.calculation.title, 'At 00:03:00: why 7?');
    assert.equal(newest.calculation.laterMs, undefined);
    const earlier = autoscalerDiagram(sight, { timeMs: newest.calculation.earlierMs ?? 0 });
    assert.equal(earlier.calculation.title, 'At 00:02:45: why 7?');
    assert.equal(earlier.calculation.laterMs, startMs + 180_000);
    assert.equal(earlier.chart.chosenSeconds, 165);
    const four = autoscalerDiagram(sight, { replicas: 4 });
    assert.equal(four.calculation.title, 'At 00:01:15: why 4?');
    assert.match(words(four), /cpu resource utilization .*: 5 × 1 = 5, rounded up: 5\./);
    assert.match(words(four), /One step goes to twice the size at most, or to 4: to 4\./);
    assert.equal(autoscalerDiagram(sight, { replicas: 99 }).calculation.title, newest.calculation.title);
    assert.equal(autoscalerDiagram(sight, { timeMs: 7 }).calculation.title, 'At 00:00:30: why 1?');
    assert.equal(autoscalerDiagram(sight, { timeMs: startMs + 80_000 }).calculation.title, 'At 00:01:15: why 4?');
  });

  it('tells each look that has something new, and those in a row that have not together', () => {
    const { rows } = autoscalerDiagram(sampleAutoscalers.walkthrough).table;
    assert.equal(rows.at(-1)?.cells[0], '00:00:30 to 00:01:00 (3 looks)');
    const same = Array.from({ length: 200 }, (_, index) => look(index * 15, { currentReplicas: 2, replicas: 2 }));
    const { table } = autoscalerDiagram({ ...sampleAutoscalers.young, records: same });
    assert.deepEqual(
      table.rows.map(({ cells }) => cells[0]),
      ['00:00:00 to 00:49:45 (200 looks)'],
    );
    const changing = Array.from({ length: 200 }, (_, index) =>
      look(index * 15, { currentReplicas: index, replicas: index + 1, outcome: 'scaled' }),
    );
    const long = autoscalerDiagram({ ...sampleAutoscalers.young, records: changing }).table;
    assert.equal(long.rows.length + long.left, 200);
  });

  it('has a value for each time of each panel, and rising times within the chart', () => {
    for (const sight of Object.values(sampleAutoscalers)) {
      const { panels, fromSeconds, toSeconds } = autoscalerDiagram(sight).chart;
      for (const { times, lines } of panels) {
        for (const { values } of lines) assert.equal(values.length, times.length);
        assert.deepEqual(
          times,
          times.toSorted((a, b) => a - b),
        );
        assert.ok(times.every((time) => time >= fromSeconds && time <= toSeconds));
      }
    }
  });

  it('draws the loads that its own Pods got, where their time is known', () => {
    const titles = (sight: AutoscalerSight) => autoscalerDiagram(sight).chart.panels.map(({ title }) => title);
    assert.deepEqual(
      titles(sampleAutoscalers.walkthrough).filter((title) => title.startsWith('Load')),
      ['Load: requests per second to http://php-apache/'],
    );
    const { startMs: _start, ...timeless } = sampleAutoscalers.walkthrough;
    assert.deepEqual(
      titles(timeless).filter((title) => title.startsWith('Load')),
      [],
    );
  });

  it('copies as a table and a calculation in plain text', () => {
    const text = autoscalerText(autoscalerDiagram(sampleAutoscalers.walkthrough));
    assert.match(text, /^Time\tRequests answered per second\t/);
    assert.match(text, /\n\nAt 00:03:00: why 7\?\n- Deployment php-apache: stays at 7\n {2}- /);
  });

  it('never fails, whatever the objects and records say, and keeps every text on its line', () => {
    fc.assert(
      fc.property(
        anyAutoscaler,
        fc.record({ timeMs: fc.integer(), replicas: fc.nat(9) }, { requiredKeys: [] }),
        (sight, chosen) => {
          const diagram = autoscalerDiagram(sight, chosen);
          for (const { text, said } of everyItem(diagram.calculation.outline)) {
            assert.equal(typeof text, 'string');
            assert.doesNotMatch(text + (said ?? ''), /[\n\r\u2028]/);
          }
          for (const { cells } of diagram.table.rows) {
            assert.equal(cells.length, diagram.table.columns.length);
            assert.doesNotMatch(cells.join(''), /[\n\r\t\u2028]/);
          }
          for (const { times, lines } of diagram.chart.panels) {
            for (const { values } of lines) assert.equal(values.length, times.length);
            for (const number of [...times, ...lines.flatMap(({ values }) => values)]) {
              assert.ok(number === null || Number.isFinite(number), String(number));
            }
          }
          autoscalerText(diagram);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('shows hostile names as they are', () => {
    for (const name of hostileNames.filter((one) => !/[\p{C}\s]/u.test(one) && one !== '')) {
      const diagram = autoscalerDiagram(hostileAutoscaler(name));
      assert.ok(words(diagram).includes(name), name);
    }
  });
});
