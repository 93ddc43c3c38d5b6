import type { PodContext } from './podContext.ts';

/** What a running container has used since it began: `container_cpu_usage_seconds_total` and the others. */
export interface ContainerFigures {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  /** Milliseconds of processor time. */
  readonly cpuMs: number;
  /** Its working set, in whole pages. */
  readonly memoryBytes: number;
}

/** The running containers of one Pod. */
export interface PodFigures {
  readonly uid: string;
  readonly containers: readonly ContainerFigures[];
}

/**
 * What a kubelet serves at `/metrics/resource`
 * (https://kubernetes.io/docs/reference/instrumentation/node-metrics/). A real one shows what cAdvisor has counted up to some
 * 15 s before; this one what is so now.
 */
export interface NodeFigures {
  /** When that was, milliseconds since 1970. */
  readonly atMs: number;
  /** Milliseconds of processor time since the Node began. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly pods: readonly PodFigures[];
}

/**
 * What a Node needs beside its containers: the kubelet, the container runtime, systemd. Guesses of the right order: an idle
 * Node of a small kubeadm cluster shows some 40m and 500 MiB.
 */
const systemCores = 0.03;
const systemMemoryBytes = 400 * 1024 * 1024;
/** What the runtime's shim and the kubelet's looks at it add for each Pod. */
const coresOfPod = 0.000_5;
const memoryBytesOfPod = 3 * 1024 * 1024;

const pageBytes = 4096;

/** What the Pods of one Node use, and the Node itself. */
export class ResourceMetrics {
  /** What the Node's own processes have used, up to `#countedAtMs`. */
  #systemCpuMs = 0;
  #countedAtMs: number;

  /** `bootedAtMs` on the timeline. */
  constructor(bootedAtMs: number) {
    this.#countedAtMs = bootedAtMs;
  }

  /** The figures of the Pods, by their uids, as they are at this moment: `nowMs` on the timeline, `clockMs` since 1970. */
  read(
    workers: Iterable<readonly [uid: string, worker: { readonly context: PodContext }]>,
    at: { readonly nowMs: number; readonly clockMs: number; readonly containersCpuMs: number },
  ): NodeFigures {
    const pods: PodFigures[] = [];
    let memoryBytes = 0;
    for (const [uid, { context }] of workers) {
      const containers = runningContainers(context);
      if (containers.length === 0) continue;
      for (const container of containers) memoryBytes += container.memoryBytes;
      pods.push({ uid, containers });
    }
    this.#systemCpuMs += (systemCores + coresOfPod * pods.length) * (at.nowMs - this.#countedAtMs);
    this.#countedAtMs = at.nowMs;
    return {
      atMs: at.clockMs,
      cpuMs: this.#systemCpuMs + at.containersCpuMs,
      memoryBytes: systemMemoryBytes + memoryBytesOfPod * pods.length + memoryBytes,
      pods,
    };
  }
}

function runningContainers({ slots }: PodContext): ContainerFigures[] {
  const figures: ContainerFigures[] = [];
  for (const { newest } of slots) {
    if (!newest?.running || newest.exit) continue;
    const { name, startedAtMs, running } = newest;
    const { cpuMs, memoryBytes } = running.meteredUsage();
    figures.push({ name, startedAtMs, cpuMs, memoryBytes: Math.ceil(memoryBytes / pageBytes) * pageBytes });
  }
  return figures;
}
