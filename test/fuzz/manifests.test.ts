import assert from 'node:assert/strict';
import { parse, stringify } from 'yaml';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { Random } from '../../src/simulation/random.ts';
import { readCorpus } from '../oracle/oracleCases.ts';
import { propertySeed } from '../propertySeed.ts';
import { type AnswerCounts, checkAgainAnew, checkAnswers } from './manifestAnswers.ts';
import { writtenSeeds } from './manifestSeeds.ts';
import { mutated } from './mutation.ts';
import { mutatedText } from './textMutation.ts';

/** `npm run fuzz` reads all of them, every other run a tenth. */
const manifests = process.env.FUZZ === 'all' ? 20_000 : 2_000;
const seed = propertySeed;
/** Places of a text that are asked about. */
const places = 4;
const limitMs = 1_800_000;

/** Manifests that a real API server was asked about, and some that hold what those do not. */
const seeds: readonly string[] = [...readCorpus().map(({ manifest }) => manifest), ...writtenSeeds];

/** A seed in another shape now and then: as JSON, or with values of other types in its tree. */
function start(random: Random): string {
  const text = random.pick(seeds);
  if (random.integer(0, 8) !== 0) return text;
  try {
    const value: unknown = parse(text, { logLevel: 'silent' });
    return random.integer(0, 2) === 0 ? JSON.stringify(value, null, 2) : stringify(mutated(value, random));
  } catch {
    // Some are no YAML on purpose.
    return text;
  }
}

describe('the help in manifests', () => {
  it(`answers to ${manifests} mutated ones within its bounds (seed ${seed})`, () => {
    const random = new Random(seed);
    const counts: AnswerCounts = new Map();
    for (let count = 0; count < manifests; count += 1) {
      const original = start(random);
      const text = mutatedText(original, seeds, random);
      const offsets = Array.from({ length: places }, () => random.integer(0, text.length + 1));
      try {
        const before = readManifests(original);
        checkAnswers(text, before, offsets, counts);
        if (count % 10 === 0) checkAgainAnew(text, before);
      } catch (failure) {
        const why = failure instanceof Error ? failure.stack : failure;
        throw new Error(`seed ${seed}, manifest ${count}: ${readable(text)}\nat ${offsets.join(', ')}\n${why}`);
      }
    }
    for (const sort of ['syntax', 'schema', 'api', 'relation', 'advice', 'fix', 'hover', 'completion', 'location']) {
      assert.ok((counts.get(sort) ?? 0) > 0, `there is some ${sort}: ${JSON.stringify([...counts])}`);
    }
  }).timeout(limitMs);
});

/** As a literal that can be copied, with no letter that looks like another. */
function readable(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
