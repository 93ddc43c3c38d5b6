import type { ContainerPart, MountPart } from './containerPart.ts';
import type { ContainerRole } from './containerState.ts';
import { leaf, type OutlineItem, shown } from './outlineItem.ts';
import type { PodParts } from './podParts.ts';
import { moreText, startNumber } from './podPicture.ts';
import { mountId, portId, probeId } from './podPlaces.ts';

/** What a Pod's diagram shows, as nested lines of text. */
export function outlineOf(parts: PodParts): OutlineItem[] {
  const { title, state, first, apps, volumes, conditions, more } = parts;
  const children: OutlineItem[] = [];
  if (first.length > 0) {
    children.push({
      text: 'Before the app containers, in this order',
      part: 'before',
      children: [
        ...first.map((part) => containerItem(part, parts)),
        ...leftOut(more.first, 'container', 'containers', 'moreFirst'),
      ],
    });
  }
  children.push({
    text: apps.length === 1 ? 'App container' : 'App containers, started together',
    part: 'together',
    children: [
      ...apps.map((part) => containerItem(part, parts)),
      ...leftOut(more.apps, 'container', 'containers', 'moreApps'),
    ],
  });
  children.push(networkItem(parts));
  if (volumes.length > 0) {
    children.push({
      text: 'Volumes',
      part: 'volumes',
      children: [
        ...volumes.map((volume) => volumeItem(volume, [...first, ...apps])),
        ...leftOut(more.volumes, 'volume', 'volumes', 'moreVolumes'),
      ],
    });
  }
  if (conditions.length > 0) {
    children.push({
      text: 'Conditions',
      children: conditions.map(({ type, holds, reason }) =>
        leaf(`${type}: ${holds ? 'yes' : 'no'}${!holds && reason !== '' ? `, ${reason}` : ''}`),
      ),
    });
  }
  return [{ text: title, part: 'pod', ...shown(state), children }];
}

const roleText: Readonly<Record<ContainerRole, string>> = {
  init: 'init container: the next starts when it has ended well',
  sidecar: 'sidecar: the next starts when it has started, and it keeps running',
  app: '',
};

function containerItem(part: ContainerPart, parts: PodParts): OutlineItem {
  const { id, name, role, image, state, ports, probes, mounts, morePorts, moreMounts } = part;
  const order = role === 'app' ? undefined : startNumber(parts, part);
  const numbered = order === undefined ? name : `${order}. ${name}`;
  return {
    text: roleText[role] === '' ? numbered : `${numbered} (${roleText[role]})`,
    part: id,
    ...shown(state),
    children: [
      ...(image === '' ? [] : [leaf(`image ${image}`)]),
      ...(part.lastEnd === '' ? [] : [leaf(`the life before ended with ${part.lastEnd}`)]),
      ...ports.map((port) => leaf(`port ${port.text}`, portId(part, port))),
      ...leftOut(morePorts, 'port', 'ports'),
      ...probes.map((probe) => ({
        ...leaf(`${probe.kind} probe: ${probe.text}${probe.timing}; ${probe.effect}`, probeId(part, probe)),
        ...shown(probe.state),
      })),
      ...mounts.map((mount) => leaf(`volume ${mount.volume} at ${pathText(mount)}`, mountId(part, mount))),
      ...leftOut(moreMounts, 'mount', 'mounts'),
    ],
  };
}

function networkItem({ ip, onNodeNetwork, first, apps, clashes }: PodParts): OutlineItem {
  const address = ip === '' ? '' : `, Pod IP ${ip}`;
  return {
    text: onNodeNetwork
      ? 'The Node’s own network for all containers (hostNetwork)'
      : `One network for all containers: localhost${address}`,
    part: 'network',
    children: [
      ...[...first, ...apps].flatMap((part) =>
        part.ports.map((port) => leaf(`${part.name}: port ${port.text}`, portId(part, port))),
      ),
      ...clashes.map((socket) => ({
        ...leaf(`port ${socket} is named by several containers`),
        state: 'failed' as const,
        said: 'only one can listen there',
      })),
    ],
  };
}

function volumeItem(volume: PodParts['volumes'][number], containers: readonly ContainerPart[]): OutlineItem {
  const { id, name, type, missing } = volume;
  return {
    text: missing || type === '' ? name : `${name} (${type})`,
    part: id,
    ...(missing && { state: 'failed' as const, said: 'mounted, but the Pod has no such volume' }),
    children: containers.flatMap((part) =>
      part.mounts
        .filter((mount) => mount.volume === name)
        .map((mount) => leaf(`${part.name} at ${pathText(mount)}`, mountId(part, mount))),
    ),
  };
}

function pathText({ path, readOnly }: MountPart): string {
  return readOnly ? `${path}, read-only` : path;
}

function leftOut(count: number, one: string, many: string, part?: string): OutlineItem[] {
  return count === 0 ? [] : [leaf(moreText(count, one, many), part)];
}
