import type { ContainerPart, PartState, PodParts } from './podParts.ts';

/** One line of a diagram's text outline, with the lines below it. */
export interface OutlineItem {
  readonly text: string;
  readonly state?: PartState;
  readonly children: readonly OutlineItem[];
}

/** What a Pod's diagram shows, as nested lines of text. */
export function outlineOf(parts: PodParts): OutlineItem[] {
  const { name, phase, state, ip, first, apps, volumes, conditions } = parts;
  const children: OutlineItem[] = [];
  if (first.length > 0) {
    children.push({ text: 'Starts before the app, in this order', children: first.map(containerItem) });
  }
  children.push({ text: apps.length === 1 ? 'App container' : 'App containers', children: apps.map(containerItem) });
  const everyone = [...first, ...apps];
  children.push({
    text: `One network for all containers: localhost${ip === '' ? '' : `, Pod IP ${ip}`}`,
    children: everyone.flatMap((part) => part.ports.map((port) => leaf(`${part.name}: port ${port}`))),
  });
  if (volumes.length > 0) {
    children.push({
      text: 'Volumes',
      children: volumes.map(({ name: volume, type }) => ({
        text: type === 'missing' ? `${volume}: mounted, but the Pod has no such volume` : `${volume} (${type})`,
        ...(type === 'missing' && { state: 'failed' as const }),
        children: everyone.flatMap(({ name: container, mounts }) =>
          mounts
            .filter((mount) => mount.volume === volume)
            .map(({ path, readOnly }) => leaf(`${container} at ${path}${readOnly ? ', read-only' : ''}`)),
        ),
      })),
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
  return [{ text: phase === '' ? `Pod ${name}` : `Pod ${name}: ${phase}`, ...(state && { state }), children }];
}

const roleText = {
  init: 'runs to its end first',
  sidecar: 'sidecar, keeps running beside the app',
  app: '',
} as const;

function containerItem(part: ContainerPart): OutlineItem {
  const { name, role, image, state, stateText, mounts, ports } = part;
  const what = roleText[role] === '' ? name : `${name} (${roleText[role]})`;
  return {
    text: stateText === '' ? what : `${what}: ${stateText}`,
    ...(state && { state }),
    children: [
      ...(image === '' ? [] : [leaf(`image ${image}`)]),
      ...ports.map((port) => leaf(`port ${port}`)),
      ...mounts.map(({ volume, path, readOnly }) =>
        leaf(`volume ${volume} at ${path}${readOnly ? ', read-only' : ''}`),
      ),
    ],
  };
}

function leaf(text: string): OutlineItem {
  return { text, children: [] };
}
