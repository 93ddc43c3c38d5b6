import type { ApiClient } from '../api/client.ts';
import { filesOf, problemOfFile } from './fileProblems.ts';
import type { Check, Misconception, Step } from './lab.ts';
import { holds, quote, sayExpectation } from './operators.ts';
import type { Sight } from './sources/source.ts';
import { look, nameOf } from './sources/sources.ts';

/** What checks look through. It is the learner's cluster and the learner's folder, and nothing else. */
export interface CheckContext {
  readonly client: ApiClient;
  /** Virtual time, milliseconds since 1970. */
  nowMs(): number;
  /** Runs one line of the built-in kubectl, beginning with `kubectl`. */
  runKubectl(line: string): Promise<{ stdout: string; stderr: string; exitCode: number }>;
  /** A file in the learner's folder as the learner sees it, unsaved or not; undefined where there is none. */
  readFile(path: string): Promise<string | undefined>;
}

/** What one check found, in words. */
interface Finding {
  readonly passed: boolean;
  readonly text: string;
  /** Why it matters; of failed checks. */
  readonly why?: string;
}

/** What a step's checks found. */
export interface CheckResult {
  readonly passed: boolean;
  readonly findings: readonly Finding[];
  /** The answer to a recognised mistake, as Markdown. */
  readonly misconception?: string;
}

/** Looks whether a step is done. A step without checks passes. Never rejects: an unreachable place is a finding. */
export async function runChecks(step: Step, context: CheckContext): Promise<CheckResult> {
  const findings: Finding[] = [];
  for (const check of step.checks) {
    const finding = await find(check, context);
    // What several checks miss is said once.
    if (finding.passed || !findings.some(({ passed, text }) => !passed && text === finding.text))
      findings.push(finding);
  }
  if (findings.every(({ passed }) => passed)) return { passed: true, findings };
  const problems = await problemsOfFiles(step, context);
  // The cluster cannot show what it would not take: then only what the file itself shows is a recognised mistake.
  const isFromFile = ({ when }: Misconception): boolean => when.every(({ check }) => check.source.type === 'file');
  const possible = problems.length > 0 ? step.misconceptions.filter(isFromFile) : step.misconceptions;
  const misconception = await recognise(possible, context);
  return {
    passed: false,
    findings: [...problems, ...findings],
    ...(misconception !== undefined && { misconception }),
  };
}

async function find(check: Check, context: CheckContext): Promise<Finding> {
  const sight = await lookKindly(check, context);
  const title = check.title ?? nameOf(check.source);
  if (!sight.unknown && holds(sight, check.expectation)) return { passed: true, text: title };
  if (sight.absent && sight.missing) return { passed: false, text: sight.missing };
  const why = check.why !== undefined && { why: check.why };
  if (check.otherwise !== undefined && !sight.unknown) return { passed: false, text: check.otherwise, ...why };
  const text = `${title}: ${sayFound(sight)} It should ${sayExpectation(check.expectation)}.`;
  return { passed: false, text, ...why };
}

async function problemsOfFiles(step: Step, { readFile }: CheckContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const path of filesOf(step)) {
    const content = await readFile(path).catch(() => undefined);
    const text = content === undefined ? undefined : problemOfFile(path, content);
    if (text !== undefined) findings.push({ passed: false, text });
  }
  return findings;
}

async function recognise(misconceptions: readonly Misconception[], context: CheckContext): Promise<string | undefined> {
  for (const { when, answer } of misconceptions) {
    let all = true;
    for (const { check, negated } of when) {
      const sight = await lookKindly(check, context);
      if (sight.unknown || holds(sight, check.expectation) === negated) all = false;
      if (!all) break;
    }
    if (all) return answer;
  }
  return undefined;
}

async function lookKindly({ source }: Check, context: CheckContext): Promise<Sight> {
  try {
    return await look(source, context);
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : 'no answer';
    return { values: [], root: undefined, missing: `It could not be read: ${why}.`, unknown: true };
  }
}

/** Texts of many lines are not repeated. */
function sayFound({ values, missing }: Sight): string {
  if (missing) return missing.trim().replace(/\s+/g, ' ');
  if (values.length === 0) return 'there is nothing yet.';
  const texts = values.slice(0, 4).map((value) => (isLong(value) ? 'another text' : quote(value)));
  return `there is ${texts.join(', ')}${values.length > 4 ? ' and more' : ''}.`;
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && (value.length > 200 || value.trimEnd().includes('\n'));
}
