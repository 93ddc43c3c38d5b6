import { boxLimit, type MapLink, type MapParts, type MissedPart, type SlicePart, type TargetPart } from './mapParts.ts';

/** Shows Pods as counts by owner and state where there are too many boxes, then by kind of owner, then fewer Services. */
export function collapse(parts: MapParts): MapParts {
  if (boxCount(parts) <= boxLimit) return parts;
  const byOwner = countTargets(parts, ({ owner, ownerKind }) => owner || ownerKind);
  if (boxCount(byOwner) <= boxLimit) return byOwner;
  let few = mergeSlices(countTargets(parts, ({ ownerKind }) => ownerKind));
  for (let count = Math.min(few.services.length, boxLimit); boxCount(few) > boxLimit && count > 1; count -= 1) {
    few = firstServices(few, count - 1);
  }
  return few;
}

function boxCount({ services, slices, targets, missed }: MapParts): number {
  return services.length + slices.length + targets.length + missed.length;
}

/** One target for all Pods with the same key that look the same; lone addresses are counted as well. */
function countTargets(parts: MapParts, keyOf: (target: TargetPart) => string): MapParts {
  const groups = new Map<string, TargetPart[]>();
  for (const target of parts.targets) {
    // Planned Pods are counts already; a host and nobody are one.
    const isAlone = target.look === 'planned' || target.sort === 'host' || target.sort === 'nobody';
    const key = JSON.stringify(isAlone ? [target.id] : [target.sort, target.look, keyOf(target)]);
    groups.set(key, [...(groups.get(key) ?? []), target]);
  }
  const shown = new Map<string, string>();
  const targets = [...groups.values()].map((group, index) => {
    const id = `pod${index + 1}`;
    for (const one of group) shown.set(one.id, id);
    return groupTarget(group, id, keyOf);
  });
  const links = mergeLinks(parts.links.map((link) => ({ ...link, to: shown.get(link.to) ?? link.to })));
  return { ...parts, targets, links };
}

const lookWords: Readonly<Record<TargetPart['look'], string>> = {
  ready: 'ready',
  notReady: 'not ready',
  terminating: 'terminating',
  planned: 'planned',
  outside: '',
  nobody: '',
};

function groupTarget(group: readonly TargetPart[], id: string, keyOf: (target: TargetPart) => string): TargetPart {
  const [first] = group as [TargetPart];
  if (group.length === 1) return { ...first, id };
  const owners = new Set(group.map(({ owner }) => owner).filter(Boolean));
  const count = group.reduce((sum, one) => sum + one.count, 0);
  const [owner] = owners;
  const of = owners.size === 1 ? owner : owners.size > 1 ? `${owners.size} ${plural(keyOf(first))}` : undefined;
  const what = first.sort === 'pods' ? `${count} Pods` : `${count} addresses`;
  const { owner: _owner, place: _place, ...rest } = first;
  return {
    ...rest,
    id,
    title: of === undefined ? what : `${what} of ${of}`,
    said: commonReason(group),
    lines: [],
    owner: owner ?? '',
    count,
  };
}

function plural(kind: string): string {
  return kind === '' ? 'owners' : `${kind}s`;
}

/** What is said of all of them, or else only how they look. */
function commonReason(group: readonly TargetPart[]): string {
  const [first] = group as [TargetPart];
  return group.every(({ said }) => said === first.said) ? first.said : lookWords[first.look];
}

/** Ways between the same two boxes are one, as good as the best of them. */
function mergeLinks(links: readonly MapLink[]): MapLink[] {
  const ways: readonly MapLink['way'][] = ['open', 'last', 'closed'];
  const merged = new Map<string, MapLink>();
  for (const link of links) {
    const key = `${link.from} ${link.to}`;
    const known = merged.get(key);
    const better = known && ways.indexOf(known.way) <= ways.indexOf(link.way) ? known : link;
    merged.set(key, { ...better, said: known && known.said !== link.said ? '' : link.said });
  }
  return [...merged.values()];
}

/** One box for all EndpointSlices of a Service. */
function mergeSlices(parts: MapParts): MapParts {
  const shown = new Map<string, string>();
  const slices: SlicePart[] = [];
  for (const { id } of parts.services) {
    const own = new Set(parts.links.filter(({ from }) => from === id).map(({ to }) => to));
    const group = parts.slices.filter((slice) => own.has(slice.id));
    const [first] = group;
    if (!first) continue;
    const merged = { ...first, id: `slice${slices.length + 1}` };
    for (const slice of group) shown.set(slice.id, merged.id);
    const { place: _place, ...several } = merged;
    slices.push(
      group.length === 1 ? merged : { ...several, title: `${group.length} EndpointSlices`, state: best(group) },
    );
  }
  const links = parts.links.map((link) => ({
    ...link,
    from: shown.get(link.from) ?? link.from,
    to: shown.get(link.to) ?? link.to,
  }));
  return { ...parts, slices, links: mergeLinks(links) };
}

function best(group: readonly SlicePart[]): SlicePart['state'] {
  const ready = group.filter(({ state }) => state.state === 'ready').length;
  if (ready === 0) return { state: 'failed', text: 'none with a ready endpoint' };
  return { state: 'ready', text: `${ready === group.length ? 'all' : ready} with ready endpoints` };
}

function firstServices(parts: MapParts, count: number): MapParts {
  const services = parts.services.slice(0, count);
  const kept = new Set(services.map(({ id }) => id));
  const firstLinks = parts.links.filter(({ from }) => kept.has(from));
  const reached = new Set(firstLinks.map(({ to }) => to));
  const links = [...firstLinks, ...parts.links.filter(({ from }) => reached.has(from))];
  const all = new Set(links.map(({ to }) => to));
  return {
    ...parts,
    services,
    slices: parts.slices.filter(({ id }) => reached.has(id)),
    targets: parts.targets.filter(({ id }) => all.has(id)),
    missed: parts.missed.filter((part: MissedPart) => kept.has(part.service)),
    links,
    moreServices: parts.moreServices + parts.services.length - count,
  };
}
