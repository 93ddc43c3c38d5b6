import type { ContainerStateTerminated, ContainerStatus, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { TrafficParty } from '../../api/traffic.ts';

/** One end of a container. */
export interface ContainerEnd {
  /** When it was seen; virtual milliseconds since the first manifest was applied, as all times here. */
  readonly atMs: number;
  readonly exitCode: number;
  /** `Error`, `Completed`, `OOMKilled`, `ContainerCannotRun`, `StartError`. */
  readonly reason: string;
  readonly message: string;
}

/** What was seen of one container of a Pod. */
export class ContainerLife {
  readonly name: string;
  readonly startsMs: number[] = [];
  readonly ends: ContainerEnd[] = [];
  readyMs: number | undefined;
  /** The newest. */
  status: ContainerStatus | undefined;
  /** Where it has listened at any time: `80`, or `127.0.0.1:80` for what hears its own Pod only. */
  readonly ports = new Map<number, 'everywhere' | 'loopback'>();
  readonly #seen = new Set<string>();

  constructor(name: string) {
    this.name = name;
  }

  /** Takes over what a new version of the Pod says; returns the ends that are new. */
  update(status: ContainerStatus, atMs: number): readonly ContainerEnd[] {
    this.status = status;
    if (status.ready) this.readyMs ??= atMs;
    const before = this.ends.length;
    this.#note(status.lastState?.terminated, atMs);
    this.#note(status.state?.terminated, atMs);
    return this.ends.slice(before);
  }

  get restarts(): number {
    return this.status?.restartCount ?? 0;
  }

  get isRunning(): boolean {
    return this.status?.state?.running !== undefined;
  }

  #note(end: ContainerStateTerminated | undefined, atMs: number): void {
    if (!end) return;
    const key = end.containerID ?? `${end.startedAt} ${end.finishedAt}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.ends.push({ atMs, exitCode: end.exitCode, reason: end.reason ?? 'Error', message: end.message ?? '' });
  }
}

/** What was seen of one Pod. */
export class PodLife {
  readonly uid: string;
  /** The newest version. */
  pod: Stored<Pod>;
  readonly createdMs: number;
  scheduledMs: number | undefined;
  readyMs: number | undefined;
  finishedMs: number | undefined;
  isGone = false;
  readonly containers = new Map<string, ContainerLife>();

  constructor(pod: Stored<Pod>, createdMs: number) {
    this.uid = pod.metadata.uid;
    this.pod = pod;
    this.createdMs = createdMs;
  }

  get name(): string {
    return this.pod.metadata.name;
  }

  get namespace(): string {
    return this.pod.metadata.namespace ?? '';
  }

  get isReady(): boolean {
    return this.pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
  }

  container(name: string): ContainerLife {
    const known = this.containers.get(name);
    if (known) return known;
    const life = new ContainerLife(name);
    this.containers.set(name, life);
    return life;
  }

  /** Takes over a new version; returns what has newly ended. */
  update(pod: Stored<Pod>, atMs: number): readonly { readonly container: string; readonly end: ContainerEnd }[] {
    this.pod = pod;
    if (pod.spec?.nodeName) this.scheduledMs ??= atMs;
    if (this.isReady) this.readyMs ??= atMs;
    const { phase, initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
    if (phase === 'Succeeded' || phase === 'Failed') this.finishedMs ??= atMs;
    return [...initContainerStatuses, ...containerStatuses].flatMap((status) =>
      this.container(status.name)
        .update(status, atMs)
        .map((end) => ({ container: status.name, end })),
    );
  }

  /** Remembers who listens at the Pod's address. */
  noteListeners(listeners: readonly TrafficParty[]): void {
    for (const { container, port, ip } of listeners) {
      if (container === undefined || port === undefined) continue;
      const { ports } = this.container(container);
      if (ip.startsWith('127.') || ip === '::1') {
        if (!ports.has(port)) ports.set(port, 'loopback');
      } else ports.set(port, 'everywhere');
    }
  }
}
