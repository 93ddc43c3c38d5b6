import { apiVersionOf, type KindInfo, servedKinds } from '../../api/kinds.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import { refuse, unknownPath } from '../../api/status.ts';
import { resourceOf } from './registry.ts';
import { subresourcesOf } from './subresources/subresources.ts';
import { versionInfo } from './versions.ts';
import { metricGroups, virtualResources } from './virtualResources.ts';

const readVerbs = ['get', 'list', 'watch'];
const writeVerbs = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** One resource as discovery tells of it. */
interface Discovered extends Omit<KindInfo, 'type' | 'storedAs'> {
  readonly verbs: readonly string[];
  readonly subresources: readonly DiscoveredPart[];
}

interface DiscoveredPart {
  readonly name: string;
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

/** The stored kinds, and after them what is answered without the store. */
const discovered: readonly Discovered[] = [
  ...servedKinds.map((info) => ({ ...info, verbs: [...readVerbs, ...writeVerbs].sort(), subresources: partsOf(info) })),
  ...virtualResources.map((resource) => ({ ...resource, categories: [], subresources: [] })),
];

/** Every group and version, those without resources too. */
const groupVersions: readonly { readonly group: string; readonly version: string }[] = [...discovered, ...metricGroups];

/** Answers to paths that name no resource: discovery, version and health. Undefined where the path is none of them. */
export function answerRootPath(request: ApiRequest): ApiResponse | undefined {
  const path = request.path.replace(/\/+$/, '');
  switch (path) {
    case '/version':
      return json(versionInfo);
    case '/healthz':
    case '/livez':
    case '/readyz':
      return { code: 200, body: 'ok', contentType: 'text/plain' };
    case '/api':
      return json(wantsAggregated(request) ? aggregated((group) => group === '') : coreVersions());
    case '/apis':
      return json(wantsAggregated(request) ? aggregated((group) => group !== '') : groupList());
  }
  const match = /^\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path);
  if (!match) return undefined;
  const [, group = '', version] = match;
  if (!groupVersions.some((each) => each.group === group && each.version === version)) return refuse(unknownPath());
  return json(resourceList(group, version as string));
}

function json(body: unknown): ApiResponse {
  return { code: 200, body };
}

function coreVersions() {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1:6443' }],
  };
}

function groupList() {
  const names = new Set(groupVersions.filter(({ group }) => group !== '').map(({ group }) => group));
  const groups = [...names].map((name) => {
    const versions = versionsOf(name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
    return { name, versions, preferredVersion: versions[0] };
  });
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

function versionsOf(group: string): string[] {
  return [...new Set(groupVersions.filter((each) => each.group === group).map(({ version }) => version))];
}

function resourceList(group: string, version: string) {
  const resources = discovered.filter((each) => each.group === group && each.version === version);
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: resources.flatMap((info) => [
      {
        name: info.plural,
        singularName: info.singular,
        namespaced: info.namespaced,
        kind: info.kind,
        verbs: info.verbs,
        ...(info.shortNames.length > 0 && { shortNames: info.shortNames }),
        ...(info.categories.length > 0 && { categories: info.categories }),
      },
      ...info.subresources.map((part) => ({
        name: `${info.plural}/${part.name}`,
        singularName: '',
        namespaced: info.namespaced,
        ...(part.group !== undefined && { group: part.group, version: part.version }),
        kind: part.kind,
        verbs: part.verbs,
      })),
    ]),
  };
}

function partsOf(info: KindInfo): readonly DiscoveredPart[] {
  const status = { name: 'status', kind: info.kind, verbs: ['get', 'patch', 'update'] };
  return [...subresourcesOf(info), ...(resourceOf(info).hasStatus ? [status] : [])];
}

function wantsAggregated(request: ApiRequest): boolean {
  return /as=APIGroupDiscoveryList/.test(request.accept ?? '') && /v=v2(?![a-z0-9])/.test(request.accept ?? '');
}

function aggregated(chosen: (group: string) => boolean) {
  const groups = [...new Set(groupVersions.map(({ group }) => group))].filter(chosen);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map((name) => ({
      metadata: name === '' ? {} : { name },
      versions: versionsOf(name).map((version) => ({
        version,
        freshness: 'Current',
        resources: discovered.filter((each) => each.group === name && each.version === version).map(aggregatedResource),
      })),
    })),
  };
}

function aggregatedResource(info: Discovered) {
  const responseKind = (kind: string, part: Partial<DiscoveredPart> = {}) => ({
    group: part.group ?? info.group,
    version: part.version ?? info.version,
    kind,
  });
  const { subresources } = info;
  return {
    resource: info.plural,
    responseKind: responseKind(info.kind),
    scope: info.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: info.singular,
    verbs: info.verbs,
    ...(info.shortNames.length > 0 && { shortNames: info.shortNames }),
    ...(info.categories.length > 0 && { categories: info.categories }),
    ...(subresources.length > 0 && {
      subresources: subresources.map((part) => ({
        subresource: part.name,
        responseKind: responseKind(part.kind, part),
        verbs: part.verbs,
      })),
    }),
  };
}
