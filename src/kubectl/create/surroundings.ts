import type { PolicyRule } from '../../api/generated/objects.ts';
import { commandError } from '../commandError.ts';
import type { FlagDeclaration } from '../flags.ts';
import { kindNamed } from '../resourceArguments.ts';
import { creationVerb } from './creation.ts';

function text(name: string, doc: string): FlagDeclaration {
  return { name, type: 'string', defaultText: '', doc };
}

/** `kubectl create namespace`. */
export const createNamespace = creationVerb({
  name: 'namespace',
  aliases: ['ns'],
  summary: 'Create a namespace with the specified name',
  usage: '[--dry-run=server|client|none]',
  examples: [{ comment: 'A namespace', command: 'kubectl create namespace team-a' }],
  kind: 'namespaces',
  flags: [],
  build: (name) => ({ metadata: { name }, spec: {}, status: {} }),
});

/** `kubectl create serviceaccount`. */
export const createServiceAccount = creationVerb({
  name: 'serviceaccount',
  aliases: ['sa'],
  summary: 'Create a service account with the specified name',
  usage: '[--dry-run=server|client|none]',
  examples: [{ comment: 'An identity for Pods', command: 'kubectl create serviceaccount builder' }],
  kind: 'serviceaccounts',
  failure: 'failed to create serviceaccount: ',
  flags: [],
  build: (name) => ({ metadata: { name } }),
});

/** `kubectl create quota`. */
export const createQuota = creationVerb({
  name: 'quota',
  aliases: ['resourcequota'],
  summary: 'Create a quota with the specified name',
  usage: '[--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  examples: [{ comment: 'At most ten Pods', command: 'kubectl create quota small --hard=pods=10,requests.cpu=2' }],
  kind: 'resourcequotas',
  failure: 'failed to create quota: ',
  flags: [text('hard', 'The limits, as RESOURCE=AMOUNT,…'), text('scopes', 'Which Pods count.')],
  build(name, flags) {
    const scopes = flags
      .text('scopes')
      .split(',')
      .filter((scope) => scope !== '');
    return {
      metadata: { name },
      spec: {
        ...(flags.text('hard') !== '' && { hard: amounts(flags.text('hard')) }),
        ...(scopes.length > 0 && { scopes }),
      },
      status: {},
    };
  },
});

/** `kubectl create poddisruptionbudget`. */
export const createDisruptionBudget = creationVerb({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  summary: 'Create a pod disruption budget with the specified name',
  usage: '--selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  examples: [{ comment: 'One Pod stays', command: 'kubectl create pdb web --selector=app=web --min-available=1' }],
  kind: 'poddisruptionbudgets',
  failure: 'failed to create poddisruptionbudgets: ',
  flags: [
    text('max-unavailable', 'How many Pods may be missing, a number or a percentage.'),
    text('min-available', 'How many Pods must stay, a number or a percentage.'),
    text('selector', 'The labels of the Pods.'),
  ],
  build(name, flags) {
    const [selector, min, max] = ['selector', 'min-available', 'max-unavailable'].map((flag) => flags.text(flag));
    if (!selector) throw commandError('a selector must be specified');
    if (!min && !max) throw commandError('one of min-available or max-unavailable must be specified');
    if (min && max) throw commandError('min-available and max-unavailable cannot be both specified');
    const amount = (word: string) => (/^\d+$/.test(word) ? Number(word) : word);
    return {
      metadata: { name },
      spec: {
        ...(min && { minAvailable: amount(min) }),
        ...(max && { maxUnavailable: amount(max) }),
        selector: { matchLabels: pairs(selector) },
      },
      status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
    };
  },
});

/** `kubectl create priorityclass`. */
export const createPriorityClass = creationVerb({
  name: 'priorityclass',
  aliases: ['pc'],
  summary: 'Create a priority class with the specified name',
  usage: '--value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  examples: [{ comment: 'For what matters', command: 'kubectl create priorityclass high --value=1000' }],
  kind: 'priorityclasses',
  failure: 'failed to create priorityclass: ',
  flags: [
    text('description', 'What it is for.'),
    { name: 'global-default', type: 'boolean', defaultText: 'false', doc: 'For Pods that name none.' },
    { ...text('preemption-policy', 'Never or PreemptLowerPriority.'), defaultText: 'PreemptLowerPriority' },
    { name: 'value', type: 'integer', defaultText: '0', doc: 'The priority.' },
  ],
  build: (name, flags) => ({
    metadata: { name },
    value: flags.integer('value'),
    ...(flags.enabled('global-default') && { globalDefault: true }),
    ...(flags.text('description') !== '' && { description: flags.text('description') }),
    preemptionPolicy: flags.text('preemption-policy'),
  }),
});

