import type { DeleteOptions, Scale, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored, WatchEvent } from '../../api/objects.ts';
import { readObject, verdictOnCreate, verdictOnUpdate } from '../../api/review.ts';
import { invariant } from '../../invariant.ts';
import type { Timeline } from '../timeline.ts';
import { bindPod } from './binding.ts';
import type { ApiResult, ComponentApi } from './componentApi.ts';
import { createObject } from './create.ts';
import { deleteObject } from './delete.ts';
import { LateManagers, type Managers, managersOf } from './lateManagers.ts';
import { trackUpdate } from './managedFields.ts';
import { resourceOf } from './registry.ts';
import { findScale, scaledObject, scaleView } from './scales.ts';
import type { ServerContext } from './serverContext.ts';
import { updateObject } from './update.ts';

interface Subscriber {
  readonly latencyMs: number;
  readonly listener: (event: WatchEvent<Stored>) => void;
}

/** The API as the cluster's own components use it: the same writes as behind `send`, without the wire. */
export class ComponentAccess implements ComponentApi {
  readonly #context: ServerContext;
  readonly #timeline: Timeline;
  readonly #subscribers = new Map<string, Set<Subscriber>>();

  constructor(context: ServerContext, timeline: Timeline) {
    this.#context = context;
    this.#timeline = timeline;
    context.store.onChange((info, { type, object }) => this.#deliver(info, { type, object }));
  }

  get<T extends KubernetesObject>(kind: KindInfo, namespace: string, name: string): Stored<T> | undefined {
    return this.#context.store.get(kind, namespace, name) as Stored<T> | undefined;
  }

  list<T extends KubernetesObject>(kind: KindInfo, namespace?: string): readonly Stored<T>[] {
    return this.#context.store.list(kind, namespace) as readonly Stored<T>[];
  }

  create<T extends KubernetesObject>(kind: KindInfo, object: T): ApiResult<T> {
    const complete = kind.kind === 'Event' ? object : readOwn(kind, object);
    const verdict = (admitted: T) => verdictOnCreate(kind, admitted);
    const managedFields = this.#track(kind, undefined, complete, undefined);
    return createObject(this.#context, kind, complete, { mode: 'commit', verdict, managedFields });
  }

  update<T extends KubernetesObject>(
    kind: KindInfo,
    object: Stored<T>,
    subresource?: 'status' | 'finalize',
  ): ApiResult<T> {
    const { name, namespace = '' } = object.metadata;
    const old = this.#context.store.get(kind, kind.namespaced ? namespace : '', name);
    const managedFields = old && subresource !== 'finalize' ? this.#track(kind, old, object, subresource) : undefined;
    const options = { mode: 'commit', ...(managedFields && { managedFields }) } as const;
    if (subresource) return updateObject<T>(this.#context, kind, object, { ...options, subresource });
    const verdict = (next: T, stored: Stored<T>) => verdictOnUpdate(kind, next, stored);
    return updateObject<T>(this.#context, kind, object, { ...options, verdict });
  }

  getScale(kind: KindInfo, namespace: string, name: string): ApiResult<Scale> {
    return findScale(this.#context.store, kind, namespace, name);
  }

  updateScale(kind: KindInfo, scale: Stored<Scale>): ApiResult<Scale> {
    const { name, namespace = '' } = scale.metadata;
    const old = this.#context.store.get(kind, namespace, name);
    if (!old) return this.getScale(kind, namespace, name);
    const next = scaledObject(kind, old, scale);
    const { object, refusal } = updateObject(this.#context, kind, next, {
      mode: 'commit',
      managedFields: this.#track(kind, old, next, 'scale'),
      verdict: (changed) => verdictOnUpdate(kind, changed, old),
    });
    return refusal ? { refusal } : { object: scaleView(kind, object) };
  }

  /**
   * Who manages which field after a component's write, for whoever reads it. It costs as much as there is new: what a
   * component passed on as it was is not looked into. Events and Leases come often and nobody applies them: they are not
   * followed.
   */
  #track(
    kind: KindInfo,
    old: Stored | undefined,
    object: KubernetesObject,
    subresource: 'status' | 'scale' | undefined,
  ): Managers {
    if (kind.kind === 'Event' || kind.kind === 'Lease') return [];
    const isKubelet = kind.kind === 'Node' || (kind.kind === 'Pod' && subresource === 'status');
    const manager = isKubelet ? 'kubelet' : 'kube-controller-manager';
    const writer = { manager, ...(subresource && { subresource }) };
    const nowMs = this.#context.nowMs();
    return new LateManagers(managersOf(old?.metadata), () => {
      const complete = resourceOf(kind).complete?.(object) ?? object;
      return trackUpdate(kind, old, complete, writer, nowMs);
    });
  }

  delete(kind: KindInfo, namespace: string, name: string, options: DeleteOptions = {}): Status | undefined {
    return deleteObject(this.#context, kind, namespace, name, options).refusal;
  }

  bind(namespace: string, podName: string, nodeName: string): Status | undefined {
    return bindPod(this.#context, namespace, podName, nodeName, 'commit');
  }

  subscribe<T extends KubernetesObject>(
    kind: KindInfo,
    latencyMs: number,
    listener: (event: WatchEvent<Stored<T>>) => void,
  ): () => void {
    const key = keyOf(kind);
    const subscribers = this.#subscribers.get(key) ?? new Set();
    this.#subscribers.set(key, subscribers);
    const subscriber = { latencyMs, listener: listener as (event: WatchEvent<Stored>) => void };
    subscribers.add(subscriber);
    return () => subscribers.delete(subscriber);
  }

  /** In the order in which the subscribers came; each gets its own timer, so that latencies may differ. */
  #deliver(info: KindInfo, event: WatchEvent<Stored>): void {
    const subscribers = this.#subscribers.get(keyOf(info));
    if (!subscribers) return;
    for (const subscriber of subscribers) {
      this.#timeline.after(subscriber.latencyMs, () => {
        if (subscribers.has(subscriber)) subscriber.listener(event);
      });
    }
  }
}

/** What a component made, with its defaults. Events have none and come by the thousand: they are taken as they are. */
function readOwn<T extends KubernetesObject>(kind: KindInfo, object: T): T {
  const { name, namespace } = object.metadata ?? {};
  const { object: complete, refusal } = readObject(object, {
    fieldValidation: 'Strict',
    expected: kind,
    ...(namespace !== undefined && { namespace }),
  });
  invariant(complete && !refusal, `a component wrote a wrong ${kind.kind} "${name}": ${refusal?.message}`);
  return complete as T;
}

function keyOf(info: KindInfo): string {
  return `${info.group}/${info.plural}`;
}
