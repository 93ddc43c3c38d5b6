import type { ProcessSignal } from '../signals.ts';
import { type Program, pause } from '../syscalls.ts';

/** A server that does nothing yet but run until one of these signals comes; then it ends in good order. */
export function runUntil(signals: readonly ProcessSignal[]): Program {
  return function* (process) {
    for (const signal of signals) process.dispositions.set(signal, 'catch');
    for (;;) {
      if (process.caught.length > 0) return 0;
      yield* pause();
    }
  };
}
