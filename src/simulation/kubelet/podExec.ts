import type { Status } from '../../api/generated/objects.ts';
import type { ApiStream, StreamReceiver } from '../../api/request.ts';
import { badRequest } from '../../api/status.ts';
import type { ExecOptions } from '../apiserver/podStreams.ts';
import type { PodContext } from './podContext.ts';

/** Runs a command in a running container: `pods/exec`. */
export function execInPod(context: PodContext, options: ExecOptions, receiver: StreamReceiver): ApiStream | Status {
  const { pod, slots } = context;
  const name = options.container ?? slots.find(({ role }) => role === 'regular')?.name;
  const slot = slots.find((candidate) => candidate.name === name);
  if (!slot) return badRequest(`container ${name} is not valid for pod ${pod.metadata.name}`);
  const running = slot.isRunning ? slot.newest?.running : undefined;
  if (!running) return notRunning(slot.name);
  const { command, stdin, tty } = options;
  const handle = running.exec(
    command,
    { stdin, tty },
    (channel, text) => receiver.onChunk({ channel, text }),
    (exitCode) => receiver.onEnd({ exitCode }),
  );
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
