import type { LifecycleHandler } from '../../../api/generated/objects.ts';
import type { RunningContainer } from '../../containers/runtime.ts';
import type { ContainerSlot } from '../containerRecord.ts';
import type { PodContext } from '../podContext.ts';
import { runCommand } from '../probes/containerCommand.ts';
import { httpGet } from '../probes/httpProbe.ts';
import { httpTarget, urlOf } from '../probes/httpTarget.ts';

/**
 * Runs a postStart or preStop action; `done` gets what the kubelet says where it failed. It comes once, not after the
 * call of what is returned, which breaks the action off. An answer of an HTTP server is good whatever its status, and
 * `tcpSocket` is an action that the kubelet does not know
 * (https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/).
 */
export function runHook(
  context: PodContext,
  slot: ContainerSlot,
  running: RunningContainer,
  handler: LifecycleHandler,
  done: (problem: string | undefined) => void,
): () => void {
  const { timeline, runtime } = context.node;
  const failed = (kind: string, what: string, why: string) =>
    `${kind} lifecycle hook (${what}) for Container "${slot.name}" in Pod "${context.fullName}" failed - error: ${why}`;
  if (handler.exec) {
    const command = handler.exec.command ?? [];
    const what = `[${command.join(' ')}]`;
    return runCommand(timeline, running, command, undefined, (end) => {
      if (end.end === 'notStarted') done(failed('Exec', what, `${end.problem}, message: ""`));
      else if (end.end === 'exited' && end.exitCode !== 0) {
        const why = `command '${command.join(' ')}' exited with ${end.exitCode}: ${end.errorOutput}`;
        done(failed('Exec', what, `${why}, message: ${JSON.stringify(end.output)}`));
      } else done(undefined);
    });
  }
  if (handler.httpGet) {
    const target = httpTarget(handler.httpGet, slot.spec, context.ip, 'lifecycle');
    const { path = '' } = handler.httpGet;
    if (!('problem' in target)) {
      return unlessStopped(done, (tell) =>
        runtime.runOnNode(
          (process) => httpGet(process, target, undefined),
          (answer) =>
            tell('problem' in answer ? failed('HTTP', path, `Get "${urlOf(target)}": ${answer.problem}`) : undefined),
        ),
      );
    }
    return later(context, 0, () => done(failed('HTTP', path, target.problem)));
  }
  if (handler.sleep) return later(context, (handler.sleep.seconds ?? 0) * 1000, () => done(undefined));
  return later(context, 0, () => done('Cannot run handler: invalid handler'));
}

function later({ node }: PodContext, delayMs: number, then: () => void): () => void {
  const timer = node.timeline.after(delayMs, then);
  return () => timer.cancel();
}

function unlessStopped<T>(done: (answer: T) => void, begin: (tell: (answer: T) => void) => () => void): () => void {
  let isStopped = false;
  const stop = begin((answer) => {
    if (!isStopped) done(answer);
  });
  return () => {
    isStopped = true;
    stop();
  };
}
