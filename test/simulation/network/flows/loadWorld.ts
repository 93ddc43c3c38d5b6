import type { LoadSeries } from '../../../../src/api/load.ts';
import { Cluster } from '../../../../src/simulation/cluster.ts';
import { Player, startTimeMs } from '../../../scenarios/embeddedPlayer.ts';

/** A Deployment of that image with its Service, both of one name. */
export function workload(
  name: string,
  image: string,
  options: { readonly port: number; readonly replicas?: number; readonly resources?: string; readonly more?: string },
): string {
  const { port, replicas = 1, resources = '{}', more = '' } = options;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: web
        image: ${image}
        ports: [{containerPort: ${port}}]
        resources: ${resources}
${more}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  ports: [{port: 80, targetPort: ${port}}]
  selector: {app: ${name}}
`;
}

/** A cluster with names, to which loads are sent. */
export class LoadWorld {
  readonly cluster: Cluster;
  readonly #player: Player;
  #files = 0;

  constructor(seed = 1, nodes = 2) {
    this.cluster = new Cluster({ seed, nodes, startTimeMs, addons: 'kubeadm' });
    this.#player = new Player(this.cluster);
    this.cluster.advanceBy(30_000);
  }

  async kubectl(command: string): Promise<string> {
    return (await this.#player.run(`kubectl ${command}`)).output.map(({ text }) => text).join('');
  }

  async apply(manifest: string, seconds = 60): Promise<void> {
    this.#files += 1;
    this.#player.files.set(`${this.#files}.yaml`, manifest);
    await this.kubectl(`apply -f ${this.#files}.yaml`);
    this.cluster.advanceBy(seconds * 1000);
  }

  /** Starts a Pod with a load generator. */
  async load(name: string, image: string, args: string): Promise<void> {
    await this.kubectl(`run ${name} --image=${image} --restart=Never -- ${args}`);
  }

  /** Processor time that the Pods of an application have used since they began, milliseconds. */
  async usedMs(app: string): Promise<number> {
    const names = await this.kubectl(`get pods -l app=${app} -o 'jsonpath={.items[*].metadata.name}'`);
    let sum = 0;
    for (const name of names.trim().split(' ')) {
      const text = await this.kubectl(`exec ${name} -- cat /sys/fs/cgroup/cpu.stat`);
      sum += Number(/usage_usec (\d+)/.exec(text)?.[1]) / 1000;
    }
    return sum;
  }

  get newest(): LoadSeries {
    const series = this.cluster.loads().at(-1);
    if (!series) throw new Error('there was no load');
    return series;
  }
}

/** A load's figures, summed up: requests, and milliseconds for the slowest hundredth. */
export function summed({ points }: LoadSeries) {
  const errors: Record<string, number> = {};
  let offered = 0;
  let answered = 0;
  let p99 = 0;
  for (const point of points) {
    offered += (point.offered * point.spanMs) / 1000;
    answered += (point.achieved * point.spanMs) / 1000;
    p99 = Math.max(p99, point.latencyMs?.p99 ?? 0);
    for (const [kind, count] of Object.entries(point.errors)) errors[kind] = (errors[kind] ?? 0) + count;
  }
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  return { offered, answered, failed, errors, p99 };
}
