import type { Stored } from '../../api/objects.ts';
import type { Timeline, Timer } from '../timeline.ts';
import { eventKind } from './knownKinds.ts';
import type { Store } from './store.ts';

/** How long an Event is kept after its last change: kube-apiserver's `--event-ttl`. */
const eventTtlMs = 3_600_000;

/** Forgets Events an hour after they were last written, as etcd's leases do. */
export class EventTtl {
  readonly #store: Store;
  readonly #timeline: Timeline;
  /** When each was last written, the oldest first. */
  readonly #written = new Map<string, { readonly namespace: string; readonly name: string; readonly atMs: number }>();
  #timer: Timer | undefined;

  constructor(store: Store, timeline: Timeline) {
    this.#store = store;
    this.#timeline = timeline;
    store.onChange((info, { type, object }) => {
      if (info.plural === eventKind.plural) this.#changed(type, object);
    });
  }

  #changed(type: string, { metadata: { namespace = '', name } }: Stored): void {
    const key = `${namespace}/${name}`;
    this.#written.delete(key);
    if (type !== 'DELETED') this.#written.set(key, { namespace, name, atMs: this.#timeline.nowMs });
    if (!this.#timer) this.#setTimer();
  }

  #setTimer(): void {
    for (const { atMs } of this.#written.values()) {
      this.#timer = this.#timeline.heartbeatAfter(atMs + eventTtlMs - this.#timeline.nowMs, () => this.#expire());
      return;
    }
  }

  #expire(): void {
    for (const { namespace, name, atMs } of this.#written.values()) {
      if (atMs + eventTtlMs > this.#timeline.nowMs) break;
      const event = this.#store.get(eventKind, namespace, name);
      if (event) this.#store.remove(eventKind, event);
    }
    this.#timer = undefined;
    this.#setTimer();
  }
}
