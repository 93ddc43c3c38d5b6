import type { Container } from '../../api/generated/objects.ts';
import { parseImageReference, problemOfImageReference } from '../containers/imageReference.ts';
import { type ContainerSlot, eventFieldPath } from './containerRecord.ts';
import type { PodContext } from './podContext.ts';

/**
 * Sees to it that a container's image is on the Node, by its pull policy
 * (https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy). `done` gets the image's id, or undefined
 * where the container must wait: then `slot.waiting` says why and `retryIn` was called.
 */
export function imageReady(
  context: PodContext,
  slot: ContainerSlot,
  { image = '', imagePullPolicy = 'IfNotPresent' }: Container,
  hooks: { retryIn(delayMs: number): void },
  done: (imageId: string | undefined) => void,
): void {
  const { node } = context;
  const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    node.events.record(context.pod, { type, reason, message, fieldPath: eventFieldPath(slot) });

  if (!parseImageReference(image)) {
    const problem = `couldn't parse image name "${image}": ${problemOfImageReference(image)}`;
    const message = `Failed to apply default image tag "${image}": ${problem}`;
    say('Warning', 'InspectFailed', message);
    say('Warning', 'Failed', 'Error: InvalidImageName');
    slot.waiting = { reason: 'InvalidImageName', message };
    hooks.retryIn(regularSyncMs);
    done(undefined);
    return;
  }
  const presentId = node.images.presentImageId(image);
  if (presentId !== undefined && imagePullPolicy !== 'Always') {
    say('Normal', 'Pulled', `Container image "${image}" already present on machine`);
    done(presentId);
    return;
  }
  if (imagePullPolicy === 'Never') {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    if (slot.waiting?.reason !== 'ErrImageNeverPull') {
      say('Warning', 'ErrImageNeverPull', message);
      say('Warning', 'Failed', 'Error: ErrImageNeverPull');
    }
    slot.waiting = { reason: 'ErrImageNeverPull', message };
    hooks.retryIn(regularSyncMs);
    done(undefined);
    return;
  }

  const failure = context.imageFailures.get(image);
  if (failure) {
    const remainingMs = context.imageBackoff.remainingMs(image, failure.atMs, node.nowMs());
    if (remainingMs > 0) {
      if (slot.waiting?.reason !== 'ImagePullBackOff') {
        say('Normal', 'BackOff', `Back-off pulling image "${image}"`);
        say('Warning', 'Failed', 'Error: ImagePullBackOff');
      }
      const message = `Back-off pulling image "${image}": ErrImagePull: ${failure.message}`;
      slot.waiting = { reason: 'ImagePullBackOff', message };
      hooks.retryIn(remainingMs);
      done(undefined);
      return;
    }
  }

  say('Normal', 'Pulling', `Pulling image "${image}"`);
  node.images.pull(image, (outcome) => {
    if (outcome.pulled) {
      context.imageFailures.delete(image);
      context.imageBackoff.forget(image);
      const took = durationText(outcome.tookMs);
      const withWaiting = durationText(outcome.withWaitingMs);
      const size = `Image size: ${outcome.sizeBytes} bytes.`;
      say(
        'Normal',
        'Pulled',
        `Successfully pulled image "${image}" in ${took} (${withWaiting} including waiting). ${size}`,
      );
      done(outcome.imageId);
      return;
    }
    context.imageFailures.set(image, { atMs: node.nowMs(), message: outcome.message });
    context.imageBackoff.next(image, node.nowMs(), node.nowMs());
    slot.waiting = { reason: 'ErrImagePull', message: outcome.message };
    say('Warning', 'Failed', `Failed to pull image "${image}": ${outcome.message}`);
    say('Warning', 'Failed', 'Error: ErrImagePull');
    hooks.retryIn(failedPullRetryMs);
    done(undefined);
  });
}

/** After a failed pull the next sync, which finds the back-off, comes some seconds later. */
const failedPullRetryMs = 3_000;
/** What only the Pod's owner can mend is looked at again with the next regular sync. */
const regularSyncMs = 10_000;

/** As Go prints a duration rounded to milliseconds: `850ms`, `2.5s`, `1m3.2s`. */
function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = `${Number(((ms % 60_000) / 1000).toFixed(3))}s`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
