import type { ApiClient } from '../api/client.ts';
import type { ClusterControl } from '../api/control.ts';

/** What a command printed. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** What checks look through. It is the learner's cluster and the learner's folder, and nothing else. */
export interface CheckContext {
  readonly client: ApiClient;
  /** The hold on virtual time; a real cluster has none. */
  readonly control?: Pick<ClusterControl, 'time'>;
  /** The requests of Pods, explained; a real cluster does not tell them. */
  readonly traffic?: ClusterControl['traffic'];
  /** How autoscalers reckoned; a real cluster keeps no such record. */
  readonly hpaRecords?: ClusterControl['hpaRecords'];
  /** What load generators have sent. */
  readonly loads?: ClusterControl['loads'];
  /** The Namespace that the lab plays in. */
  readonly namespace: string;
  /** The cluster's time, milliseconds since 1970. */
  nowMs(): number;
  /** Runs the built-in kubectl in the lab's Namespace; `argv` is what stands after `kubectl`. */
  kubectl(argv: readonly string[]): Promise<CommandResult>;
  /** A file in the learner's folder as it is saved; undefined where there is none. */
  readFile(path: string): Promise<string | undefined>;
  /** What the learner typed as the answer to an *explore* step. */
  readonly typed?: string;
}
