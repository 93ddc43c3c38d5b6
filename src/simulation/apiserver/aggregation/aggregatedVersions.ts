import type { APIService } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { invariant } from '../../../invariant.ts';
import type { Discovered, DiscoveredPart } from '../discovery/resources.ts';
import { apiServiceKind } from '../knownKinds.ts';
import type { Store } from '../store.ts';
import type { AggregatedResource, AggregatedServers } from './aggregatedServers.ts';
import { registrations } from './registrations.ts';

/** A group and version of another server, as the discovery of all groups at once tells of it. */
export interface AggregatedVersion {
  readonly group: string;
  readonly version: string;
  /** `Stale` where its server does not answer. */
  readonly freshness: 'Current' | 'Stale';
  readonly resources: readonly Discovered[];
}

/** What other servers serve now. */
export function aggregatedVersions(store: Store, servers: AggregatedServers): readonly AggregatedVersion[] {
  return registrations(store.list(apiServiceKind) as readonly Stored<APIService>[]).map(
    ({ group, version, service, isAvailable }) => {
      const found = isAvailable ? servers.behind(service)?.resources(group, version) : undefined;
      const resources = found ? discoveredOf(group, version, found) : [];
      return { group, version, freshness: found ? 'Current' : 'Stale', resources };
    },
  );
}

/**
 * A list of resources in the form of the discovery of all groups at once. A name with a slash is a part of a resource; one
 * of a resource that is not listed itself makes that appear without verbs (`ConvertGroupVersionIntoToDiscovery`).
 */
function discoveredOf(group: string, version: string, resources: readonly AggregatedResource[]): Discovered[] {
  const byName = new Map<string, { info: Discovered; parts: DiscoveredPart[] }>();
  const add = (name: string, more: Pick<Discovered, 'kind' | 'singular' | 'namespaced' | 'verbs'>) => {
    const parts: DiscoveredPart[] = [];
    const own = { group, version, plural: name, shortNames: [], categories: [], subresources: parts, ...more };
    byName.set(name, { info: own, parts });
  };
  for (const { name, singularName, namespaced, kind, verbs } of resources) {
    const [resource, part] = splitOnce(name);
    if (part === undefined) {
      add(name, { kind, singular: singularName, namespaced, verbs });
      continue;
    }
    if (!byName.has(resource)) add(resource, { kind: '', singular: '', namespaced, verbs: [] });
    const parent = byName.get(resource);
    invariant(parent, `${resource} was added`);
    parent.parts.push({ name: part, kind, verbs });
  }
  return [...byName.values()].map(({ info }) => info);
}

function splitOnce(name: string): [resource: string, part: string | undefined] {
  const slash = name.indexOf('/');
  return slash < 0 ? [name, undefined] : [name.slice(0, slash), name.slice(slash + 1)];
}
