import { formatQuantity, quantityOf } from '../../api/quantity.ts';
import { Directory } from '../containers/filesystem.ts';
import type { Timer } from '../timeline.ts';
import type { PodContext } from './podContext.ts';
import { bytesOf } from './volumes/emptyDir.ts';

/** The kubelet looks for Pods that use too much every ten seconds (`monitoringInterval` of its eviction manager). */
const checkMs = 10_000;
/** What volumes hold is counted once a minute (`volumeStatsAggPeriod`). */
const countMs = 60_000;

const storage = 'ephemeral-storage';

/**
 * Watches what a Pod writes on its Node's disk: into emptyDirs with a `sizeLimit`, and all in all where its containers
 * have limits (https://kubernetes.io/docs/concepts/storage/ephemeral-storage/#resource-emphemeralstorage-consumption).
 */
export class LocalStorage {
  readonly #context: PodContext;
  readonly #onExceeded: () => void;
  #timer: Timer | undefined;
  /** What each emptyDir held when it was counted. */
  readonly #counted = new Map<string, number>();
  /** An empty volume was counted when the Pod came. */
  #countedAtMs: number;

  constructor(context: PodContext, onExceeded: () => void) {
    this.#context = context;
    this.#onExceeded = onExceeded;
    this.#countedAtMs = context.node.timeline.nowMs;
  }

  /** Begins to watch, where there is any limit. */
  look(): void {
    if (this.#timer || !hasLimits(this.#context)) return;
    const { timeline } = this.#context.node;
    this.#timer = timeline.heartbeatAfter(checkMs - (timeline.nowMs % checkMs), () => this.#check());
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #check(): void {
    const { node, pod, ending, eviction } = this.#context;
    this.#timer = undefined;
    if (ending || eviction) return;
    this.#countVolumes();
    const message = this.#volumeProblem() ?? this.#podProblem() ?? this.#containerProblem();
    if (message === undefined) {
      this.look();
      return;
    }
    this.#context.eviction = { reason: 'Evicted', message };
    node.events.record(pod, { type: 'Warning', reason: 'Evicted', message });
    this.#onExceeded();
  }

  #countVolumes(): void {
    const { node, pod, volumes } = this.#context;
    if (node.timeline.nowMs - this.#countedAtMs < countMs) return;
    this.#countedAtMs = node.timeline.nowMs;
    for (const { name, emptyDir } of pod.spec?.volumes ?? []) {
      const folder = volumes.get(name)?.node;
      if (emptyDir && folder instanceof Directory) this.#counted.set(name, usedBytes(folder));
    }
  }

  #volumeProblem(): string | undefined {
    for (const { name, emptyDir } of this.#context.pod.spec?.volumes ?? []) {
      const { sizeLimit } = emptyDir ?? {};
      const limit = bytesOf(sizeLimit);
      if (limit > 0 && (this.#counted.get(name) ?? 0) > limit) {
        return `Usage of EmptyDir volume "${name}" exceeds the limit "${sizeLimit}". `;
      }
    }
    return undefined;
  }

  /** Where every container has a limit, the Pod has their sum, and its emptyDirs count too. */
  #podProblem(): string | undefined {
    const { pod, slots } = this.#context;
    const limits = (pod.spec?.containers ?? []).map(({ resources }) => bytesOf(resources?.limits?.[storage]));
    const limit = limits.reduce((sum, bytes) => sum + bytes, 0);
    if (limits.includes(0) || limit === 0) return undefined;
    const onDisk = (pod.spec?.volumes ?? []).filter(({ emptyDir }) => emptyDir && emptyDir.medium !== 'Memory');
    const inVolumes = onDisk.reduce((sum, { name }) => sum + (this.#counted.get(name) ?? 0), 0);
    const inContainers = slots.reduce((sum, slot) => sum + (slot.newest?.running?.usage().diskBytes ?? 0), 0);
    if (inVolumes + inContainers <= limit) return undefined;
    return `Pod ephemeral local storage usage exceeds the total limit of containers ${totalText(limits, pod)}. `;
  }

  #containerProblem(): string | undefined {
    for (const { name, spec, newest } of this.#context.slots) {
      const limit = spec.resources?.limits?.[storage];
      if (limit === undefined || (newest?.running?.usage().diskBytes ?? 0) <= bytesOf(limit)) continue;
      return `Container ${name} exceeded its local ephemeral storage limit "${limit}". `;
    }
    return undefined;
  }
}

function hasLimits({ pod }: PodContext): boolean {
  const { volumes = [], containers = [], initContainers = [] } = pod.spec ?? { containers: [] };
  return (
    volumes.some(({ emptyDir }) => emptyDir?.sizeLimit !== undefined) ||
    [...containers, ...initContainers].some(({ resources }) => resources?.limits?.[storage] !== undefined)
  );
}

function usedBytes({ budget }: Directory): number {
  const { maxBytes, bytesLeft } = budget.usage;
  return maxBytes - bytesLeft;
}

/** One container's limit as it is written; several in their own sum. */
function totalText(limits: readonly number[], { spec }: PodContext['pod']): string {
  const [only] = spec?.containers ?? [];
  if (limits.length === 1) return only?.resources?.limits?.[storage] ?? '';
  return formatQuantity(
    quantityOf(
      limits.reduce((sum, bytes) => sum + bytes, 0),
      'BinarySI',
    ),
  );
}
