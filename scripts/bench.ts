// `npm run bench`: the figures of test/bench, as a table; `npm run -s bench -- --json` for tools.
// Each is the median of repeated runs, with the least and the greatest value beside it.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Benchmark, benchmarks } from '../test/bench/benchmark.ts';
import { projectFolder } from './project.ts';

const warmUps = 2;
const leastRuns = 5;
const mostRuns = 30;
const enoughMs = 2000;

interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
  readonly runs: number;
}

async function take({ name, unit, measure, runs }: Benchmark): Promise<Figure> {
  if (runs === 'once') {
    const value = await measure();
    return { name, unit, median: value, least: value, greatest: value, runs: 1 };
  }
  for (let i = 0; i < warmUps; i += 1) await measure();
  const values: number[] = [];
  const start = performance.now();
  while (values.length < leastRuns || (values.length < mostRuns && performance.now() - start < enoughMs)) {
    values.push(await measure());
  }
  values.sort((a, b) => a - b);
  const at = (index: number) => values[index] ?? Number.NaN;
  const median = (at(Math.floor((values.length - 1) / 2)) + at(Math.ceil((values.length - 1) / 2))) / 2;
  return { name, unit, median, least: at(0), greatest: at(values.length - 1), runs: values.length };
}

/** Three significant digits, thousands apart: `12.3`, `1,230,000`. */
function readable(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

const folder = path.join(projectFolder, 'test', 'bench');
const files = readdirSync(folder).filter((file) => file.endsWith('.bench.ts'));
for (const file of files.sort()) await import(pathToFileURL(path.join(folder, file)).href);

const asJson = process.argv.includes('--json');
const figures: Figure[] = [];
for (const benchmark of benchmarks) {
  const figure = await take(benchmark);
  figures.push(figure);
  if (asJson) continue;
  const range = `${readable(figure.least)} to ${readable(figure.greatest)}, ${figure.runs} runs`;
  console.log(
    `${figure.name.padEnd(56)} ${readable(figure.median).padStart(12)} ${figure.unit.padEnd(10)}  (${range})`,
  );
}
if (asJson) console.log(JSON.stringify({ node: process.version, figures }, null, 2));
