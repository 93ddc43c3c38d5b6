import assert from 'node:assert/strict';
import path from 'node:path';
import { EmbeddedStage } from '../../src/bin/embeddedStage.ts';
import { readLabFolder } from '../../src/bin/labFolders.ts';
import { runChecks } from '../../src/labs/check.ts';
import type { Lab, Step } from '../../src/labs/lab.ts';
import { parseLab } from '../../src/labs/labFile.ts';
import { proveLab } from '../../src/labs/proof.ts';
import { bringTo, solveStep } from '../../src/labs/stage.ts';
import { bench, millisecondsOf, rareBench } from './benchmark.ts';

const folder = readLabFolder(path.resolve(import.meta.dirname, '../../labs'), 'sidecars/ship-logs');
const newStage = (lab: Lab): EmbeddedStage => new EmbeddedStage(lab, folder.readFile);

function soundLab(): Lab {
  assert.ok(folder.lab, 'the lab is sound');
  return folder.lab;
}

/** The step with the most to look at: while its checks fail, mistakes are looked for too. */
function fullestStep({ steps }: Lab): Step {
  const weightOf = ({ checks, misconceptions }: Step): number => checks.length + misconceptions.length;
  return steps.reduce((fullest, step) => (weightOf(step) > weightOf(fullest) ? step : fullest));
}

async function timeOf(action: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

bench('labs: a lab file read, as after each keystroke', 'ms', () =>
  millisecondsOf(() => assert.ok(parseLab(folder.text, `${folder.id}/lab.md`).lab)),
);

for (const state of ['failed', 'passed'] as const) {
  bench(`labs: the checks of the fullest step, ${state}`, 'ms', async () => {
    const lab = soundLab();
    const step = fullestStep(lab);
    const stage = newStage(lab);
    await bringTo(lab, step.id, stage);
    if (state === 'passed') await solveStep(step, stage);
    return timeOf(async () => assert.equal((await runChecks(step, stage.context)).state, state));
  });
}

rareBench('labs: one lab proven', 'ms', () =>
  timeOf(async () => {
    const lab = soundLab();
    const { claims } = await proveLab(lab, () => newStage(lab));
    assert.ok(claims.every(({ problem }) => problem === undefined));
  }),
);
