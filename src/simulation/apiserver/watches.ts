import type { Status } from '../../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored, WatchEvent } from '../../api/objects.ts';
import type { ApiRequest, OpenedStream, StreamReceiver } from '../../api/request.ts';
import type { ResourceRoute } from '../../api/route.ts';
import { expired, refuse } from '../../api/status.ts';
import type { Change } from './history.ts';
import { tooLargeVersion } from './listVersion.ts';
import type { Outbox } from './outbox.ts';
import { type Representation, representationOf, showChange } from './representation.ts';
import { type Selection, selectionOf } from './selection.ts';
import type { ServerContext } from './serverContext.ts';
import { type WatchQuery, watchQuery } from './watchQuery.ts';

/** How often a watch that wants bookmarks gets one (`defaultBookmarkFrequency` of a real server). */
const bookmarkPeriodMs = 60_000;

interface Watch {
  readonly info: KindInfo;
  readonly namespace: string | undefined;
  readonly selection: Selection;
  readonly representation: Representation;
  readonly receiver: StreamReceiver;
  /** What is older than this, the client knows already. */
  readonly after: number;
  readonly endMs: number;
  bookmarkMs: number;
  shown: 'nothing' | 'some';
  open: boolean;
}

/**
 * The watches of clients outside. They set no timers, so that a session replays the same whoever looked at it:
 * `tick` is called whenever time went on.
 */
export class Watches {
  readonly #context: ServerContext;
  readonly #outbox: Outbox;
  readonly #watches = new Set<Watch>();
  #nextDueMs = Number.POSITIVE_INFINITY;

  constructor(context: ServerContext, outbox: Outbox) {
    this.#context = context;
    this.#outbox = outbox;
    context.store.onChange((info, change) => {
      for (const watch of this.#watches) {
        if (watch.info.plural === info.plural && watch.info.group === info.group) this.#pass(watch, change);
      }
    });
  }

  /** Opens a watch on a collection, or on one object of it. */
  open(route: ResourceRoute, request: ApiRequest, receiver: StreamReceiver): OpenedStream {
    const { info, namespace, name } = route;
    const { selection, refusal } = selectionOf(info, request, name);
    if (refusal) return { response: refuse(refusal) };
    const { query, refusal: wrongQuery } = watchQuery(request);
    if (wrongQuery) return { response: refuse(wrongQuery) };
    const nowMs = this.#context.nowMs();
    const watch: Watch = {
      info,
      namespace,
      selection,
      representation: representationOf(request),
      receiver,
      after: typeof query.from === 'number' ? query.from : 0,
      endMs: nowMs + query.timeoutMs,
      bookmarkMs: query.bookmarks ? nowMs + bookmarkPeriodMs : Number.POSITIVE_INFINITY,
      shown: 'nothing',
      open: true,
    };
    this.#begin(watch, query);
    if (watch.open) this.#watches.add(watch);
    this.#nextDueMs = Math.min(this.#nextDueMs, watch.endMs, watch.bookmarkMs);
    const close = () => {
      watch.open = false;
      this.#watches.delete(watch);
    };
    const ignore = () => {};
    return { response: { code: 200, body: undefined }, stream: { write: ignore, closeInput: ignore, close } };
  }

  /** Sends the bookmarks that are due and ends the watches whose time is over. */
  tick(): void {
    const nowMs = this.#context.nowMs();
    if (nowMs < this.#nextDueMs) return;
    this.#nextDueMs = Number.POSITIVE_INFINITY;
    for (const watch of this.#watches) {
      if (nowMs >= watch.bookmarkMs) {
        watch.bookmarkMs = nowMs + bookmarkPeriodMs;
        this.#tell(watch, { type: 'BOOKMARK', object: this.#bookmark(watch, {}) });
      }
      if (nowMs >= watch.endMs) this.#end(watch);
      else this.#nextDueMs = Math.min(this.#nextDueMs, watch.endMs, watch.bookmarkMs);
    }
  }

  /** What a watch is told first: what is there, or what came after the version it knows. */
  #begin(watch: Watch, query: WatchQuery): void {
    const { store } = this.#context;
    if (query.from !== 'now' && query.from !== 'state') {
      const changes = store.changesSince(watch.info, query.from);
      if (!changes) {
        this.#fail(watch, expired(`too old resource version: ${query.from} (${store.oldestRevision(watch.info)})`));
        return;
      }
      for (const change of changes) this.#pass(watch, change);
      return;
    }
    if (query.notOlderThan > store.revision) {
      this.#fail(watch, tooLargeVersion(query.notOlderThan, store.revision));
      return;
    }
    if (query.from === 'state') {
      for (const object of store.list(watch.info, watch.namespace)) {
        if (watch.selection.matches(object)) this.#tell(watch, { type: 'ADDED', object });
      }
    }
    if (query.marksInitialEnd) {
      const annotations = { 'k8s.io/initial-events-end': 'true' };
      this.#tell(watch, { type: 'BOOKMARK', object: this.#bookmark(watch, { annotations }) });
    }
  }

  /** Tells what is wrong, which ends the watch. */
  #fail(watch: Watch, status: Status): void {
    this.#tell(watch, { type: 'ERROR', object: status as KubernetesObject & Status });
    this.#end(watch);
  }

  #pass(watch: Watch, change: Change): void {
    if (change.revision <= watch.after) return;
    if (watch.namespace !== undefined && change.object.metadata.namespace !== watch.namespace) return;
    const event = eventFor(watch.selection, change);
    if (event) this.#tell(watch, event);
  }

  #tell(watch: Watch, event: WatchEvent): void {
    this.#outbox.put(() => {
      if (!watch.open) return;
      const part = watch.shown === 'nothing' ? 'first' : 'later';
      watch.shown = 'some';
      const shown = showChange(watch.info, event, watch.representation, this.#context.nowMs(), part);
      watch.receiver.onChunk({ channel: 'watch', event: shown });
    });
  }

  #end(watch: Watch): void {
    this.#outbox.put(() => {
      this.#watches.delete(watch);
      if (!watch.open) return;
      watch.open = false;
      watch.receiver.onEnd({});
    });
  }

  #bookmark(watch: Watch, metadata: KubernetesObject['metadata']): KubernetesObject {
    return {
      kind: watch.info.kind,
      apiVersion: apiVersionOf(watch.info),
      metadata: { ...metadata, resourceVersion: String(this.#context.store.revision) },
    };
  }
}

/** What a change is to a watch with a selector: an object that ceases to match is deleted in its eyes. */
function eventFor(selection: Selection, change: Change): WatchEvent | undefined {
  const { type, object, previous } = change;
  const was = previous !== undefined && selection.matches(previous);
  const is = type !== 'DELETED' && selection.matches(object);
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object };
  if (!was || !previous) return undefined;
  if (type === 'DELETED') return { type, object };
  return { type: 'DELETED', object: atRevision(previous, change.revision) };
}

function atRevision(object: Stored, revision: number): Stored {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}
