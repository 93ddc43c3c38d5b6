import type { CheckResult } from './check.ts';
import type { CommandResult } from './checkContext.ts';
import { followsForEver, isLooking, wordsOf } from './commandReader.ts';
import type { Lab, Misconception, ProsePart, Step } from './lab.ts';
import { newLines } from './newLines.ts';
import { playingMinutes } from './playingTime.ts';
import { commandsIn } from './prose.ts';
import {
  bringTo,
  type LabStage,
  memoryNow,
  prepareLab,
  putFiles,
  rightAnswer,
  runCommands,
  solveStep,
  type TypedAnswer,
  waitForChecks,
} from './stage.ts';

/** Something that must be true of a lab, and whether it is. */
export interface Claim {
  /** The step that it is about; missing where it is about the lab. */
  readonly step?: string;
  readonly what: string;
  /** Why it is not true. */
  readonly problem?: string;
}

/** What the proof of a lab found. */
export interface LabProof {
  readonly claims: readonly Claim[];
  /** About how long the lab takes. */
  readonly minutes: number;
}

/** A stage on which a command that goes on for ever can be broken off. */
export interface ProofStage extends LabStage {
  /** Runs kubectl and presses Ctrl-C after so much of the cluster's time. */
  kubectlFor(argv: readonly string[], durationMs: number): Promise<CommandResult>;
}

/** How long a learner thinks between two commands, and lets a following one run: virtual time. */
const pauseMs = 10_000;
/** How long the checks are watched before a step, and a wrong state until it is recognised: virtual time. */
const idleMs = 30_000;
const recogniseMs = 120_000;
/** What the exit code is after Ctrl-C. */
const interruptedCode = 130;

/** Plays a lab in fresh clusters and proves what it claims of itself. */
export async function proveLab(lab: Lab, newStage: () => ProofStage): Promise<LabProof> {
  const claims: Claim[] = [];
  const lines = new Map<string, number>();
  const way = newStage();
  const begun = await attempt('it can be begun', () => prepareLab(lab, way));
  claims.push(begun);
  for (const step of begun.problem === undefined ? lab.steps : []) {
    const about = (claim: Claim): Claim => ({ step: step.title, ...claim });
    const setup = await attempt('its set-up runs', () => runCommands(step.setup, way));
    if (step.setup.length > 0) claims.push(about(setup));
    if (setup.problem !== undefined) break;
    const written = await linesWritten(step, way).catch(() => 0);
    if (step.checks.length > 0) claims.push(about(await notBefore(step, way)));
    const solved = await attempt('its checks pass with its solution', async () =>
      demandPassed(await solveStep(step, way)),
    );
    if (step.checks.length > 0) claims.push(about(solved));
    // What comes of it would only be said again of all that stands on it.
    if (solved.problem !== undefined) break;
    lines.set(step.id, written);
    claims.push(...(await commandsOf(step, lab, newStage())).map(about));
    for (const misconception of step.misconceptions) {
      if (misconception.example) claims.push(about(await recognises(misconception, step, lab, newStage())));
    }
  }
  const minutes = playingMinutes(lab, ({ id }) => lines.get(id) ?? 0);
  // Of a lab that was not played to its end nobody knows how long it takes.
  if (lines.size === lab.steps.length) claims.push(timeClaim(lab.minutes, minutes));
  return { claims, minutes };
}

async function notBefore(step: Step, stage: ProofStage): Promise<Claim> {
  const what = 'its checks do not pass before it is done';
  const memory = await memoryNow(step, stage);
  const result = await waitForChecks(step, memory, wrongAnswer, stage, ({ state }) => state === 'passed', idleMs);
  return result.state === 'passed' ? { what, problem: 'they pass before' } : { what };
}

/** What no cluster has. */
const wrongAnswer: TypedAnswer = async ({ question }) => (question === undefined ? undefined : 'no such thing');

/** The page's own commands, in order, with the solution's files in place, do what they say, and what the step asks. */
async function commandsOf(step: Step, lab: Lab, stage: ProofStage): Promise<Claim[]> {
  const introduction = step === lab.steps[0] ? lab.introduction : '';
  const before = commandsIn([introduction, step.markdown, ...textsOf(step.observe)].join('\n\n'));
  const after = commandsIn(textsOf(step.explain).join('\n\n'));
  if (before.length + after.length === 0) return [];
  const begun = await attempt('its beginning can be reached', () => bringTo(lab, step.id, stage));
  if (begun.problem !== undefined) return [begun];
  const memory = await memoryNow(step, stage);
  await putFiles(step.solution?.files ?? [], stage);
  const claims: Claim[] = [];
  for (const { command, outcome } of before) claims.push(await runs(command, outcome, stage));
  const changes = before.some(({ command }) => !isLooking(command));
  if (step.checks.length > 0 && changes && step.kind !== 'fix') {
    const what = 'its checks pass after the page’s own commands';
    claims.push(
      await attempt(what, async () => {
        demandPassed(await waitForChecks(step, memory, rightAnswer, stage, ({ state }) => state === 'passed'));
      }),
    );
  }
  if (after.length > 0 && step.checks.length > 0) await solveStep(step, stage).catch(() => undefined);
  for (const { command, outcome } of after) claims.push(await runs(command, outcome, stage));
  return claims;
}

