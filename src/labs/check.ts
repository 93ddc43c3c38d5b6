import type { ApiClient } from '../api/client.ts';
import type { Check, Step } from './lab.ts';
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
  /** The text of a file in the learner's folder; undefined where there is none. */
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
  for (const check of step.checks) findings.push(await find(check, context));
  const passed = findings.every((finding) => finding.passed);
  const misconception = passed ? undefined : await recognise(step, context);
  return { passed, findings, ...(misconception !== undefined && { misconception }) };
}

async function find(check: Check, context: CheckContext): Promise<Finding> {
  const sight = await lookKindly(check, context);
  const passed = !sight.unknown && holds(sight, check.expectation);
  const title = check.title ?? nameOf(check.source);
  if (passed) return { passed, text: title };
  const found = sayFound(sight);
  const text = `${title}: ${found} Expected ${sayExpectation(check.expectation)}.`;
  return { passed, text, ...(check.why !== undefined && { why: check.why }) };
}

async function recognise(step: Step, context: CheckContext): Promise<string | undefined> {
  for (const { when, answer } of step.misconceptions) {
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
  if (missing) return missing;
  if (values.length === 0) return 'nothing is there.';
  const texts = values.slice(0, 4).map((value) => (isLong(value) ? 'a text' : quote(value)));
  return `found ${texts.join(', ')}${values.length > 4 ? ' and more' : ''}.`;
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && (value.length > 200 || value.trimEnd().includes('\n'));
}
