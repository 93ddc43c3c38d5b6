import type { ContainerRuntime } from '../containers/runtime.ts';
import type { Timers } from '../timeline.ts';

/** How a pull ended. */
export type PullOutcome =
  | {
      readonly pulled: true;
      readonly imageId: string;
      readonly sizeBytes: number;
      readonly tookMs: number;
      readonly withWaitingMs: number;
    }
  | { readonly pulled: false; readonly message: string };

/** The images of one Node. Pulls wait for each other, as `serializeImagePulls: true` (the default) has it. */
export class ImagePuller {
  readonly #timeline: Timers;
  readonly #runtime: ContainerRuntime;
  readonly #present: Map<string, string>;
  #freeAtMs = 0;

  /** `present`: ids of the images on the Node's disk, by reference. */
  constructor(timeline: Timers, runtime: ContainerRuntime, present: Map<string, string>) {
    this.#timeline = timeline;
    this.#runtime = runtime;
    this.#present = present;
  }

  /** The id of an image that is already on the Node. */
  presentImageId(reference: string): string | undefined {
    return this.#present.get(reference);
  }

  pull(reference: string, done: (outcome: PullOutcome) => void): void {
    const askedMs = this.#timeline.nowMs;
    const answer = this.#runtime.resolveImage(reference);
    const tookMs = answer.found ? answer.pullMs : answer.afterMs;
    const endMs = Math.max(this.#freeAtMs, askedMs) + tookMs;
    this.#freeAtMs = endMs;
    this.#timeline.after(endMs - askedMs, () => {
      if (!answer.found) {
        done({ pulled: false, message: answer.message });
        return;
      }
      this.#present.set(reference, answer.imageId);
      done({
        pulled: true,
        imageId: answer.imageId,
        sizeBytes: answer.sizeBytes,
        tookMs,
        withWaitingMs: endMs - askedMs,
      });
    });
  }
}
