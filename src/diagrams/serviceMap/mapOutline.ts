import { leaf, type OutlineItem, shown } from '../outlineItem.ts';
import { moreText } from './drawMap.ts';
import { lookStates, type MapLink, type MapParts, type ServicePart, type TargetPart } from './mapParts.ts';
import { selectorText } from './serviceFacts.ts';
import { answerText, elsewhereText } from './serviceNames.ts';

/** More endpoints of an EndpointSlice than this help nobody. */
const targetLimit = 60;

/** What a Service map shows, as nested lines of text: each Service with its names, its ports and where it leads. */
export function mapOutline(map: MapParts): OutlineItem[] {
  const more = map.moreServices > 0 ? [leaf(moreText(map.moreServices))] : [];
  return [...map.services.map((service) => serviceItem(service, map)), ...more];
}

function serviceItem(service: ServicePart, map: MapParts): OutlineItem {
  const { id, facts, state, moreMissed } = service;
  const { name, namespace, type, selector, sort, rules } = facts;
  const missed = map.missed.filter((part) => part.service === id);
  const rest = moreMissed > 0 ? [leaf(`and ${moreMissed} more`)] : [];
  return {
    text: `Service ${name} in ${namespace}`,
    part: id,
    ...shown(state),
    children: [
      leaf(type, `${id}.type`),
      ...(sort === 'ExternalName' ? [] : [leaf(selectionText(selector), `${id}.selector`)]),
      ...rules.map((rule) => leaf(rule)),
      namesItem(service),
      ...portItems(service),
      ...waysFrom(id, map),
      ...(missed.length === 0
        ? []
        : [
            {
              text: 'Not selected, and why',
              children: [
                ...missed.map((part) => leaf(`${part.title}: ${part.reason}`, part.place && part.id)),
                ...rest,
              ],
            },
          ]),
    ],
  };
}

function selectionText(selector: ReadonlyMap<string, string> | undefined): string {
  if (!selector) return 'selects nothing: somebody else writes its EndpointSlices';
  return `selects Pods of its Namespace with ${selector.size > 1 ? 'all of ' : ''}${selectorText(selector)}`;
}

function namesItem({ names, facts }: ServicePart): OutlineItem {
  return {
    text: 'Names in the cluster’s DNS',
    children: [
      ...names.map(({ name, text }) => leaf(`${name}: ${text}`)),
      leaf(answerText(facts)),
      leaf(elsewhereText),
    ],
  };
}

function portItems({ id, ports }: ServicePart): OutlineItem[] {
  if (ports.length === 0) return [];
  return [
    {
      text: 'Ports',
      part: `${id}.ports`,
      children: ports.map(({ index, text, nodePort, problem, state }) => ({
        ...leaf(nodePort === '' ? text : `${text}; ${nodePort}`, `${id}.port${index + 1}`),
        ...(state && { state, said: problem }),
      })),
    },
  ];
}

const wayWords: Readonly<Record<MapLink['way'], string>> = {
  open: '',
  last: 'only while no other is ready',
  closed: 'no traffic',
};

function waysFrom(from: string, map: MapParts): OutlineItem[] {
  const own = map.links.filter((link) => link.from === from);
  const items = own.slice(0, targetLimit).map((link): OutlineItem => {
    const slice = map.slices.find(({ id }) => id === link.to);
    if (slice) {
      return {
        text: [slice.title, ...slice.lines.filter(Boolean)].join(', '),
        ...(slice.place && { part: slice.id }),
        ...shown(slice.state),
        children: waysFrom(slice.id, map),
      };
    }
    const target = map.targets.find(({ id }) => id === link.to);
    return target ? targetItem(target, link) : leaf(link.to);
  });
  const more = own.length - items.length;
  return more > 0 ? [...items, leaf(`and ${more} more`)] : items;
}

function targetItem({ id, title, look, said, lines, place }: TargetPart, link: MapLink): OutlineItem {
  const word = [link.said || said, wayWords[link.way]].filter(Boolean).join('; ');
  return {
    text: [title, ...lines].join(', '),
    ...(place && { part: id }),
    ...(word !== '' && { state: lookStates[look], said: word }),
    children: [],
  };
}
