import type { EndpointSlice, Endpoints, ObjectMeta } from '../../../src/api/generated/objects.ts';
import type { TraceChange, TraceEnd } from './story.ts';

/** What slices and Endpoints told, without names, addresses and the moments at which two changes met in one write. */
export interface EndpointStory {
  /** What was first told in each object, and which of them went: `created without endpoints`. */
  readonly slices: readonly string[];
  readonly endpoints: readonly string[];
  /** What was told of each Pod, one after the other. */
  readonly inSlices: readonly string[];
  readonly inEndpoints: readonly string[];
  /** What there is in the end. */
  readonly lastSlices: readonly unknown[];
  readonly lastEndpoints: readonly unknown[];
}

/** Undefined for a run without Services. */
export function endpointStoryOf(changes: readonly TraceChange[], end: TraceEnd): EndpointStory | undefined {
  const [slices, endpoints] = ['EndpointSlice', 'Endpoints'].map((kind) =>
    // The default Namespace has those of the API server.
    changes.filter((change) => change.kind === kind && change.name !== 'kubernetes'),
  ) as [TraceChange[], TraceChange[]];
  if (slices.length + endpoints.length === 0) return undefined;
  return {
    slices: birthsAndDeaths(slices),
    endpoints: birthsAndDeaths(endpoints),
    inSlices: livesIn(slices, sliceStates),
    inEndpoints: livesIn(endpoints, endpointsStates),
    lastSlices: (end.EndpointSlice ?? []).map(lastSlice),
    lastEndpoints: (end.Endpoints ?? []).map(lastEndpoints),
  };
}

type States = ReadonlyMap<string, string>;

function birthsAndDeaths(changes: readonly TraceChange[]): string[] {
  return changes
    .filter(({ type }) => type !== 'MODIFIED')
    .map((change) => {
      const count = sliceStates(change).size + endpointsStates(change).size;
      if (change.type === 'DELETED') return 'deleted';
      return count === 0 ? 'created without endpoints' : `created with ${count}`;
    });
}

function livesIn(changes: readonly TraceChange[], statesOf: (change: TraceChange) => States): string[] {
  const lives = new Map<string, string[]>();
  for (const change of changes) {
    const states = change.type === 'DELETED' ? new Map<string, string>() : statesOf(change);
    for (const pod of new Set([...lives.keys(), ...states.keys()])) {
      const life = lives.get(pod) ?? [];
      lives.set(pod, life);
      const state = states.get(pod) ?? 'gone';
      if (life.at(-1) !== state) life.push(state);
    }
  }
  return [...lives.values()].map((life) => life.join(', then ')).sort();
}

function sliceStates({ endpoints = [] }: TraceChange): States {
  return new Map(
    endpoints.map(({ pod, conditions = {}, zone }) => {
      const said = Object.entries(conditions).flatMap(([name, value]) => (value ? [name] : []));
      return [pod, `${said.sort().join('+') || 'nothing'}${zone ? '' : ' outside of zones'}`];
    }),
  );
}

function endpointsStates({ subsets }: TraceChange): States {
  return new Map(
    (subsets ?? []).flatMap(({ addresses = [], notReadyAddresses = [] }) => [
      ...addresses.map(({ targetRef, ip }) => [targetRef?.name ?? ip, 'ready'] as const),
      ...notReadyAddresses.map(({ targetRef, ip }) => [targetRef?.name ?? ip, 'not ready'] as const),
    ]),
  );
}

function lastSlice({ metadata, addressType, ports, endpoints }: EndpointSlice) {
  const list = endpoints ?? [];
  return {
    ...lastMetadata(metadata),
    generateName: metadata?.generateName,
    addressType,
    ports: ports ?? [],
    endpoints: list.map(({ conditions, targetRef, hostname, nodeName, zone }) => ({
      conditions,
      targets: targetRef?.kind,
      hostname,
      onNode: nodeName !== undefined,
      inZone: zone !== undefined,
    })),
  };
}

function lastEndpoints({ metadata, subsets }: Endpoints) {
  return {
    ...lastMetadata(metadata),
    subsets: (subsets ?? []).map(({ addresses, notReadyAddresses, ports }) => ({
      addresses: addresses?.length,
      notReadyAddresses: notReadyAddresses?.length,
      ports,
    })),
  };
}

function lastMetadata({ labels, annotations, ownerReferences = [] }: ObjectMeta = {}) {
  return {
    labels,
    annotations: Object.keys(annotations ?? {}),
    owners: ownerReferences.map(({ apiVersion, kind, name, controller, blockOwnerDeletion }) =>
      [apiVersion, kind, name, controller, blockOwnerDeletion].join(' '),
    ),
  };
}
