import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerStatus,
  MetricStatus,
} from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { formatTime } from '../../../api/time.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { horizontalPodAutoscalerKind } from '../../apiserver/knownKinds.ts';
import { type HpaCondition, withCondition } from './hpaConditions.ts';

/** The status of an HPA while its controller looks at it. */
export class HpaStatus {
  readonly #hpa: Stored<HorizontalPodAutoscaler>;
  readonly #nowMs: number;
  #status: HorizontalPodAutoscalerStatus;

  constructor(hpa: Stored<HorizontalPodAutoscaler>, nowMs: number) {
    this.#hpa = hpa;
    this.#nowMs = nowMs;
    this.#status = hpa.status ?? { desiredReplicas: 0 };
  }

  say(condition: HpaCondition): void {
    const conditions = withCondition(this.#status.conditions ?? [], condition, this.#nowMs);
    this.#status = { ...this.#status, conditions: [...conditions] };
  }

  /** Sizes and measurements; the size that was wanted stays where none is given. 0 is left out, as Go does. */
  set(sizes: { readonly current: number; readonly desired?: number }, metrics: readonly MetricStatus[]): void {
    const { lastScaleTime, conditions, desiredReplicas } = this.#status;
    this.#status = {
      ...(lastScaleTime !== undefined && { lastScaleTime }),
      ...(sizes.current !== 0 && { currentReplicas: sizes.current }),
      desiredReplicas: sizes.desired ?? desiredReplicas,
      // A list that was never made is null, as in a new HPA.
      currentMetrics: metrics.length > 0 ? [...metrics] : (null as unknown as MetricStatus[]),
      ...(conditions && { conditions }),
    };
  }

  noteScaling(): void {
    this.#status = { ...this.#status, lastScaleTime: formatTime(this.#nowMs) };
  }

  /** Writes it, where anything is new. */
  write(api: ComponentApi): void {
    if (sameValue(this.#status, this.#hpa.status)) return;
    api.update(horizontalPodAutoscalerKind, { ...this.#hpa, status: this.#status }, 'status');
  }
}
