import { parseImageReference } from '../containers/imageReference.ts';
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

/** Asking the registry whether an image that is there is still the one it has, milliseconds: an assumption. */
const checkMs = 500;

/** The images of one Node. Pulls wait for each other, as `serializeImagePulls: true` (the default) has it. */
export class ImagePuller {
  readonly #timeline: Timers;
  readonly #runtime: ContainerRuntime;
  readonly #present: Map<string, string>;
  /** Of images that are present or will be once the pulls that wait are done. */
  readonly #expected = new Set<string>();
  #freeAtMs = 0;

  /** `present`: ids of the images on the Node's disk, by reference in full. */
  constructor(timeline: Timers, runtime: ContainerRuntime, present: Map<string, string>) {
    this.#timeline = timeline;
    this.#runtime = runtime;
    this.#present = present;
    for (const reference of present.keys()) this.#expected.add(reference);
  }

  /** The id of an image that is already on the Node. */
  presentImageId(reference: string): string | undefined {
    return this.#present.get(inFull(reference));
  }

  pull(reference: string, done: (outcome: PullOutcome) => void): void {
    const askedMs = this.#timeline.nowMs;
    const answer = this.#runtime.resolveImage(reference);
    const name = inFull(reference);
    const pullMs = answer.found ? answer.pullMs : answer.afterMs;
    // What another pull brings in the meantime is not fetched again.
    const tookMs = this.#expected.has(name) ? Math.min(checkMs, pullMs) : pullMs;
    if (answer.found) this.#expected.add(name);
    const endMs = Math.max(this.#freeAtMs, askedMs) + tookMs;
    this.#freeAtMs = endMs;
    this.#timeline.after(endMs - askedMs, () => {
      if (!answer.found) {
        done({ pulled: false, message: answer.message });
        return;
      }
      this.#present.set(name, answer.imageId);
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

/** `nginx` and `docker.io/library/nginx:latest` are the same image. */
function inFull(reference: string): string {
  return parseImageReference(reference)?.full ?? reference;
}
