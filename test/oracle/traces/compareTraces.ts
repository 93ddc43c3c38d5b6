import { clientOf } from '../../../src/api/client.ts';
import { sameValue } from '../../../src/api/sameValue.ts';
import { runKubectl } from '../../../src/kubectl/kubectl.ts';
import type { Tallies } from '../tally.ts';
import { readTraces, type RecordedTrace, shownText } from './recordedTraces.ts';
import { StandInCluster } from './standInCluster.ts';
import { type Story, storyOf } from './story.ts';

/** How long a run goes on after its last command. */
const restMs = 20_000;

/** Plays the recorded runs again, and compares what the controllers made of them: order, numbers and texts. */
export async function compareTraces(tallies: Tallies): Promise<void> {
  for (const trace of readTraces()) {
    const { story: ours, shown } = await play(trace);
    for (const [index, look] of (trace.looks ?? []).entries()) {
      tallies.count('shown', look.shown === shown[index], () =>
        [`${trace.name} look ${index}: recorded`, look.shown, 'here', shown[index]].join('\n'),
      );
    }
    for (const part of Object.keys(trace.story) as (keyof Story)[]) {
      const [recorded, here] = [trace.story[part], ours[part]];
      tallies.count('parts', sameValue(recorded, here), () =>
        [`${trace.name} ${part}: recorded`, JSON.stringify(recorded), 'here', JSON.stringify(here)].join(' '),
      );
    }
  }
}

interface Played {
  readonly story: Story;
  /** What kubectl printed at each look. */
  readonly shown: readonly string[];
}

async function play({ name, files, steps, pace, metrics = [], looks = [], endMs }: RecordedTrace): Promise<Played> {
  const cluster = new StandInCluster(pace);
  const namespace = `t-${name}`;
  const kubectl = async (command: string) => {
    let said = '';
    let printed = '';
    let exitCode: number | undefined;
    const running = runKubectl(command.split(' ').slice(1), {
      client: clientOf(cluster),
      stdout: (text) => {
        printed += text;
      },
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
    return printed;
  };
  await kubectl(`kubectl create namespace ${namespace}`);
  const beginMs = cluster.timeline.nowMs + 1000;
  const shown: string[] = [];
  const look = async (command: string) => shown.push(shownText(await kubectl(command)));
  const acts = [
    ...steps.map(({ atMs, command }) => ({ atMs, act: () => kubectl(command) })),
    ...looks.map(({ atMs, command }) => ({ atMs, act: () => look(command) })),
    ...metrics.map(({ atMs, now }) => ({ atMs, act: () => Object.assign(cluster.metrics, { now }) })),
  ].sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, act } of acts) {
    cluster.advanceTo(beginMs + atMs);
    await act();
  }
  cluster.advanceTo(endMs === undefined ? cluster.timeline.nowMs + restMs : beginMs + endMs);
  return { story: storyOf(cluster.changes, cluster.end(namespace)), shown };
}
