/** Processor time for what a flow makes a container do. */
export interface FlowWork {
  /** From now on it wants so many cores, spread over so many threads. */
  set(cores: number, threads: number): void;
  /** Processor time that it has had since this was asked for the last time, milliseconds. */
  takeMs(): number;
  end(): void;
}

/** The processor time of a container, as a flow uses it. */
export interface FlowCpu {
  readonly nodeCores: number;
  readonly limits: { readonly limitCores: number | undefined };
  steadyWork(): FlowWork;
  /** Does so much work and then calls `done`; returns the way to break it off. */
  work(cpuMs: number, done: () => void): () => void;
}

/** What a flow needs of the process that listens. */
export interface FlowServer {
  readonly cpu: FlowCpu;
  /** Requests that it works on at the same time at the most. */
  readonly threads: number;
  /** It goes on with what it has taken as long as it lives, also where it has closed its port. */
  isAlive(): boolean;
}

/** As many cores as a container may use in the long run. */
export function coresOf({ nodeCores, limits }: FlowCpu): number {
  return Math.min(nodeCores, limits.limitCores ?? nodeCores);
}
