import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { clientOf } from '../../src/api/client.ts';
import { splitCommandLine } from '../../src/kubectl/commandLine.ts';
import { runKubectl } from '../../src/kubectl/kubectl.ts';
import { type ApiDoor, openApiDoor } from '../../src/server/apiDoor.ts';
import type { SessionCertificate } from '../../src/server/certificate.ts';
import { writeKubeconfig } from '../../src/server/kubeconfig.ts';
import { OutsideView } from '../../src/server/outsideView.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { limitMs, type Played, setPower, startTimeMs } from './embeddedPlayer.ts';
import { KubectlActivity } from './kubectlActivity.ts';
import { asVirtualTimes } from './sameOutput.ts';
import { durationMs, outputLines, type ScenarioFile, type ScenarioPart, type Transcript } from './scenarioText.ts';

/** So often the player looks whether kubectl waits. */
const lookMs = 5;
/** What a kubectl without a stream waits between two questions, about. */
const pollPeriodMs = 1000;
/** kubectl counts a --timeout on the machine's clock; a longer one is cut to this. */
const longestTimeoutMs = 20_000;
/** No command lasts longer on the machine's clock. */
const mostRealMs = 60_000;
const token = 'scenario';

export interface RealPlayOptions {
  readonly program: string;
  readonly certificate: SessionCertificate;
  /** Whether kubectl should print the ages of virtual time to the second, for which each command waits for its moment. */
  readonly ages: 'counted' | 'ignored';
}

