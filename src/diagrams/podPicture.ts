import type { ContainerPart } from './containerPart.ts';
import type { ContainerRole, PartState } from './containerState.ts';
import { label, titledLabel } from './mermaid.ts';
import type { PodParts } from './podParts.ts';

/** Shapes only: the page gives the classes their colours, which follow the editor's theme. */
const classes = [
  'classDef pending stroke-dasharray:5 4',
  'classDef running stroke-width:2px',
  'classDef ready stroke-width:3px',
  'classDef failed stroke-width:3px,stroke-dasharray:2 3',
  'classDef completed stroke-width:1px',
];

/** States read without colour: by words, by these signs and by the classes' borders. */
const signs: Readonly<Record<PartState, string>> = {
  pending: '…',
  running: '▸',
  ready: '✓',
  failed: '✗',
  completed: '✓',
};

const roleNames: Readonly<Record<ContainerRole, string>> = {
  init: 'Init container',
  sidecar: 'Sidecar',
  app: 'App container',
};

/** How many ports and mounts a box names; the outline names more. */
const linesInBox = 6;

/**
 * The mermaid text of a Pod. The Pod and its network are boxes around the containers; those that start one after the other
 * stand in a group of their own and are joined by arrows, the volumes stand below and are joined to those who mount them.
 */
export function drawPod(parts: PodParts): string {
  const { title, state, first, apps, volumes, more } = parts;
  const inits = first.filter(({ role }) => role === 'init');
  const sidecars = first.filter(({ role }) => role === 'sidecar');
  const lines = [
    'flowchart TB',
    `  subgraph pod[${label(state ? `${title}: ${state.text}` : title)}]`,
    '    direction TB',
    `    subgraph network[${label(...networkLines(parts))}]`,
    '      direction TB',
    ...group('before', 'Init containers: one by one, each to its end', [
      ...inits.map((part) => container(part, parts)),
      ...leftOut('moreFirst', more.first, 'container that starts before', 'containers that start before'),
    ]),
    ...group('together', togetherText(sidecars.length, apps.length), [
      ...[...sidecars, ...apps].map((part) => container(part, parts)),
      ...leftOut('moreApps', more.apps, 'container', 'containers'),
    ]),
    '    end',
    ...group(
      'volumes',
      'Volumes',
      [...volumes.map(volume), ...leftOut('moreVolumes', more.volumes, 'volume', 'volumes')],
      '    ',
    ),
    '  end',
    ...arrows(parts),
    ...[...first, ...apps].flatMap((part) => mountLines(part, parts)),
    ...(state ? [`  class pod ${state.state}`] : []),
    ...classes.map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

function networkLines({ ip, onNodeNetwork, first, apps, clashes }: PodParts): string[] {
  const title = onNodeNetwork
    ? 'The Node’s own network (hostNetwork) for all containers'
    : `One network for all containers: localhost${ip === '' ? '' : `, Pod IP ${ip}`}`;
  const sockets = [...new Set([...first, ...apps].flatMap(({ ports }) => ports.map(({ socket }) => socket)))];
  const [one] = sockets;
  if (one === undefined) return [title];
  const shown = sockets.length > linesInBox ? [...sockets.slice(0, linesInBox), '…'] : sockets;
  const twice = clashes.map((socket) => `✗ ${socket} is named twice: only one container can listen there`);
  return [
    title,
    sockets.length === 1 ? `Declared port ${one}` : `Declared ports ${shown.join(', ')}`,
    ...twice.slice(0, 2),
  ];
}

/** What stands in the group of those that keep running. */
function togetherText(sidecars: number, apps: number): string {
  if (sidecars === 0) return apps === 1 ? 'App container' : 'App containers: started together, side by side';
  return 'Side by side, sidecars started first';
}

function group(id: string, title: string, nodes: readonly string[], indent = '      '): string[] {
  if (nodes.length === 0) return [];
  return [`${indent}subgraph ${id}[${label(title)}]`, ...nodes.map((node) => `${indent}  ${node}`), `${indent}end`];
}

function leftOut(id: string, count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${id}[${label(moreText(count, one, many))}]`];
}

/** `and 7 more containers`. */
export function moreText(count: number, one: string, many: string): string {
  return `and ${count} more ${count === 1 ? one : many}`;
}

function container(part: ContainerPart, parts: PodParts): string {
  const { id, role, name, image, state, ports, probes, mounts, morePorts, moreMounts } = part;
  const order = startNumber(parts, part);
  const shownPorts = ports.slice(0, linesInBox);
  const shownMounts = mounts.slice(0, linesInBox);
  const words = titledLabel(
    order === undefined ? name : `${circled(order)} ${name}`,
    roleNames[role],
    state ? `${signs[state.state]} ${state.text}` : '',
    image,
    ...shownPorts.map((port) => `port ${port.text}`),
    leftOutLine(ports.length - shownPorts.length + morePorts, 'port', 'ports'),
    ...probes.map(probeLine),
    ...shownMounts.map(({ path, volume, readOnly }) => `${path}: volume ${volume}${readOnly ? ', read-only' : ''}`),
    leftOutLine(mounts.length - shownMounts.length + moreMounts, 'mount', 'mounts'),
  );
  const shape = role === 'sidecar' ? `(${words})` : `[${words}]`;
  return `${id}${shape}${state ? `:::${state.state}` : ''}`;
}

/** A number stays with its unit. */
function probeLine({ kind, text, state }: ContainerPart['probes'][number]): string {
  const line = `${kind}: ${text.replace(/ s$/, '\u00a0s')}`;
  return state ? `${signs[state.state]} ${line}` : line;
}

function leftOutLine(count: number, one: string, many: string): string {
  return count === 0 ? '' : moreText(count, one, many);
}

/** When a container starts, from 1: app containers together, last. Undefined where all start together. */
export function startNumber({ first, more }: PodParts, part: ContainerPart): number | undefined {
  if (first.length === 0) return undefined;
  const index = first.indexOf(part);
  return index === -1 ? first.length + more.first + 1 : index + 1;
}

/** Unicode has circled numbers up to 20. */
function circled(number: number): string {
  return number <= 20 ? String.fromCodePoint(0x245f + number) : `(${number})`;
}

function volume({ id, name, type, missing }: PodParts['volumes'][number]): string {
  if (missing) return `${id}[(${titledLabel(name, `${signs.failed} the Pod has no such volume`)})]:::failed`;
  return `${id}[(${titledLabel(name, type)})]`;
}

/**
 * What waits for what: for the end of an init container, or for the start of a sidecar that stands before one. After the
 * last init container comes the group of those that run side by side, where numbers say the order.
 */
function arrows({ first, apps }: PodParts): string[] {
  const lastInit = first.findLastIndex(({ role }) => role === 'init');
  const after = apps.length > 0 || first.some(({ role }) => role === 'sidecar') ? 'together' : undefined;
  return first.slice(0, lastInit + 1).flatMap((part, index) => {
    const next = index === lastInit ? after : first[index + 1]?.id;
    return next === undefined ? [] : [`  ${part.id} --> ${next}`];
  });
}

/** One line to each volume, however often it is mounted; dotted where all of it is read-only. */
function mountLines({ id, mounts }: ContainerPart, { volumes }: PodParts): string[] {
  return volumes.flatMap((target) => {
    const here = mounts.filter(({ volume }) => volume === target.name);
    if (here.length === 0) return [];
    return [`  ${id} ${here.every(({ readOnly }) => readOnly) ? '-.-' : '---'} ${target.id}`];
  });
}
