import type { PolicyRule } from '../../api/generated/objects.ts';
import { commandError } from '../commandError.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import { kindNamed } from '../resourceArguments.ts';
import { creationVerb } from './creation.ts';
import { pairs } from './surroundings.ts';

const ruleFlags: readonly FlagDeclaration[] = [
  { name: 'resource', type: 'list', defaultText: '[]', doc: 'The kinds.' },
  { name: 'resource-name', type: 'list', defaultText: '[]', doc: 'Only these objects.' },
  { name: 'verb', type: 'list', defaultText: '[]', doc: 'What may be done.' },
];

/** `kubectl create role`. */
export const createRole = creationVerb({
  name: 'role',
  summary: 'Create a role with single rule',
  usage: '--verb=verb --resource=resource.group/subresource [--resource-name=resourcename]',
  examples: [{ comment: 'May read Pods', command: 'kubectl create role reader --verb=get,list,watch --resource=pods' }],
  kind: 'roles',
  failure: 'failed to create role: ',
  flags: ruleFlags,
  build(name, flags) {
    if (flags.texts('verb').length === 0) throw commandError('at least one verb must be specified');
    if (flags.texts('resource').length === 0)
      throw commandError('one or more resources must be specified as --resource');
    return { metadata: { name }, rules: resourceRules(flags) };
  },
});

/** `kubectl create clusterrole`. */
export const createClusterRole = creationVerb({
  name: 'clusterrole',
  summary: 'Create a cluster role',
  usage: '--verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  examples: [
    {
      comment: 'May read Pods of every namespace',
      command: 'kubectl create clusterrole reader --verb=get,list,watch --resource=pods',
    },
  ],
  kind: 'clusterroles',
  failure: 'failed to create clusterrole: ',
  flags: [
    ...ruleFlags,
    {
      name: 'aggregation-rule',
      type: 'string',
      defaultText: '',
      doc: 'Gather the rules of the ClusterRoles with these labels (KEY=VALUE).',
    },
    { name: 'non-resource-url', type: 'list', defaultText: '[]', doc: 'Paths of the server that are no objects.' },
  ],
  build(name, flags) {
    const aggregated = flags.text('aggregation-rule');
    const urls = [...flags.texts('non-resource-url')];
    const resources = flags.texts('resource');
    const verbs = [...flags.texts('verb')];
    if (aggregated !== '') {
      if (verbs.length + urls.length + resources.length + flags.texts('resource-name').length > 0) {
        throw commandError(
          'aggregation rule must be specified without --verb, --non-resource-url, --resource and --resource-name',
        );
      }
      const clusterRoleSelectors = [{ matchLabels: pairs(aggregated) }];
      return { aggregationRule: { clusterRoleSelectors }, metadata: { name }, rules: null };
    }
    if (verbs.length === 0) throw commandError('at least one verb must be specified');
    if (resources.length + urls.length === 0) throw commandError('one of resource or nonResourceURL must be specified');
    const rules = [...resourceRules(flags), ...(urls.length > 0 ? [{ nonResourceURLs: urls, verbs }] : [])];
    return { metadata: { name }, rules };
  },
});

/** A rule for each API group of `--resource`. */
function resourceRules(flags: ParsedFlags): PolicyRule[] {
  const verbs = [...flags.texts('verb')];
  const byGroup = new Map<string, string[]>();
  for (const word of flags.texts('resource')) {
    const [kind = '', subresource] = word.split('/');
    const info = kindNamed(kind);
    const resource = subresource === undefined ? info.plural : `${info.plural}/${subresource}`;
    byGroup.set(info.group, [...(byGroup.get(info.group) ?? []), resource]);
  }
  const names = [...flags.texts('resource-name')];
  return [...byGroup].map(([group, resources]) => ({
    apiGroups: [group],
    resources,
    verbs,
    ...(names.length > 0 && { resourceNames: names }),
  }));
}
