import { expandVariables } from '../../api/expandVariables.ts';
import type { Container, PodSpec } from '../../api/generated/objects.ts';
import type { ContainerExit } from '../containers/runtime.ts';
import { type ContainerFiles, containerFiles } from './containerFiles.ts';
import { type ContainerRecord, type ContainerSlot, eventFieldPath } from './containerRecord.ts';
import { containerResources } from './containerResources.ts';
import { environmentOf } from './environment.ts';
import { postStart } from './hooks/postStart.ts';
import { imageReady } from './imageReady.ts';
import { isSidecar } from './podActions.ts';
import type { PodContext } from './podContext.ts';
import { containerSecurity, nonRootProblem } from './securityContext.ts';
import { terminationMessage } from './terminationMessage.ts';

/** Making a container (snapshot, mounts, OCI bundle) and starting its process; typical of containerd on a small Node. */
const createMs = 80;
const startMs = 60;

export interface StartHooks {
  onStart(slot: ContainerSlot): void;
  /** The container's process has ended. */
  onExit(slot: ContainerSlot): void;
  /** Something must be tried again in so many milliseconds. */
  retryIn(delayMs: number): void;
}

/**
 * Brings one container up: back-off, image, configuration, process. `done` comes once, whether it runs or not; what
 * keeps it from running stands in `slot.waiting`.
 */
export function startContainer(context: PodContext, slot: ContainerSlot, hooks: StartHooks, done: () => void): void {
  if (inRestartBackoff(context, slot, hooks)) {
    done();
    return;
  }
  // What is begun with one version of the Pod is ended with it: the next sync sees whether that is still wished.
  const { spec } = slot;
  imageReady(context, slot, spec, hooks, (imageId) => {
    if (imageId === undefined || context.ending) {
      done();
      return;
    }
    create(context, slot, { spec, imageId }, hooks, done);
  });
}

/** CrashLoopBackOff: after the first restart each waits twice as long as the one before. */
function inRestartBackoff(context: PodContext, slot: ContainerSlot, hooks: StartHooks): boolean {
  const { node } = context;
  const finishedAtMs = slot.exitSeenMs;
  if (finishedAtMs === undefined) return false;
  // A container with another image begins anew.
  const key = `${slot.name} ${slot.spec.image}`;
  const remainingMs = context.restartBackoff.remainingMs(key, finishedAtMs, node.nowMs());
  if (remainingMs === 0) {
    context.restartBackoff.next(key, finishedAtMs, node.nowMs());
    return false;
  }
  const delay = secondsText(context.restartBackoff.delayMs(key));
  const what = `failed container=${slot.name} pod=${context.fullName}`;
  if (slot.waiting?.reason !== 'CrashLoopBackOff') {
    node.events.record(context.pod, {
      type: 'Warning',
      reason: 'BackOff',
      message: `Back-off restarting failed container ${slot.name} in pod ${context.fullName}`,
      fieldPath: eventFieldPath(slot),
    });
  }
  slot.waiting = { reason: 'CrashLoopBackOff', message: `back-off ${delay} restarting ${what}` };
  hooks.retryIn(remainingMs);
  return true;
}

/** The version of the spec that is being started, and the image that was found for it. */
interface Start {
  readonly spec: Container;
  readonly imageId: string;
}

/** What it will find when it runs. */
interface Ready extends Start {
  readonly env: ReadonlyMap<string, string>;
  readonly files: ContainerFiles;
}

function create(context: PodContext, slot: ContainerSlot, start: Start, hooks: StartHooks, done: () => void): void {
  const { node, pod } = context;
  const resolved = environmentOf(node.api, pod, start.spec, { ip: context.ip, hostIp: node.hostIp });
  const files = resolved.problem === undefined ? containerFiles(context, start.spec, resolved.env) : resolved;
  const problem = files.problem ?? nonRootProblem(context, start.spec, node.runtime.userOf(start.spec.image ?? ''));
  if (resolved.problem !== undefined || files.problem !== undefined || problem !== undefined) {
    slot.waiting = { reason: 'CreateContainerConfigError', message: problem ?? '' };
    recordFailure(context, slot, `Error: ${problem}`);
    hooks.retryIn(configRetryMs);
    done();
    return;
  }
  const { env } = resolved;
  node.timeline.after(createMs, () => {
    if (context.ending || !context.sandbox) {
      done();
      return;
    }
    node.events.record(pod, {
      type: 'Normal',
      reason: 'Created',
      message: `Created container: ${slot.name}`,
      fieldPath: eventFieldPath(slot),
    });
    node.timeline.after(startMs, () => {
      if (context.ending || !context.sandbox) done();
      else run(context, slot, { ...start, env, files }, hooks, done);
    });
  });
}

