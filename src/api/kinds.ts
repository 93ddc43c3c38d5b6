/** What discovery says of one served kind. */
export interface KindInfo {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The resource's name in paths: `pods`. */
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** The name of its type in the schema. */
  readonly type: string;
}

function core(
  kind: string,
  plural: string,
  shortNames: readonly string[] = [],
  categories: readonly string[] = [],
): KindInfo {
  return {
    group: '',
    version: 'v1',
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames,
    categories,
    namespaced: true,
    type: kind,
  };
}

/** Every kind that the embedded cluster serves. kubectl caches this list, so it never changes while a cluster runs. */
export const servedKinds: readonly KindInfo[] = [
  core('ConfigMap', 'configmaps', ['cm']),
  core('Event', 'events', ['ev']),
  { ...core('Namespace', 'namespaces', ['ns']), namespaced: false },
  { ...core('Node', 'nodes', ['no']), namespaced: false },
  core('Pod', 'pods', ['po'], ['all']),
  core('Secret', 'secrets'),
  core('ServiceAccount', 'serviceaccounts', ['sa']),
];

/** `v1`, or `apps/v1`. */
export function apiVersionOf(info: Pick<KindInfo, 'group' | 'version'>): string {
  return info.group === '' ? info.version : `${info.group}/${info.version}`;
}

const byKind = new Map(servedKinds.map((info) => [`${apiVersionOf(info)} ${info.kind}`, info]));

/** The served kind that a manifest names, if it is one. */
export function findKind(apiVersion: string, kind: string): KindInfo | undefined {
  return byKind.get(`${apiVersion} ${kind}`);
}

/** The served kind that a person names in kubectl: plural, singular, kind or short name, in any case; `pods.v1.` too. */
export function findKindByName(name: string): KindInfo | undefined {
  const wanted = name.toLowerCase();
  return servedKinds.find(
    (info) =>
      info.plural === wanted ||
      info.singular === wanted ||
      info.kind.toLowerCase() === wanted ||
      info.shortNames.includes(wanted) ||
      (info.group !== '' && `${info.plural}.${info.group}` === wanted),
  );
}
