import type { ApiRequest } from '../../../api/request.ts';
import type { Discovered, ServedApis } from './resources.ts';

/** The version of the aggregated form that a client accepts before the plain one; undefined where it accepts none. */
export function aggregatedVersion(request: ApiRequest): 'v2' | 'v2beta1' | undefined {
  for (const accepted of (request.accept ?? '').split(',')) {
    const parts = accepted.split(';').map((part) => part.trim());
    if (parts[0] !== 'application/json' && parts[0] !== 'application/yaml') continue;
    if (!parts.some((part) => part.startsWith('as='))) return undefined;
    if (!parts.includes('as=APIGroupDiscoveryList') || !parts.includes('g=apidiscovery.k8s.io')) continue;
    if (parts.includes('v=v2')) return 'v2';
    if (parts.includes('v=v2beta1')) return 'v2beta1';
  }
  return undefined;
}

/** All groups with all their resources at once: what `/api` and `/apis` answer to those who ask for it. */
export function aggregatedList(apis: ServedApis, root: 'core' | 'groups', version: 'v2' | 'v2beta1') {
  const chosen = apis.groups.filter((name) => (name === '') === (root === 'core'));
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: chosen.map((name) => ({
      metadata: { ...(name !== '' && { name }), creationTimestamp: null },
      versions: apis.versionsOf(name).map((each) => ({
        version: each,
        resources: apis.resourcesOf(name, each).map(aggregatedResource),
        freshness: apis.freshnessOf(name, each),
      })),
    })),
  };
}

function aggregatedResource(info: Discovered) {
  return {
    resource: info.plural,
    responseKind: responseKind(info),
    scope: info.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: info.singular,
    verbs: info.verbs,
    ...(info.shortNames.length > 0 && { shortNames: info.shortNames }),
    ...(info.categories.length > 0 && { categories: info.categories }),
    ...(info.subresources.length > 0 && {
      subresources: info.subresources.map(({ name, verbs, ...kind }) => ({
        subresource: name,
        responseKind: kind.group === undefined ? responseKind({ ...info, kind: kind.kind }) : responseKind(kind),
        verbs,
      })),
    }),
  };
}

/** What only other servers' parts belong to is of no kind. */
function responseKind({ group = '', version = '', kind }: { group?: string; version?: string; kind: string }) {
  return kind === '' ? { group: '', version: '', kind } : { group, version, kind };
}
