/** Memory of a Node, as its capacity says, in KiB. */
export const nodeMemoryKiB = 16_000_000;

/** What a container's processes hold in memory, and what happens when it becomes more than its limit. */
export class ContainerMemory {
  readonly #byProcess = new Map<number, number>();
  readonly #onExceeded: () => void;
  #limitBytes: number | undefined;
  #usedBytes = 0;
  #peakBytes = 0;
  #oomKills = 0;

  /** `onExceeded` is called when more is held than allowed: the kernel's out-of-memory killer. */
  constructor(limitBytes: number | undefined, onExceeded: () => void) {
    this.#limitBytes = limitBytes;
    this.#onExceeded = onExceeded;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** The most that was ever held. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** How often the out-of-memory killer has come. */
  get oomKills(): number {
    return this.#oomKills;
  }

  get limitBytes(): number | undefined {
    return this.#limitBytes;
  }

  /** A process now holds so much. */
  set(pid: number, bytes: number): void {
    this.#usedBytes += bytes - (this.#byProcess.get(pid) ?? 0);
    if (bytes === 0) this.#byProcess.delete(pid);
    else this.#byProcess.set(pid, bytes);
    this.#check();
  }

  /** Files in memory that the container wrote have grown by so much. */
  add(bytes: number): void {
    this.#usedBytes += bytes;
    this.#check();
  }

  of(pid: number): number {
    return this.#byProcess.get(pid) ?? 0;
  }

  /** The Pod's resources were changed in place. */
  resize(limitBytes: number | undefined): void {
    this.#limitBytes = limitBytes;
    this.#check();
  }

  #check(): void {
    if (this.#usedBytes > this.#peakBytes) this.#peakBytes = this.#usedBytes;
    if (this.#limitBytes === undefined || this.#usedBytes <= this.#limitBytes) return;
    this.#oomKills += 1;
    this.#onExceeded();
  }
}
