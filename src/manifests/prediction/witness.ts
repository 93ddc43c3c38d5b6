import type { Event, Pod } from '../../api/generated/objects.ts';
import { type KindInfo, servedKind } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import type { Cluster } from '../../simulation/cluster.ts';
import { PodLife } from './podLife.ts';

/** An Event, and when it was first and last seen. */
export interface SeenEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** The container that it is about: `spec.containers{web}`. */
  readonly container?: string;
  readonly firstMs: number;
  lastMs: number;
  count: number;
}

/** One moment of one object. */
export interface Moment {
  readonly atMs: number;
  readonly uid: string;
  readonly text: string;
}

const watched =
  'pods events replicasets deployments statefulsets daemonsets replicationcontrollers jobs cronjobs services endpointslices horizontalpodautoscalers persistentvolumeclaims';

/** No object has more moments, and no trial more in all. */
const maxMomentsOfOne = 40;
const maxMoments = 3_000;
const maxEventsOfOne = 200;

/** Watches a cluster from a moment on, and remembers what happens in it. All its times count from that moment. */
export class Witness {
  readonly #cluster: Cluster;
  readonly #beginMs: number;
  readonly #objects = new Map<string, Stored>();
  readonly #gone = new Set<string>();
  readonly #pods = new Map<string, PodLife>();
  readonly #events = new Map<string, Map<string, SeenEvent>>();
  readonly #moments: Moment[] = [];
  readonly #momentsOf = new Map<string, number>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#beginMs = cluster.timeline.nowMs;
    const query = { watch: 'true', resourceVersion: String(cluster.revision) };
    for (const name of watched.split(' ')) {
      const info = servedKind(name);
      const receiver = {
        onChunk: (chunk: Parameters<Parameters<Cluster['open']>[1]['onChunk']>[0]) => {
          if (chunk.channel === 'watch') this.#see(info, chunk.event.type, chunk.event.object as Stored);
        },
        onEnd: () => {},
      };
      cluster.open({ method: 'GET', path: pathOf(info), query }, receiver);
    }
  }

  get nowMs(): number {
    return this.#cluster.timeline.nowMs - this.#beginMs;
  }

  /** In the order of their making. */
  get pods(): readonly PodLife[] {
    return [...this.#pods.values()];
  }

  get moments(): readonly Moment[] {
    return this.#moments;
  }

  /** The newest version of an object, also of one that is gone. */
  object(uid: string): Stored | undefined {
    return this.#objects.get(uid);
  }

  /** All that have been seen, also those that are gone. */
  allObjects(): readonly Stored[] {
    return [...this.#objects.values()];
  }

  /** Those of a kind that are there. */
  objects<T extends KubernetesObject>(kind: string): readonly Stored<T>[] {
    return [...this.#objects.values()].filter(
      (object) => object.kind === kind && !this.#gone.has(object.metadata.uid),
    ) as Stored<T>[];
  }

  events(uid: string): readonly SeenEvent[] {
    return [...(this.#events.get(uid)?.values() ?? [])];
  }

  /** Writes down what happened to an object. */
  tell(uid: string, text: string): void {
    const count = (this.#momentsOf.get(uid) ?? 0) + 1;
    this.#momentsOf.set(uid, count);
    if (count <= maxMomentsOfOne && this.#moments.length < maxMoments) {
      this.#moments.push({ atMs: this.nowMs, uid, text });
    }
  }

  #see(info: KindInfo, type: string, object: Stored): void {
    if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED') return;
    if (info.kind === 'Event') {
      if (type !== 'DELETED') this.#seeEvent(object as unknown as Stored<Event>);
      return;
    }
    const { uid } = object.metadata;
    this.#objects.set(uid, object);
    if (type === 'DELETED') this.#gone.add(uid);
    if (info.kind === 'Pod') this.#seePod(object as Stored<Pod>, type);
  }

  #seePod(pod: Stored<Pod>, type: string): void {
    const { uid } = pod.metadata;
    let life = this.#pods.get(uid);
    if (!life) {
      life = new PodLife(pod, this.nowMs);
      this.#pods.set(uid, life);
      this.tell(uid, 'is created');
    }
    const wasReady = life.isReady;
    const wasPlaced = life.scheduledMs !== undefined;
    for (const { container, end } of life.update(pod, this.nowMs)) {
      const why = end.reason === 'Completed' || end.reason === 'Error' ? '' : ` (${end.reason})`;
      this.tell(uid, `container ${container} ends with exit code ${end.exitCode}${why}`);
    }
    if (!wasPlaced && pod.spec?.nodeName) this.tell(uid, `gets a place on ${pod.spec.nodeName}`);
    if (wasReady !== life.isReady) this.tell(uid, life.isReady ? 'is ready' : 'is no longer ready');
    if (type === 'DELETED') {
      life.isGone = true;
      this.tell(uid, 'is gone');
    } else this.#look(life);
  }

  #look(life: PodLife): void {
    const { podIP } = life.pod.status ?? {};
    // The Pods of a Node's own network hear what the Node hears, too: whose a port is, its owner says.
    if (podIP) life.noteListeners(this.#cluster.listenersAt(podIP).filter(({ pod }) => !pod || pod.name === life.name));
  }

  #seeEvent(event: Stored<Event>): void {
    const { involvedObject, reason = '', message = '', type = 'Normal', series } = event;
    const uid = involvedObject.uid ?? '';
    const container = /\{(.+)\}$/.exec(involvedObject.fieldPath ?? '')?.[1];
    const known = this.#events.get(uid) ?? new Map<string, SeenEvent>();
    this.#events.set(uid, known);
    const key = `${reason} ${container} ${message}`;
    const count = series?.count ?? event.count ?? 1;
    const seen = known.get(key);
    if (seen) {
      seen.lastMs = this.nowMs;
      seen.count = Math.max(count, seen.count + (count > 1 ? 0 : 1));
    } else if (known.size < maxEventsOfOne) {
      const { nowMs } = this;
      const fresh = { type, reason, message, firstMs: nowMs, lastMs: nowMs, count };
      known.set(key, container === undefined ? fresh : { ...fresh, container });
    }
    const life = this.#pods.get(uid);
    if (life) this.#look(life);
    if (life && container !== undefined && reason === 'Started') {
      const { startsMs } = life.container(container);
      startsMs.push(this.nowMs);
      this.tell(uid, `container ${container} starts${startsMs.length > 1 ? ' again' : ''}`);
    } else if (!seen && !silent.has(reason)) this.tell(uid, `${reason}: ${message}`);
  }
}

/** Events that say what is told without them, or nothing that a reader needs. */
const silent = new Set(
  'Scheduled Pulled Created Started SuccessfulCreate BackOff NoPods CalculateExpectedPodCount UnexpectedJob'.split(' '),
);
