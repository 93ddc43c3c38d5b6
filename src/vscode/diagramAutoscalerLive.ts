import type * as vscode from 'vscode';
import type { Event, HorizontalPodAutoscaler } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import type { AutoscalerSight, ScaleTarget } from '../diagrams/autoscaling/autoscalerSight.ts';
import type { ClusterHost, RunningCluster } from './clusterHost.ts';
import type { AutoscalerSubject } from './diagramSubject.ts';
import { LiveObjects } from './liveObjects.ts';

/** What tells its size in the same fields; of other kinds only the autoscaler's own word is known. */
export const scaleTargetKinds = ['Deployment', 'ReplicaSet', 'StatefulSet'] as const;

/** One HorizontalPodAutoscaler of the cluster and what it scales, while the cluster comes and goes. */
export class LiveAutoscaler implements vscode.Disposable {
  readonly #subject: AutoscalerSubject;
  readonly #cluster: ClusterHost;
  readonly #onChange: () => void;
  readonly #subscriptions: readonly vscode.Disposable[];
  #hpas: LiveObjects<Stored<HorizontalPodAutoscaler>> | undefined;
  #events: LiveObjects<Stored<Event>> | undefined;
  readonly #targets = new Map<string, LiveObjects<Stored>>();

  constructor(subject: AutoscalerSubject, cluster: ClusterHost, onChange: () => void) {
    this.#subject = subject;
    this.#cluster = cluster;
    this.#onChange = onChange;
    // Records and loads grow with time; nobody watches them.
    this.#subscriptions = [cluster.onDidChange(() => this.#follow()), cluster.onDidChangeTime(onChange)];
    this.#follow();
  }

  /** What is known of it now; undefined where there is none. */
  sight(): AutoscalerSight | undefined {
    const { namespace, name } = this.#subject;
    const hpa = this.#hpas?.find(namespace, name);
    const { running } = this.#cluster;
    if (!hpa || !running) return undefined;
    const { kind = '', name: targetName = '' } = hpa.spec?.scaleTargetRef ?? {};
    const target = this.#targets.get(kind)?.find(namespace, targetName) as ScaleTarget | undefined;
    const isAbout = ({ involvedObject }: Event) =>
      involvedObject.kind === 'HorizontalPodAutoscaler' &&
      involvedObject.name === name &&
      involvedObject.namespace === namespace;
    const events = (this.#events?.all() ?? []).filter(isAbout);
    return { hpa, events, ...(target && { target }), ...recordsOf(running, namespace, name) };
  }

  dispose(): void {
    for (const one of this.#subscriptions) one.dispose();
    this.#close();
  }

  #follow(): void {
    this.#close();
    const client = this.#cluster.running?.client;
    if (client) {
      this.#hpas = new LiveObjects(client, servedKind('HorizontalPodAutoscaler'), this.#onChange);
      this.#events = new LiveObjects(client, servedKind('Event'), this.#onChange);
      for (const kind of scaleTargetKinds) {
        this.#targets.set(kind, new LiveObjects(client, servedKind(kind), this.#onChange));
      }
    }
    this.#onChange();
  }

  #close(): void {
    for (const one of [this.#hpas, this.#events, ...this.#targets.values()]) one?.close();
    this.#targets.clear();
    this.#hpas = this.#events = undefined;
  }
}

/** What only a cluster with a hold on its time knows; of a real one the Events are all that there is, and its time is ours. */
function recordsOf(
  { control }: Partial<Pick<RunningCluster, 'control'>>,
  namespace: string,
  name: string,
): Pick<AutoscalerSight, 'records' | 'loads' | 'nowMs' | 'startMs'> {
  if (!control) return { nowMs: Date.now() };
  const { nowMs, elapsedMs } = control.time();
  return { records: control.hpaRecords(namespace, name), loads: control.loads(), nowMs, startMs: nowMs - elapsedMs };
}
