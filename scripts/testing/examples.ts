// `npm run -s test:examples -- FOLDER`: applies each manifest of a folder of examples in a fresh cluster and prints what
// became of it. 1 where that contradicts test/examples/expectations.tsv.
import { defaultExamples, readExampleFolder } from '../../test/examples/exampleFolder.ts';
import { contradiction, play, readExpectations } from '../../test/examples/expectations.ts';
import { notSimulated } from '../../test/examples/notSimulated.ts';
import { outcomes } from '../../test/examples/runExample.ts';

const root = process.argv[2] ?? defaultExamples;
const only = process.argv[3];
const folder = readExampleFolder(root);
if (!folder) {
  console.error(`no folder ${root}`);
  process.exit(2);
}

const started = performance.now();
const expectations = readExpectations();
const counts = new Map<string, number>();
const wrong: string[] = [];
const maxCause = 110;
for (const example of folder.examples.values()) {
  if (only !== undefined && !example.path.includes(only)) continue;
  const expectation = expectations.get(example.path);
  const result = await play(example, folder, expectation);
  counts.set(result.outcome, (counts.get(result.outcome) ?? 0) + 1);
  const problem = contradiction(result, expectation);
  if (problem !== undefined) wrong.push(`${example.path}: ${problem}`);
  const oddity = folder.oddities.get(example.path);
  const mark = problem === undefined ? ' ' : '✘';
  console.log(`${mark} ${example.path.padEnd(62)} ${result.outcome.padEnd(10)} ${result.cause.slice(0, maxCause)}`);
  if (oddity !== undefined) console.log(`    known to be odd: ${oddity}`);
}
console.log(`\n${outcomes.map((outcome) => `${counts.get(outcome) ?? 0} ${outcome}`).join(', ')}`);
console.log(`not simulated: ${notSimulated.map(({ what, why }) => `${what} (${why})`).join('; ')}`);
for (const line of wrong) console.log(`✘ ${line}`);
console.log(
  wrong.length === 0
    ? `as expected, in ${((performance.now() - started) / 1000).toFixed(1)} s`
    : `${wrong.length} not as expected`,
);
process.exitCode = wrong.length > 0 ? 1 : 0;
