import type { FieldPath } from '../api/field.ts';
import type { ContainerPart, MountPart, PortPart } from './containerPart.ts';
import type { PodParts } from './podParts.ts';
import type { ProbePart } from './probes.ts';

/** Where what a diagram shows stands in the Pod, by the id that the picture and the outline have for it. */
export function placesOf({ first, apps, volumes }: PodParts): ReadonlyMap<string, FieldPath> {
  const places = new Map<string, FieldPath>([
    ['pod', ['metadata', 'name']],
    ['network', ['spec']],
    ['before', ['spec', 'initContainers']],
    ['together', ['spec', 'containers']],
    ['volumes', ['spec', 'volumes']],
    ['moreFirst', ['spec', 'initContainers']],
    ['moreApps', ['spec', 'containers']],
    ['moreVolumes', ['spec', 'volumes']],
  ]);
  for (const part of [...first, ...apps]) {
    const { path, ports, probes, mounts } = part;
    places.set(part.id, path);
    for (const port of ports) places.set(portId(part, port), [...path, 'ports', port.index]);
    for (const probe of probes) places.set(probeId(part, probe), [...path, probe.field]);
    for (const mount of mounts) places.set(mountId(part, mount), [...path, 'volumeMounts', mount.index]);
  }
  for (const { id, path } of volumes) places.set(id, path);
  return places;
}

/** `app1.port2`. */
export function portId({ id }: ContainerPart, { index }: PortPart): string {
  return `${id}.port${index + 1}`;
}

/** `app1.readiness`. */
export function probeId({ id }: ContainerPart, { kind }: ProbePart): string {
  return `${id}.${kind}`;
}

/** `app1.mount2`. */
export function mountId({ id }: ContainerPart, { index }: MountPart): string {
  return `${id}.mount${index + 1}`;
}
