import { clientOf } from '../../../src/api/client.ts';
import { sameValue } from '../../../src/api/sameValue.ts';
import { runKubectl } from '../../../src/kubectl/kubectl.ts';
import type { Tallies } from '../tally.ts';
import { readTraces, type RecordedTrace } from './recordedTraces.ts';
import { StandInCluster } from './standInCluster.ts';
import { type Story, storyOf } from './story.ts';

/** How long a run goes on after its last command. */
const restMs = 20_000;

/** Plays the recorded runs again, and compares what the controllers made of them: order, numbers and texts. */
export async function compareTraces(tallies: Tallies): Promise<void> {
  for (const trace of readTraces()) {
    const ours = await play(trace);
    for (const part of Object.keys(trace.story) as (keyof Story)[]) {
      const [recorded, here] = [trace.story[part], ours[part]];
      tallies.count('parts', sameValue(recorded, here), () =>
        [`${trace.name} ${part}: recorded`, JSON.stringify(recorded), 'here', JSON.stringify(here)].join(' '),
      );
    }
  }
}

async function play({ name, files, steps, pace }: RecordedTrace): Promise<Story> {
  const cluster = new StandInCluster(pace);
  const namespace = `t-${name}`;
  const kubectl = async (command: string) => {
    let said = '';
    let exitCode: number | undefined;
    const running = runKubectl(command.split(' ').slice(1), {
      client: clientOf(cluster),
      stdout: () => {},
      stderr: (text) => {
        said += text;
      },
      readFile: async (file) => files[file] ?? '',
      nowMs: () => cluster.nowMs,
      namespace,
      cancellation: { aborted: false, onAbort: () => {} },
    });
    running.then(
      (code) => {
        exitCode = code;
      },
      () => {
        exitCode = -1;
      },
    );
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (exitCode !== undefined) break;
      cluster.step();
    }
    await running;
    if (exitCode !== 0) throw new Error(`${name}: ${command}: ${said}`);
  };
  await kubectl(`kubectl create namespace ${namespace}`);
  const beginMs = cluster.timeline.nowMs + 1000;
  for (const { atMs, command } of steps) {
    cluster.advanceTo(beginMs + atMs);
    await kubectl(command);
  }
  cluster.advanceTo(cluster.timeline.nowMs + restMs);
  return storyOf(cluster.changes, cluster.end(namespace));
}
