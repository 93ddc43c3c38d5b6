import type { KubernetesObject } from '../../api/objects.ts';
import { commandError } from '../commandError.ts';
import { podSpecOf, withPodSpec } from '../podTemplate.ts';
import { setEnvironment } from '../setting/environment.ts';
import { setImage } from '../setting/image.ts';
import { setResources } from '../setting/resources.ts';
import { setSelector } from '../setting/selector.ts';
import { setSubject } from '../setting/subject.ts';
import { changeSubjects, setFlags, subjectsOf } from '../setting/templateChange.ts';
import type { Verb } from '../verb.ts';

const setServiceAccount: Verb = {
  name: 'serviceaccount',
  aliases: ['sa'],
  group: 'Basic Commands (Beginner)',
  summary: 'Update the service account of a resource',
  usage: 'set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  examples: [{ comment: 'Another identity', command: 'kubectl set serviceaccount deployment web builder' }],
  flags: setFlags,
  async run(flags, host) {
    const account = flags.args.at(-1);
    if (account === undefined) throw commandError('serviceaccount is required');
    const subjects = await subjectsOf(flags, host, flags.args.slice(0, -1));
    const change = (object: KubernetesObject) => {
      const spec = podSpecOf(object);
      return spec ? withPodSpec(object, { ...spec, serviceAccountName: account, serviceAccount: account }) : object;
    };
    await changeSubjects(flags, host, subjects, {
      operation: 'serviceaccount updated',
      failure: 'failed to patch ServiceAccountName',
      whereSame: 'send',
      needs: 'Pod template',
      change,
    });
    return undefined;
  },
};

/** `kubectl set`: changes one thing of a Pod template. */
export const set: Verb = {
  name: 'set',
  group: 'Basic Commands (Beginner)',
  summary: 'Set specific features on objects',
  usage: 'set SUBCOMMAND',
  examples: [],
  flags: [],
  failsAlone: true,
  verbs: [setEnvironment, setImage, setResources, setSelector, setServiceAccount, setSubject],
  run: async () => undefined,
};
