import type { Container, Pod, PodStatus } from '../api/generated/objects.ts';
import { type ContainerPart, containerPart, isTokenVolume } from './containerPart.ts';
import type { ShownState } from './containerState.ts';
import { cutList, isObject, listOf, partLimit, textOf } from './looseValues.ts';
import { declaredVolume, missingVolumes, type VolumePart } from './volumePart.ts';

/** The workload whose Pod is shown. */
export interface PodOwner {
  readonly kind: string;
  readonly name: string;
}

/** A condition of a Pod. */
interface ConditionPart {
  readonly type: string;
  readonly holds: boolean;
  readonly reason: string;
}

/** A Pod as a diagram shows it. */
export interface PodParts {
  /** `Pod web`, `Pod of Deployment web`, `Pod web-x7k2p of Deployment web`. */
  readonly title: string;
  /** Missing without a status. */
  readonly state?: ShownState;
  readonly ip: string;
  /** Whether it uses the Node's network instead of one of its own. */
  readonly onNodeNetwork: boolean;
  /** Init containers and native sidecars in the order in which they start. */
  readonly first: readonly ContainerPart[];
  readonly apps: readonly ContainerPart[];
  readonly volumes: readonly VolumePart[];
  /** Sockets that several containers name which run at the same time: only one of them can listen there. */
  readonly clashes: readonly string[];
  readonly conditions: readonly ConditionPart[];
  /** How many of each are left out. */
  readonly more: { readonly first: number; readonly apps: number; readonly volumes: number };
}

/** Takes a Pod apart. Reads anything: a manifest may be half written. */
export function partsOf(pod: Pod, owner?: PodOwner): PodParts {
  const { metadata, spec } = pod;
  const status: PodStatus | undefined = isObject(pod.status) ? pod.status : undefined;
  const firstList = cutList(spec?.initContainers);
  const appList = cutList(spec?.containers);
  const first = firstList.kept.map(({ item, index }) =>
    containerPart(item, {
      id: `first${index + 1}`,
      role: isSidecar(item) ? 'sidecar' : 'init',
      path: ['spec', 'initContainers', index],
      statuses: status && listOf(status.initContainerStatuses),
    }),
  );
  const apps = appList.kept.map(({ item, index }) =>
    containerPart(item, {
      id: `app${index + 1}`,
      role: 'app',
      path: ['spec', 'containers', index],
      statuses: status && listOf(status.containerStatuses),
    }),
  );
  const volumes = volumesOf(pod, [...first, ...apps]);
  const conditions = listOf(status?.conditions).map(({ type, status: holds, reason }) => ({
    type: textOf(type),
    holds: holds === 'True',
    reason: textOf(reason),
  }));
  const phase = metadata?.deletionTimestamp ? 'Terminating' : textOf(status?.phase);
  return {
    title: titleOf(textOf(metadata?.name), owner),
    ...(status && phase !== '' && { state: podState(phase, conditions) }),
    ip: textOf(status?.podIP),
    onNodeNetwork: spec?.hostNetwork === true,
    first,
    apps,
    volumes: volumes.kept,
    clashes: clashesOf([...first.filter(({ role }) => role === 'sidecar'), ...apps]),
    conditions,
    more: { first: firstList.more, apps: appList.more, volumes: volumes.more },
  };
}

function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

function titleOf(name: string, owner: PodOwner | undefined): string {
  const owned = owner && `of ${owner.kind} ${textOf(owner.name) || '(no name)'}`;
  if (!owned) return `Pod ${name || '(no name)'}`;
  return name === '' ? `Pod ${owned}` : `Pod ${name} ${owned}`;
}

function volumesOf(pod: Pod, containers: readonly ContainerPart[]): { kept: VolumePart[]; more: number } {
  const all = cutList(pod.spec?.volumes, Number.POSITIVE_INFINITY).kept.map(({ item, index }) =>
    declaredVolume(item, index),
  );
  const names = new Set(all.map(({ name }) => name));
  const shown = all.filter(({ name }) => !isTokenVolume(name));
  const both = [...shown, ...missingVolumes(containers, names, all.length + 1)];
  return { kept: both.slice(0, partLimit), more: Math.max(0, both.length - partLimit) };
}

function podState(phase: string, conditions: readonly ConditionPart[]): ShownState {
  if (phase === 'Succeeded') return { state: 'completed', text: phase };
  if (phase === 'Failed') return { state: 'failed', text: phase };
  if (phase !== 'Running') return { state: 'pending', text: phase };
  const ready = conditions.some(({ type, holds }) => type === 'Ready' && holds);
  return ready ? { state: 'ready', text: 'Running, ready' } : { state: 'running', text: 'Running, not ready' };
}

function clashesOf(containers: readonly ContainerPart[]): string[] {
  const users = new Map<string, number>();
  for (const { ports } of containers) {
    for (const socket of new Set(ports.map((port) => port.socket))) users.set(socket, (users.get(socket) ?? 0) + 1);
  }
  return [...users].filter(([, count]) => count > 1).map(([socket]) => socket);
}
