import { commandError } from '../commandError.ts';
import type { FlagDeclaration } from '../flags.ts';
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
