import type { Pod } from '../api/generated/objects.ts';
import type { Stored } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { commandError } from './commandError.ts';
import { defaultContainer, podContainers } from './defaultContainer.ts';
import type { KubectlHost } from './host.ts';
import { kindNamed } from './resourceArguments.ts';
import { streamWith, terminalOf } from './streaming.ts';

/** What an attach was asked for. */
export interface AttachWish {
  /** '' for the default one. */
  readonly container: string;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
}

const recordedText =
  'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\n';

/** Attaches to a container of a Pod until its process ends: `kubectl attach`, `kubectl run -it`. */
export async function attachTo(host: KubectlHost, pod: Stored<Pod>, wish: AttachWish): Promise<void> {
  const { name, namespace = '' } = pod.metadata;
  const container = wish.container || defaultContainer(pod, (text) => (wish.quiet ? undefined : host.stderr(text)));
  if (!podContainers(pod).some((candidate) => candidate.name === container)) {
    throw commandError(`cannot attach to the container: container ${container} not found in pod ${name}`);
  }
  const spec = [
    ...(pod.spec?.containers ?? []),
    ...(pod.spec?.initContainers ?? []),
    ...(pod.spec?.ephemeralContainers ?? []),
  ].find((candidate) => candidate.name === container);
  const hasTerminal = spec?.tty === true;
  if (wish.tty && !hasTerminal && !wish.quiet) {
    host.stderr(`error: Unable to use a TTY - container ${container} did not allocate one\n`);
  }
  // A container with a terminal gets one asked for, wanted or not.
  const tty = terminalOf(host, { stdin: wish.stdin, tty: hasTerminal });
  if (!wish.quiet) host.stderr(`${recordedText}If you don't see a command prompt, try pressing enter.\n`);
  await streamWith(
    host,
    {
      method: 'POST',
      path: pathOf(kindNamed('pods'), namespace, name, 'attach'),
      query: {
        container,
        stdout: 'true',
        ...(wish.stdin && { stdin: 'true' }),
        ...(tty ? { tty: 'true' } : { stderr: 'true' }),
      },
    },
    { stdin: wish.stdin, tty },
  );
  if (wish.quiet || !wish.stdin || !tty) return;
  host.stdout(`Session ended, resume using 'kubectl attach ${name} -c ${container} -n ${namespace} -i -t' command\n`);
}
