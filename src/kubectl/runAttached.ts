import type { Pod } from '../api/generated/objects.ts';
import type { Stored } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { type AttachWish, attachTo } from './attaching.ts';
import { CommandError, commandError } from './commandError.ts';
import { defaultContainer } from './defaultContainer.ts';
import type { KubectlHost } from './host.ts';
import { follow, getObject, interruptedError, send, sendOrFail } from './requests.ts';
import { kindNamed } from './resourceArguments.ts';

/**
 * What `kubectl run -i`, `-t` and `--attach` do with the Pod that they have made: attach as soon as it is ready, or show
 * its log where it was quicker; with a restart policy other than Always its exit code becomes ours.
 */
export async function runAttached(host: KubectlHost, made: Stored<Pod>, wish: AttachWish & { readonly rm: boolean }) {
  try {
    await untilItsEnd(host, made, wish);
  } finally {
    if (wish.rm) await remove(host, made, wish.quiet);
  }
}

async function untilItsEnd(host: KubectlHost, made: Stored<Pod>, wish: AttachWish): Promise<void> {
  const pod = await waitForPod(host, made, (seen) => isReady(seen) || isCompleted(seen));
  const { name } = pod.metadata;
  if (isCompleted(pod)) await printLog(host, pod);
  else {
    try {
      await attachTo(host, pod, wish);
    } catch (problem) {
      if (!(problem instanceof CommandError) || problem.exitCode === 130) throw problem;
      host.stderr(
        `warning: couldn't attach to pod/${name}, falling back to streaming logs: ${problem.message.replace(/^error: /, '')}\n`,
      );
      await printLog(host, pod);
    }
  }
  const policy = pod.spec?.restartPolicy;
  if (policy !== 'Never' && policy !== 'OnFailure') return;
  const ended = await waitForPod(host, made, (seen) => (policy === 'Never' ? isCompleted(seen) : isSucceeded(seen)));
  if (ended.status?.phase === 'Failed') throw failureOf(ended);
}

function failureOf({ metadata: { namespace, name }, status }: Stored<Pod>): CommandError {
  const terminated = status?.containerStatuses?.[0]?.state?.terminated;
  if (!terminated?.exitCode) return commandError(`pod ${namespace}/${name} failed with unknown exit code`);
  const { reason = '', message = '', exitCode } = terminated;
  return new CommandError(
    `pod ${namespace}/${name} terminated (${reason})${message === '' ? '' : `\n${message}`}`,
    exitCode,
  );
}

const isCompleted = ({ status }: Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed';
const isSucceeded = ({ status }: Pod) => status?.phase === 'Succeeded';
const isReady = ({ status }: Pod) =>
  status?.phase === 'Running' &&
  status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True');

/** The version of the Pod that fulfils the condition: the present one, or one to come. */
export async function waitForPod(
  host: KubectlHost,
  { metadata: { namespace = '', name } }: Stored<Pod>,
  holds: (pod: Stored<Pod>) => boolean | undefined,
): Promise<Stored<Pod>> {
  const pods = kindNamed('pods');
  let seen = await getObject<Pod>(host, pods, namespace, name);
  if (holds(seen)) return seen;
  let isGone = false;
  const end = await follow(
    host,
    {
      method: 'GET',
      path: pathOf(pods, namespace),
      query: {
        watch: 'true',
        fieldSelector: `metadata.name=${name}`,
        resourceVersion: seen.metadata.resourceVersion,
      },
    },
    {
      onEvent: ({ type, object }) => {
        isGone = type === 'DELETED';
        if (type === 'ADDED' || type === 'MODIFIED') seen = object as Stored<Pod>;
        return isGone || holds(seen) ? 'stop' : undefined;
      },
    },
  );
  if (end.interrupted) throw interruptedError();
  if (isGone) throw commandError(`pods ${JSON.stringify(name)} not found`);
  return seen;
}

/** Prints what a container has said so far; of the default one where none is named. */
export async function printLog(host: KubectlHost, pod: Stored<Pod>, wanted?: string): Promise<void> {
  const { namespace, name } = pod.metadata;
  const container = wanted ?? defaultContainer(pod, (text) => host.stderr(text));
  const path = pathOf(kindNamed('pods'), namespace, name, 'log');
  const text = await sendOrFail(host, { method: 'GET', path, query: { container } });
  if (typeof text === 'string' && text !== '') host.stdout(text);
}

async function remove(host: KubectlHost, { metadata: { namespace, name } }: Stored<Pod>, quiet: boolean) {
  const path = pathOf(kindNamed('pods'), namespace, name);
  const { code } = await send(host, { method: 'DELETE', path, body: { propagationPolicy: 'Background' } });
  if (code < 300 && !quiet) host.stdout(`pod "${name}" deleted from ${namespace} namespace\n`);
}
