import type { KubernetesObject } from '../../api/objects.ts';
import { parseQuantity } from '../../api/quantity.ts';
import { commandError } from '../commandError.ts';
import { podSpecOf, withContainers } from '../podTemplate.ts';
import { nothingNamedText } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { containersFlag, matchesName } from './containerNames.ts';
import { changeSubjects, setFlags, subjectsOf } from './templateChange.ts';

/** `kubectl set resources`. */
export const setResources: Verb = {
  name: 'resources',
  group: 'Basic Commands (Beginner)',
  summary: 'Update resource requests/limits on objects with pod templates',
  usage: 'set resources (-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS]',
  examples: [
    { comment: 'A limit', command: 'kubectl set resources deployment web --limits=cpu=200m,memory=128Mi' },
    {
      comment: 'What one container asks for',
      command: 'kubectl set resources deployment web -c nginx --requests=cpu=100m',
    },
  ],
  flags: [
    ...setFlags,
    containersFlag,
    { name: 'limits', type: 'string', defaultText: '', doc: 'The most that a container may use (cpu=1,memory=1Gi).' },
    { name: 'requests', type: 'string', defaultText: '', doc: 'What a container asks for (cpu=100m).' },
  ],
  async run(flags, host) {
    if (flags.args.length === 0 && !flags.given('filename')) throw commandError(nothingNamedText);
    const limits = amounts(flags.text('limits'));
    const requests = amounts(flags.text('requests'));
    if (!limits && !requests) {
      throw commandError('you must specify an update to requests or limits (in the form of --requests/--limits)');
    }
    const chosen = flags.text('containers');
    const subjects = await subjectsOf(flags, host, flags.args);
    const change = (object: KubernetesObject) => {
      const spec = podSpecOf(object);
      const names = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map((container) => container.name);
      if (!names.some((name) => matchesName(name, chosen))) {
        throw commandError(`unable to find container named ${chosen}`);
      }
      return withContainers(object, (container) => {
        if (!matchesName(container.name, chosen)) return container;
        const { resources = {} } = container;
        return {
          ...container,
          resources: {
            ...resources,
            ...(limits && { limits: { ...resources.limits, ...limits } }),
            ...(requests && { requests: { ...resources.requests, ...requests } }),
          },
        };
      });
    };
    const operation = 'resource requirements updated';
    const failure = 'failed to patch resources update to pod template';
    await changeSubjects(flags, host, subjects, { operation, failure, needs: 'Pod template', change });
    return undefined;
  },
};

function amounts(text: string): Record<string, string> | undefined {
  if (text === '') return undefined;
  return Object.fromEntries(
    text.split(',').map((word) => {
      const [name = '', amount = '', ...more] = word.split('=');
      if (amount === '' || more.length > 0)
        throw commandError(`Invalid argument syntax ${word}, expected <resource>=<value>`);
      if (!parseQuantity(amount)) {
        throw commandError(
          "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        );
      }
      return [name, amount];
    }),
  );
}
