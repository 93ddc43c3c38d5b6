import type { Service } from '../../api/generated/objects.ts';
import type { Requirement } from '../../api/labelRequirement.ts';
import { parseLabelSelector } from '../../api/labels.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { commandError } from '../commandError.ts';
import { resourceVersionFlag } from '../commonFlags.ts';
import type { Verb } from '../verb.ts';
import { changeSubjects, setFlags, subjectsOf } from './templateChange.ts';

/** `kubectl set selector`: which Pods a Service sends to. */
export const setSelector: Verb = {
  name: 'selector',
  group: 'Basic Commands (Beginner)',
  summary: 'Set the selector on a resource',
  usage: 'set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  examples: [{ comment: 'Send to other Pods', command: 'kubectl set selector service web app=web,version=v2' }],
  flags: [...setFlags.filter((flag) => flag.name !== 'selector'), resourceVersionFlag],
  async run(flags, host) {
    const expression = flags.args.at(-1);
    if (expression === undefined) throw commandError('one selector is required');
    const { query, problem } = parseLabelSelector(expression);
    if (problem !== undefined) {
      throw commandError(`couldn't parse the selector string ${JSON.stringify(expression)}: ${problem}`);
    }
    const subjects = await subjectsOf(flags, host, flags.args.slice(0, -1));
    const change = (object: KubernetesObject) => {
      if (object.kind !== 'Service') throw commandError('setting a selector is only supported for Services');
      const sets = query.filter(({ operator }) => operator !== '=' && operator !== '==');
      if (sets.length > 0)
        throw commandError(`match expression [${sets.map(goRequirement).join(' ')}] not supported on this object`);
      const selector = Object.fromEntries(query.map(({ key, values }) => [key, values[0] ?? '']));
      const version = flags.text('resource-version');
      const metadata = { ...object.metadata, ...(version !== '' && { resourceVersion: version }) };
      return { ...object, metadata, spec: { ...(object as Service).spec, selector } } as Service;
    };
    await changeSubjects(flags, host, subjects, { operation: 'selector updated', whereSame: 'send', change });
    return undefined;
  },
};

const goOperators: Readonly<Record<string, string>> = {
  in: 'In',
  notin: 'NotIn',
  '!=': 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

/** A condition as Go prints the structure that kubectl has of it. */
function goRequirement({ key, operator, values }: Requirement): string {
  return `{${key} ${goOperators[operator] ?? operator} [${values.join(' ')}]}`;
}
