/** What makes a cluster; with the journal, it is the session. */
export interface ClusterOptions {
  /** A whole number; the same seed and inputs give the same session. */
  readonly seed: number;
  /** When virtual time begins, as milliseconds since 1970. */
  readonly startTimeMs: number;
  readonly nodes: number;
  /** What runs in `kube-system`: what kubeadm puts there; nothing unless given, which tests and benchmarks want. */
  readonly addons?: 'kubeadm';
}

/**
 * Whether a session keeps a journal of its inputs: `none` for a cluster that nobody will replay, such as a headless one,
 * which may then run as long as it likes.
 */
export type JournalKeeping = 'kept' | 'none';
