import type { DnsName } from '../../api/core/serviceDnsNames.ts';
import type { PartState, ShownState } from '../containerState.ts';
import type { ObjectPlace } from '../objectDiagram.ts';
import type { ServiceFacts } from './serviceFacts.ts';
import type { PortPart } from './servicePorts.ts';
import type { Standing } from './sliceFacts.ts';

/** A map with more boxes than this is collapsed: nobody reads it otherwise. */
export const boxLimit = 60;

/** What a Service map is made of. All texts are one line. */
export interface MapParts {
  readonly view: 'live' | 'written';
  readonly services: readonly ServicePart[];
  readonly slices: readonly SlicePart[];
  readonly targets: readonly TargetPart[];
  readonly missed: readonly MissedPart[];
  readonly links: readonly MapLink[];
  /** How many Services are left out. */
  readonly moreServices: number;
}

export interface ServicePart {
  /** Its name in the diagram: `service1`. */
  readonly id: string;
  readonly facts: ServiceFacts;
  /** Missing where there is nothing to say, as of another name for a host outside. */
  readonly state?: ShownState;
  readonly names: readonly DnsName[];
  readonly ports: readonly PortPart[];
  /** How many that it nearly selects are left out. */
  readonly moreMissed: number;
  readonly place: ObjectPlace;
}

export interface SlicePart {
  /** `slice1`. */
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly state: ShownState;
  /** Missing for several that are shown as one. */
  readonly place?: ObjectPlace;
}

/** How a target looks: as its endpoints stand, or `planned` in a manifest, or `outside` of the cluster, or `nobody`. */
export type TargetLook = Standing | 'planned' | 'outside' | 'nobody';

/** Where traffic goes: a Pod, several Pods that are shown as one, an address of no Pod. */
export interface TargetPart {
  /** `pod1`. */
  readonly id: string;
  readonly sort: 'pods' | 'address' | 'host' | 'nobody';
  readonly title: string;
  readonly look: TargetLook;
  /** How it is, in words: `ready`, `not ready: …`. */
  readonly said: string;
  readonly lines: readonly string[];
  readonly owner: string;
  readonly ownerKind: string;
  readonly count: number;
  readonly place?: ObjectPlace;
}

/** Pods that are not selected although they nearly are. */
export interface MissedPart {
  /** `missed1`. */
  readonly id: string;
  /** The Service that misses them. */
  readonly service: string;
  readonly title: string;
  readonly reason: string;
  readonly place?: ObjectPlace;
}

/** A way of traffic: `open`, `last` (as long as no better one is left), or `closed`. */
export interface MapLink {
  readonly from: string;
  readonly to: string;
  /** What stands on the arrow. */
  readonly lines: readonly string[];
  readonly way: 'open' | 'last' | 'closed';
  /** How the endpoint stands, in words. */
  readonly said: string;
}

/** What a page colours a target by. */
export const lookStates: Readonly<Record<TargetLook, PartState>> = {
  ready: 'ready',
  notReady: 'failed',
  terminating: 'pending',
  planned: 'pending',
  outside: 'running',
  nobody: 'failed',
};
