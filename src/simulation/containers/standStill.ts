import type { Answer, Kernel } from './kernel.ts';

/** A container that has used what a period allows goes on in the next one: whether this process has to wait for that. */
export function mustStandStill(kernel: Kernel, answer: Answer): boolean {
  const forMs = kernel.cpu.standsStillMs;
  if (forMs === 0 || answer.process.endedBy) return false;
  const timer = kernel.timer(forMs, () => kernel.wake(answer));
  kernel.block(answer.process, undefined, () => timer.cancel());
  return true;
}