async function runs(command: string, outcome: 'works' | 'fails', stage: ProofStage): Promise<Claim> {
  await stage.pass(pauseMs);
  const what = outcome === 'works' ? `the command “${command}” works` : `the command “${command}” fails, as it says`;
  return attempt(what, async () => {
    const follows = followsForEver(command);
    const words = wordsOf(command);
    const result = await (follows ? stage.kubectlFor(words, pauseMs) : stage.context.kubectl(words));
    const works = result.exitCode === 0 || (follows && result.exitCode === interruptedCode);
    if (works !== (outcome === 'works')) {
      throw new Error(`exit code ${result.exitCode}: ${(result.stderr || result.stdout).trim()}`);
    }
  });
}

async function recognises(misconception: Misconception, step: Step, lab: Lab, stage: ProofStage): Promise<Claim> {
  const { example, answer } = misconception;
  const what = `it answers the mistake “${firstWords(answer)}”`;
  return attempt(what, async () => {
    if (!example) return;
    await bringTo(lab, step.id, stage);
    const memory = await memoryNow(step, stage);
    if (example.filesBefore === 'solution') await putFiles(step.solution?.files ?? [], stage);
    await putFiles(example.files, stage);
    for (const { file, replace, with: text } of example.edits) {
      const before = (await stage.context.readFile(file)) ?? '';
      const count = before.split(replace).length - 1;
      if (count !== 1) throw new Error(`“${replace}” stands ${count} times in ${file}, not once`);
      await stage.writeFile(
        file,
        before.replace(replace, () => text),
      );
    }
    for (const command of example.commands ?? step.solution?.commands ?? []) {
      await stage.context.kubectl(wordsOf(command));
    }
    const isAnswered = ({ state, misconception: said }: CheckResult): boolean => state === 'passed' || said === answer;
    const typed = await typedText(example.typed, stage);
    const result = await waitForChecks(step, memory, async () => typed, stage, isAnswered, recogniseMs);
    if (result.state === 'passed') throw new Error('the checks pass with it');
    if (result.misconception !== answer) {
      const said = result.misconception;
      const found = result.findings.map(({ text, found: seen, title }) =>
        [title, text, seen].filter(Boolean).join(': '),
      );
      throw new Error(
        said === undefined ? `no answer; found ${found.join(' | ')}` : `“${firstWords(said)}” is answered instead`,
      );
    }
  });
}

/** A command stands for what it prints: what is different in each cluster, such as an address, cannot be written down. */
async function typedText(typed: string | undefined, stage: ProofStage): Promise<string | undefined> {
  if (!typed?.startsWith('kubectl ')) return typed;
  const { stdout, stderr, exitCode } = await stage.context.kubectl(wordsOf(typed));
  if (exitCode !== 0) throw new Error(`“${typed}” fails: ${stderr.trim()}`);
  return stdout.trim();
}

function timeClaim(stated: number, estimated: number): Claim {
  const what = `reading and doing fit ${stated} minutes`;
  const said = `it takes about ${Math.round(estimated)} minutes`;
  if (estimated > stated) return { what, problem: `${said}: say so, or shorten it` };
  return estimated < stated / 2 ? { what, problem: `${said}, less than half` } : { what };
}

/** In how many lines the solution's files differ from what was there. */
async function linesWritten(step: Step, stage: ProofStage): Promise<number> {
  let count = 0;
  for (const { path, from } of step.solution?.files ?? []) {
    const before = (await stage.context.readFile(path)) ?? '';
    count += newLines(before, await stage.readLabFile(from)).filter(({ isNew }) => isNew).length;
  }
  return count;
}

function demandPassed({ state, findings }: CheckResult): void {
  if (state === 'passed') return;
  const open = findings.filter((finding) => finding.state !== 'passed');
  const texts = open.map(({ title, text, found, expected }) =>
    [title, text, found && `found ${found}`, expected && `expected ${expected}`].filter(Boolean).join('; '),
  );
  throw new Error(texts.join(' | '));
}

async function attempt(what: string, action: () => Promise<void>): Promise<Claim> {
  try {
    await action();
    return { what };
  } catch (problem) {
    return { what, problem: problem instanceof Error ? problem.message : String(problem) };
  }
}

function textsOf(parts: readonly ProsePart[] | undefined): string[] {
  return (parts ?? []).flatMap((part) => (part.type === 'markdown' ? [part.text] : []));
}

function firstWords(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
