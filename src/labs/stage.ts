import { type CheckResult, runChecks } from './check.ts';
import type { CheckContext } from './checkContext.ts';
import type { CheckMemory } from './checkMemory.ts';
import { wordsOf } from './commandReader.ts';
import type { Lab, LabText, Step } from './lab.ts';
import { makeNamespace, makeNodes, markPrepared, namespacesOf } from './labCluster.ts';
import { LabError } from './labError.ts';
import { look } from './sources/sources.ts';
import { lookBefore, memoryAfter } from './stepBefore.ts';

/** A cluster and a folder in which a lab is played without a learner. */
export interface LabStage {
  readonly context: CheckContext;
  /** Puts a text into the learner's folder. */
  writeFile(path: string, text: string): Promise<void>;
  /** A file of the lab's own folder. */
  readLabFile(path: string): Promise<string>;
  /** Lets so much of the cluster's time go by; rejects where the cluster has gone. */
  pass(durationMs: number): Promise<void>;
}

/** How long a step may take to pass once its solution is in place, in virtual time. */
const solveLimitMs = 180_000;
/** How often it is looked at meanwhile. */
const lookPeriodMs = 1000;

/** Makes what the lab wants to find: its starter files, its Namespace, its Nodes, its set-up. */
export async function prepareLab(lab: Lab, stage: LabStage): Promise<void> {
  for (const path of lab.files) await stage.writeFile(path, await stage.readLabFile(path));
  await prepareCluster(lab, stage);
}

/** The part of it that is in the cluster. */
export async function prepareCluster(lab: Lab, stage: LabStage): Promise<void> {
  for (const name of namespacesOf(lab)) await makeNamespace(name, stage);
  await makeNodes(lab.cluster.nodes, stage);
  await runCommands(lab.cluster.setup, stage);
  await markPrepared(lab.namespace, stage.context);
}

/**
 * Makes the state in which a step begins: that of the lab's beginning, then the solutions of all steps before it. Rejects
 * with a sentence where a solution does not do it.
 */
export async function bringTo(lab: Lab, stepId: string, stage: LabStage): Promise<void> {
  await prepareLab(lab, stage);
  for (const step of lab.steps) {
    await runCommands(step.setup, stage);
    if (step.id === stepId) return;
    const { state } = await solveStep(step, stage);
    if (state !== 'passed')
      throw new LabError(`The solution of the step “${step.title}” does not pass its checks here.`);
  }
}

/** Does what a step's solution says, and waits until its checks pass, or time is up. */
export async function solveStep(step: Step, stage: LabStage): Promise<CheckResult> {
  const memory = await memoryNow(step, stage);
  if (step.solution) {
    await putFiles(step.solution.files, stage);
    await runCommands(step.solution.commands, stage);
  }
  return waitForChecks(step, memory, rightAnswer, stage, ({ state }) => state === 'passed');
}

/** A memory for the checks of a step that begins now. */
export async function memoryNow(step: Step, { context }: Pick<LabStage, 'context'>): Promise<CheckMemory> {
  return memoryAfter(step, await lookBefore(step, context));
}

/** What the learner types in a step; asked for before each look. */
export type TypedAnswer = (step: Step, context: CheckContext) => Promise<string | undefined>;

/** Looks again and again until a result is the wanted one, or time is up; the last result. */
export async function waitForChecks(
  step: Step,
  memory: CheckMemory,
  answer: TypedAnswer,
  stage: LabStage,
  isWanted: (result: CheckResult) => boolean,
  limitMs: number = solveLimitMs,
): Promise<CheckResult> {
  const { context } = stage;
  const endMs = context.nowMs() + limitMs;
  for (;;) {
    const typed = await answer(step, context);
    const result = await runChecks(step, { ...context, ...(typed !== undefined && { typed }) }, memory);
    if (isWanted(result) || context.nowMs() >= endMs) return result;
    await stage.pass(lookPeriodMs);
  }
}

/** What a learner would type who has found the answer; nothing where the step asks nothing or nobody knows. */
export const rightAnswer: TypedAnswer = async (step, context) => {
  const check = step.checks.find(({ expectation }) => expectation.operator === 'answered');
  if (!check) return undefined;
  const [value] = (await look(check.source, context)).values;
  return value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
};

/** Puts texts of the lab's folder into the learner's. */
export async function putFiles(files: readonly LabText[], stage: LabStage): Promise<void> {
  for (const { path, from } of files) await stage.writeFile(path, await stage.readLabFile(from));
}

/** Runs lines of kubectl; rejects with what it said where one fails. */
export async function runCommands(commands: readonly string[], { context }: Pick<LabStage, 'context'>): Promise<void> {
  for (const command of commands) {
    const { exitCode, stdout, stderr } = await context.kubectl(wordsOf(command));
    if (exitCode !== 0) throw new LabError(`${command} failed: ${(stderr || stdout).trim()}`);
  }
}
