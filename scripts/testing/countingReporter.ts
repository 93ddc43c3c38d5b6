// Mocha's usual report for people, and the counts as JSON for the script that adds up all stages.
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Where the counts go, if the environment names a place. */
export const countsFileVariable = 'POD_LABS_TEST_COUNTS';

export interface Counts {
  passed: number;
  failed: number;
  /** Titles of the tests that were skipped; a title says why. */
  skipped: string[];
}

/** The reporter of every suite, outside and inside VS Code. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const counts: Counts = { passed: 0, failed: 0, skipped: [] };
    runner.on('pass', () => {
      counts.passed += 1;
    });
    runner.on('fail', () => {
      counts.failed += 1;
    });
    runner.on('pending', (test) => {
      counts.skipped.push(test.fullTitle());
    });
    runner.on('end', () => {
      const file = process.env[countsFileVariable];
      if (file) writeFileSync(file, JSON.stringify(counts));
    });
  }
}
