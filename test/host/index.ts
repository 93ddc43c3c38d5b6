// What VS Code's extension host calls, on a server and on the desktop: runs the bundled *.test.cjs files beside it.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import CountingReporter from '../../scripts/testing/countingReporter.ts';

/** Resolves when every test passed, rejects otherwise. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout: 30_000,
    reporter: CountingReporter,
    grep: process.env.POD_LABS_TEST_GREP,
  });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
