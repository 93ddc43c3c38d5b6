import type { HpaRecord } from './autoscaling/hpaRecord.ts';
import type { LoadSeries } from './load.ts';
import type { ApiEndpoint } from './request.ts';
import type { RequestTrace, TrafficQuery } from './traffic.ts';

/** The state of a cluster's clock. */
export interface ClusterTime {
  /** Virtual milliseconds since the cluster was started. */
  readonly elapsedMs: number;
  /** Virtual time as milliseconds since 1970. */
  readonly nowMs: number;
  readonly paused: boolean;
  /** Virtual seconds per second of the wall clock. */
  readonly speed: number;
}

/** Lets a caller break off a long jump; an `AbortSignal` fits. */
export interface Cancellation {
  readonly aborted: boolean;
}

export interface AdvanceOptions {
  readonly cancellation?: Cancellation;
  /** Told now and then with the part that is done, 0 to 1. */
  readonly onProgress?: (part: number) => void;
}

/** Asked after each change while time runs: whether to stop. It may read the API. */
export type ClusterCondition = (api: Pick<ApiEndpoint, 'send'>) => boolean;

/**
 * What no Kubernetes API has: the hold on virtual time and on the machines. A real cluster has none, and its clients live without it.
 */
export interface ClusterControl {
  time(): ClusterTime;
  pause(): void;
  resume(): void;
  setSpeed(speed: number): void;
  /** Runs the next timer, whatever the clock says; false when nothing is left to do. */
  step(): boolean;
  /** Runs `durationMs` of virtual time as fast as the host allows, without freezing it. False when cancelled. */
  advance(durationMs: number, options?: AdvanceOptions): Promise<boolean>;
  /** Runs until no work is left and nothing changes any more, `limitMs` of virtual time at the most. True when settled. */
  settle(limitMs: number, options?: AdvanceOptions): Promise<boolean>;
  /** Runs until an object changes, `limitMs` of virtual time at the most. True when one has. */
  runToChange(limitMs: number, options?: AdvanceOptions): Promise<boolean>;
  /** Runs until the condition holds, `limitMs` of virtual time at the most. True when it does. */
  runUntil(condition: ClusterCondition, limitMs: number, options?: AdvanceOptions): Promise<boolean>;
  /**
   * Takes the cluster back to an earlier moment, so many virtual milliseconds since its start: what came later has not
   * happened. Clients see the connection end, as when a cluster restarts. False where it cannot be done.
   */
  rewind(elapsedMs: number, options?: AdvanceOptions): Promise<boolean>;
  /** Pulls the plug of a Node's machine, or presses its power button. False where there is no such Node. */
  setNodePower(node: string, power: 'on' | 'off'): boolean;
  /** The newest requests of Pods, explained, in the order in which they began; the cluster forgets the oldest. */
  traffic(query?: TrafficQuery): readonly RequestTrace[];
  /** The newest runs of load generators (`fortio`, `load`) in figures over time, in the order in which they began. */
  loads(): readonly LoadSeries[];
  /** How a HorizontalPodAutoscaler reckoned each time its controller looked, oldest first; the controller forgets the oldest. */
  hpaRecords(namespace: string, name: string): readonly HpaRecord[];
  /** Calls the listener when the clock's state changed or time went on; returns the way to stop that. */
  onTimeChange(listener: (time: ClusterTime) => void): () => void;
}
