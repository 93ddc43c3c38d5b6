/** What one request is like at one server, as a real one has shown. */
export interface RequestProfile {
  /** Processor time that the server needs, milliseconds. */
  readonly cpuMs: number;
  /** How long it takes without computing: waits for others, sleeps; milliseconds. */
  readonly heldMs: number;
  /** The answer's status; missing where the server breaks the connection off. */
  readonly status: number | undefined;
  /** How many requests the server takes over one connection. */
  readonly perConnection: number;
}

/** What is taken of a request before the first has come back: a short answer. */
export const unknownProfile: RequestProfile = {
  cpuMs: 0.06,
  heldMs: 0,
  status: 200,
  perConnection: Number.POSITIVE_INFINITY,
};
