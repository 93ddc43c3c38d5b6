import { apiVersionOf } from '../../../api/kinds.ts';
import type { ServedApis } from './resources.ts';

/** Clients of every network reach the server where they reached it. */
const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1:6443' }];

/** What `/api` answers. */
export function coreVersions(apis: ServedApis) {
  return { kind: 'APIVersions', versions: apis.versionsOf(''), serverAddressByClientCIDRs };
}

/** What `/apis` answers. */
export function groupList(apis: ServedApis) {
  const named = apis.groups.filter((name) => name !== '');
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: named.map((name) => groupOf(apis, name)) };
}

/** What `/apis/GROUP` answers; undefined where there is no such group. */
export function groupDocument(apis: ServedApis, name: string) {
  if (name === '' || !apis.groups.includes(name)) return undefined;
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(apis, name) };
}

function groupOf(apis: ServedApis, name: string) {
  const versions = apis.versionsOf(name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

/** What `/api/v1` and `/apis/GROUP/VERSION` answer; undefined where there is no such version. */
export function resourceList(apis: ServedApis, group: string, version: string) {
  if (!apis.versionsOf(group).includes(version)) return undefined;
  const resources = apis.resourcesOf(group, version).flatMap((info) => [
    {
      name: info.plural,
      singularName: info.singular,
      namespaced: info.namespaced,
      kind: info.kind,
      verbs: info.verbs,
      ...(info.shortNames.length > 0 && { shortNames: info.shortNames }),
      ...(info.categories.length > 0 && { categories: info.categories }),
      ...(info.storageVersionHash !== undefined && { storageVersionHash: info.storageVersionHash }),
    },
    ...info.subresources.map((part) => ({
      name: `${info.plural}/${part.name}`,
      singularName: '',
      namespaced: info.namespaced,
      ...(part.group !== undefined && { group: part.group, version: part.version }),
      kind: part.kind,
      verbs: part.verbs,
    })),
  ]);
  resources.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    kind: 'APIResourceList',
    // The core group's list is older than this field.
    ...(group !== '' && { apiVersion: 'v1' }),
    groupVersion: apiVersionOf({ group, version }),
    resources,
  };
}
