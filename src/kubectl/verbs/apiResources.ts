import { TableColumns } from '../columns.ts';
import { commandError, usageError } from '../commandError.ts';
import { outputFlag } from '../commonFlags.ts';
import { servedVersions } from '../discovery.ts';
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
    { name: 'cached', type: 'boolean', defaultText: 'false', doc: 'Accepted for the sake of habit.' },
    { name: 'categories', type: 'list', defaultText: '[]', doc: 'Only kinds of these categories (all).' },
    { name: 'sort-by', type: 'string', defaultText: '', doc: 'name or kind.' },
    { name: 'verbs', type: 'list', defaultText: '[]', doc: 'Only kinds that know all these verbs.' },
    { name: 'no-headers', type: 'boolean', defaultText: 'false', doc: 'Leave out the head line.' },
    outputFlag('name or wide'),
  ],
  async run(flags, host) {
    const output = flags.text('output');
    const sortBy = flags.text('sort-by');
    if (flags.args.length > 0) throw usageError('api-resources', `unexpected arguments: [${flags.args.join(' ')}]`);
    if (sortBy !== '' && sortBy !== 'name' && sortBy !== 'kind') {
      throw commandError('--sort-by accepts only name or kind');
    }
    if (output === 'json' || output === 'yaml') {
      throw commandError(
        `-o ${output} is not in the built-in kubectl: kubectl get --raw /apis/apps/v1 shows the kinds of a group as JSON`,
      );
    }
    if (!['', 'name', 'wide'].includes(output)) {
      throw commandError(
        `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: json,name,wide,yaml`,
      );
    }
    const order = (one: DiscoveredKind) => (sortBy === '' ? `${one.group} ${one.name}` : one[sortBy]);
    const kinds = (await discoveredKinds(host))
      .filter((one) => !flags.given('namespaced') || one.namespaced === flags.enabled('namespaced'))
      .filter((one) => !flags.given('api-group') || one.group === flags.text('api-group'))
      .filter((one) => flags.texts('verbs').every((verb) => one.verbs.includes(verb)))
      .filter((one) => flags.texts('categories').every((category) => one.categories?.includes(category)))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
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

/** The kinds of the preferred version of each group, without subresources. */
async function discoveredKinds(host: KubectlHost): Promise<DiscoveredKind[]> {
  const preferred = new Map<string, string>();
  for (const { group, version } of await servedVersions(host))
    if (!preferred.has(group)) preferred.set(group, `${group}/${version}`);
  const kinds: DiscoveredKind[] = [];
  for (const [group, version] of [['', 'v1'] as const, ...preferred]) {
    const path = group === '' ? `/api/${version}` : `/apis/${version}`;
    const list = (await sendOrFail(host, { method: 'GET', path })) as { resources?: readonly DiscoveredKind[] };
    for (const resource of list.resources ?? []) {
      if (!resource.name.includes('/') && resource.verbs.length > 0) kinds.push({ ...resource, group, version });
    }
  }
  return kinds;
}
