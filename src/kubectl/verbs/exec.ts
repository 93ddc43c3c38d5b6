import type { Pod } from '../../api/generated/objects.ts';
import { servedKind } from '../../api/kinds.ts';
import { pathOf } from '../../api/route.ts';
import { CommandError, commandError, usageError } from '../commandError.ts';
import { namespaceOf } from '../commonFlags.ts';
import { defaultContainer } from '../defaultContainer.ts';
import { podsBehind } from '../podOf.ts';
import { getObject } from '../requests.ts';
import { streamWith, terminalOf } from '../streaming.ts';
import type { Verb } from '../verb.ts';

/** `kubectl exec`: runs a command in a container; its exit code becomes ours. */
export const exec: Verb = {
  name: 'exec',
  group: 'Troubleshooting and Debugging Commands',
  summary: 'Execute a command in a container',
  usage: 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  examples: [
    { comment: 'One command in the first container', command: 'kubectl exec web -- date' },
    { comment: 'A shell in a certain container', command: 'kubectl exec -it web -c app -- sh' },
  ],
  flags: [
    { name: 'container', short: 'c', type: 'string', defaultText: '', doc: 'The container to run it in.' },
    { name: 'quiet', short: 'q', type: 'boolean', defaultText: 'false', doc: 'Only print what the command prints.' },
    { name: 'stdin', short: 'i', type: 'boolean', defaultText: 'false', doc: 'Pass what is typed to the command.' },
    {
      name: 'tty',
      short: 't',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Let the command believe that it has a terminal.',
    },
  ],
  async run(flags, host) {
    const [target, ...rest] = flags.args;
    if (target === undefined || flags.dashAt === 0)
      throw commandError('pod, type/name or --filename must be specified');
    const command = flags.dashAt === undefined ? [] : flags.args.slice(flags.dashAt);
    if (flags.dashAt === undefined && rest.length > 0) {
      throw usageError('exec', 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
    }
    if (command.length === 0) throw commandError('you must specify at least one command for the container');
    const info = servedKind('pods');
    const namespace = namespaceOf(flags, host);
    const [pod] = target.includes('/')
      ? await podsBehind(host, namespace, target)
      : [await getObject<Pod>(host, info, namespace, target)];
    if (!pod) throw commandError('no Pods found');
    if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') {
      throw commandError(`cannot exec into a container in a completed pod; current phase is ${pod.status.phase}`);
    }
    const wanted = flags.text('container');
    const container =
      wanted || defaultContainer(pod, (text) => (flags.enabled('quiet') ? undefined : host.stderr(text)));
    const stdin = flags.enabled('stdin');
    const tty = terminalOf(host, { stdin, tty: flags.enabled('tty') });
    const query = {
      container,
      command,
      stdout: 'true',
      ...(stdin && { stdin: 'true' }),
      ...(tty ? { tty: 'true' } : { stderr: 'true' }),
    };
    const path = pathOf(info, namespace, pod.metadata.name, 'exec');
    const exitCode = await streamWith(host, { method: 'POST', path, query }, { stdin, tty });
    if (exitCode !== 0) throw new CommandError(`command terminated with exit code ${exitCode}`, exitCode);
    return undefined;
  },
};
