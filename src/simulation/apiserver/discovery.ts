import { apiVersionOf, type KindInfo, servedKinds } from '../../api/kinds.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import { refuse, unknownPath } from '../../api/status.ts';
import { resourceOf } from './registry.ts';
import { versionInfo } from './versions.ts';

const readVerbs = ['get', 'list', 'watch'];
const writeVerbs = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** The subresources of Pods and what may be done with them. */
const podSubresources: readonly { name: string; kind: string; verbs: readonly string[] }[] = [
  { name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
  { name: 'binding', kind: 'Binding', verbs: ['create'] },
  { name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
  { name: 'log', kind: 'Pod', verbs: ['get'] },
];

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
      return json(wantsAggregated(request) ? aggregated((info) => info.group === '') : coreVersions());
    case '/apis':
      return json(wantsAggregated(request) ? aggregated((info) => info.group !== '') : groupList());
  }
  const match = /^\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path);
  if (!match) return undefined;
  const [, group = '', version] = match;
  const kinds = servedKinds.filter((info) => info.group === group && info.version === version);
  return kinds.length === 0 ? refuse(unknownPath()) : json(resourceList(kinds));
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
  const names = new Set(servedKinds.filter(({ group }) => group !== '').map(({ group }) => group));
  const groups = [...names].map((name) => {
    const versions = versionsOf(name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
    return { name, versions, preferredVersion: versions[0] };
  });
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

function versionsOf(group: string): string[] {
  return [...new Set(servedKinds.filter((info) => info.group === group).map(({ version }) => version))];
}

function resourceList(kinds: readonly KindInfo[]) {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf(kinds[0] as KindInfo),
    resources: kinds.flatMap((info) => [
      {
        name: info.plural,
        singularName: info.singular,
        namespaced: info.namespaced,
        kind: info.kind,
        verbs: verbsOf(),
        ...(info.shortNames.length > 0 && { shortNames: info.shortNames }),
        ...(info.categories.length > 0 && { categories: info.categories }),
      },
      ...subresourcesOf(info).map(({ name, kind, verbs }) => ({
        name: `${info.plural}/${name}`,
        singularName: '',
        namespaced: info.namespaced,
        kind,
        verbs,
      })),
    ]),
  };
}

function verbsOf(): string[] {
  return [...readVerbs, ...writeVerbs].sort();
}

function subresourcesOf(info: KindInfo): readonly { name: string; kind: string; verbs: readonly string[] }[] {
  const status = resourceOf(info).hasStatus
    ? [{ name: 'status', kind: info.kind, verbs: ['get', 'patch', 'update'] }]
    : [];
  return [...(info.kind === 'Pod' ? podSubresources : []), ...status];
}

function wantsAggregated(request: ApiRequest): boolean {
  return /as=APIGroupDiscoveryList/.test(request.accept ?? '') && /v=v2(?![a-z0-9])/.test(request.accept ?? '');
}

function aggregated(chosen: (info: KindInfo) => boolean) {
  const kinds = servedKinds.filter(chosen);
  const groups = [...new Set(kinds.map(({ group }) => group))];
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map((name) => ({
      metadata: name === '' ? {} : { name },
      versions: versionsOf(name).map((version) => ({
        version,
        freshness: 'Current',
        resources: kinds.filter((info) => info.group === name && info.version === version).map(aggregatedResource),
      })),
    })),
  };
}

function aggregatedResource(info: KindInfo) {
  const responseKind = (kind: string) => ({ group: info.group, version: info.version, kind });
  const subresources = subresourcesOf(info);
  return {
    resource: info.plural,
    responseKind: responseKind(info.kind),
    scope: info.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: info.singular,
    verbs: verbsOf(),
    ...(info.shortNames.length > 0 && { shortNames: info.shortNames }),
    ...(info.categories.length > 0 && { categories: info.categories }),
    ...(subresources.length > 0 && {
      subresources: subresources.map(({ name, kind, verbs }) => ({
        subresource: name,
        responseKind: responseKind(kind),
        verbs,
      })),
    }),
  };
}
