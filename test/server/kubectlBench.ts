import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureRealKubectl } from '../../scripts/realKubectl.ts';
import { writeKubeconfig } from '../../src/server/kubeconfig.ts';
import { DoorBench } from './doorBench.ts';

/** Virtual time goes on by so much at each beat of the machine's clock: ten times as fast. */
const stepMs = 100;
const beatMs = 10;

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends SIGINT once standard output holds this. */
  readonly interruptAt?: string;
}

/** The real kubectl in front of a cluster whose time goes on. */
export class KubectlBench {
  readonly bench: DoorBench;
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'pod-labs-kubectl-'));
  readonly #program: string;
  readonly #beat: NodeJS.Timeout;

  private constructor(bench: DoorBench, program: string) {
    this.bench = bench;
    this.#program = program;
    this.#beat = setInterval(() => bench.cluster.advanceBy(stepMs), beatMs);
  }

  static async open(): Promise<KubectlBench> {
    const { program } = await ensureRealKubectl();
    const door = await DoorBench.open();
    const bench = new KubectlBench(door, program);
    const { server } = door.door;
    const { certificatePem } = door.certificate;
    await writeKubeconfig(bench.path('home/config'), { server, certificatePem, token: door.token });
    return bench;
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Waits until a file is there, for at most ten seconds. */
  async until(name: string): Promise<void> {
    for (let looks = 0; !existsSync(this.path(name)); looks += 1) {
      if (looks > 1000) throw new Error(`the file ${name} never came`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** An editor for `kubectl edit`: a shell script that gets the file as `$1`. Its path. */
  editor(name: string, script: string): Readonly<Record<string, string>> {
    this.write(name, `#!/bin/sh\n${script}\n`);
    chmodSync(this.path(name), 0o755);
    return { KUBE_EDITOR: this.path(name) };
  }

  /** Runs a command line whose words are parted by blanks, with further words as they are. */
  run(line: string, more: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.#program, [...line.split(' '), ...more], {
        cwd: this.folder,
        env: {
          PATH: process.env.PATH,
          HOME: this.path('home'),
          KUBECONFIG: this.path('home/config'),
          TZ: 'UTC',
          ...options.env,
        },
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (data) => {
        stdout += data;
        if (options.interruptAt !== undefined && stdout.includes(options.interruptAt)) child.kill('SIGINT');
      });
      child.stderr.on('data', (data) => {
        stderr += data;
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ stdout, stderr, exitCode: code ?? -1 }));
      child.stdin.end(options.stdin);
    });
  }

  /** Runs a command that must succeed; what it printed. */
  async prints(line: string, ...more: string[]): Promise<string> {
    const { stdout, stderr, exitCode } = await this.run(line, more);
    if (exitCode !== 0) throw new Error(`kubectl ${line} ${more.join(' ')}: ${exitCode}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Runs a command that must fail with this exit code; what it said on standard error. */
  async fails(exitCode: number, line: string, ...more: string[]): Promise<string> {
    const ended = await this.run(line, more);
    if (ended.exitCode !== exitCode)
      throw new Error(`kubectl ${line}: ${ended.exitCode}\n${ended.stdout}${ended.stderr}`);
    return ended.stderr;
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    await this.bench.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const mapText = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: "1", b: "2"}\n';

export const deploymentText = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: app, image: "nginx:1.27", ports: [{containerPort: 80}]}
`;

export const podText = `apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: p}}
spec:
  containers:
  - name: app
    image: busybox:1.36
    command: [sh, -c, "trap 'exit 0' TERM; echo hi; while true; do sleep 1; done"]
`;
