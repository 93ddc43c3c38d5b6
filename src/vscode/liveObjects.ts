import type { ApiClient } from '../api/client.ts';
import type { KindInfo } from '../api/kinds.ts';
import type { Stored, WatchEvent } from '../api/objects.ts';
import type { ApiStream } from '../api/request.ts';
import { pathOf } from '../api/route.ts';
import { type WallTimers, wallTimers } from './throttle.ts';

/** How long to wait before a broken watch is begun again. */
const retryMs = 1000;

/**
 * All objects of one kind, in all namespaces, kept up to date by a watch. A watch that ends or is too old (410) begins again
 * with a new list.
 */
export class LiveObjects<T extends Stored> {
  readonly #client: ApiClient;
  readonly #path: string;
  readonly #onChange: () => void;
  readonly #timers: WallTimers;
  #objects = new Map<string, T>();
  #stream: ApiStream | undefined;
  #retry: { cancel(): void } | undefined;
  #closed = false;

  constructor(client: ApiClient, kind: KindInfo, onChange: () => void, timers: WallTimers = wallTimers) {
    this.#client = client;
    this.#path = pathOf(kind);
    this.#onChange = onChange;
    this.#timers = timers;
    void this.#begin();
  }

  /** Sorted by namespace and name. */
  all(): T[] {
    return [...this.#objects.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  }

  find(namespace: string, name: string): T | undefined {
    return this.#objects.get(`${namespace}/${name}`);
  }

  close(): void {
    this.#closed = true;
    this.#retry?.cancel();
    this.#stream?.close();
  }

  async #begin(): Promise<void> {
    try {
      const list = await this.#client.send({ method: 'GET', path: this.#path });
      if (list.code !== 200) return this.#beginLater();
      const body = list.body as { metadata: { resourceVersion: string }; items: T[] };
      this.#objects = new Map(body.items.map((object) => [keyOf(object), object]));
      if (this.#closed) return;
      this.#onChange();
      const opened = await this.#client.open(
        { method: 'GET', path: this.#path, query: { watch: 'true', resourceVersion: body.metadata.resourceVersion } },
        {
          onChunk: (chunk) => {
            if (chunk.channel === 'watch') this.#take(chunk.event as WatchEvent<T>);
          },
          onEnd: () => this.#beginLater(),
        },
      );
      this.#stream = opened.stream;
      if (this.#closed) this.#stream?.close();
      else if (!opened.stream) this.#beginLater();
    } catch {
      this.#beginLater();
    }
  }

  #take(event: WatchEvent<T>): void {
    if (this.#closed) return;
    if (event.type === 'ERROR') {
      this.#stream?.close();
      this.#beginLater();
    } else if (event.type === 'DELETED') this.#objects.delete(keyOf(event.object));
    else if (event.type !== 'BOOKMARK') this.#objects.set(keyOf(event.object), event.object);
    if (event.type !== 'BOOKMARK') this.#onChange();
  }

  #beginLater(): void {
    if (this.#closed) return;
    this.#retry?.cancel();
    this.#retry = this.#timers.set(retryMs, () => void this.#begin());
  }
}

function keyOf(object: Stored): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}
