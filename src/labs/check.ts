import { formatDuration } from '../api/time.ts';
import type { CheckContext } from './checkContext.ts';
import { CheckMemory } from './checkMemory.ts';
import { clusterWarnings } from './clusterWarnings.ts';
import { filesOf, problemOfFile } from './fileProblems.ts';
import type { Check, Condition, Misconception, Step } from './lab.ts';
import { holds, isPlain, quote, sayExpectation } from './operators.ts';
import type { Sight } from './sources/source.ts';
import { look, nameOf, touchesCluster } from './sources/sources.ts';
import { unapplied } from './unapplied.ts';

/** How far a check is: `waiting` needs nothing but time. */
export type CheckState = 'passed' | 'waiting' | 'failed';

/** What one check found, in words. */
export interface Finding {
  readonly state: CheckState;
  /** What it is about. */
  readonly title: string;
  /** What is missing; of checks that have not passed. */
  readonly text?: string;
  /** What was found and what was expected, to follow those words. */
  readonly found?: string;
  readonly expected?: string;
  /** What the learner answered. */
  readonly wrote?: string;
  readonly why?: string;
  /** Which of the step's checks; missing where a file cannot be read at all. */
  readonly check?: number;
}

/** What a step's checks found. */
export interface CheckResult {
  readonly state: CheckState;
  readonly findings: readonly Finding[];
  /** The answer to a recognised mistake, as Markdown. */
  readonly misconception?: string;
  /** The step's hints whose state is there. */
  readonly hints: readonly number[];
}

/** Who wants the checks: those that run by themselves leave no traces in the cluster without need. */
export type CheckReason = 'learner' | 'change';

/** How often a check that leaves traces runs by itself, in virtual time. */
const touchPeriodMs = 5000;

/** Looks whether a step is done. A step without checks passes. Never rejects: an unreachable place is a finding. */
export async function runChecks(
  step: Step,
  context: CheckContext,
  memory: CheckMemory = new CheckMemory(),
  reason: CheckReason = 'learner',
): Promise<CheckResult> {
  const found = new Map<Check, Found>();
  // First what can be seen without a trace: most often that tells already that it is too early.
  for (const check of step.checks) {
    if (reason === 'learner' || !touchesCluster(check.source)) found.set(check, await find(check, context, memory));
  }
  const early = [...found.values()].some(({ state }) => state !== 'passed');
  for (const check of step.checks) {
    if (!found.has(check)) found.set(check, await touch(check, context, memory, early ? 'open' : 'there'));
  }
  // An older answer may be that of another Pod: what would pass a step is looked at once more.
  if (reason === 'change' && [...found.values()].every(({ state }) => state === 'passed')) {
    for (const check of step.checks) {
      if (touchesCluster(check.source)) found.set(check, await find(check, context, memory));
    }
  }
  const findings = step.checks.flatMap((check, index) => {
    const finding = found.get(check);
    return finding ? [{ ...finding, check: index }] : [];
  });
  if (findings.every(({ state }) => state === 'passed')) {
    return { state: 'passed', findings: findings.map(withoutAge), hints: [] };
  }
  return explainFailure(step, context, memory, reason, findings);
}

async function explainFailure(
  step: Step,
  context: CheckContext,
  memory: CheckMemory,
  reason: CheckReason,
  found: readonly Found[],
): Promise<CheckResult> {
  const seen = (conditions: readonly Condition[]) => allHold(conditions, context, memory, reason);
  const problems = await problemsOfFiles(step, context);
  const others = problems.length > 0 ? [] : await unappliedFiles(step, context);
  const files = problems.length > 0 ? 'refused' : others.length > 0 ? 'outdated' : 'applied';
  let misconception: string | undefined;
  for (const { when, answer } of possibleMistakes(step, files)) {
    if (misconception === undefined && (await seen(when))) misconception = answer;
  }
  // Where to look for the reason is what a fix step asks; a do step is about something else.
  const open = step.checks.filter((_check, index) => found[index]?.state !== 'passed');
  const warnings =
    step.kind === 'do' && misconception === undefined && others.length === 0 ? await warningsOf(open, context) : [];
  const hints: number[] = [];
  for (const [index, { when }] of step.hints.entries()) {
    if (when.length > 0 && (await seen(when))) hints.push(index);
  }
  // A recognised mistake does not mend itself: then nobody is asked to wait.
  const patient = misconception === undefined && problems.length === 0 && others.length === 0;
  const findings = found.map((finding) => (patient ? stillYoung(finding) : withoutAge(finding)));
  const failed = !patient || findings.some(({ state }) => state === 'failed');
  return {
    state: failed ? 'failed' : 'waiting',
    // A recognised mistake says it better.
    findings: [
      ...problems,
      ...(misconception === undefined ? others : []),
      ...withoutRepetition(findings),
      ...warnings,
    ],
    hints,
    ...(misconception !== undefined && { misconception }),
  };
}

