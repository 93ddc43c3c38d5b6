import { apiVersionOf, servedKinds } from '../../api/kinds.ts';
import { TableColumns } from '../columns.ts';
import { commandError } from '../commandError.ts';
import { outputFlag } from '../commonFlags.ts';
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
    outputFlag('name'),
  ],
  async run(flags, host) {
    const output = flags.text('output');
    if (output !== '' && output !== 'name') throw commandError(`--output ${output} is not available`);
    const kinds = servedKinds
      .filter((info) => !flags.given('namespaced') || info.namespaced === flags.enabled('namespaced'))
      .filter((info) => !flags.given('api-group') || info.group === flags.text('api-group'))
      .toSorted((a, b) => (`${a.group} ${a.plural}` < `${b.group} ${b.plural}` ? -1 : 1));
    if (output === 'name') {
      host.stdout(kinds.map((info) => `${qualifiedPlural(info)}\n`).join(''));
      return undefined;
    }
    const head = flags.enabled('no-headers') ? [] : [['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND']];
    const rows = kinds.map((info) => [
      info.plural,
      info.shortNames.join(','),
      apiVersionOf(info),
      String(info.namespaced),
      info.kind,
    ]);
    host.stdout(new TableColumns().print([...head, ...rows]));
    return undefined;
  },
};
