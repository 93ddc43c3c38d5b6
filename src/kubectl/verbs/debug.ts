import type { EphemeralContainer, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { attachTo } from '../attaching.ts';
import { CommandError, commandError, usageError } from '../commandError.ts';
import { namespaceOf } from '../commonFlags.ts';
import { podContainers } from '../defaultContainer.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { getObject, sendOrFail } from '../requests.ts';
import { kindNamed } from '../resourceArguments.ts';
import { printLog, waitForPod } from '../runAttached.ts';
import type { Verb } from '../verb.ts';

function yesNo(name: string, doc: string): FlagDeclaration {
  return { name, type: 'boolean', defaultText: 'false', doc };
}

/** `kubectl debug` of a Pod: adds an ephemeral container to it. Copies of Pods and Nodes are not offered. */
export const debug: Verb = {
  name: 'debug',
  group: 'Troubleshooting and Debugging Commands',
  summary: 'Create debugging sessions for troubleshooting workloads and nodes',
  usage: 'debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  examples: [
    { comment: 'A shell beside the containers of a Pod', command: 'kubectl debug -it web --image=busybox:1.36' },
    {
      comment: 'One command, which sees the processes of a container',
      command: 'kubectl debug web --image=busybox:1.36 --target=app -- ps',
    },
  ],
  flags: [
    yesNo('arguments-only', "What stands behind -- replaces the image's arguments, not its command."),
    yesNo('attach', 'Wait for the container and attach to it; with -i that is what happens anyway.'),
    { name: 'container', short: 'c', type: 'string', defaultText: '', doc: 'The name of the new container.' },
    { name: 'env', type: 'repeated', defaultText: '[]', doc: 'A variable, KEY=VALUE.' },
    { name: 'image', type: 'string', defaultText: '', doc: 'The image of the new container.' },
    { name: 'image-pull-policy', type: 'string', defaultText: '', doc: 'Always, IfNotPresent or Never.' },
    { name: 'profile', type: 'string', defaultText: 'legacy', doc: 'legacy or general: what the container may do.' },
    { ...yesNo('quiet', 'Say less.'), short: 'q' },
    { ...yesNo('stdin', 'Keep standard input open, and attach.'), short: 'i' },
    { name: 'target', type: 'string', defaultText: '', doc: 'The container whose processes it shall see.' },
    { ...yesNo('tty', 'Give the container a terminal.'), short: 't' },
  ],
  async run(flags, host) {
    const [target, ...rest] = flags.args.slice(0, flags.dashAt ?? flags.args.length);
    if (target === undefined) throw commandError('NAME or filename is required for debug');
    const profile = flags.text('profile');
    if (flags.text('image') === '') throw commandError('you must specify --image when not using --copy-to.');
    if (profile === 'legacy') host.stderr(legacyText);
    if (rest.length > 0) throw usageError('debug', 'debug one Pod at a time; a command stands behind --');
    const [kind, podName] = target.includes('/') ? (target.split('/') as [string, string]) : ['pods', target];
    if (kindNamed(kind).kind !== 'Pod') throw commandError('the built-in kubectl can only debug Pods');
    if (profile !== 'legacy' && profile !== 'general') throw commandError(`unknown profile: ${profile}`);
    const namespace = namespaceOf(flags, host);
    const pod = await getObject<Pod>(host, kindNamed('pods'), namespace, podName);
    const made = await addContainer(host, pod, flags);
    const attached = flags.given('attach') ? flags.enabled('attach') : flags.enabled('stdin');
    if (attached) await attach(host, made.pod, made.container, flags);
    return undefined;
  },
};

const legacyText =
  '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n';

async function addContainer(host: KubectlHost, pod: Stored<Pod>, flags: ParsedFlags) {
  const target = flags.text('target');
  const isQuiet = flags.enabled('quiet');
  if (target !== '' && !isQuiet) {
    host.stdout(
      `Targeting container "${target}". If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  }
  let name = flags.text('container');
  if (name === '') {
    name = `debugger-${suffixFor(pod)}`;
    if (!isQuiet) host.stdout(`Defaulting debug container name to ${name}.\n`);
  }
  const { namespace = '', name: podName } = pod.metadata;
  const order = [...(pod.spec?.ephemeralContainers ?? []).map((container) => ({ name: container.name })), { name }];
  const ephemeralContainers = [containerOf(name, flags)];
  const body = { spec: { '$setElementOrder/ephemeralContainers': order, ephemeralContainers } };
  const path = pathOf(kindNamed('pods'), namespace, podName, 'ephemeralcontainers');
  const contentType = 'application/strategic-merge-patch+json';
  const changed = await sendOrFail(host, { method: 'PATCH', path, contentType, body });
  return { pod: changed as Stored<Pod>, container: name };
}

function containerOf(name: string, flags: ParsedFlags): EphemeralContainer {
  const words = flags.dashAt === undefined ? [] : flags.args.slice(flags.dashAt);
  const env = flags.texts('env').map((word) => {
    const [variable = '', ...value] = word.split('=');
    if (variable === '' || value.length === 0) throw commandError(`invalid env: ${word}`);
    return { name: variable, value: value.join('=') };
  });
  const policy = flags.text('image-pull-policy');
  const target = flags.text('target');
  return {
    name,
    image: flags.text('image'),
    ...(words.length > 0 && { [flags.enabled('arguments-only') ? 'args' : 'command']: words }),
    ...(env.length > 0 && { env }),
    ...(policy !== '' && { imagePullPolicy: policy }),
    ...(flags.enabled('stdin') && { stdin: true }),
    ...(flags.enabled('tty') && { tty: true }),
    ...(target !== '' && { targetContainerName: target }),
    ...(flags.text('profile') === 'general' && { securityContext: { capabilities: { add: ['SYS_PTRACE'] } } }),
    terminationMessagePolicy: 'File',
  };
}

/** Five letters that no container of the Pod has yet: the same for the same Pod, where kubectl draws them. */
function suffixFor(pod: Stored<Pod>): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  let seed = podContainers(pod).length;
  for (const character of pod.metadata.uid) seed = (seed * 31 + character.charCodeAt(0)) % 1_000_000_007;
  let suffix = '';
  for (let rest = seed; suffix.length < 5; rest = Math.floor(rest / 7)) suffix += letters[rest % letters.length];
  return suffix;
}

async function attach(host: KubectlHost, pod: Stored<Pod>, container: string, flags: ParsedFlags): Promise<void> {
  const stateIn = (seen: Pod) => seen.status?.ephemeralContainerStatuses?.find(({ name }) => name === container)?.state;
  const seen = await waitForPod(host, pod, (now) => Boolean(stateIn(now)?.running || stateIn(now)?.terminated));
  if (stateIn(seen)?.terminated) {
    await printLog(host, seen, container);
    return;
  }
  const [stdin, tty, quiet] = [flags.enabled('stdin'), flags.enabled('tty'), flags.enabled('quiet')];
  try {
    await attachTo(host, seen, { container, stdin, tty, quiet });
  } catch (problem) {
    if (!(problem instanceof CommandError) || problem.exitCode === 130) throw problem;
    const why = problem.message.replace(/^error: /, '');
    host.stderr(`warning: couldn't attach to pod/${seen.metadata.name}, falling back to streaming logs: ${why}\n`);
    await printLog(host, seen, container);
  }
}
