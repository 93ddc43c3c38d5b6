import { type Program, sleep, write } from '../syscalls.ts';

const unitSeconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };
/** Longer than any simulation, in milliseconds; a timer needs a number. */
const longestMs = 1e15;

/** `sleep 1`, `sleep 0.5`, `sleep 1m 30s`, `sleep infinity`. */
export const sleepApplet: Program = function* (process) {
  const words = process.argv.slice(1);
  if (words.length === 0) {
    yield* write(2, 'BusyBox v1.36.1 multi-call binary.\n\nUsage: sleep [N]...\n');
    return 1;
  }
  let ms = 0;
  for (const word of words) {
    const parsed = /^(\d*\.?\d+|\d+\.|inf|infinity)([smhd]?)$/.exec(word);
    if (!parsed) {
      yield* write(2, `sleep: invalid number '${word}'\n`);
      return 1;
    }
    const amount = (parsed[1] as string).startsWith('inf') ? longestMs : Number(parsed[1]);
    ms += amount * (unitSeconds[parsed[2] as string] as number) * 1000;
  }
  yield* sleep(Math.min(longestMs, Math.round(ms)));
  return 0;
};
