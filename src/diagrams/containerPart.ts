import type { FieldPath } from '../api/field.ts';
import type { Container, ContainerPort, ContainerStatus, VolumeMount } from '../api/generated/objects.ts';
import { type ContainerRole, containerState, lastEnd, type ShownState } from './containerState.ts';
import { cutList, textOf } from './looseValues.ts';
import { type ProbePart, probesOf } from './probes.ts';

/** A mount of a container: which volume, and where the container sees it. */
export interface MountPart {
  readonly volume: string;
  /** `/logs`, or `/etc/app.conf, only app.conf` for a part of the volume. */
  readonly path: string;
  readonly readOnly: boolean;
  /** Its place in the container's list. */
  readonly index: number;
}

/** A port that a container names. */
export interface PortPart {
  /** `8080/TCP (http)`. */
  readonly text: string;
  /** What only one container of a Pod can listen on: `8080/TCP`. */
  readonly socket: string;
  /** Its place in the container's list. */
  readonly index: number;
}

/** A container as a diagram shows it. All texts are one line and safe to show as text. */
export interface ContainerPart {
  /** Its name in the diagram: `first2`, `app1`. */
  readonly id: string;
  readonly role: ContainerRole;
  readonly name: string;
  readonly image: string;
  /** Missing where there is no status: a manifest has not happened yet. */
  readonly state?: ShownState;
  /** How the life before this one ended; empty for the first. */
  readonly lastEnd: string;
  readonly ports: readonly PortPart[];
  readonly probes: readonly ProbePart[];
  readonly mounts: readonly MountPart[];
  /** How many ports and mounts are left out. */
  readonly morePorts: number;
  readonly moreMounts: number;
  /** Where it stands in the Pod. */
  readonly path: FieldPath;
}

/** What a container's part is made of besides the container. */
interface ContainerPlace {
  readonly id: string;
  readonly role: ContainerRole;
  readonly path: FieldPath;
  /** Of all containers in its list; undefined for a Pod without a status. */
  readonly statuses: readonly ContainerStatus[] | undefined;
}

/** Takes a container apart. */
export function containerPart(container: Container, place: ContainerPlace): ContainerPart {
  const { id, role, path, statuses } = place;
  const status = statuses?.find(({ name }) => name === container.name);
  const ports = cutList(container.ports);
  const mounts = cutList(container.volumeMounts);
  return {
    id,
    role,
    path,
    name: textOf(container.name) || '(no name)',
    image: textOf(container.image),
    ...(statuses && { state: containerState(status, role) }),
    lastEnd: lastEnd(status),
    ports: ports.kept.map(({ item, index }) => portPart(item, index)),
    probes: probesOf(container, status),
    mounts: mounts.kept.map(({ item, index }) => mountPart(item, index)).filter(({ volume }) => !isTokenVolume(volume)),
    morePorts: ports.more,
    moreMounts: mounts.more,
  };
}

/** Every live Pod has this volume with the token of its ServiceAccount; nobody asked for it, and it hides the rest. */
export function isTokenVolume(name: string): boolean {
  return name.startsWith('kube-api-access-');
}

function portPart({ containerPort, protocol, name, hostPort }: ContainerPort, index: number): PortPart {
  const socket = `${textOf(containerPort)}/${textOf(protocol) || 'TCP'}`;
  const host = textOf(hostPort);
  const more = [textOf(name), host === '' || host === '0' ? '' : `the Node’s port ${host}`].filter(Boolean);
  return { socket, index, text: more.length === 0 ? socket : `${socket} (${more.join(', ')})` };
}

function mountPart(mount: VolumeMount, index: number): MountPart {
  const part = textOf(mount.subPath);
  const path = textOf(mount.mountPath);
  return {
    volume: textOf(mount.name),
    path: part === '' ? path : `${path}, only ${part}`,
    readOnly: mount.readOnly === true,
    index,
  };
}
