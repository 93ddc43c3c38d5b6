import type { SocketAddress } from '../../network/socketAddress.ts';
import { refused, systemError } from '../errno.ts';
import type { Process } from '../process.ts';
import { ConnectedSocket } from '../sockets.ts';
import { connect, poll, type Run, write } from '../syscalls.ts';
import { ByteReader } from './byteReader.ts';
import { formatRequest, type HttpRequest, type HttpResponse } from './message.ts';
import { isMessageProblem, type MessageProblem, readResponse } from './readMessage.ts';

/** At which step a request failed, and why. */
export interface HttpFailure {
  readonly during: 'connect' | 'send' | 'receive';
  readonly problem: MessageProblem;
}

/** Whether a request failed before there was a response. */
export function hasFailed(outcome: HttpResponse | HttpFailure): outcome is HttpFailure {
  return 'during' in outcome;
}

/**
 * Sends one request over a connection of its own and reads the response. With a time limit (milliseconds of virtual
 * time for all of it) a slow answer is an ETIMEDOUT.
 */
export function* sendRequest(
  process: Process,
  address: SocketAddress,
  request: HttpRequest,
  timeoutMs?: number,
): Run<HttpResponse | HttpFailure> {
  const deadlineMs = timeoutMs === undefined ? undefined : process.nowMs + timeoutMs;
  const fd = yield* connect(address, timeoutMs);
  if (refused(fd)) return { during: 'connect', problem: fd };
  const outcome = yield* exchange(process, fd, request, deadlineMs);
  process.close(fd);
  return outcome;
}

/** Sends a request over a connection that is there and reads the response; leaves the connection open. */
export function* exchange(
  process: Process,
  fd: number,
  request: HttpRequest,
  deadlineMs: number | undefined,
): Run<HttpResponse | HttpFailure> {
  const text = formatRequest(request);
  if (deadlineMs !== undefined && process.files[fd]?.canWrite !== true) {
    const ready = yield* poll([{ fd, for: 'write' }], Math.max(0, deadlineMs - process.nowMs));
    if (refused(ready)) return { during: 'send', problem: ready };
    if (ready.length === 0) return { during: 'send', problem: systemError('ETIMEDOUT') };
  }
  const file = process.files[fd];
  const trace = file instanceof ConnectedSocket ? file.socket.trace : undefined;
  const host = request.headers.get('Host');
  const ended = trace?.beginHttp({
    method: request.method,
    target: request.target,
    ...(host !== undefined && { host }),
  });
  const outcome = yield* sendAndReceive(process, fd, request, text, deadlineMs);
  ended?.(hasFailed(outcome) ? { error: problemName(outcome.problem) } : { status: outcome.status });
  return outcome;
}

function* sendAndReceive(
  process: Process,
  fd: number,
  request: HttpRequest,
  text: string,
  deadlineMs: number | undefined,
): Run<HttpResponse | HttpFailure> {
  const refusal = yield* write(fd, text);
  if (refusal) return { during: 'send', problem: refusal };
  const reader = new ByteReader(process, fd);
  reader.deadlineMs = deadlineMs;
  const response = yield* readResponse(reader, request.method);
  return isMessageProblem(response) ? { during: 'receive', problem: response } : response;
}

/** Linux' name of an error, or what was wrong with the message. */
function problemName(problem: MessageProblem): string {
  return typeof problem === 'string' ? problem : problem.errno;
}
