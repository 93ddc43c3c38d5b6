import { readFileSync } from 'node:fs';
import path from 'node:path';
import { clientOf } from '../../src/api/client.ts';
import { splitCommandLine } from '../../src/kubectl/commandLine.ts';
import { runKubectl } from '../../src/kubectl/kubectl.ts';
import type { CheckContext } from '../../src/labs/check.ts';
import type { Lab, Solution } from '../../src/labs/lab.ts';
import { parseLab } from '../../src/labs/labFile.ts';
import { Cluster } from '../../src/simulation/cluster.ts';

const labs = path.resolve(import.meta.dirname, '../../labs');

/** A learner at work: a fresh cluster and a folder with the lab's starter files. */
export class LabBench {
  readonly lab: Lab;
  readonly cluster: Cluster;
  readonly context: CheckContext;
  readonly files = new Map<string, string>();
  readonly #folder: string;

  constructor(id: string) {
    this.#folder = path.join(labs, id);
    const { lab, problems } = parseLab(this.readLabFile('lab.md'), `${id}/lab.md`);
    if (!lab) throw new Error(`${id}: ${problems[0]?.message}`);
    this.lab = lab;
    for (const file of lab.files) this.files.set(file, this.readLabFile(file));
    this.cluster = new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 10, 22, 16), nodes: lab.cluster.nodes });
    const client = clientOf(this.cluster);
    this.context = {
      client,
      nowMs: () => this.cluster.nowMs,
      runKubectl: (line) => this.kubectl(line),
      readFile: async (file) => this.files.get(file),
    };
  }

  readLabFile(file: string): string {
    return readFileSync(path.join(this.#folder, file), 'utf8');
  }

  /** Runs one line while virtual time goes on, as it does under a terminal. */
  async kubectl(line: string): Promise<{ stdout: string; stderr: string; exitCode: number }> {
    const output = { stdout: '', stderr: '' };
    let exitCode: number | undefined;
    const done = runKubectl(splitCommandLine(line).words.slice(1), {
      client: this.context.client,
      stdout: (text) => {
        output.stdout += text;
      },
      stderr: (text) => {
        output.stderr += text;
      },
      readFile: async (file) => {
        const text = this.files.get(file);
        if (text === undefined) throw new Error(`There is no file ${file}.`);
        return text;
      },
      nowMs: () => this.cluster.nowMs,
      namespace: 'default',
      cancellation: { aborted: false, onAbort: () => {} },
    }).then((code) => {
      exitCode = code;
    });
    for (let second = 0; second < 120 && exitCode === undefined; second += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (exitCode === undefined) this.cluster.advanceBy(1000);
    }
    if (exitCode === undefined) throw new Error(`"${line}" did not end within two minutes`);
    await done;
    return { ...output, exitCode };
  }

  /** Puts a file of the lab's folder in place, or changes the learner's. */
  async use({ files, commands }: Solution): Promise<void> {
    for (const { path: file, from } of files) this.files.set(file, this.readLabFile(from));
    for (const command of commands) {
      const { exitCode, stdout, stderr } = await this.kubectl(command);
      if (exitCode !== 0) throw new Error(`${command}: ${stdout}${stderr}`);
    }
    this.cluster.advanceBy(20_000);
  }

  /** Starts the Pod of a learner's file anew, with its text changed. */
  async tryOut(file: string, from: string, change: (text: string) => string): Promise<void> {
    const before = this.readLabFile(from);
    const after = change(before);
    if (after === before) throw new Error(`the change does not fit ${from}`);
    this.files.set(file, after);
    const commands = [`kubectl delete -f ${file} --ignore-not-found`, `kubectl apply -f ${file}`];
    await this.use({ files: [], commands });
  }
}
