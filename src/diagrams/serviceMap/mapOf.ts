import type { ShownState } from '../containerState.ts';
import {
  boxLimit,
  type MapLink,
  type MapParts,
  type MissedPart,
  type ServicePart,
  type SlicePart,
} from './mapParts.ts';
import { missedPods } from './missedPods.ts';
import { livePod, type PodFacts, plannedPod } from './podFacts.ts';
import { type ServiceFacts, selects, serviceFacts } from './serviceFacts.ts';
import { serviceNames } from './serviceNames.ts';
import { type PortPart, portParts } from './servicePorts.ts';
import type { PlannedPods, ServiceSight } from './serviceSight.ts';
import { stateOf } from './serviceState.ts';
import { type SliceFacts, slicesOf } from './sliceFacts.ts';
import { externalTarget, nobodyTarget, podTarget, Targets } from './targets.ts';

/** Puts together what a map shows, every Pod by itself. */
export function mapOf(sight: ServiceSight): MapParts {
  const pods = [...sight.pods.map(livePod), ...sight.planned.map(plannedPod)];
  const targets = new Targets(pods);
  const slices: SlicePart[] = [];
  const missed: MissedPart[] = [];
  const links: MapLink[] = [];
  // There is never room for more, and looking at what each of a thousand misses takes its time.
  const services = sight.services.slice(0, boxLimit).map((service, index): ServicePart => {
    const id = `service${index + 1}`;
    const facts = serviceFacts(service, sight.view);
    const own = slicesOf(facts, sight.slices);
    const selected = selectedBy(facts, pods);
    const listed = new Set(own.flatMap(({ endpoints }) => endpoints.flatMap(({ podKey }) => podKey ?? [])));
    const near = missedPods(facts, pods, sight.view === 'live' ? listed : undefined);
    const from = missed.length;
    missed.push(...near.kept.map((one, place) => missedPart(one, `missed${from + place + 1}`, id)));
    for (const slice of own) addSlice(slice, { id, facts, selected, slices, links, targets });
    if (own.length === 0) links.push(...straightLinks(id, facts, selected, sight, targets));
    const state = stateOf(facts, own, { view: sight.view, selected, written: countIn(pods, facts.namespace) });
    return {
      id,
      facts,
      ...(state && { state }),
      names: serviceNames(facts, hostnamesOf(facts, own, sight)),
      ports: portParts(facts, selected, numbersOf(own)),
      moreMissed: near.more,
      place: { kind: 'Service', namespace: facts.namespace, name: facts.name },
    };
  });
  return {
    view: sight.view,
    services,
    slices,
    targets: targets.all,
    missed,
    links,
    moreServices: sight.services.length - services.length,
  };
}

function selectedBy({ selector, namespace }: ServiceFacts, pods: readonly PodFacts[]): PodFacts[] {
  if (!selector) return [];
  return pods.filter(
    (pod) => pod.namespace === namespace && pod.live?.hasEnded !== true && selects(selector, pod.labels),
  );
}

interface Growing {
  /** The Service's. */
  readonly id: string;
  readonly facts: ServiceFacts;
  readonly selected: readonly PodFacts[];
  readonly slices: SlicePart[];
  readonly links: MapLink[];
  readonly targets: Targets;
}

function addSlice(slice: SliceFacts, { id, facts, selected, slices, links, targets }: Growing): void {
  const sliceId = `slice${slices.length + 1}`;
  const { name, namespace, addressType, ports, numbers, endpoints, leadsNowhere } = slice;
  const ready = endpoints.filter(({ standing }) => standing === 'ready').length;
  const shownPorts = leadsNowhere && endpoints.length > 0 ? 'without any port' : ports.join(', ');
  const state: ShownState =
    endpoints.length === 0
      ? { state: 'failed', text: 'no endpoints' }
      : { state: ready > 0 ? 'ready' : 'failed', text: `${ready} of ${endpoints.length} ready` };
  slices.push({
    id: sliceId,
    title: name,
    lines: ['EndpointSlice', shownPorts === '' ? addressType : `${addressType}: ${shownPorts}`],
    state,
    place: { kind: 'EndpointSlice', namespace, name },
  });
  links.push({
    from: id,
    to: sliceId,
    lines: portLines(portParts(facts, selected, numbers)),
    way: endpoints.some(({ serves }) => serves) && !leadsNowhere ? 'open' : 'closed',
    said: '',
  });
  for (const endpoint of endpoints) {
    const { target, said } = targets.ofEndpoint(endpoint, facts);
    const { standing, serves } = endpoint;
    const way = leadsNowhere
      ? 'closed'
      : standing === 'ready'
        ? 'open'
        : standing === 'terminating' && serves
          ? 'last'
          : 'closed';
    links.push({ from: sliceId, to: target.id, lines: [], way, said });
  }
}

/** Where there are no EndpointSlices: in manifests the cluster will make them. */
function straightLinks(
  id: string,
  facts: ServiceFacts,
  selected: readonly PodFacts[],
  { view }: ServiceSight,
  targets: Targets,
): MapLink[] {
  if (facts.sort === 'ExternalName') {
    const to = targets.add(externalTarget(facts)).id;
    return [{ from: id, to, lines: ['CNAME: DNS leads there'], way: 'open', said: '' }];
  }
  if (view === 'live' || selected.length === 0) {
    const to = targets.add(nobodyTarget(facts, view)).id;
    return [{ from: id, to, lines: portLines(portParts(facts, [])), way: 'closed', said: '' }];
  }
  return selected.map((pod) => {
    const parts = portParts(facts, [pod]);
    const leadsNowhere = parts.length > 0 && parts.every(({ state }) => state === 'failed');
    const to = targets.ofPod(pod, podTarget).id;
    return { from: id, to, lines: portLines(parts), way: leadsNowhere ? 'closed' : 'open', said: '' };
  });
}

function portLines(parts: readonly PortPart[]): string[] {
  return parts.flatMap(({ text, nodePort, problem, state }) => [
    text,
    nodePort,
    problem === '' ? '' : `${state === 'failed' ? '✗' : '?'} ${problem}`,
  ]);
}

function numbersOf(slices: readonly SliceFacts[]): ReadonlyMap<string, number> {
  return new Map(slices.flatMap(({ numbers }) => [...numbers]));
}

/** The names that Pods have below the Service's own. */
function hostnamesOf(facts: ServiceFacts, slices: readonly SliceFacts[], { view, planned }: ServiceSight): string[] {
  if (view === 'live') {
    const ready = slices.flatMap(({ endpoints }) => endpoints.filter(({ standing }) => standing === 'ready'));
    return [...new Set(ready.flatMap(({ hostname }) => (hostname === '' ? [] : [hostname])))].sort();
  }
  const own = planned.filter(
    ({ namespace, serviceName }) => namespace === facts.namespace && serviceName === facts.name,
  );
  return own.flatMap(statefulNames);
}

function statefulNames({ name, count = 1 }: PlannedPods): string[] {
  return Array.from({ length: Math.min(count, 1000) }, (_, ordinal) => `${name}-${ordinal}`);
}

function missedPart(
  { pods, reason }: { pods: readonly PodFacts[]; reason: string },
  id: string,
  service: string,
): MissedPart {
  const [one] = pods;
  const title = pods.length === 1 ? (one?.title ?? '') : `${pods.length} Pods of ${one?.owner}`;
  return { id, service, title, reason, ...(one && { place: one.place }) };
}

function countIn(pods: readonly PodFacts[], namespace: string): number {
  return pods.filter((pod) => pod.namespace === namespace).length;
}
