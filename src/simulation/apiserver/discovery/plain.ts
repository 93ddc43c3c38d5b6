import { apiVersionOf } from '../../../api/kinds.ts';
import { groups, resourcesOf, versionsOf } from './resources.ts';

/** Clients of every network reach the server where they reached it. */
const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1:6443' }];

/** What `/api` answers. */
export function coreVersions() {
  return { kind: 'APIVersions', versions: versionsOf(''), serverAddressByClientCIDRs };
}

/** What `/apis` answers. */
export function groupList() {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.filter((name) => name !== '').map(groupOf) };
}

/** What `/apis/GROUP` answers; undefined where there is no such group. */
export function groupDocument(name: string) {
  return name !== '' && groups.includes(name) ? { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(name) } : undefined;
}

function groupOf(name: string) {
  const versions = versionsOf(name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

/** What `/api/v1` and `/apis/GROUP/VERSION` answer; undefined where there is no such version. */
export function resourceList(group: string, version: string) {
  if (!versionsOf(group).includes(version)) return undefined;
  const resources = resourcesOf(group, version).flatMap((info) => [
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
