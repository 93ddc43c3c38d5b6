import { TableColumns } from '../columns.ts';
import { commandError } from '../commandError.ts';
import { outputFlag } from '../commonFlags.ts';
import type { KubectlHost } from '../host.ts';
import { sendOrFail } from '../requests.ts';
import type { Verb } from '../verb.ts';

/** A kind as the server's discovery tells of it. */
interface DiscoveredKind {
  readonly group: string;
  readonly version: string;
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly verbs: readonly string[];
}

/** `kubectl api-resources`: the kinds that the cluster serves. */
export const apiResources: Verb = {
  name: 'api-resources',
  group: 'Other Commands',
  summary: 'Print the supported API resources on the server',
  usage: 'api-resources',
  examples: [{ comment: 'Everything there is', command: 'kubectl api-resources' }],
  flags: [
    { name: 'api-group', type: 'string', defaultText: '', doc: 'Only kinds of this API group.' },
    {
      name: 'namespaced',
      type: 'boolean',
      defaultText: 'true',
      doc: 'Only kinds that live in namespaces, or, with =false, those that do not.',
    },
    { name: 'no-headers', type: 'boolean', defaultText: 'false', doc: 'Leave out the head line.' },
    outputFlag('name or wide'),
  ],
  async run(flags, host) {
    const output = flags.text('output');
    if (!['', 'name', 'wide'].includes(output)) throw commandError(`--output ${output} is not available`);
    const kinds = (await discoveredKinds(host))
      .filter((one) => !flags.given('namespaced') || one.namespaced === flags.enabled('namespaced'))
      .filter((one) => !flags.given('api-group') || one.group === flags.text('api-group'))
      .sort((a, b) => (`${a.group} ${a.name}` < `${b.group} ${b.name}` ? -1 : 1));
    if (output === 'name') {
      host.stdout(kinds.map(({ name, group }) => `${group === '' ? name : `${name}.${group}`}\n`).join(''));
      return undefined;
    }
    const wide = output === 'wide';
    const names = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
    const head = flags.enabled('no-headers') ? [] : [names];
    const rows = kinds.map(({ name, shortNames = [], version, namespaced, kind, verbs, categories = [] }) => [
      name,
      shortNames.join(','),
      version,
      String(namespaced),
      kind,
      ...(wide ? [[...verbs].sort().join(','), categories.join(',')] : []),
    ]);
    host.stdout(new TableColumns().print([...head, ...rows]));
    return undefined;
  },
};

interface GroupList {
  readonly groups?: readonly { readonly name: string; readonly preferredVersion?: { readonly groupVersion: string } }[];
}

/** The kinds of the preferred version of each group, without subresources. */
async function discoveredKinds(host: KubectlHost): Promise<DiscoveredKind[]> {
  const { groups = [] } = (await sendOrFail(host, { method: 'GET', path: '/apis' })) as GroupList;
  const named = groups.map(({ name, preferredVersion }) => ({
    group: name,
    version: preferredVersion?.groupVersion ?? '',
  }));
  const kinds: DiscoveredKind[] = [];
  for (const { group, version } of [{ group: '', version: 'v1' }, ...named]) {
    const path = group === '' ? `/api/${version}` : `/apis/${version}`;
    const list = (await sendOrFail(host, { method: 'GET', path })) as { resources?: readonly DiscoveredKind[] };
    for (const resource of list.resources ?? []) {
      if (!resource.name.includes('/') && resource.verbs.length > 0) kinds.push({ ...resource, group, version });
    }
  }
  return kinds;
}
