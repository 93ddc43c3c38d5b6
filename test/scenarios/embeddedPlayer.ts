import { clientOf } from '../../src/api/client.ts';
import { splitCommandLine } from '../../src/kubectl/commandLine.ts';
import type { KubectlHost } from '../../src/kubectl/host.ts';
import { runKubectl } from '../../src/kubectl/kubectl.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { durationMs, outputLines, type ScenarioFile, type ScenarioPart, type Transcript } from './scenarioText.ts';

/** When every scenario begins. */
export const startTimeMs = Date.UTC(2026, 0, 5, 9);
/** No command and no moment of a scenario lasts longer than this virtual time. */
export const limitMs = 60 * 60_000;

/** What is left after a scenario was played. */
export interface Played {
  readonly outputs: ReadonlyMap<ScenarioPart, readonly string[]>;
  readonly stateText: string;
  readonly journalText: string;
}

/** Plays a scenario through the built-in kubectl on a new cluster. */
export async function playEmbedded(file: ScenarioFile): Promise<Played> {
  const { seed, nodes, addons } = file;
  const cluster = new Cluster({ seed, nodes, startTimeMs, ...(addons && { addons }) });
  const player = new Player(cluster);
  const outputs = new Map<ScenarioPart, readonly string[]>();
  for (const part of file.parts) {
    try {
      if (part.kind === 'file') player.files.set(part.path, part.text);
      else if (part.kind === 'moment') await player.reach(part.words);
      else outputs.set(part, outputLines(await player.run(part.command, part.interruptAfterMs)));
    } catch (failure) {
      throw new Error(`line ${part.line + 1}: ${failure instanceof Error ? failure.stack : failure}`);
    }
  }
  return { outputs, stateText: cluster.stateText(), journalText: cluster.journalText() };
}

/** `power off node-1`: what no kubectl can do. */
export function setPower(cluster: Cluster, words: string): void {
  const [, power, node = ''] = /^power (on|off) (\S+)$/.exec(words) ?? [];
  if (power !== 'on' && power !== 'off') throw new Error(`this cannot be read: ${words}`);
  if (!cluster.setNodePower(node, power)) throw new Error(`there is no Node ${node}`);
}

/** Runs commands of the built-in kubectl on a cluster, one after another. */
export class Player {
  readonly files = new Map<string, string>();
  readonly #cluster: Cluster;
  #namespace: string;

  constructor(cluster: Cluster, namespace = 'default') {
    this.#cluster = cluster;
    this.#namespace = namespace;
  }

  /** `10s`, `settle`, `until kubectl … prints TEXT`, or `power off node-1`. */
  async reach(words: string): Promise<void> {
    const until = /^until (kubectl .+) prints (.+)$/.exec(words);
    if (words === 'settle') {
      if (!this.#cluster.settle(limitMs)) throw new Error('the cluster did not settle');
    } else if (until) await this.#until(until[1] ?? '', until[2] ?? '');
    else if (words.startsWith('power ')) setPower(this.#cluster, words);
    else this.#cluster.advanceBy(durationMs(words));
  }

  /** Runs a command; while it waits, virtual time goes on timer by timer. */
  async run(line: string, interruptAfterMs?: number, stdin?: string): Promise<Transcript> {
    const cluster = this.#cluster;
    const { words, problem } = splitCommandLine(line);
    if (problem !== undefined || words[0] !== 'kubectl') throw new Error(problem ?? 'a command begins with kubectl');
    const output: { channel: 'stdout' | 'stderr'; text: string }[] = [];
    const interrupts: (() => void)[] = [];
    const alarms: { atMs: number; ring: () => void }[] = [];
    let aborted = false;
    const host: KubectlHost = {
      client: clientOf(cluster),
      stdout: (text) => output.push({ channel: 'stdout', text }),
      stderr: (text) => output.push({ channel: 'stderr', text }),
      readFile: async (path) => {
        const text = this.files.get(path.replace(/^\.\//, ''));
        if (text === undefined) throw new Error(`the path "${path}" does not exist`);
        return text;
      },
      listFolder: async (path) => {
        const folder = `${path.replace(/\/$/, '')}/`;
        const inside = [...this.files.keys()].filter((name) => name.startsWith(folder)).sort();
        return inside.length > 0 ? inside : undefined;
      },
      ...(stdin !== undefined && {
        input: { onText: (listener) => listener(stdin), onEnd: (listener) => listener() },
      }),
      nowMs: () => cluster.nowMs,
      namespace: this.#namespace,
      cancellation: {
        get aborted() {
          return aborted;
        },
        onAbort: (listener) => interrupts.push(listener),
      },
      sleep: (ms) => new Promise((resolve) => alarms.push({ atMs: cluster.timeline.nowMs + ms, ring: resolve })),
    };
    const { timeline } = cluster;
    const startMs = timeline.nowMs;
    const ended: { exitCode?: number; failure?: unknown } = {};
    runKubectl(words.slice(1), host).then(
      (exitCode) => {
        ended.exitCode = exitCode;
      },
      (failure: unknown) => {
        ended.failure = failure ?? 'unknown';
      },
    );
    if (interruptAfterMs !== undefined) {
      alarms.push({
        atMs: startMs + interruptAfterMs,
        ring: () => {
          aborted = true;
          for (const interrupt of interrupts) interrupt();
        },
      });
    }
    for (;;) {
      await untilIdle();
      if (ended.failure !== undefined) throw ended.failure;
      if (ended.exitCode !== undefined) break;
      const alarm = alarms.reduce<(typeof alarms)[number] | undefined>(
        (first, one) => (first && first.atMs <= one.atMs ? first : one),
        undefined,
      );
      const nextMs = timeline.nextTimeMs();
      if (alarm && (nextMs === undefined || alarm.atMs < nextMs)) {
        cluster.advanceTo(alarm.atMs);
        alarms.splice(alarms.indexOf(alarm), 1);
        alarm.ring();
      } else if (nextMs === undefined || nextMs > startMs + limitMs) {
        throw new Error('the command does not end: give it a "^C after TIME"');
      } else cluster.step();
    }
    this.#namespace = host.namespace;
    return { output, exitCode: ended.exitCode ?? 0 };
  }

  async #until(command: string, wanted: string): Promise<void> {
    const { timeline } = this.#cluster;
    const endMs = timeline.nowMs + limitMs;
    let lookedAt = -1;
    for (;;) {
      if (this.#cluster.revision !== lookedAt) {
        lookedAt = this.#cluster.revision;
        const { output } = await this.run(command);
        if (output.some(({ text }) => text.includes(wanted))) return;
      }
      const nextMs = timeline.nextTimeMs();
      if (nextMs === undefined || nextMs > endMs) throw new Error(`"${command}" never printed "${wanted}"`);
      this.#cluster.step();
    }
  }
}

/** Lets all promises that can go on do so. */
function untilIdle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
