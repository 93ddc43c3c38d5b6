import { signalOf } from '../signals.ts';
import { compute, type Program } from '../syscalls.ts';
import { complain } from './input.ts';

/** `kill [-SIGNAL] PID…` */
export const kill: Program = function* (process) {
  const words = process.argv.slice(1);
  const option = words[0]?.startsWith('-') ? (words.shift() as string) : '-TERM';
  const name = option === '-s' ? (words.shift() ?? '') : option.slice(1);
  const signal = signalOf(name);
  if (!signal && name !== '0') {
    yield* complain(process, `bad signal name '${name}'`);
    return 1;
  }
  let status = 0;
  for (const word of words) {
    const refusal = /^\d+$/.test(word) ? process.kill(Number(word), signal) : undefined;
    if (!refusal && /^\d+$/.test(word)) continue;
    yield* complain(process, refusal ? `can't kill pid ${word}: ${refusal.text}` : `invalid number '${word}'`);
    status = 1;
  }
  yield* compute();
  return status;
};
