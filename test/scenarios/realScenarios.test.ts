import assert from 'node:assert/strict';
import { ensureRealKubectl } from '../../scripts/realKubectl.ts';
import { beginRealPlays, type RealPlay, scenarioFiles } from './realPlays.ts';
import { comparable, withAgesOf } from './sameOutput.ts';
import { unlikeScenarios } from './unlikeScenarios.ts';

const installMs = 180_000;
const scenarioMs = 120_000;

describe('scenarios through the real kubectl', () => {
  let plays: ReadonlyMap<string, Promise<RealPlay>>;
  const names = [...scenarioFiles.keys()];

  before(async function () {
    this.timeout(installMs);
    const { program } = await ensureRealKubectl();
    const waiting = names.filter((name) => unlikeScenarios[name] === undefined);
    plays = await beginRealPlays(waiting, program, 'counted');
  });

  for (const name of names) {
    const unlike = unlikeScenarios[name];
    if (unlike !== undefined) {
      it.skip(`${name}: ${unlike}`);
      continue;
    }
    it(`${name}: prints the same`, async function () {
      this.timeout(scenarioMs);
      const play = await plays.get(name);
      for (const [part, printed] of play?.outputs ?? []) {
        if (part.kind !== 'command') continue;
        const [actual = [], expected = []] = [printed, part.expected].map((lines) =>
          comparable(part.interruptAfterMs === undefined ? lines : withoutExitCode(lines), part.command),
        );
        assert.deepEqual(withAgesOf(expected, actual), expected, `line ${part.line + 1}: $ ${part.command}`);
      }
    });
  }
});

/** After Ctrl-C kubectl ends with 1 or by the signal, as its verb pleases; a shell says 130. */
function withoutExitCode(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.startsWith('? '));
}
