import type { HpaRecord } from '../../../api/autoscaling/hpaRecord.ts';
import type { HorizontalPodAutoscaler } from '../../../api/generated/objects.ts';
import { horizontalPodAutoscalerKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import type { Timer } from '../../timeline.ts';
import { HpaRecords } from './hpaRecords.ts';
import { HpaSync } from './hpaSync.ts';
import type { MetricsSource } from './metricsSource.ts';
import { noHistory, type ScalingHistory } from './scalingHistory.ts';
import { SelectingHpas } from './selectingHpas.ts';

/** From a look at an HPA, or its creation, to the next look (`--horizontal-pod-autoscaler-sync-period`). */
const syncPeriodMs = 15_000;
/** What the requests of a look take: recorded controllers came round every 15.03 seconds. */
const requestsMs = 30;

/**
 * Scales what HorizontalPodAutoscalers target
 * (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/; k8s.io/kubernetes/pkg/controller/podautoscaler).
 * It looks at each in turn by the clock alone: no change of anything makes it look sooner.
 */
export class HpaController {
  readonly #context: ComponentContext;
  readonly #metrics: MetricsSource;
  readonly #events: EventRecorder;
  readonly #selecting = new SelectingHpas();
  readonly #histories = new Map<string, ScalingHistory>();
  readonly #records = new HpaRecords();
  readonly #waiting = new Map<string, Timer>();

  constructor(context: ComponentContext, metrics: MetricsSource) {
    this.#context = context;
    this.#metrics = metrics;
    this.#events = new EventRecorder(context, { component: 'horizontal-pod-autoscaler' });
    context.api.subscribe<HorizontalPodAutoscaler>(horizontalPodAutoscalerKind, 0, ({ type, object }) => {
      const { namespace = '', name } = object.metadata;
      if (type === 'DELETED') this.#selecting.remove(namespace, name);
      else this.#lookLater(`${namespace}/${name}`);
    });
  }

  /** See `ClusterControl.hpaRecords`. */
  records(namespace: string, name: string): readonly HpaRecord[] {
    return this.#records.of(`${namespace}/${name}`);
  }

  /** Where a look is due already, that one comes. */
  #lookLater(key: string): void {
    if (this.#waiting.has(key)) return;
    const timer = this.#context.timeline.heartbeatAfter(syncPeriodMs + requestsMs, () => {
      this.#waiting.delete(key);
      this.#look(key);
    });
    this.#waiting.set(key, timer);
  }

  #look(key: string): void {
    const [namespace = '', name = ''] = key.split('/');
    const hpa = this.#context.api.get<HorizontalPodAutoscaler>(horizontalPodAutoscalerKind, namespace, name);
    // One that was deleted and came again before its next look is the same to the controller.
    if (!hpa) {
      this.#histories.delete(key);
      this.#records.forget(key);
      return;
    }
    const sync = new HpaSync(
      {
        api: this.#context.api,
        events: this.#events,
        metrics: this.#metrics,
        selecting: this.#selecting,
        nowMs: this.#context.nowMs(),
      },
      hpa,
    );
    const { history, record } = sync.run(this.#histories.get(key) ?? noHistory);
    this.#histories.set(key, history);
    this.#records.add(key, record);
    this.#lookLater(key);
  }
}
