import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { Replay } from '../../src/simulation/replay.ts';
import { playEmbedded } from './embeddedPlayer.ts';
import { parseScenario, withOutputs } from './scenarioText.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const update = process.env.UPDATE === '1';

describe('scenarios', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.scenario'))) {
    it(`${name.replace('.scenario', '')}: prints what it should, twice the same, and replays`, async () => {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      const file = parseScenario(text);
      const first = await playEmbedded(file);
      const printed = withOutputs(file, first.outputs);
      if (update && printed !== text) writeFileSync(path, printed);
      else assert.equal(printed, text);

      const second = await playEmbedded(file);
      assert.equal(withOutputs(file, second.outputs), printed, 'the second run printed something else');
      assert.equal(second.stateText, first.stateText, 'the second run ended in another state');

      const replay = new Replay(first.journalText);
      assert.equal(
        replay.runSlice(() => true),
        'done',
      );
      assert.equal(replay.problem, undefined);
      assert.equal(replay.cluster?.stateText(), first.stateText, 'the journal replays to another state');
    });
  }
});

describe('any seed', () => {
  it('gives a session that plays twice the same and replays to the same bytes', async () => {
    const file = parseScenario(readFileSync(join(folder, 'endless-loop.scenario'), 'utf8'));
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 5 }), async (seed, nodes) => {
        const first = await playEmbedded({ ...file, seed, nodes });
        const second = await playEmbedded({ ...file, seed, nodes });
        const replay = new Replay(first.journalText);
        replay.runSlice(() => true);
        assert.equal(second.stateText, first.stateText);
        assert.equal(replay.cluster?.stateText(), first.stateText);
      }),
      { numRuns: 15 },
    );
  });
});
