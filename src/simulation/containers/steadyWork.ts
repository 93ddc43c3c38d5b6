/** What steady work asks of the account that it belongs to. */
interface Account {
  /** Brings everybody's share up to now. */
  bringUpToDate(): void;
  /** What this work wants has changed. */
  changed(work: SteadyWork): void;
}

/** Work that goes on all the time, as that of a server under a flow of requests. */
export class SteadyWork {
  readonly #account: Account;
  #wantedCores = 0;
  #threads = 0;
  #hadMs = 0;
  #isOver = false;
  /** What it gets now, in cores: the account's own note. */
  rate = 0;

  constructor(account: Account) {
    this.#account = account;
  }

  get wantedCores(): number {
    return this.#wantedCores;
  }

  /** Threads that it is spread over: its weight where there is not enough for all. */
  get threads(): number {
    return this.#threads;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** From now on it wants so many cores, spread over so many threads. */
  set(cores: number, threads: number): void {
    if (this.#isOver || (this.#wantedCores === cores && this.#threads === threads)) return;
    this.#account.bringUpToDate();
    this.#wantedCores = cores;
    this.#threads = threads;
    this.#account.changed(this);
  }

  /** It has got so much, milliseconds of processor time. */
  add(ms: number): void {
    this.#hadMs += ms;
  }

  /** Processor time that it has had since this was asked for the last time, milliseconds. */
  takeMs(): number {
    this.#account.bringUpToDate();
    const had = this.#hadMs;
    this.#hadMs = 0;
    return had;
  }

  end(): void {
    if (this.#isOver) return;
    this.#account.bringUpToDate();
    this.#isOver = true;
    this.#wantedCores = 0;
    this.#account.changed(this);
  }
}
