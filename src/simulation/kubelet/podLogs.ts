import type { Status } from '../../api/generated/objects.ts';
import type { ApiStream, StreamReceiver } from '../../api/request.ts';
import { badRequest } from '../../api/status.ts';
import { formatMicroTime } from '../../api/time.ts';
import type { LogOptions } from '../apiserver/podStreams.ts';
import { fromBytes, toBytes } from '../containers/bytes.ts';
import type { ContainerLog, LogEntry } from '../containers/logs.ts';
import type { ContainerRole, ContainerSlot } from './containerRecord.ts';
import type { PodContext } from './podContext.ts';

/** The log of a container as text: `pods/log` without `follow`. */
export function readLog(context: PodContext, options: LogOptions): string | Status {
  const found = logOf(context, options);
  if (!found.log) return found.refusal;
  const text = linesOf(found.log, context, options)
    .map((entry) => lineText(entry, options))
    .join('');
  return options.limitBytes === undefined ? text : firstBytes(text, options.limitBytes);
}

/** The same, and each new line until the container ends. */
export function followLog(context: PodContext, options: LogOptions, receiver: StreamReceiver): ApiStream | Status {
  const found = logOf(context, options);
  if (!found.log) return found.refusal;
  let leftBytes = options.limitBytes ?? Number.POSITIVE_INFINITY;
  let stop = () => {};
  const send = (entry: LogEntry) => {
    if (leftBytes <= 0) return;
    const whole = lineText(entry, options);
    const text = firstBytes(whole, leftBytes);
    leftBytes -= toBytes(text).length;
    receiver.onChunk({ channel: 'stdout', text });
    if (leftBytes > 0) return;
    stop();
    receiver.onEnd({});
  };
  for (const entry of linesOf(found.log, context, options)) send(entry);
  if (leftBytes > 0) stop = found.log.subscribe({ line: send, closed: () => receiver.onEnd({}) });
  return { write() {}, closeInput() {}, close: () => stop() };
}

/** As much of a text as fits in so many bytes of UTF-8. */
function firstBytes(text: string, bytes: number): string {
  const all = toBytes(text);
  return all.length <= bytes ? text : fromBytes(all.slice(0, bytes));
}

type LogFound = { readonly log: ContainerLog } | { readonly log?: undefined; readonly refusal: Status };

function logOf(context: PodContext, options: LogOptions): LogFound {
  const { name } = context.pod.metadata;
  const slot = slotOf(context, options.container);
  if (!slot) return { refusal: whichContainer(context, options.container) };
  const life = options.previous ? slot.previous : slot.newest;
  if (life?.running) return { log: life.running.log };
  if (options.previous) {
    return { refusal: badRequest(`previous terminated container "${slot.name}" in pod "${name}" not found`) };
  }
  const why = pullTexts[slot.waiting?.reason ?? ''] ?? slot.waiting?.reason ?? startingReason(context);
  return { refusal: badRequest(`container "${slot.name}" in pod "${name}" is waiting to start: ${why}`) };
}

const pullTexts: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

function startingReason(context: PodContext): string {
  return (context.pod.spec?.initContainers ?? []).length > 0 ? 'PodInitializing' : 'ContainerCreating';
}

/** The named container, or the only one. */
function slotOf({ slots }: PodContext, name: string | undefined): ContainerSlot | undefined {
  if (name !== undefined) return slots.find((candidate) => candidate.name === name);
  return slots.length === 1 ? slots[0] : undefined;
}

function whichContainer({ pod, slots }: PodContext, name: string | undefined): Status {
  if (name !== undefined) return badRequest(`container ${name} is not valid for pod ${pod.metadata.name}`);
  const listed = (role: ContainerRole) =>
    `[${slots.flatMap((slot) => (slot.role === role ? [slot.name] : [])).join(' ')}]`;
  const init = slots.some(({ role }) => role === 'init') ? ` or one of the init containers: ${listed('init')}` : '';
  const choose = `choose one of: ${listed('regular')}${init}`;
  return badRequest(`a container name must be specified for pod ${pod.metadata.name}, ${choose}`);
}

function linesOf(log: ContainerLog, context: PodContext, options: LogOptions): readonly LogEntry[] {
  const { tailLines, sinceSeconds, sinceTimeMs } = options;
  return log.entries({
    ...(tailLines !== undefined && { tailLines }),
    ...(sinceTimeMs !== undefined && { sinceMs: sinceTimeMs }),
    ...(sinceSeconds !== undefined && { sinceMs: context.node.nowMs() - sinceSeconds * 1000 }),
  });
}

function lineText(entry: LogEntry, options: LogOptions): string {
  return options.timestamps ? `${formatMicroTime(entry.timeMs)} ${entry.text}\n` : `${entry.text}\n`;
}
