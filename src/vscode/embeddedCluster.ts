import { clientOf } from '../api/client.ts';
import { Cluster, type ClusterOptions } from '../simulation/cluster.ts';
import { Replay } from '../simulation/journal.ts';
import { RealtimeDriver } from '../simulation/realtime.ts';
import type { RunningCluster } from './clusterHost.ts';
import { wallTimers } from './throttle.ts';

/** How long a replay may hold the extension host at once, in milliseconds of the wall clock. */
const sliceMs = 20;

/** Starts a new cluster at a speed, in virtual seconds per second. */
export function beginCluster(options: ClusterOptions, speed: number): RunningCluster {
  return drive(new Cluster(options), speed);
}

/** Brings a cluster back from its journal, in slices; `report` hears how far it is, 0 to 1. */
export async function replayCluster(
  text: string,
  speed: number,
  report: (part: number) => void,
): Promise<RunningCluster> {
  const replay = new Replay(text);
  for (;;) {
    const endMs = performance.now() + sliceMs;
    if (replay.runSlice(() => performance.now() < endMs) === 'done') break;
    report(replay.part);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return drive(replay.cluster, speed);
}

function drive(cluster: Cluster, speed: number): RunningCluster {
  const driver = new RealtimeDriver(cluster, {
    nowMs: () => performance.now(),
    setTimer: (delayMs, action) => wallTimers.set(delayMs, action),
  });
  driver.setSpeed(speed);
  driver.resume();
  return {
    client: clientOf(cluster),
    control: driver,
    revision: () => cluster.revision,
    journalText: () => cluster.journal.toText(),
    close: () => driver.pause(),
  };
}