/**
 * The mistakes that can be recognised. The cluster cannot show what it would not take: then only what the file itself shows is
 * one. And while the cluster has what an older file said, only those count that look at the file too.
 */
function possibleMistakes(step: Step, files: 'refused' | 'outdated' | 'applied'): readonly Misconception[] {
  const ofFile = ({ check }: Condition): boolean => check.source.type === 'file';
  if (files === 'refused') return step.misconceptions.filter(({ when }) => when.every(ofFile));
  return files === 'outdated' ? step.misconceptions.filter(({ when }) => when.some(ofFile)) : step.misconceptions;
}

/** What several checks miss is said once. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ text }, index) => text === undefined || findings.findIndex((other) => other.text === text) === index,
  );
}

/** A finding, and how long what is looked at may still take: virtual milliseconds. */
interface Found extends Finding {
  readonly withinMs?: number;
}

async function find(check: Check, context: CheckContext, memory: CheckMemory): Promise<Found> {
  const { source, expectation, forMs, withinMs = 0 } = check;
  const sight = await lookKindly(check, context);
  const title = check.title ?? nameOf(source);
  const nowMs = context.nowMs();
  const isThere =
    !sight.unknown &&
    !isAbsence(check, sight) &&
    holds(sight, expectation, { typed: context.typed, before: memory.before(check) });
  const heldMs = memory.note(check, isThere ? 'holds' : 'fails', nowMs);
  const finding = isThere ? passedFor(title, heldMs, forMs) : missing(check, title, sight, context);
  const isYoung = finding.state === 'failed' && nowMs - (sight.bornMs ?? Number.NEGATIVE_INFINITY) < withinMs;
  const found = isYoung ? { ...finding, withinMs } : finding;
  if (touchesCluster(source)) memory.noteTouch(check, nowMs, found);
  return found;
}

/** A field that should not be there is not missing from an object that is not there itself. */
function isAbsence({ source, expectation }: Check, { absent }: Sight): boolean {
  const asksOfPart = 'path' in source && source.type === 'object' && source.path !== '';
  return absent === true && asksOfPart && expectation.operator === 'exists' && !expectation.value;
}

/** What is looked at may still come to it by itself. */
function stillYoung({ withinMs, ...finding }: Found): Finding {
  if (withinMs === undefined) return finding;
  const text = `${finding.text ?? ''} It may take up to ${formatDuration(withinMs)}.`.trim();
  return { ...finding, state: 'waiting', text };
}

function withoutAge({ withinMs: _withinMs, ...finding }: Found): Finding {
  return finding;
}

/** A check that leaves traces, run without being asked for: only when all else is there, and not all the time. */
async function touch(check: Check, context: CheckContext, memory: CheckMemory, rest: 'open' | 'there'): Promise<Found> {
  const isEarly = rest === 'open';
  const last = memory.lastTouch<Found>(check, context.nowMs(), isEarly ? Number.POSITIVE_INFINITY : touchPeriodMs);
  if (last) return last;
  if (!isEarly) return find(check, context, memory);
  return {
    state: 'waiting',
    title: check.title ?? nameOf(check.source),
    text: 'This is tried when the rest is there.',
  };
}

