import { apiVersionOf, type KindInfo, servedKinds } from '../../api/kinds.ts';
import { TableColumns } from '../columns.ts';
import { commandError } from '../commandError.ts';
import { outputFlag } from '../commonFlags.ts';
import type { KubectlHost } from '../host.ts';
import { sendOrFail } from '../requests.ts';
import { qualifiedPlural } from '../resourceArguments.ts';
import type { Verb } from '../verb.ts';

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
    const seen = new Set<string>();
    const kinds = servedKinds
      // Of several versions the first is preferred.
      .filter((info) => !seen.has(qualifiedPlural(info)) && seen.add(qualifiedPlural(info)))
      .filter((info) => !flags.given('namespaced') || info.namespaced === flags.enabled('namespaced'))
      .filter((info) => !flags.given('api-group') || info.group === flags.text('api-group'))
      .toSorted((a, b) => (`${a.group} ${a.plural}` < `${b.group} ${b.plural}` ? -1 : 1));
    if (output === 'name') {
      host.stdout(kinds.map((info) => `${qualifiedPlural(info)}\n`).join(''));
      return undefined;
    }
    const wide = output === 'wide';
    const verbs = wide ? await verbsOf(host, kinds) : new Map<string, string>();
    const names = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
    const head = flags.enabled('no-headers') ? [] : [names];
    const rows = kinds.map((info) => [
      info.plural,
      info.shortNames.join(','),
      apiVersionOf(info),
      String(info.namespaced),
      info.kind,
      ...(wide ? [verbs.get(`${apiVersionOf(info)} ${info.plural}`) ?? '', info.categories.join(',')] : []),
    ]);
    host.stdout(new TableColumns().print([...head, ...rows]));
    return undefined;
  },
};

/** What can be done with each kind, as discovery tells it. */
async function verbsOf(host: KubectlHost, kinds: readonly KindInfo[]): Promise<Map<string, string>> {
  const verbs = new Map<string, string>();
  for (const version of new Set(kinds.map(apiVersionOf))) {
    const path = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
    const list = (await sendOrFail(host, { method: 'GET', path })) as {
      resources?: readonly { name: string; verbs?: readonly string[] }[];
    };
    for (const resource of list.resources ?? []) {
      verbs.set(`${version} ${resource.name}`, [...(resource.verbs ?? [])].sort().join(','));
    }
  }
  return verbs;
}
