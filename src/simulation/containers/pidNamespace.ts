import type { Process } from './process.ts';

/** The processes that know each other by number: those of one container, or of all containers of a Pod that shares them. */
export class PidNamespace {
  readonly #processes = new Map<number, Process>();
  #lastPid = 0;

  takePid(): number {
    this.#lastPid += 1;
    return this.#lastPid;
  }

  /** The numbers that the runtime's own short-lived processes use up when a container begins in a shared namespace. */
  skip(count: number): void {
    this.#lastPid += count;
  }

  add(process: Process): void {
    this.#processes.set(process.pid, process);
  }

  remove(process: Process): void {
    this.#processes.delete(process.pid);
  }

  get(pid: number): Process | undefined {
    return this.#processes.get(pid);
  }

  /** In the order of their pids, without threads; those that ended but were not waited for are among them. */
  get processes(): readonly Process[] {
    return [...this.#processes.values()].filter(({ isThread }) => !isThread);
  }
}
