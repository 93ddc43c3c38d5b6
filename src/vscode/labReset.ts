import * as vscode from 'vscode';
import type { Step } from '../labs/lab.ts';
import { withProgress } from './clockJumps.ts';
import type { ClusterHost, RunningCluster } from './clusterHost.ts';
import { learnerTexts, mayReplace, replaceText, starterTexts } from './labFolder.ts';
import { type LabPlace, labContext, labStage } from './labStage.ts';
import type { StepStart, StepStarts } from './stepStarts.ts';

/**
 * Makes a lab's part of the cluster where it is not there, or not whole: Namespace, Nodes, set-up. A Namespace that has gone
 * in the middle of a lab (`begun`) is not made here: the learner is told, and asked.
 */
export async function prepareLabCluster(running: RunningCluster, place: LabPlace, lab: 'new' | 'begun'): Promise<void> {
  const { isPrepared, namespaceState } = await import('../labs/labCluster.ts');
  const { prepareCluster } = await import('../labs/stage.ts');
  const stage = labStage(running, place);
  const { namespace } = place.entry.lab;
  const isThere = (await namespaceState(namespace, stage.context)) === 'there';
  if (isThere ? !(await isPrepared(namespace, stage.context)) : lab === 'new')
    await prepareCluster(place.entry.lab, stage);
}

/** Whether the Namespace of a lab is there, and not going. */
export async function isNamespaceThere(running: RunningCluster, place: LabPlace): Promise<boolean> {
  const { namespaceState } = await import('../labs/labCluster.ts');
  return (await namespaceState(place.entry.lab.namespace, labContext(running, place))) === 'there';
}

/** The first time in this cluster that a learner comes to a step: its set-up runs, and how things stand then is remembered. */
export async function enterStep(
  step: Step,
  running: RunningCluster,
  place: LabPlace,
  starts: StepStarts,
): Promise<void> {
  if (isReachable(starts.find(step.id), running)) return;
  const { runCommands } = await import('../labs/stage.ts');
  await runCommands(step.setup, { context: labContext(running, place) });
  await starts.remember(step.id, await startNow(step, running, place));
}

/** How things stand now, for a step that begins. */
async function startNow(step: Step, running: RunningCluster, place: LabPlace): Promise<StepStart> {
  const { lookBefore } = await import('../labs/stepBefore.ts');
  const before = await lookBefore(step, labContext(running, place));
  const { nowMs, elapsedMs } = running.control.time();
  const { inputs } = running.moment();
  return { clusterStartMs: nowMs - elapsedMs, elapsedMs, inputs, before, files: await learnerTexts(place) };
}

/** Whether a step began in this very cluster, and not in its future. */
function isReachable(start: StepStart | undefined, running: RunningCluster): start is StepStart {
  const { nowMs, elapsedMs } = running.control.time();
  if (start === undefined) return false;
  return Math.abs(start.clusterStartMs - (nowMs - elapsedMs)) < 1 && start.elapsedMs <= elapsedMs;
}

/** Takes the cluster back to when a step began; `impossible` where this cluster knows no such moment any more. */
export async function rewindToStart(
  cluster: ClusterHost,
  start: StepStart | undefined,
): Promise<'done' | 'cancelled' | 'impossible'> {
  const running = cluster.running ?? (await cluster.start());
  if (!isReachable(start, running)) return 'impossible';
  const done = await withProgress('Going back to the start of the step', (options) =>
    cluster.rewind(start.elapsedMs, { ...options, inputs: start.inputs }),
  );
  if (!done) return done === undefined ? 'cancelled' : 'impossible';
  const text =
    'The cluster is back at the start of the step. What the terminal shows from after that has not happened.';
  void vscode.window.showInformationMessage(text);
  return 'done';
}

/** Puts the learner's files back to how they were when a step began. */
async function filesToStart({ files }: StepStart, place: LabPlace): Promise<void> {
  for (const [path, text] of Object.entries(files)) await replaceText(vscode.Uri.joinPath(place.folder, path), text);
}

/**
 * Makes the state in which a step begins, whatever was before: the lab's Namespaces anew, and in them the solutions of all steps
 * before. Asks before the learner's own work goes; false where it may not.
 */
export async function setUpStep(
  step: Step,
  cluster: ClusterHost,
  place: LabPlace,
  starts: StepStarts,
): Promise<boolean> {
  const { lab } = place.entry;
  if (!(await mayReplace(await textsAtStart(step, place), place))) return false;
  const running = await cluster.start();
  const { namespacesOf, removeNamespaces } = await import('../labs/labCluster.ts');
  const { bringTo } = await import('../labs/stage.ts');
  const stage = labStage(running, place);
  const title = `Pod Labs: Setting up the step “${step.title}”`;
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, async () => {
    await removeNamespaces(namespacesOf(lab), stage);
    await bringTo(lab, step.id, stage);
  });
  // All that began before has begun in another Namespace.
  await starts.forgetAll();
  await starts.remember(step.id, await startNow(step, running, place));
  return true;
}

/**
 * Asks how far a step is to begin again, and takes files and cluster back where that is wanted: to when the step was opened or,
 * in another cluster than then, to a beginning made anew; then all steps from there on begin again. Undefined where nothing is
 * to be done.
 */
export async function askAndReset(
  step: Step,
  cluster: ClusterHost,
  place: LabPlace,
  starts: StepStarts,
): Promise<'step' | 'onwards' | undefined> {
  const question = `Begin the step “${step.title}” again?`;
  const detail =
    'The page forgets its answers and results. Files and cluster can go back too, and with them all steps after this one; or they stay as they are.';
  const answers = ['Files and Cluster Too', 'Only the Page'] as const;
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, ...answers);
  if (answer === undefined || answer === 'Only the Page') return answer && 'step';
  const start = starts.find(step.id);
  if (start && !(await mayReplace(start.files, place))) return undefined;
  const outcome = await rewindToStart(cluster, start);
  if (outcome === 'cancelled') return undefined;
  if (outcome === 'impossible') return (await setUpStep(step, cluster, place, starts)) ? 'onwards' : undefined;
  if (start) await filesToStart(start, place);
  return 'onwards';
}

/** The learner's files when all steps before have been done. */
async function textsAtStart(step: Step, place: LabPlace): Promise<Record<string, string>> {
  const texts = await starterTexts(place);
  for (const before of place.entry.lab.steps) {
    if (before.id === step.id) break;
    for (const { path, from } of before.solution?.files ?? []) {
      texts[path] = await place.library.readFile(place.entry, from);
    }
  }
  return texts;
}
