import { bytesToBase64 } from '../../../api/base64.ts';
import { apiVersionOf, type KindInfo, servedKinds } from '../../../api/kinds.ts';
import type { AggregatedVersion } from '../aggregation/aggregatedVersions.ts';
import { resourceOf } from '../registry.ts';
import { selfReviews } from '../selfReviews.ts';
import { subresourcesOf } from '../subresources/subresources.ts';
import { sha256 } from './sha256.ts';

/** One resource as discovery tells of it. */
export interface Discovered extends Omit<KindInfo, 'type' | 'storedAs'> {
  readonly verbs: readonly string[];
  readonly subresources: readonly DiscoveredPart[];
  /** Tells in which form the objects are stored; missing where nothing is. */
  readonly storageVersionHash?: string;
}

/** One subresource; group and version are there where its kind is of another group. */
export interface DiscoveredPart {
  readonly name: string;
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

const collectionVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** The stored kinds, and after them what is answered without the store. */
const discovered: readonly Discovered[] = [
  ...servedKinds.map((info) => ({
    ...info,
    verbs: collectionVerbs.filter((verb) => verb !== 'deletecollection' || info.kind !== 'Namespace'),
    subresources: partsOf(info),
    storageVersionHash: storageVersionHash(info),
  })),
  ...selfReviews.map((resource) => ({ ...resource, categories: [], subresources: [] })),
];

/** The groups in the order of a real server's list (the priorities of its APIServices); others follow. */
const groupOrder = [
  '',
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
];

/** The groups that the server serves itself, the core group first. */
export const ownGroups: ReadonlySet<string> = new Set(
  [...new Set(discovered.map(({ group }) => group))].sort((a, b) => placeOf(a) - placeOf(b)),
);

function placeOf(group: string): number {
  const place = groupOrder.indexOf(group);
  return place < 0 ? groupOrder.length : place;
}

/** All that is served: by the server itself, and by others that are registered with it. */
export class ServedApis {
  readonly #aggregated: readonly AggregatedVersion[];

  constructor(aggregated: readonly AggregatedVersion[]) {
    this.#aggregated = aggregated;
  }

  /** The groups, the core group first. */
  get groups(): readonly string[] {
    return [...new Set([...ownGroups, ...this.#aggregated.map(({ group }) => group)])];
  }

  /** The versions of a group, the preferred one first. */
  versionsOf(group: string): string[] {
    const all = ownGroups.has(group) ? discovered : this.#aggregated;
    return [...new Set(all.filter((each) => each.group === group).map(({ version }) => version))];
  }

  /** The resources of a group and version, by name. */
  resourcesOf(group: string, version: string): readonly Discovered[] {
    if (!ownGroups.has(group)) return this.#find(group, version)?.resources ?? [];
    return discovered
      .filter((each) => each.group === group && each.version === version)
      .sort((a, b) => (a.plural < b.plural ? -1 : 1));
  }

  /** `Stale` where the server of a group and version does not answer. */
  freshnessOf(group: string, version: string): 'Current' | 'Stale' {
    return this.#find(group, version)?.freshness ?? 'Current';
  }

  #find(group: string, version: string): AggregatedVersion | undefined {
    return this.#aggregated.find((each) => each.group === group && each.version === version);
  }
}

function partsOf(info: KindInfo): readonly DiscoveredPart[] {
  const status = { name: 'status', kind: info.kind, verbs: ['get', 'patch', 'update'] };
  const parts = [...subresourcesOf(info), ...(resourceOf(info).hasStatus ? [status] : [])];
  return parts.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The first bytes of a hash of the kind as which objects are stored (`discovery.StorageVersionHash`). */
function storageVersionHash(info: KindInfo): string {
  const [version = '', group = ''] = (info.storedAs ?? apiVersionOf(info)).split('/').reverse();
  return bytesToBase64(sha256(`${group}/${version}/${info.kind}`).slice(0, 8));
}
