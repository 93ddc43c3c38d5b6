/** What makes a cluster; with the journal, it is the session. */
export interface ClusterOptions {
  /** A whole number; the same seed and inputs give the same session. */
  readonly seed: number;
  /** When virtual time begins, as milliseconds since 1970. */
  readonly startTimeMs: number;
  readonly nodes: number;
}
