const slowest = 0.1;
const fastest = 600;

/** A usable speed, in virtual seconds per second, of what a person wrote into the settings. */
export function speedOf(setting: unknown): number {
  if (typeof setting !== 'number' || !(setting > 0)) return 1;
  return Math.min(fastest, Math.max(slowest, setting));
}
