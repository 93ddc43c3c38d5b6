import path from 'node:path';
import { type Claim, proveLab } from '../labs/proof.ts';
import { EmbeddedStage } from './embeddedStage.ts';
import { type LabFolder, labIdsIn, readLabFolder } from './labFolders.ts';

const usage = `Proves the labs: plays each in fresh clusters, the right way and every listed wrong one.

npm run -s labs                  all of them
npm run -s labs -- TRACK/LAB …   some of them
npm run -s labs -- --verbose     also says what holds
`;

/** What is known of one lab after its proof. */
interface Outcome {
  readonly id: string;
  readonly steps: number;
  readonly minutes: string;
  readonly claims: readonly Claim[];
}

async function prove(folder: LabFolder): Promise<Outcome> {
  const { id, lab, text } = folder;
  const places = folder.problems.map(({ range, message }): Claim => {
    const line = text.slice(0, range.start).split('\n').length;
    return { what: `lab.md is sound at line ${line}`, problem: message };
  });
  const sound: Claim[] = places.length > 0 ? places : [{ what: 'lab.md is sound' }];
  if (!lab) return { id, steps: 0, minutes: '', claims: sound };
  const { claims, minutes } = await proveLab(lab, () => new EmbeddedStage(lab, folder.readFile));
  const times = `${Math.round(minutes)} of ${lab.minutes}`;
  return { id, steps: lab.steps.length, minutes: times, claims: [...sound, ...claims] };
}

function print({ id, steps, minutes, claims }: Outcome, verbose: boolean): void {
  const failed = claims.filter(({ problem }) => problem !== undefined);
  const mark = failed.length === 0 ? '✓' : '✗';
  const counts = `${claims.length - failed.length} of ${claims.length} claims`;
  console.log(`${mark} ${id.padEnd(28)} ${String(steps).padStart(2)} steps   ${minutes.padStart(8)} min   ${counts}`);
  for (const { step, what, problem } of verbose ? claims : failed) {
    const place = step === undefined ? '' : `${step}: `;
    console.log(
      `    ${problem === undefined ? '✓' : '✗'} ${place}${what}${problem === undefined ? '' : `\n        ${problem}`}`,
    );
  }
}

/** Runs the author's tool; the exit code. */
async function runLabs(argv: readonly string[]): Promise<number> {
  const verbose = argv.includes('--verbose');
  const names = argv.filter((word) => !word.startsWith('-'));
  if (argv.some((word) => word.startsWith('-') && word !== '--verbose')) {
    console.log(usage);
    return argv.includes('--help') ? 0 : 2;
  }
  const root = path.resolve('labs');
  const known = labIdsIn(root);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no lab ${unknown.join(', ')}; there are ${known.join(', ')}.`);
    return 2;
  }
  const totals = { steps: 0, passed: 0, failed: 0 };
  const wanted = names.length > 0 ? names : known;
  for (const id of wanted) {
    const outcome = await prove(readLabFolder(root, id));
    print(outcome, verbose);
    const failed = outcome.claims.filter(({ problem }) => problem !== undefined).length;
    totals.steps += outcome.steps;
    totals.failed += failed;
    totals.passed += outcome.claims.length - failed;
  }
  console.log(`\n${wanted.length} labs, ${totals.steps} steps\n${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed > 0 ? 1 : 0;
}

process.exitCode = await runLabs(process.argv.slice(2));
