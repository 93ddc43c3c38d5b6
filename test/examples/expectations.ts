import { fileURLToPath } from 'node:url';
import { type Example, type ExampleFolder, neighboursOf, tableRows } from './exampleFolder.ts';
import { type ExampleResult, runExample } from './runExample.ts';

/** What is known of an example: what becomes of it, why, and what it needs beside its neighbours. */
export interface Expectation {
  readonly outcome: string;
  /** A part of the cause. */
  readonly cause: string;
  readonly needs: readonly string[];
}

/** The rows of expectations.tsv, by path. */
export function readExpectations(): ReadonlyMap<string, Expectation> {
  const rows = tableRows(fileURLToPath(new URL('expectations.tsv', import.meta.url)));
  return new Map(
    rows.map(([path = '', outcome = '', cause = '', needs = '']) => [
      path,
      { outcome, cause, needs: needs.split(' ').filter((name) => name !== '') },
    ]),
  );
}

/** Runs an example with all that it needs. */
export function play(
  example: Example,
  folder: ExampleFolder,
  expectation: Expectation | undefined,
): Promise<ExampleResult> {
  const needs = (expectation?.needs ?? []).flatMap((name) => folder.examples.get(name) ?? []);
  const beside = neighboursOf(example, folder).filter((other) => !needs.includes(other));
  return runExample(example, expectation?.needs.includes('-') ? [] : [...beside, ...needs]);
}

/** How a result contradicts what is expected; nothing where it does not. */
export function contradiction(result: ExampleResult, expectation: Expectation | undefined): string | undefined {
  if (!expectation || expectation.outcome === '') return undefined;
  const agrees = result.outcome === expectation.outcome && result.cause.includes(expectation.cause);
  if (agrees) return undefined;
  return `expected ${expectation.outcome}${expectation.cause && ` (${expectation.cause})`}, is ${result.outcome} (${result.cause})`;
}
