import { clientOf } from '../api/client.ts';
import { invariant } from '../invariant.ts';
import { runKubectl } from '../kubectl/kubectl.ts';
import type { CheckContext, CommandResult } from '../labs/checkContext.ts';
import type { Lab } from '../labs/lab.ts';
import type { ProofStage } from '../labs/proof.ts';
import { Cluster } from '../simulation/cluster.ts';

/** How far time goes on at once while a command waits, and how long one may take: virtual time. */
const sliceMs = 200;
const commandLimitMs = 600_000;

/** A fresh embedded cluster and a folder in memory in which a lab is played, without a wall clock. */
export class EmbeddedStage implements ProofStage {
  readonly cluster: Cluster;
  readonly files = new Map<string, string>();
  readonly context: CheckContext;
  readonly readLabFile: (path: string) => Promise<string>;

  /** `readLabFile` reads the lab's own folder. */
  constructor(lab: Lab, readLabFile: (path: string) => Promise<string>) {
    this.readLabFile = readLabFile;
    this.cluster = new Cluster({
      seed: 1,
      startTimeMs: Date.UTC(2026, 10, 22, 16),
      nodes: lab.cluster.nodes,
      addons: 'kubeadm',
    });
    this.context = {
      client: clientOf(this.cluster),
      namespace: lab.namespace,
      traffic: (query) => this.cluster.traffic(query),
      hpaRecords: (space, name) => this.cluster.hpaRecords(space, name),
      loads: () => this.cluster.loads(),
      nowMs: () => this.cluster.nowMs,
      kubectl: (argv) => this.kubectlFor(argv, undefined),
      readFile: async (path) => this.files.get(path),
    };
  }

  async writeFile(path: string, text: string): Promise<void> {
    this.files.set(path, text);
  }

  async pass(durationMs: number): Promise<void> {
    this.cluster.advanceBy(durationMs);
  }

  /** Without a duration, until the command ends by itself. */
  async kubectlFor(argv: readonly string[], durationMs: number | undefined): Promise<CommandResult> {
    const output = { stdout: '', stderr: '' };
    let exitCode: number | undefined;
    let abort: (() => void) | undefined;
    const cancellation = {
      aborted: false,
      onAbort: (listener: () => void) => {
        abort = listener;
      },
    };
    const sleepers = new Set<{ readonly endMs: number; readonly wake: () => void }>();
    const done = runKubectl(argv, {
      client: this.context.client,
      stdout: (text) => {
        output.stdout += text;
      },
      stderr: (text) => {
        output.stderr += text;
      },
      readFile: async (path) => {
        const text = this.files.get(path);
        if (text === undefined) throw new Error(`the path "${path}" does not exist`);
        return text;
      },
      nowMs: () => this.cluster.nowMs,
      namespace: this.context.namespace,
      cancellation,
      sleep: (sleepMs) =>
        new Promise((wake) => {
          sleepers.add({ endMs: this.cluster.nowMs + sleepMs, wake });
        }),
    }).then((code) => {
      exitCode = code;
    });
    const endMs = this.cluster.nowMs + (durationMs ?? commandLimitMs);
    while (exitCode === undefined) {
      // Everything between kubectl and the cluster is promises: they settle in a turn of the host's loop.
      await new Promise((resolve) => setImmediate(resolve));
      if (exitCode !== undefined) break;
      if (this.cluster.nowMs >= endMs && !cancellation.aborted) {
        if (durationMs === undefined) throw new Error(`kubectl ${argv.join(' ')} does not end`);
        cancellation.aborted = true;
        abort?.();
      } else this.cluster.advanceBy(sliceMs);
      for (const sleeper of [...sleepers]) {
        if (this.cluster.nowMs < sleeper.endMs) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    }
    await done;
    invariant(exitCode !== undefined, 'a command that has ended has an exit code');
    return { ...output, exitCode };
  }
}
