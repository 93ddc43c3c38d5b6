import type { NetworkNamespace } from '../network/networkNamespace.ts';
import type { Random } from '../random.ts';
import type { Timers } from '../timeline.ts';
import type { ClusterMetrics } from './clusterMetrics.ts';
import type { ClusterNames } from './clusterNames.ts';
import type { ContainerCpu } from './cpu.ts';
import type { MountNamespace } from './mountNamespace.ts';
import type { PidNamespace } from './pidNamespace.ts';
import type { ResolverKind } from './resolver/resolverKind.ts';
import type { SpawnThrottle } from './spawnThrottle.ts';

/** The Pod and the container that a kernel's processes belong to. */
export interface KernelOwner {
  readonly pod: { readonly namespace: string; readonly name: string };
  readonly container?: string;
}

/** What the processes of one container have around them. */
export interface KernelOptions {
  readonly timeline: Timers;
  /** Epoch, milliseconds, virtual. */
  readonly clockMs: () => number;
  readonly random: Random;
  readonly mounts: MountNamespace;
  readonly hostname: string;
  readonly network: NetworkNamespace;
  readonly cpu: ContainerCpu;
  readonly memoryLimitBytes: number | undefined;
  readonly spawns?: SpawnThrottle;
  readonly pids?: PidNamespace;
  readonly unprivilegedPortStart?: number;
  /** Whose processes these are; missing for those of a Node. */
  readonly owner?: KernelOwner;
  /** What a name server reads of the cluster; missing where none is around. */
  readonly clusterNames?: ClusterNames;
  /** What programs that serve metrics read of it. */
  readonly clusterMetrics?: ClusterMetrics;
  /** That of the image's programs; glibc's where nothing is said. */
  readonly resolver?: ResolverKind;
}
