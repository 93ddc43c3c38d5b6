import assert from 'node:assert/strict';
import { Cluster } from '../../src/simulation/cluster.ts';
import type { ClusterOptions } from '../../src/simulation/clusterOptions.ts';
import { Player, startTimeMs } from '../scenarios/embeddedPlayer.ts';

/** A cluster in which a claim of the documentation is tried by commands of kubectl. */
export class ClaimCluster {
  readonly cluster: Cluster;
  readonly #player: Player;
  #files = 0;

  constructor(nodes = 2, addons: Pick<ClusterOptions, 'addons'> = {}) {
    this.cluster = new Cluster({ seed: 1, nodes, startTimeMs, ...addons });
    this.#player = new Player(this.cluster);
    this.cluster.advanceBy(10_000);
  }

  /** What a command prints; it has to succeed. */
  async ok(command: string): Promise<string> {
    const { output, exitCode } = await this.#player.run(`kubectl ${command}`);
    const text = output.map((part) => part.text).join('');
    assert.equal(exitCode, 0, `${command}: ${text}`);
    return text.trimEnd();
  }

  /** What a command complains; it has to fail. */
  async refused(command: string): Promise<string> {
    const { output, exitCode } = await this.#player.run(`kubectl ${command}`);
    const text = output.map((part) => part.text).join('');
    assert.notEqual(exitCode, 0, `${command} was not refused: ${text}`);
    return text.trimEnd();
  }

  /** Applies objects, and lets the cluster go on for so many virtual seconds. */
  async apply(manifest: string, seconds = 30): Promise<string> {
    const text = await this.ok(`apply -f ${this.#fileOf(manifest)}`);
    this.wait(seconds);
    return text;
  }

  /** What is complained about objects. */
  applyRefused(manifest: string): Promise<string> {
    return this.refused(`apply -f ${this.#fileOf(manifest)}`);
  }

  wait(seconds: number): void {
    this.cluster.advanceBy(seconds * 1000);
  }

  /** A field, by its JSON path. */
  field(object: string, path: string): Promise<string> {
    return this.ok(`get ${object} -o 'jsonpath={${path}}'`);
  }

  #fileOf(manifest: string): string {
    this.#files++;
    const path = `claim-${this.#files}.yaml`;
    this.#player.files.set(path, manifest);
    return path;
  }
}

/** The manifest of a Pod with one container of busybox; further lines of the spec and of the container. */
export function podText(name: string, { spec = '', container = '', command = 'sleep 10000' } = {}): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  terminationGracePeriodSeconds: 1${indented(spec, 2)}
  containers:
  - name: app
    image: busybox:1.36
    command: [sh, -c, ${JSON.stringify(command)}]${indented(container, 4)}
`;
}

/** The manifest of a Deployment of nginx. */
export function deploymentText(name: string, { spec = 'replicas: 3', image = 'nginx:1.26', pod = '' } = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:${indented(spec, 2)}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:${indented(pod, 6)}
      containers:
      - name: web
        image: ${image}
`;
}

function indented(lines: string, by: number): string {
  return lines === ''
    ? ''
    : lines
        .split('\n')
        .map((line) => `\n${' '.repeat(by)}${line}`)
        .join('');
}
