import { attachTo } from '../attaching.ts';
import { commandError } from '../commandError.ts';
import { namespaceOf } from '../commonFlags.ts';
import { podsBehind } from '../podOf.ts';
import type { Verb } from '../verb.ts';

/** `kubectl attach`: shows what a running container's first process writes, and passes input on to it. */
export const attach: Verb = {
  name: 'attach',
  group: 'Troubleshooting and Debugging Commands',
  summary: 'Attach to a running container',
  usage: 'attach (POD | TYPE/NAME) -c CONTAINER',
  examples: [
    { comment: 'What the first container of a Pod writes from now on', command: 'kubectl attach web' },
    { comment: 'Talk with a container that has a terminal', command: 'kubectl attach -it shell -c shell' },
  ],
  flags: [
    { name: 'container', short: 'c', type: 'string', defaultText: '', doc: 'The container to attach to.' },
    { name: 'pod-running-timeout', type: 'duration', defaultText: '1m0s', doc: 'How long to wait for a Pod to run.' },
    { name: 'quiet', short: 'q', type: 'boolean', defaultText: 'false', doc: 'Only print what the container prints.' },
    { name: 'stdin', short: 'i', type: 'boolean', defaultText: 'false', doc: 'Pass what is typed to the container.' },
    { name: 'tty', short: 't', type: 'boolean', defaultText: 'false', doc: 'Standard input is a terminal.' },
  ],
  async run(flags, host) {
    const [target, second] = flags.args;
    if (target === undefined) throw commandError('at least 1 argument is required for attach');
    if (flags.args.length > 2) {
      const words = `${flags.args.length}: [${flags.args.join(' ')}]`;
      throw commandError(`expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${words}`);
    }
    const word = second === undefined ? (target.includes('/') ? target : `pod/${target}`) : `${target}/${second}`;
    const [pod] = await podsBehind(host, namespaceOf(flags, host), word);
    if (!pod) throw commandError('no Pods found');
    const phase = pod.status?.phase;
    if (phase === 'Succeeded' || phase === 'Failed') {
      throw commandError(`cannot attach a container in a completed pod; current phase is ${phase}`);
    }
    await attachTo(host, pod, {
      container: flags.text('container'),
      stdin: flags.enabled('stdin'),
      tty: flags.enabled('tty'),
      quiet: flags.enabled('quiet'),
    });
    return undefined;
  },
};
