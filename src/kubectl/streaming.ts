import type { Status } from '../api/generated/objects.ts';
import type { ApiRequest } from '../api/request.ts';
import { type CommandError, commandError } from './commandError.ts';
import type { KubectlHost } from './host.ts';
import { follow, interruptedError } from './requests.ts';
import { refusalError } from './statusText.ts';

/** What of a person's or a script's input an exec or attach takes along. */
export interface StreamInput {
  readonly stdin: boolean;
  /** Keys go through one by one, and the container's terminal echoes them. */
  readonly tty: boolean;
}

/** Whether a terminal was asked for and there is one; says so where there is none. */
export function terminalOf(host: KubectlHost, wanted: { stdin: boolean; tty: boolean }): boolean {
  if (!wanted.tty) return false;
  if (wanted.stdin && host.input?.terminal) return true;
  host.stderr('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  return false;
}

/** Opens an exec or attach and passes everything on in both directions until it ends; its exit code. */
export async function streamWith(host: KubectlHost, request: ApiRequest, { stdin, tty }: StreamInput): Promise<number> {
  const end = await follow(host, request, {
    onText: (channel, text) => (channel === 'stdout' ? host.stdout(text) : host.stderr(text)),
    refused,
    onOpen: (stream) => {
      if (!stdin) return;
      const { input } = host;
      if (!input) {
        stream.closeInput();
        return;
      }
      if (tty) input.terminal?.passKeys();
      input.onText((text) => stream.write(text));
      input.onEnd(() => stream.closeInput());
    },
  });
  if (end.interrupted) throw interruptedError();
  if (end.error !== undefined) throw commandError(`Internal error occurred: ${end.error}`);
  return end.exitCode ?? 0;
}

/** What fails behind the API server, it tells as an internal error of its own; that is kubectl's own error then. */
function refused(status: Status): CommandError {
  if (status.reason !== 'InternalError') return refusalError(status);
  return commandError(`Internal error occurred: ${status.message ?? ''}`);
}
