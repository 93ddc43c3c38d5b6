import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureRealKubectl } from '../../scripts/realKubectl.ts';
import { makeCertificate } from '../../src/server/certificate.ts';
import { playReal } from './realPlayer.ts';
import { comparable, withAgesOf } from './sameOutput.ts';
import { parseScenario, type ScenarioPart } from './scenarioText.ts';
import { unlikeScenarios } from './unlikeScenarios.ts';

/** Several clusters at a time: kubectl waits for its own start more than for us. */
const mostAtOnce = 4;
const installMs = 180_000;
const scenarioMs = 120_000;

type Outputs = ReadonlyMap<ScenarioPart, readonly string[]>;

describe('scenarios through the real kubectl', () => {
  const names = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.scenario'))
    .map((file) => file.replace('.scenario', ''));
  const files = new Map(
    names.map((name) => [
      name,
      parseScenario(readFileSync(path.join(import.meta.dirname, `${name}.scenario`), 'utf8')),
    ]),
  );
  const played = new Map<string, Promise<Outputs>>();

  before(async function () {
    this.timeout(installMs);
    const { program } = await ensureRealKubectl();
    const certificate = await makeCertificate(Date.now());
    const waiting = names.filter((name) => unlikeScenarios[name] === undefined);
    const lanes: Promise<unknown>[] = Array.from({ length: mostAtOnce }, () => Promise.resolve());
    waiting.forEach((name, index) => {
      const file = files.get(name);
      assert.ok(file);
      const lane = index % mostAtOnce;
      const result = (lanes[lane] as Promise<unknown>).then(() => playReal(file, program, certificate));
      lanes[lane] = result.catch(() => undefined);
      // Each test looks at its own.
      result.catch(() => undefined);
      played.set(name, result);
    });
  });

  for (const name of names) {
    const unlike = unlikeScenarios[name];
    if (unlike !== undefined) {
      it.skip(`${name}: ${unlike}`);
      continue;
    }
    it(`${name}: prints the same`, async function () {
      this.timeout(scenarioMs);
      const outputs = await played.get(name);
      for (const [part, printed] of outputs ?? []) {
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
