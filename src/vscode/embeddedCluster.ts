import { clientOf } from '../api/client.ts';
import type { AdvanceOptions, Cancellation, ClusterControl } from '../api/control.ts';
import { Cluster } from '../simulation/cluster.ts';
import type { ClusterOptions } from '../simulation/clusterOptions.ts';
import { RealtimeDriver } from '../simulation/realtime.ts';
import { Replay } from '../simulation/replay.ts';
import type { RunningCluster } from './clusterHost.ts';
import { endableClient } from './endableClient.ts';
import { wallTimers } from './throttle.ts';

/** How long a replay may hold the extension host at once, in milliseconds of the wall clock. */
const sliceMs = 20;

/** How a cluster is driven. */
export interface DriveOptions {
  /** Virtual seconds per second. */
  readonly speed: number;
  readonly paused: boolean;
  /** Told when the simulation broke: a mistake of ours. */
  readonly onBroken: (error: unknown) => void;
  /** See `ClusterControl.rewind`. */
  readonly rewind: ClusterControl['rewind'];
}

/** How a session is brought back. */
export interface ReplayOptions {
  /** Where it is to end, in virtual milliseconds since its start; at its end where that is missing. */
  readonly untilMs?: number;
  /** How many inputs it has had by then; all of that moment where that is missing. */
  readonly inputs?: number;
  readonly cancellation?: Cancellation;
  /** Hears how far it is, 0 to 1. */
  readonly onProgress: (part: number) => void;
}

/** How a session that runs is taken back to an earlier moment. */
export type RewindOptions = AdvanceOptions & Pick<ReplayOptions, 'inputs'>;

/** Starts a new cluster. */
export function beginCluster(options: ClusterOptions, driving: DriveOptions): RunningCluster {
  return drive(new Cluster(options), driving);
}

/** What came of a replay: the cluster as far as the journal could be read, and what was wrong with the journal. */
export interface Replayed {
  readonly running?: RunningCluster;
  /** A sentence for the user. */
  readonly problem?: string;
}

/** Brings a cluster back from its journal, in slices; nothing comes back where it is cancelled. */
export async function replayCluster(text: string, driving: DriveOptions, options: ReplayOptions): Promise<Replayed> {
  const replay = new Replay(text, options.untilMs, options.inputs);
  for (;;) {
    const endMs = performance.now() + sliceMs;
    if (replay.runSlice(() => performance.now() < endMs) === 'done') break;
    if (options.cancellation?.aborted) return {};
    options.onProgress(replay.part);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  // Whoever held a stream open, such as a shell in a container, is gone with the window.
  replay.closeStreams();
  const { cluster, problem } = replay;
  return { ...(cluster && { running: drive(cluster, driving) }), ...(problem !== undefined && { problem }) };
}

function drive(cluster: Cluster, { speed, paused, onBroken, rewind }: DriveOptions): RunningCluster {
  const driver = new RealtimeDriver(cluster, {
    nowMs: () => performance.now(),
    setTimer: (delayMs, action) => wallTimers.set(delayMs, action),
    onError: onBroken,
    rewind,
  });
  driver.setSpeed(speed);
  if (paused) driver.pause();
  const { client, end, onEnd } = endableClient(clientOf(cluster));
  return {
    client,
    control: driver,
    revision: () => cluster.revision,
    newestInputs: (count) => cluster.journal.newest(count),
    journalText: () => cluster.journalText(),
    moment: () => {
      const { nowMs, steps } = cluster.timeline;
      const { paused: isPaused, speed: factor } = driver.time();
      return { inputs: cluster.journal.size, atMs: nowMs, steps, paused: isPaused, speed: factor };
    },
    onGone: onEnd,
    close: (why) => {
      end(why);
      driver.stop();
    },
  };
}
