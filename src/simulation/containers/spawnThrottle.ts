/** From fork to the first instruction of the new program, milliseconds (fork and exec of a small static program). */
const spawnMs = 1;
/** A container that spawns more than this without pause is slowed down, so that a busy loop costs the host little. */
const spawnsPerSecondAtFullSpeed = 100;
const throttledSpawnMs = 50;

/** How long a container's next process takes to start. */
export class SpawnThrottle {
  readonly #perSecond: number;
  #second = 0;
  #count = 0;

  constructor(perSecond: number = spawnsPerSecondAtFullSpeed) {
    this.#perSecond = perSecond;
  }

  nextDelayMs(nowMs: number): number {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > this.#perSecond ? throttledSpawnMs : spawnMs;
  }
}
