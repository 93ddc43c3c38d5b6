import type { ApiClient } from '../api/client.ts';
import type { Step } from './lab.ts';

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
export interface Finding {
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

/** Looks whether a step is done. A step without checks passes. Never rejects. */
export async function runChecks(_step: Step, _context: CheckContext): Promise<CheckResult> {
  return { passed: true, findings: [] };
}