/** Plays a scenario through the real kubectl over the loopback door. Virtual time goes on while kubectl waits. */
export async function playReal(
  file: ScenarioFile,
  { program, certificate, ages }: RealPlayOptions,
): Promise<Pick<Played, 'outputs' | 'stateText'>> {
  const { seed, nodes, addons } = file;
  const cluster = new Cluster({ seed, nodes, startTimeMs, ...(addons && { addons }) });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pod-labs-scenario-'));
  const player = new RealPlayer(cluster, program, folder, ages);
  const outputs = new Map<ScenarioPart, readonly string[]>();
  try {
    await player.open(certificate);
    for (const part of file.parts) {
      try {
        if (part.kind === 'file') player.write(part.path, part.text);
        else if (part.kind === 'moment') await player.reach(part.words);
        else outputs.set(part, outputLines(await player.run(part.command, part.interruptAfterMs)));
      } catch (failure) {
        throw new Error(`line ${part.line + 1}: ${failure instanceof Error ? failure.stack : failure}`);
      }
    }
  } finally {
    await player.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { outputs, stateText: cluster.stateText() };
}

class RealPlayer {
  readonly #cluster: Cluster;
  readonly #program: string;
  readonly #folder: string;
  readonly #ages: RealPlayOptions['ages'];
  readonly #activity = new KubectlActivity();
  #door: ApiDoor | undefined;
  /** Shows times so that kubectl, which asks the machine's clock, counts the ages of virtual time. */
  #offsetMs = 0;

  constructor(cluster: Cluster, program: string, folder: string, ages: RealPlayOptions['ages']) {
    this.#cluster = cluster;
    this.#program = program;
    this.#folder = folder;
    this.#ages = ages;
  }

  async open(certificate: SessionCertificate): Promise<void> {
    const offset = () => this.#offsetMs;
    const endpoint = this.#activity.of(new OutsideView(this.#cluster, { now: offset, of: offset }));
    const onMistake = (error: unknown) => this.#activity.mistakes.push(error);
    this.#door = await openApiDoor({ endpoint, port: 0, token, certificate, onMistake });
    const { server } = this.#door;
    await writeKubeconfig(this.#path('home/config'), { server, certificatePem: certificate.certificatePem, token });
    mkdirSync(this.#path('work'), { recursive: true });
  }

  async close(): Promise<void> {
    await this.#door?.close();
  }

  write(name: string, text: string): void {
    const file = this.#path(`work/${name}`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  async reach(words: string): Promise<void> {
    const until = /^until (kubectl .+) prints (.+)$/.exec(words);
    if (until) await this.#until(until[1] ?? '', until[2] ?? '');
    else if (words.startsWith('power ')) setPower(this.#cluster, words);
    else if (words !== 'settle') this.#cluster.advanceBy(durationMs(words));
    else if (!this.#cluster.settle(limitMs)) throw new Error('the cluster did not settle');
  }

  async run(line: string, interruptAfterMs?: number): Promise<Transcript> {
    const { words, problem } = splitCommandLine(line);
    if (problem !== undefined || words[0] !== 'kubectl') throw new Error(problem ?? 'a command begins with kubectl');
    await this.#setClocks();
    const output: { channel: 'stdout' | 'stderr'; text: string }[] = [];
    const child = spawn(this.#program, words.slice(1).map(withShortTimeout), {
      cwd: this.#path('work'),
      env: { PATH: process.env.PATH, HOME: this.#path('home'), KUBECONFIG: this.#path('home/config'), TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#activity.happened();
    const keep = (channel: 'stdout' | 'stderr') => (data: Buffer) => {
      output.push({ channel, text: data.toString() });
      this.#activity.happened();
    };
    child.stdout.on('data', keep('stdout'));
    child.stderr.on('data', keep('stderr'));
    const ended: { exitCode?: number; failure?: Error } = {};
    child.on('error', (failure) => {
      ended.failure = failure;
    });
    child.on('close', (code, signal) => {
      ended.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
    });
    const startMs = this.#cluster.timeline.nowMs;
    const timeoutMs = timeoutOf(words);
    const until: Until = {
      ...(interruptAfterMs !== undefined && { interruptMs: startMs + interruptAfterMs }),
      ...(timeoutMs !== undefined && { timeoutMs: startMs + timeoutMs }),
    };
    const beganMs = performance.now();
    let interrupted = false;
    try {
      while (ended.exitCode === undefined) {
        if (ended.failure) throw ended.failure;
        await new Promise((resolve) => setTimeout(resolve, lookMs));
        const isLong = performance.now() - beganMs > mostRealMs || this.#cluster.timeline.nowMs > startMs + limitMs;
        if (isLong) throw new Error('the command does not end: give it a "^C after TIME"');
        if (interrupted || ended.exitCode !== undefined || !this.#activity.isWaiting(child.pid ?? 0)) continue;
        interrupted = this.#goOn(until) === 'interrupt' && child.kill('SIGINT');
      }
    } finally {
      child.kill('SIGKILL');
    }
    if (this.#activity.mistakes.length > 0) throw this.#activity.mistakes[0];
    // What a container printed is not kubectl's reading of a clock.
    const shows = !['logs', 'exec'].includes(words[1] ?? '') || words.includes('--timestamps');
    const texts = shows
      ? output.map(({ channel, text }) => ({ channel, text: asVirtualTimes(text, this.#offsetMs) }))
      : output;
    return { output: texts, exitCode: ended.exitCode };
  }

  /** Runs timers until one tells kubectl something, or it is time for Ctrl-C or for kubectl to give up. */
  #goOn({ interruptMs, timeoutMs = Number.POSITIVE_INFINITY }: Until): 'interrupt' | undefined {
    const { timeline } = this.#cluster;
    if (!this.#activity.hasStream) {
      this.#cluster.advanceTo(Math.min(timeline.nowMs + pollPeriodMs, timeoutMs));
      this.#activity.happened();
      return undefined;
    }
    const chunks = this.#activity.chunks;
    for (let steps = 0; steps < 1000 && this.#activity.chunks === chunks; steps += 1) {
      const nextMs = timeline.nextTimeMs() ?? Number.POSITIVE_INFINITY;
      if (interruptMs !== undefined && nextMs > interruptMs) {
        this.#cluster.advanceTo(interruptMs);
        return 'interrupt';
      }
      if (nextMs > timeoutMs) {
        this.#cluster.advanceTo(timeoutMs);
        return undefined;
      }
      if (nextMs === Number.POSITIVE_INFINITY) return undefined;
      this.#cluster.step();
    }
    return undefined;
  }

  /** Begins a command early in a second of the machine's clock, so that kubectl's ages are not rounded up. */
  async #setClocks(): Promise<void> {
    const intoSecond = Date.now() % 1000;
    if (this.#ages === 'counted' && intoSecond > 500)
      await new Promise((resolve) => setTimeout(resolve, 1005 - intoSecond));
    this.#offsetMs = (Math.floor(Date.now() / 1000) - Math.floor(this.#cluster.nowMs / 1000)) * 1000;
  }

  /** Looks with the built-in kubectl: what it prints here is nobody's expectation. */
  async #until(command: string, wanted: string): Promise<void> {
    const cluster = this.#cluster;
    const { words } = splitCommandLine(command);
    const endMs = cluster.timeline.nowMs + limitMs;
    let lookedAt = -1;
    for (;;) {
      if (cluster.revision !== lookedAt) {
        lookedAt = cluster.revision;
        let printed = '';
        const print = (text: string) => {
          printed += text;
        };
        await runKubectl(words.slice(1), {
          client: clientOf(cluster),
          stdout: print,
          stderr: print,
          readFile: () => Promise.reject(new Error('no files here')),
          nowMs: () => cluster.nowMs,
          namespace: 'default',
          cancellation: { aborted: false, onAbort: () => {} },
        });
        if (printed.includes(wanted)) return;
      }
      const nextMs = cluster.timeline.nextTimeMs();
      if (nextMs === undefined || nextMs > endMs) throw new Error(`"${command}" never printed "${wanted}"`);
      cluster.step();
    }
  }

  #path(name: string): string {
    return path.join(this.#folder, name);
  }
}

/** Moments of virtual time at which something comes from outside of the cluster. */
interface Until {
  readonly interruptMs?: number;
  readonly timeoutMs?: number;
}

function timeoutOf(words: readonly string[]): number | undefined {
  const text = words.map((word) => /^--timeout=(.+)$/.exec(word)?.[1]).find((found) => found !== undefined);
  return text === undefined || /^-|^0/.test(text) ? undefined : durationMs(text);
}

function withShortTimeout(word: string): string {
  return (timeoutOf([word]) ?? 0) > longestTimeoutMs ? `--timeout=${longestTimeoutMs}ms` : word;
}