/** A missing ConfigMap or Secret is looked for again with the next sync, some ten seconds later. */
const configRetryMs = 10_000;

function run(
  context: PodContext,
  slot: ContainerSlot,
  { spec, imageId, env, files }: Ready,
  hooks: StartHooks,
  done: () => void,
): void {
  const { node } = context;
  const { command, args, image = '', workingDir } = spec;
  const security = containerSecurity(context.pod.spec as PodSpec, spec);
  const expand = (text: string) => expandVariables(text, (name) => env.get(name));
  const record: ContainerRecord = {
    name: slot.name,
    role: slot.role,
    id: node.random.hex(64),
    image,
    imageId,
    restartCount: slot.newest ? slot.newest.restartCount + 1 : 0,
    createdAtMs: node.nowMs() - startMs,
    startedAtMs: node.nowMs(),
    resources: spec.resources ?? {},
    running: undefined,
    killTimer: undefined,
    preStopBegun: false,
    stopSignalled: false,
    whenExited: undefined,
    verdicts: {},
    exit: undefined,
  };
  const finish = (exit: ContainerExit) => {
    record.killTimer?.cancel();
    const { running } = record;
    const words = terminationMessage(spec, files.terminationLog, exit.exitCode, running?.log, context.slots.length);
    const message = exit.message ?? words;
    record.exit = { ...exit, ...(message !== '' && { message }), finishedAtMs: node.nowMs() };
  };
  const started = context.sandbox
    ? node.runtime.start(
        context.sandbox,
        {
          id: record.id,
          name: slot.name,
          image,
          ...(command && { command: command.map(expand) }),
          ...(args && { args: args.map(expand) }),
          env,
          ...(workingDir && { workingDir }),
          ports: tcpPortsOf(spec),
          mounts: files.mounts,
          resources: containerResources(spec),
          ...(security && { security }),
          ...(spec.stdin && { stdin: spec.stdinOnce ? 'once' : 'always' }),
          ...(spec.tty && { tty: true }),
        },
        (exit) => {
          finish(exit);
          hooks.onExit(slot);
          record.whenExited?.();
        },
      )
    : undefined;
  if (!started) {
    done();
    return;
  }
  slot.begin(record);
  if ('exitCode' in started) {
    finish(started);
    // One that will not be tried again has ended; it waits for nothing.
    const isFinal = context.pod.spec?.restartPolicy === 'Never' && !isSidecar(spec);
    if (!isFinal) slot.waiting = { reason: 'RunContainerError', message: started.message ?? '' };
    recordFailure(context, slot, `Error: ${started.message ?? ''}`);
    hooks.onExit(slot);
    done();
    return;
  }
  record.running = started;
  hooks.onStart(slot);
  node.events.record(context.pod, {
    type: 'Normal',
    reason: 'Started',
    message: `Started container ${slot.name}`,
    fieldPath: eventFieldPath(slot),
  });
  postStart(context, slot, record, done);
}

function recordFailure(context: PodContext, slot: ContainerSlot, message: string): void {
  const fieldPath = eventFieldPath(slot);
  context.node.events.record(context.pod, { type: 'Warning', reason: 'Failed', message, fieldPath });
}

/** As Go prints a duration of whole seconds: `10s`, `1m20s`, `5m0s`. */
function secondsText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

function tcpPortsOf({ ports = [] }: Container): readonly number[] {
  return ports.filter(({ protocol = 'TCP' }) => protocol === 'TCP').map(({ containerPort }) => containerPort);
}
