import type { Container, ContainerStatus, Pod, Volume } from '../api/generated/objects.ts';
import { oneLine } from './mermaid.ts';

/** How far a part of a Pod is. */
export type PartState = 'pending' | 'running' | 'ready' | 'failed' | 'completed';

/** A container as a diagram shows it. All texts are one line and safe to show as text. */
export interface ContainerPart {
  readonly role: 'init' | 'sidecar' | 'app';
  readonly name: string;
  readonly image: string;
  /** Missing where there is no status: a manifest has not happened yet. */
  readonly state?: PartState;
  /** The state in words; empty without a status. */
  readonly stateText: string;
  readonly ports: readonly string[];
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly readOnly: boolean }[];
}

interface VolumePart {
  readonly name: string;
  /** `emptyDir`; `missing` for a mount that names no volume of the Pod. */
  readonly type: string;
}

/** A Pod as a diagram shows it. */
export interface PodParts {
  readonly name: string;
  readonly phase: string;
  readonly state?: PartState;
  readonly ip: string;
  /** Init containers and native sidecars in the order in which they start. */
  readonly first: readonly ContainerPart[];
  readonly apps: readonly ContainerPart[];
  readonly volumes: readonly VolumePart[];
  readonly conditions: readonly { readonly type: string; readonly holds: boolean; readonly reason: string }[];
}

/** A diagram with more parts than this helps nobody. */
const partLimit = 24;

/** Takes a Pod apart. Reads anything: a manifest may be half written. */
export function partsOf(pod: Pod): PodParts {
  const { metadata, spec, status } = pod;
  const first = listOf(spec?.initContainers).map((container) => {
    const role = container.restartPolicy === 'Always' ? 'sidecar' : 'init';
    return partOf(container, role, status && listOf(status.initContainerStatuses));
  });
  const apps = listOf(spec?.containers).map((container) =>
    partOf(container, 'app', status && listOf(status.containerStatuses)),
  );
  const declared = listOf(spec?.volumes)
    .map(volumePart)
    .filter(({ name }) => !isToken(name));
  const names = new Set(declared.map(({ name }) => name));
  const mounted = new Set([...first, ...apps].flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  const missing = [...mounted].filter((name) => !names.has(name)).map((name) => ({ name, type: 'missing' }));
  const phase = metadata?.deletionTimestamp ? 'Terminating' : textOf(status?.phase);
  const conditions = listOf(status?.conditions).map(({ type, status: holds, reason }) => ({
    type: textOf(type),
    holds: holds === 'True',
    reason: textOf(reason),
  }));
  const state = status && podState(phase, conditions);
  return {
    name: textOf(metadata?.name) || '(no name)',
    phase,
    ...(state && { state }),
    ip: textOf(status?.podIP),
    first,
    apps,
    volumes: [...declared, ...missing].slice(0, partLimit),
    conditions,
  };
}

function podState(phase: string, conditions: PodParts['conditions']): PartState {
  if (phase === 'Succeeded') return 'completed';
  if (phase === 'Failed') return 'failed';
  if (phase !== 'Running') return 'pending';
  return conditions.some(({ type, holds }) => type === 'Ready' && holds) ? 'ready' : 'running';
}

function partOf(
  container: Container,
  role: ContainerPart['role'],
  statuses: readonly ContainerStatus[] | undefined,
): ContainerPart {
  const name = textOf(container.name) || '(no name)';
  const status = statuses?.find((candidate) => candidate.name === container.name);
  const shown = statuses ? stateOf(status, role) : { stateText: '' };
  return {
    role,
    name,
    image: textOf(container.image),
    ...shown,
    ports: listOf(container.ports).map(({ containerPort, protocol, name: portName }) => {
      const named = portName ? ` (${textOf(portName)})` : '';
      return `${textOf(containerPort)}/${textOf(protocol) || 'TCP'}${named}`;
    }),
    mounts: listOf(container.volumeMounts)
      .map((mount) => ({
        volume: textOf(mount.name),
        path: textOf(mount.mountPath),
        readOnly: mount.readOnly === true,
      }))
      .filter(({ volume }) => !isToken(volume)),
  };
}

function stateOf(
  status: ContainerStatus | undefined,
  role: ContainerPart['role'],
): { state: PartState; stateText: string } {
  const { waiting, running, terminated } = status?.state ?? {};
  const restarts = status?.restartCount ? `, restarts: ${textOf(status.restartCount)}` : '';
  if (terminated) {
    if (terminated.exitCode === 0) return { state: 'completed', stateText: `Completed${restarts}` };
    const reason = textOf(terminated.reason) || 'Error';
    return { state: 'failed', stateText: `${reason}, exit code ${textOf(terminated.exitCode)}${restarts}` };
  }
  if (running) {
    if (role === 'init') return { state: 'running', stateText: `Running${restarts}` };
    return status?.ready
      ? { state: 'ready', stateText: `Running, ready${restarts}` }
      : { state: 'running', stateText: `Running, not ready${restarts}` };
  }
  const reason = textOf(waiting?.reason);
  const failed = /BackOff$|^Err|Error$|Invalid/.test(reason);
  const text = reason === '' ? 'Waiting' : `Waiting: ${reason}`;
  return { state: failed ? 'failed' : 'pending', stateText: `${text}${restarts}` };
}

/** Every live Pod has this volume with the token of its ServiceAccount; nobody asked for it, and it hides the rest. */
function isToken(volume: string): boolean {
  return /^kube-api-access-[a-z\d]{5}$/.test(volume);
}

/** A volume's type is the field beside its name. */
function volumePart(volume: Volume): VolumePart {
  const type = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
  return { name: textOf(volume.name), type: textOf(type) };
}

function listOf<T>(value: readonly T[] | undefined): T[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item) => typeof item === 'object' && item !== null).slice(0, partLimit);
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? oneLine(String(value)) : '';
}
