// `npm test`: every stage in order, each with its time and counts; the last line is the sum.
// `npm test -- unit host` runs only the stages named.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runBeside, runVisibly, secondsSince } from './command.ts';
import { outputFolder, projectFolder } from './project.ts';
import { type Counts, countsFileVariable } from './testing/countingReporter.ts';

interface Stage {
  readonly name: string;
  readonly title: string;
  /** The npm script that does it. */
  readonly script: string;
  /** A check is one thing that passes or fails; a suite counts its tests. */
  readonly kind: 'check' | 'suite';
  /** Runs while the stage of that name does, and is shown when its own turn comes. */
  readonly beside?: string;
}

const stages: readonly Stage[] = [
  { name: 'build', title: 'Build', script: 'build', kind: 'check' },
  { name: 'types', title: 'Types', script: 'types', kind: 'check' },
  { name: 'lint', title: 'Lint and format', script: 'lint', kind: 'check' },
  { name: 'dead-code', title: 'Dead code', script: 'dead-code', kind: 'check' },
  { name: 'notices', title: 'Third-party notices', script: 'notices:check', kind: 'check' },
  { name: 'unit', title: 'Unit and scenario tests', script: 'test:unit', kind: 'suite' },
  {
    name: 'kubectl',
    title: 'Scenarios through real kubectls',
    script: 'test:kubectl',
    kind: 'suite',
    beside: 'unit',
  },
  { name: 'host', title: "Tests in VS Code's extension host", script: 'test:host', kind: 'suite' },
  { name: 'labs', title: 'Proof of the labs', script: 'labs', kind: 'check', beside: 'host' },
  { name: 'ui', title: "Tests that drive VS Code's workbench", script: 'test:ui', kind: 'suite' },
  { name: 'vsix', title: 'Packaged extension in a clean VS Code', script: 'test:vsix', kind: 'suite' },
];

/** Runs a stage: with its output as it comes, or silently beside another one. */
async function runStage({ name, script, kind }: Stage, run: typeof runVisibly): Promise<Counts & { output: string }> {
  const countsFile = path.join(outputFolder, `counts-${process.pid}-${name}.json`);
  rmSync(countsFile, { force: true });
  const env = { ...process.env, [countsFileVariable]: countsFile };
  const { exitCode, output } = await run('npm', ['run', '-s', script], { cwd: projectFolder, env });
  if (kind === 'check') return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: [], output };
  if (!existsSync(countsFile)) {
    console.log(`The suite ${name} did not run to its end.`);
    return { passed: 0, failed: 1, skipped: [], output };
  }
  const counts: Counts = JSON.parse(readFileSync(countsFile, 'utf8'));
  rmSync(countsFile, { force: true });
  if (counts.failed === 0 && exitCode !== 0) {
    console.log(`The suite ended with ${exitCode}, although no test failed.`);
    counts.failed += 1;
  } else if (counts.passed + counts.failed === 0) {
    console.log('No test ran.');
    counts.failed += 1;
  }
  return { ...counts, output };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`no stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

mkdirSync(outputFolder, { recursive: true });
const start = Date.now();
const total: Counts = { passed: 0, failed: 0, skipped: [] };
const rows: string[] = [];
const chosen = stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const underWay = new Map<Stage, ReturnType<typeof runStage>>();
for (const stage of chosen) {
  console.log(`\n=== ${stage.title}`);
  const stageStart = Date.now();
  for (const other of chosen) if (other.beside === stage.name) underWay.set(other, runStage(other, runBeside));
  const begun = underWay.get(stage);
  const counts = await (begun ?? runStage(stage, runVisibly));
  if (begun) process.stdout.write(counts.output);
  const summary = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped`;
  console.log(`--- ${stage.title}: ${summary} (${secondsSince(stageStart)})`);
  rows.push(`  ${stage.title.padEnd(40)} ${secondsSince(stageStart).padStart(8)}   ${summary}`);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped.push(...counts.skipped);
}
console.log(`\n=== Summary (${secondsSince(start)})\n${rows.join('\n')}`);
for (const title of total.skipped) console.log(`  skipped: ${title}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
