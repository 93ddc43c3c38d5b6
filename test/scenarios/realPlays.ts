import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeCertificate } from '../../src/server/certificate.ts';
import type { Played } from './embeddedPlayer.ts';
import { playReal } from './realPlayer.ts';
import { parseScenario, type ScenarioFile } from './scenarioText.ts';

/** Several clusters at a time: kubectl waits for its own start more than for us. */
const mostAtOnce = 4;

/** All scenarios by their names. */
export const scenarioFiles: ReadonlyMap<string, ScenarioFile> = new Map(
  readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.scenario'))
    .map((file) => [
      file.replace('.scenario', ''),
      parseScenario(readFileSync(path.join(import.meta.dirname, file), 'utf8')),
    ]),
);

export type RealPlay = Pick<Played, 'outputs' | 'stateText'>;

/** Begins to play the named scenarios through the real kubectl, in their order; each ends when it does. */
export async function beginRealPlays(
  names: readonly string[],
  program: string,
  ages: 'counted' | 'ignored',
): Promise<ReadonlyMap<string, Promise<RealPlay>>> {
  const certificate = await makeCertificate(Date.now());
  const lanes: Promise<unknown>[] = Array.from({ length: mostAtOnce }, () => Promise.resolve());
  const plays = new Map<string, Promise<RealPlay>>();
  names.forEach((name, index) => {
    const file = scenarioFiles.get(name);
    if (!file) throw new Error(`no scenario "${name}"`);
    const lane = index % mostAtOnce;
    const play = (lanes[lane] as Promise<unknown>).then(() => playReal(file, { program, certificate, ages }));
    // Each test looks at its own.
    lanes[lane] = play.catch(() => undefined);
    plays.set(name, play);
  });
  return plays;
}
