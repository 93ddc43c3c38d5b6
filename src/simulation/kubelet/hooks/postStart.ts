import { ContainerKill } from '../containerKill.ts';
import { type ContainerRecord, type ContainerSlot, eventFieldPath } from '../containerRecord.ts';
import type { PodContext } from '../podContext.ts';
import { runHook } from './runHook.ts';

/**
 * Runs the postStart hook of a container that has just been started. The kubelet does nothing else for the Pod until it
 * is over; where it fails, the container is ended (https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution).
 */
export function postStart(context: PodContext, slot: ContainerSlot, life: ContainerRecord, done: () => void): void {
  const handler = slot.spec.lifecycle?.postStart;
  const { running } = life;
  if (!handler || !running) {
    done();
    return;
  }
  const { node, pod } = context;
  const stop = runHook(context, slot, running, handler, (problem) => {
    life.whenExited = undefined;
    if (problem === undefined || context.ending) {
      done();
      return;
    }
    const fieldPath = eventFieldPath(slot);
    const message = 'PostStartHook failed';
    node.events.record(pod, { type: 'Warning', reason: 'FailedPostStartHook', message, fieldPath });
    slot.waiting = { reason: 'PostStartHookError', message: problem };
    if (life.exit) {
      done();
      return;
    }
    const graceMs = (pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000;
    life.whenExited = () => {
      kill.stop();
      done();
    };
    const kill = new ContainerKill(context, slot, life, { message: 'FailedPostStartHook', graceMs, order: 'now' });
  });
  // A Pod that is ended does not wait for what is left of a hook.
  life.whenExited = () => {
    if (context.ending) stop();
  };
}
