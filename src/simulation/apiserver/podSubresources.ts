import type { Pod, Status } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiRequest, ApiResponse, ApiStream, OpenedStream, StreamReceiver } from '../../api/request.ts';
import type { ResourceRoute } from '../../api/route.ts';
import { badRequest, notFound, refuse } from '../../api/status.ts';
import { podKind } from './knownKinds.ts';
import { logQuery } from './logQuery.ts';
import type { Outbox } from './outbox.ts';
import type { ExecOptions, PodStreams } from './podStreams.ts';
import { flag, parameter, parameters } from './query.ts';
import type { ServerContext } from './serverContext.ts';

/** GET of `pods/log` without `follow`: what was written so far. */
export function handleLog(
  context: ServerContext,
  streams: PodStreams,
  route: ResourceRoute,
  request: ApiRequest,
): ApiResponse {
  const pod = podOf(context, route);
  if (!pod) return refuse(notFound(podKind, route.name ?? ''));
  const { options, refusal } = logQuery(request, route.name ?? '');
  if (refusal) return refuse(refusal);
  const text = streams.logs(pod, options);
  return typeof text === 'string' ? { code: 200, body: text, contentType: 'text/plain' } : refuse(text);
}

/** A followed log, an exec or an attach. What they tell goes through the outbox. */
export function openPodStream(
  context: ServerContext,
  streams: PodStreams,
  outbox: Outbox,
  route: ResourceRoute,
  request: ApiRequest,
  receiver: StreamReceiver,
): OpenedStream {
  const pod = podOf(context, route);
  if (!pod) return { response: refuse(notFound(podKind, route.name ?? '')) };
  const told = throughOutbox(outbox, receiver);
  if (route.subresource === 'log') {
    const { options, refusal } = logQuery(request, route.name ?? '');
    if (refusal) return { response: refuse(refusal) };
    return opened(streams.followLogs(pod, options, told.receiver), 200, told.stop);
  }
  const options = execOptions(request);
  if (route.subresource === 'attach') return opened(streams.attach(pod, options, told.receiver), 101, told.stop);
  if (options.command.length === 0) {
    return { response: refuse(badRequest('you must specify at least one command for the container')) };
  }
  return opened(streams.exec(pod, options, told.receiver), 101, told.stop);
}

function podOf(context: ServerContext, route: ResourceRoute): Stored<Pod> | undefined {
  return context.store.get(podKind, route.namespace ?? '', route.name ?? '') as Stored<Pod> | undefined;
}

function opened(stream: ApiStream | Status, code: number, stop: () => void): OpenedStream {
  if (!('close' in stream)) return { response: refuse(stream) };
  const close = () => {
    stop();
    stream.close();
  };
  return {
    response: { code, body: undefined },
    stream: { write: (text) => stream.write(text), closeInput: () => stream.closeInput(), close },
  };
}

function throughOutbox(outbox: Outbox, receiver: StreamReceiver): { receiver: StreamReceiver; stop: () => void } {
  let open = true;
  const tell = (delivery: () => void) =>
    outbox.put(() => {
      if (open) delivery();
    });
  return {
    receiver: {
      onChunk: (chunk) => tell(() => receiver.onChunk(chunk)),
      onEnd: (end) =>
        tell(() => {
          open = false;
          receiver.onEnd(end);
        }),
    },
    stop: () => {
      open = false;
    },
  };
}

function execOptions(request: ApiRequest): ExecOptions {
  const container = parameter(request, 'container');
  return {
    command: parameters(request, 'command'),
    stdin: flag(request, 'stdin'),
    tty: flag(request, 'tty'),
    ...(container !== undefined && { container }),
  };
}
