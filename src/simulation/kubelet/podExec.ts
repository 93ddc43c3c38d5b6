import type { Status } from '../../api/generated/objects.ts';
import type { ApiStream, StreamReceiver } from '../../api/request.ts';
import { badRequest } from '../../api/status.ts';
import type { ExecOptions } from '../apiserver/podStreams.ts';
import type { ExecHandle, RunningContainer } from '../containers/runtime.ts';
import type { PodContext } from './podContext.ts';

/** Runs a command in a running container: `pods/exec`. */
export function execInPod(context: PodContext, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status {
  const running = runningContainer(context, options.container);
  if (!('exec' in running)) return running;
  const { command, stdin, tty } = options;
  const handle = running.exec(
    command,
    { stdin, tty },
    (channel, text) => receiver.onChunk({ channel, text }),
    (exitCode, problem) => {
      if (problem === undefined) receiver.onEnd({ exitCode });
      // The kubelet's own "internal error", which the API server wraps once more.
      else receiver.onEnd({ error: `Internal error occurred: error executing command in container: ${problem}` });
    },
  );
  return streamOf(handle);
}

/** Shows what a container's first process writes, and lets the client write to it: `pods/attach`. */
export function attachToPod(context: PodContext, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status {
  const running = runningContainer(context, options.container);
  if (!('exec' in running)) return running;
  const handle = running.attach(
    options.stdin,
    (channel, text) => receiver.onChunk({ channel, text }),
    () => receiver.onEnd({}),
  );
  return streamOf(handle);
}

function runningContainer({ pod, slots }: PodContext, wanted: string | undefined): RunningContainer | Status {
  const name = wanted ?? slots.find(({ role }) => role === 'regular')?.name;
  const slot = slots.find((candidate) => candidate.name === name);
  if (!slot) return badRequest(`container ${name} is not valid for pod ${pod.metadata.name}`);
  const running = slot.isRunning ? slot.newest?.running : undefined;
  return running ?? notRunning(slot.name);
}

function streamOf(handle: ExecHandle): ApiStream {
  return {
    write: (text) => handle.write(text),
    closeInput: () => handle.closeInput(),
    close: () => handle.kill(),
  };
}

/** The kubelet answers 500 here, and the API server passes its text on. */
function notRunning(container: string): Status {
  const message = `unable to upgrade connection: container not found ("${container}")`;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'InternalError',
    code: 500,
  };
}
