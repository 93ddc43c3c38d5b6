import type { TargetPart } from './mapParts.ts';
import type { PodFacts } from './podFacts.ts';
import type { ServiceFacts } from './serviceFacts.ts';
import type { ServiceSight } from './serviceSight.ts';
import { nobodyText } from './serviceState.ts';
import type { EndpointFacts, Standing } from './sliceFacts.ts';
import { whyNotReady } from './whyNotReady.ts';

type NewTarget = Omit<TargetPart, 'id'>;

/** The targets of a map, each once, however many Services lead to it. */
export class Targets {
  readonly #pods: ReadonlyMap<string, PodFacts>;
  readonly #known = new Map<string, TargetPart>();
  readonly #all: TargetPart[] = [];

  constructor(pods: readonly PodFacts[]) {
    this.#pods = new Map(pods.map((pod) => [pod.key, pod]));
  }

  get all(): readonly TargetPart[] {
    return this.#all;
  }

  add(target: NewTarget): TargetPart {
    const added = { ...target, id: `pod${this.#all.length + 1}` };
    this.#all.push(added);
    return added;
  }

  ofPod(pod: PodFacts, make: (pod: PodFacts) => NewTarget): TargetPart {
    return this.#once(pod.key, () => make(pod));
  }

  /** The target of an endpoint, and how the endpoint stands in words, which may be behind its Pod. */
  ofEndpoint(endpoint: EndpointFacts, service: ServiceFacts): { readonly target: TargetPart; readonly said: string } {
    const { podKey, address, standing } = endpoint;
    const pod = podKey === undefined ? undefined : this.#pods.get(podKey);
    const why = pod?.live && whyNotReady(pod.live.pod);
    const said = saidOf(endpoint, pod?.live && { why }, service);
    const target =
      podKey === undefined
        ? this.#once(`address ${address}`, () => addressTarget(address, standing, said))
        : this.#once(podKey, () => (pod ? endpointTarget(pod, endpoint, said) : goneTarget(podKey, endpoint, said)));
    return { target, said };
  }

  #once(key: string, make: () => NewTarget): TargetPart {
    const target = this.#known.get(key) ?? this.add(make());
    this.#known.set(key, target);
    return target;
  }
}

function saidOf(
  { standing, serves }: EndpointFacts,
  pod: { readonly why: string | undefined } | undefined,
  { listsNotReady }: ServiceFacts,
): string {
  const why = pod?.why;
  if (standing === 'terminating') return serves ? 'terminating, still answers' : 'terminating, does not answer';
  if (standing === 'notReady') {
    if (why !== undefined) return `not ready: ${why}`;
    return pod ? 'not listed as ready yet' : 'not ready';
  }
  if (why === undefined) return 'ready';
  return listsNotReady ? `listed as ready, though ${why}` : `still listed as ready, though ${why}`;
}

function endpointTarget(pod: PodFacts, { address, standing }: EndpointFacts, said: string): NewTarget {
  const { title, owner, ownerKind, place, live } = pod;
  const where = live?.node ? [address, `on ${live.node}`] : [address];
  return { sort: 'pods', title, look: standing, said, lines: where, owner, ownerKind, count: 1, place };
}

/** An endpoint whose Pod is gone already. */
function goneTarget(podKey: string, { address, standing }: EndpointFacts, said: string): NewTarget {
  const name = podKey.slice(podKey.indexOf('/') + 1);
  return {
    sort: 'pods',
    title: `Pod ${name}`,
    look: standing,
    said,
    lines: [address, 'there is no such Pod'],
    owner: '',
    ownerKind: '',
    count: 1,
  };
}

function addressTarget(address: string, standing: Standing, said: string): NewTarget {
  const look = standing === 'ready' ? 'outside' : standing;
  return {
    sort: 'address',
    title: address,
    look,
    said,
    lines: ['an address that is no Pod’s'],
    owner: '',
    ownerKind: '',
    count: 1,
  };
}

/** Where an ExternalName leads. */
export function externalTarget({ externalName }: ServiceFacts): NewTarget {
  return {
    sort: 'host',
    title: externalName || '(no name)',
    look: 'outside',
    said: '',
    lines: ['outside of the cluster'],
    owner: '',
    ownerKind: '',
    count: 1,
  };
}

/** In the place of those that are not there. */
export function nobodyTarget(facts: ServiceFacts, view: ServiceSight['view']): NewTarget {
  const missing = facts.selector ? 'no Pod with these labels' : 'no EndpointSlice';
  const said = view === 'live' ? nobodyText(facts) : `${missing} here`;
  return { sort: 'nobody', title: 'Nobody', look: 'nobody', said, lines: [], owner: '', ownerKind: '', count: 0 };
}

/** Pods that a manifest would make. */
export function podTarget({ title, owner, ownerKind, place, ports, count }: PodFacts): NewTarget {
  const declared = ports.map(({ name, number, protocol }) => `${name === '' ? '' : `${name} `}${number}/${protocol}`);
  const lines = declared.length === 0 ? ['declares no port'] : [`declares ${declared.slice(0, 4).join(', ')}`];
  return { sort: 'pods', title, look: 'planned', said: 'planned', lines, owner, ownerKind, count, place };
}