function passedFor(title: string, heldMs: number, forMs: number | undefined): Finding {
  if (forMs === undefined || heldMs >= forMs) return { state: 'passed', title };
  const text = `So far it holds for ${formatDuration(heldMs)}; it must for ${formatDuration(forMs)} of the cluster’s time.`;
  return { state: 'waiting', title, text };
}

function missing(check: Check, title: string, sight: Sight, context: CheckContext): Finding {
  const { expectation, otherwise } = check;
  const why = check.why !== undefined && { why: check.why };
  if (sight.absent && sight.missing) return { state: 'failed', title, text: sight.missing };
  if (sight.unknown)
    return { state: 'failed', title, text: `It could not be seen: ${sight.missing ?? 'no answer.'}`, ...why };
  const text = otherwise !== undefined && { text: otherwise };
  // The right answer to a question is not told.
  if (expectation.operator === 'answered') {
    const { typed } = context;
    const answer =
      typed === undefined ? { text: 'There is no answer yet.' } : { text: 'That is not it.', wrote: quote(typed) };
    return { state: 'failed', title, ...answer, ...text, ...why };
  }
  // What an author's path found beside the point says nothing to a learner for whom there is a sentence.
  const seen = (otherwise === undefined || isPlain(expectation)) && {
    found: sayFound(sight),
    expected: sayExpectation(expectation),
  };
  return { state: 'failed', title, ...text, ...seen, ...why };
}

async function problemsOfFiles(step: Step, { readFile }: CheckContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const path of filesOf(step)) {
    const content = await readFile(path).catch(() => undefined);
    const text = content === undefined ? undefined : safely(() => problemOfFile(path, content));
    if (text !== undefined) findings.push({ state: 'failed', title: `The cluster can read ${path}`, text });
  }
  return findings;
}

/** A learner's file may hold anything; what cannot be judged has no problem that we can name. */
function safely(judge: () => string | undefined): string | undefined {
  try {
    return judge();
  } catch {
    return undefined;
  }
}

async function warningsOf(checks: readonly Check[], context: CheckContext): Promise<Finding[]> {
  const warnings = await clusterWarnings(checks, context).catch(() => []);
  return warnings.map(({ pod, text }) => ({
    state: 'waiting',
    title: `What the cluster says of the Pod ${pod}`,
    text,
  }));
}

async function unappliedFiles(step: Step, context: CheckContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const path of filesOf(step)) {
    const text = await context
      .readFile(path)
      .then((content) => (content === undefined ? undefined : unapplied(path, content, context)))
      .catch(() => undefined);
    if (text !== undefined) findings.push({ state: 'failed', title: `${path} is applied`, text });
  }
  return findings;
}

async function allHold(
  conditions: readonly Condition[],
  context: CheckContext,
  memory: CheckMemory,
  reason: CheckReason,
): Promise<boolean> {
  for (const { check, negated } of conditions) {
    if (reason === 'change' && touchesCluster(check.source)) return false;
    const sight = await lookKindly(check, context);
    if (sight.unknown) return false;
    const there = holds(sight, check.expectation, { typed: context.typed, before: memory.before(check) });
    const heldMs = memory.note(check, there !== negated ? 'holds' : 'fails', context.nowMs());
    if (there === negated || heldMs < (check.forMs ?? 0)) return false;
  }
  return true;
}

async function lookKindly({ source }: Check, context: CheckContext): Promise<Sight> {
  try {
    return await look(source, context);
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : 'no answer';
    return { values: [], root: undefined, missing: `${why}.`, unknown: true };
  }
}

/** Of a text of many lines, the last one. */
function sayFound({ values, missing: why }: Sight): string {
  if (why) return why.trim().replace(/\s+/g, ' ');
  if (values.length === 0) return 'nothing';
  const texts = values.slice(0, 4).map((value) => (isLong(value) ? lastLine(value) : quote(value)));
  return `${texts.join(', ')}${values.length > 4 ? ' and more' : ''}`;
}

function isLong(value: unknown): value is string {
  return typeof value === 'string' && (value.length > 200 || value.trimEnd().includes('\n'));
}

function lastLine(text: string): string {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  return `a text that ends with ${quote(line.slice(-120))}`;
}
