import assert from 'node:assert/strict';
import { runScript } from './containerSession.ts';

/** A script, what it prints, its exit code (0 where none is given) and what it says on stderr. */
export type ScriptRow = readonly [script: string, stdout: string, exitCode?: number, stderr?: string];

/** A test for each script, run in an empty folder of a busybox container. */
export function describeScripts(title: string, table: readonly ScriptRow[]): void {
  describe(title, () => {
    for (const [script, stdout, exitCode = 0, stderr = ''] of table) {
      it(`run: ${script.replaceAll('\n', '⏎')}`, () => {
        const result = runScript(`mkdir -p /tmp/x; cd /tmp/x; ${script}`);
        assert.deepEqual(result, { stdout, stderr, exitCode });
      });
    }
  });
}
