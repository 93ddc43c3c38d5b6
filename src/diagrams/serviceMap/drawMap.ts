import type { PartState } from '../containerState.ts';
import { label, titledLabel } from '../mermaid.ts';
import type { MapLink, MapParts, MissedPart, ServicePart, SlicePart, TargetLook, TargetPart } from './mapParts.ts';
import { selectorText } from './serviceFacts.ts';

/** Shapes only: the page gives the classes their colours, which follow the editor's theme. */
const classes = [
  'classDef ready stroke-width:3px',
  'classDef notReady stroke-dasharray:5 4',
  'classDef terminating stroke-dasharray:1 3,stroke-width:3px',
  'classDef planned stroke-dasharray:10 3',
  'classDef nobody stroke-dasharray:2 3',
  'classDef missed stroke-dasharray:2 5',
];

/** Looks read without colour: by words, by these signs, by the box's shape and by the classes' borders. */
const signs: Readonly<Record<TargetLook, string>> = {
  ready: '✓',
  notReady: '○',
  terminating: '⊗',
  planned: '…',
  outside: '↗',
  nobody: '✗',
};

const stateSigns: Readonly<Record<PartState, string>> = {
  pending: '…',
  running: '▸',
  ready: '✓',
  failed: '✗',
  completed: '✓',
};

const arrows: Readonly<Record<MapLink['way'], string>> = { open: '-->', last: '-.->', closed: '-.-x' };

/**
 * The mermaid text of a Service map, read from left to right: Services, their EndpointSlices, and where these lead. Below stand
 * the Pods that are not selected.
 */
export function drawMap({ services, slices, targets, missed, links, moreServices }: MapParts): string {
  const lines = [
    'flowchart LR',
    ...services.map((part) => `  ${serviceBox(part)}`),
    ...(moreServices > 0 ? [`  moreServices[${label(moreText(moreServices))}]`] : []),
    ...slices.map((part) => `  ${sliceBox(part)}`),
    ...targets.map((part) => `  ${targetBox(part)}`),
    ...missedGroup(missed, services),
    ...links.map((link) => `  ${link.from} ${arrowText(link)} ${link.to}`),
    ...classes.map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** `and 7 more Services`. */
export function moreText(count: number): string {
  return `and ${count} more ${count === 1 ? 'Service' : 'Services'}`;
}

function serviceBox({ id, facts, state }: ServicePart): string {
  const { name, namespace, type, selector, sort } = facts;
  const chosen = selector ? `selects ${selectorText(selector)}` : 'selects nothing';
  const words = titledLabel(
    name,
    'Service',
    type,
    sort === 'ExternalName' ? '' : chosen,
    state ? `${stateSigns[state.state]} ${state.text}` : '',
    `name in ${namespace}: ${name}`,
    `elsewhere in the cluster: ${name}.${namespace}`,
  );
  return `${id}(${words})${state?.state === 'ready' ? ':::ready' : state?.state === 'failed' ? ':::nobody' : ''}`;
}

function sliceBox({ id, title, lines, state }: SlicePart): string {
  const words = titledLabel(title, ...lines, `${stateSigns[state.state]} ${state.text}`);
  return `${id}[[${words}]]${state.state === 'failed' ? ':::nobody' : ''}`;
}

function targetBox({ id, title, look, said, lines }: TargetPart): string {
  const words = titledLabel(title, said === '' ? '' : `${signs[look]} ${said}`, ...lines);
  // Who is ready, or is to be, has corners.
  const shape = look === 'terminating' || look === 'outside' ? `(${words})` : `[${words}]`;
  return `${id}${shape}${look === 'outside' ? '' : `:::${look}`}`;
}

function missedGroup(missed: readonly MissedPart[], services: readonly ServicePart[]): string[] {
  if (missed.length === 0) return [];
  const nameOf = (id: string) => services.find((service) => service.id === id)?.facts.name ?? '';
  return [
    `  subgraph missed[${label('Not selected, and why')}]`,
    ...missed.map(({ id, service, title, reason }) => {
      const whose = services.length > 1 ? `Service ${nameOf(service)}: ` : '';
      return `    ${id}[${titledLabel(title, `${whose}${reason}`)}]:::missed`;
    }),
    '  end',
  ];
}

function arrowText({ way, lines }: MapLink): string {
  const words = lines.filter((line) => line !== '');
  return words.length === 0 ? arrows[way] : `${arrows[way]}|${label(...words)}|`;
}
