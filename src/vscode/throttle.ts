/** Wall-clock timers as the host gives them; tests pass their own. */
export interface WallTimers {
  set(delayMs: number, action: () => void): { cancel(): void };
}

/** The timers of JavaScript. */
export const wallTimers: WallTimers = {
  set(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** A call that is put off; `cancel` forgets a waiting one. */
export interface Deferred {
  request(): void;
  cancel(): void;
}

/** Runs the action at most once in `periodMs`, and always once after the last request. */
export function throttle(periodMs: number, action: () => void, timers: WallTimers = wallTimers): Deferred {
  let waiting: { cancel(): void } | undefined;
  return {
    request() {
      waiting ??= timers.set(periodMs, () => {
        waiting = undefined;
        action();
      });
    },
    cancel() {
      waiting?.cancel();
      waiting = undefined;
    },
  };
}
