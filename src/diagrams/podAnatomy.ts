import type { Pod } from '../api/generated/objects.ts';
import { label } from './mermaid.ts';
import { type OutlineItem, outlineOf } from './podOutline.ts';
import { type ContainerPart, type PodParts, partsOf } from './podParts.ts';

/** A diagram as mermaid text, and the same content as a nested outline for keyboard and screen readers. */
export interface Diagram {
  readonly mermaid: string;
  readonly outline: readonly OutlineItem[];
}

/** What a Pod is made of and how far it is: from a manifest, or from a live object with its status. */
export function podAnatomy(pod: Pod): Diagram {
  const parts = partsOf(pod);
  return { mermaid: drawPod(parts), outline: outlineOf(parts) };
}

/** Shapes only: the page gives the classes their colours, which follow the editor's theme. */
const classes = [
  'classDef pending stroke-dasharray:5 4',
  'classDef running stroke-width:2px',
  'classDef ready stroke-width:3px',
  'classDef failed stroke-width:3px,stroke-dasharray:2 3',
  'classDef completed stroke-width:1px',
];

function drawPod(parts: PodParts): string {
  const { name, phase, ip, first, apps, volumes } = parts;
  const ids = new Map<ContainerPart, string>();
  first.forEach((part, index) => {
    ids.set(part, `first${index + 1}`);
  });
  apps.forEach((part, index) => {
    ids.set(part, `app${index + 1}`);
  });
  const idOf = (part: ContainerPart): string => ids.get(part) ?? '';
  const inits = first.filter(({ role }) => role === 'init');
  const together = [...first.filter(({ role }) => role === 'sidecar'), ...apps];

  const lines = [
    'flowchart TB',
    `  subgraph pod[${label(phase === '' ? `Pod ${name}` : `Pod ${name}: ${phase}`)}]`,
    '    direction TB',
  ];
  if (inits.length > 0) {
    lines.push(`    subgraph before[${label('Init containers: run to their end, one by one')}]`);
    for (const part of inits) lines.push(`      ${drawContainer(idOf(part), part, orderOf(parts, part))}`);
    lines.push('    end');
  }
  lines.push(`    subgraph together[${label('Running side by side')}]`);
  for (const part of together) lines.push(`      ${drawContainer(idOf(part), part, orderOf(parts, part))}`);
  lines.push('    end');
  lines.push(
    `    network([${label('One network for all containers', ip === '' ? 'localhost' : `localhost, Pod IP ${ip}`)}])`,
  );
  volumes.forEach((volume, index) => {
    const missing = volume.type === 'missing';
    const text = missing ? label(`No volume ${volume.name}`) : label(`Volume ${volume.name}`, volume.type);
    lines.push(`    volume${index + 1}[(${text})]${missing ? ':::failed' : ''}`);
  });
  lines.push('  end');
  lines.push(...startOrder(first, apps, idOf));
  for (const part of [...first, ...apps]) {
    for (const port of part.ports) lines.push(`  network ---|${label(`port ${port}`)}| ${idOf(part)}`);
    for (const mount of part.mounts) {
      const index = volumes.findIndex((volume) => volume.name === mount.volume);
      if (index === -1) continue;
      const [line, text] = mount.readOnly ? ['-.-', `${mount.path}, read-only`] : ['---', mount.path];
      lines.push(`  ${idOf(part)} ${line}|${label(text)}| volume${index + 1}`);
    }
  }
  if (parts.state) lines.push(`  class pod ${parts.state}`);
  lines.push(...classes.map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}

const roleText = { init: 'Init container', sidecar: 'Sidecar', app: 'Container' } as const;

function drawContainer(id: string, part: ContainerPart, order: string): string {
  const state = part.state ? `:::${part.state}` : '';
  return `${id}[${label(`${roleText[part.role]} ${part.name}`, part.image, order, part.stateText)}]${state}`;
}

/** App containers start together, last. */
function orderOf({ first }: PodParts, part: ContainerPart): string {
  if (first.length === 0) return '';
  const index = first.indexOf(part);
  return `start ${index === -1 ? first.length + 1 : index + 1} of ${first.length + 1}`;
}

/**
 * What waits for the end of an init container, or for the start of a sidecar. Between those that run side by side there is
 * no arrow, or they would stand one below the other: their numbers say the order.
 */
function startOrder(
  first: readonly ContainerPart[],
  apps: readonly ContainerPart[],
  idOf: (part: ContainerPart) => string,
): string[] {
  return first.flatMap((part, index) => {
    const next = first[index + 1];
    const followers = next ? [next] : apps;
    if (part.role === 'init') {
      const arrows = followers.map((follower) => `  ${idOf(part)} -->|${label('ended well, then')}| ${idOf(follower)}`);
      const lastInit = next?.role === 'sidecar' && first.slice(index + 1).every(({ role }) => role === 'sidecar');
      return lastInit ? [...arrows, ...apps.map((app) => `  ${idOf(part)} ~~~ ${idOf(app)}`)] : arrows;
    }
    return next?.role === 'init' ? [`  ${idOf(part)} -->|${label('started, then')}| ${idOf(next)}`] : [];
  });
}
