import type { Signal } from './runtime.ts';

/** Signals that processes send each other too; the kubelet sends only those of `Signal`. */
export type ProcessSignal = Signal | 'SIGPIPE' | 'SIGALRM' | 'SIGCONT' | 'SIGCHLD';

/** Linux' numbers. */
export const signalNumbers: Readonly<Record<ProcessSignal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGWINCH: 28,
};

/** Signals that do nothing to a process that has no handler for them. */
export const harmlessSignals: ReadonlySet<ProcessSignal> = new Set(['SIGCONT', 'SIGCHLD', 'SIGWINCH']);

/** Reads `TERM`, `SIGTERM`, `term` or `15`. */
export function signalOf(text: string): ProcessSignal | undefined {
  const upper = text.toUpperCase();
  for (const [name, number] of Object.entries(signalNumbers)) {
    if (upper === name || `SIG${upper}` === name || text === String(number)) return name as ProcessSignal;
  }
  return undefined;
}