/** `kubectl create role`. */
export const createRole = creationVerb({
  name: 'role',
  summary: 'Create a role with single rule',
  usage: '--verb=verb --resource=resource.group/subresource [--resource-name=resourcename]',
  examples: [{ comment: 'May read Pods', command: 'kubectl create role reader --verb=get,list,watch --resource=pods' }],
  kind: 'roles',
  failure: 'failed to create role: ',
  flags: [
    { name: 'resource', type: 'list', defaultText: '[]', doc: 'The kinds.' },
    { name: 'resource-name', type: 'list', defaultText: '[]', doc: 'Only these objects.' },
    { name: 'verb', type: 'list', defaultText: '[]', doc: 'What may be done.' },
  ],
  build(name, flags) {
    const verbs = [...flags.texts('verb')];
    if (verbs.length === 0) throw commandError('at least one verb must be specified');
    if (flags.texts('resource').length === 0)
      throw commandError('one or more resources must be specified as --resource');
    const byGroup = new Map<string, string[]>();
    for (const word of flags.texts('resource')) {
      const [kind = '', subresource] = word.split('/');
      const info = kindNamed(kind);
      const resource = subresource === undefined ? info.plural : `${info.plural}/${subresource}`;
      byGroup.set(info.group, [...(byGroup.get(info.group) ?? []), resource]);
    }
    const names = [...flags.texts('resource-name')];
    const rules: PolicyRule[] = [...byGroup].map(([group, resources]) => ({
      apiGroups: [group],
      resources,
      verbs,
      ...(names.length > 0 && { resourceNames: names }),
    }));
    return { metadata: { name }, rules };
  },
});

/** `kubectl create rolebinding`. */
export const createRoleBinding = creationVerb({
  name: 'rolebinding',
  summary: 'Create a role binding for a particular role or cluster role',
  usage: '--clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:name]',
  examples: [
    {
      comment: 'To a service account',
      command: 'kubectl create rolebinding r --role=reader --serviceaccount=default:builder',
    },
  ],
  kind: 'rolebindings',
  failure: 'failed to create rolebinding: ',
  flags: [
    text('clusterrole', 'The ClusterRole to bind.'),
    { name: 'group', type: 'repeated', defaultText: '[]', doc: 'A group.' },
    text('role', 'The Role to bind.'),
    { name: 'serviceaccount', type: 'repeated', defaultText: '[]', doc: 'A service account, as NAMESPACE:NAME.' },
    { name: 'user', type: 'repeated', defaultText: '[]', doc: 'A user.' },
  ],
  build(name, flags) {
    const apiGroup = 'rbac.authorization.k8s.io';
    const [role, clusterRole] = [flags.text('role'), flags.text('clusterrole')];
    if ((role === '') === (clusterRole === ''))
      throw commandError('exactly one of clusterrole or role must be specified');
    const accounts = flags.texts('serviceaccount').map((word) => {
      const [namespace, account, ...more] = word.split(':');
      if (!namespace || !account || more.length > 0) throw commandError('serviceaccount must be <namespace>:<name>');
      return { kind: 'ServiceAccount', name: account, namespace };
    });
    return {
      metadata: { name },
      roleRef: { apiGroup, kind: role === '' ? 'ClusterRole' : 'Role', name: role || clusterRole },
      subjects: [
        ...flags.texts('user').map((user) => ({ apiGroup, kind: 'User', name: user })),
        ...flags.texts('group').map((group) => ({ apiGroup, kind: 'Group', name: group })),
        ...accounts,
      ],
    };
  },
});

function amounts(words: string): Record<string, string> {
  return Object.fromEntries(
    words.split(',').map((word) => {
      const parts = word.split('=');
      if (parts.length !== 2) throw commandError(`Invalid argument syntax ${word}, expected <resource>=<value>`);
      return [parts[0] ?? '', parts[1] ?? ''];
    }),
  );
}

/** `app=web,tier=front` as a map. */
export function pairs(words: string): Record<string, string> {
  return Object.fromEntries(
    words.split(',').map((word) => {
      const parts = word.split('=');
      if (parts.length !== 2) throw commandError(`unexpected label spec: ${word}`);
      return [parts[0] ?? '', parts[1] ?? ''];
    }),
  );
}
