import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { clientOf } from '../../src/api/client.ts';
import { runKubectl } from '../../src/kubectl/kubectl.ts';
import { type ApiDoor, openApiDoor } from '../../src/server/apiDoor.ts';
import { makeCertificate } from '../../src/server/certificate.ts';
import { writeKubeconfig } from '../../src/server/kubeconfig.ts';
import { OutsideView } from '../../src/server/outsideView.ts';
import type { Cluster } from '../../src/simulation/cluster.ts';

/** What a command printed, and how it ended. */
export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const token = 'both';

/** The two kubectls beside each other in front of one cluster, which stands still: they see the same moment. */
export class BothKubectls {
  readonly #cluster: Cluster;
  readonly #program: string;
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'pod-labs-both-'));
  readonly #view: OutsideView;
  #door: ApiDoor | undefined;
  /** Shows times so that the real kubectl, which asks the machine's clock, counts the ages of virtual time. */
  #offsetMs = 0;

  constructor(cluster: Cluster, program: string) {
    this.#cluster = cluster;
    this.#program = program;
    const offset = () => this.#offsetMs;
    this.#view = new OutsideView(cluster, { now: offset, of: offset });
  }

  async open(): Promise<void> {
    const certificate = await makeCertificate(Date.now());
    this.#door = await openApiDoor({ endpoint: this.#view, port: 0, token, certificate, onMistake: rethrow });
    const { server } = this.#door;
    await writeKubeconfig(this.#path('config'), { server, certificatePem: certificate.certificatePem, token });
    // Fills the cache of discovery, which each command reads.
    await this.#real(['api-resources']);
  }

  async close(): Promise<void> {
    await this.#door?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Moves the cluster's times to the machine's; commands until the next call see the same times. */
  setClocks(): void {
    this.#offsetMs = (Math.floor(Date.now() / 1000) - Math.floor(this.#cluster.nowMs / 1000)) * 1000;
  }

  /** Runs a command of each. */
  async run(words: readonly string[]): Promise<{ builtIn: Said; real: Said }> {
    const real = await this.#real(words);
    return { builtIn: await this.#builtIn(words), real };
  }

  async #builtIn(words: readonly string[]): Promise<Said> {
    const printed = { stdout: '', stderr: '' };
    const exitCode = await runKubectl([...words], {
      client: clientOf(this.#view),
      stdout: (text) => {
        printed.stdout += text;
      },
      stderr: (text) => {
        printed.stderr += text;
      },
      readFile: () => Promise.reject(new Error('no files here')),
      nowMs: () => this.#cluster.nowMs + this.#offsetMs,
      namespace: 'default',
      cancellation: { aborted: false, onAbort: () => {} },
    });
    return { ...printed, exitCode };
  }

  #real(words: readonly string[]): Promise<Said> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.#program, [...words], {
        cwd: this.#folder,
        env: { PATH: process.env.PATH, HOME: this.#folder, KUBECONFIG: this.#path('config'), TZ: 'UTC' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const printed = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed.stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        printed.stderr += text;
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ ...printed, exitCode: code ?? -1 }));
    });
  }

  #path(name: string): string {
    return path.join(this.#folder, name);
  }
}

function rethrow(error: unknown): never {
  throw error;
}
