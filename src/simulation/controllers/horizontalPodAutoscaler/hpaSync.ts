import type { HpaRecord } from '../../../api/autoscaling/hpaRecord.ts';
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  MetricStatus,
  Scale,
} from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import type { EventRecorder } from '../../eventRecorder.ts';
import { isReady } from '../pods/availability.ts';
import type { HpaCondition } from './hpaConditions.ts';
import { HpaStatus } from './hpaStatus.ts';
import { whyWords } from './hpaWords.ts';
import type { MetricOutcome } from './metricOutcome.ts';
import { evaluateMetrics } from './metrics.ts';
import type { MetricsSource } from './metricsSource.ts';
import { normalize } from './normalization.ts';
import { findScaleTarget } from './scaleTarget.ts';
import { type ScalingHistory, withInitialRecommendation, withScaleEvent } from './scalingHistory.ts';
import type { SelectingHpas } from './selectingHpas.ts';
import { findTargetPods } from './targetPods.ts';

/** What one look needs of its controller. */
export interface HpaSyncParts {
  readonly api: ComponentApi;
  readonly events: EventRecorder;
  readonly metrics: MetricsSource;
  readonly selecting: SelectingHpas;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** What a look leaves: what is remembered of the HPA, and the account of the look. */
export interface HpaSyncResult {
  readonly history: ScalingHistory;
  readonly record: HpaRecord;
}

interface Target {
  readonly kind: KindInfo;
  readonly scale: Stored<Scale>;
  readonly currentReplicas: number;
}

interface Wanted {
  readonly replicas: number;
  /** As the Event tells it. */
  readonly reason: string;
  readonly statuses: readonly MetricStatus[];
}

type Findings = Omit<HpaRecord, 'timeMs' | 'target' | 'minReplicas' | 'maxReplicas' | 'why'>;
type FindingsSoFar = Omit<Findings, 'outcome' | 'replicas'>;

/** One look at one HPA (`reconcileAutoscaler`). */
export class HpaSync {
  readonly #parts: HpaSyncParts;
  readonly #hpa: Stored<HorizontalPodAutoscaler>;
  readonly #spec: HorizontalPodAutoscalerSpec;
  readonly #minReplicas: number;
  readonly #status: HpaStatus;

  constructor(parts: HpaSyncParts, hpa: Stored<HorizontalPodAutoscaler>) {
    this.#parts = parts;
    this.#hpa = hpa;
    this.#spec = hpa.spec ?? { maxReplicas: 0, scaleTargetRef: { kind: '', name: '' } };
    this.#minReplicas = this.#spec.minReplicas ?? 1;
    this.#status = new HpaStatus(hpa, parts.nowMs);
  }

  run(known: ScalingHistory): HpaSyncResult {
    const { api, nowMs } = this.#parts;
    const found = findScaleTarget(api, this.#hpa.metadata.namespace ?? '', this.#spec.scaleTargetRef);
    if (found.problem !== undefined) return this.#withoutScale(known, found.problem);
    this.#say(
      'AbleToScale',
      'True',
      'SucceededGetScale',
      "the HPA controller was able to get the target's current scale",
    );
    const currentReplicas = found.scale.spec?.replicas ?? 0;
    const target: Target = { ...found, currentReplicas };
    const history = withInitialRecommendation(known, currentReplicas, nowMs);
    const { maxReplicas } = this.#spec;
    const minReplicas = this.#minReplicas;
    if (currentReplicas === 0 && minReplicas !== 0) return this.#disabled(history);
    const unasked: FindingsSoFar = { metrics: [], currentReplicas };
    if (currentReplicas > maxReplicas) {
      const reason = 'Current number of replicas above Spec.MaxReplicas';
      return this.#rescale(target, { replicas: maxReplicas, reason, statuses: [] }, history, unasked);
    }
    if (currentReplicas < minReplicas) {
      const reason = 'Current number of replicas below Spec.MinReplicas';
      return this.#rescale(target, { replicas: minReplicas, reason, statuses: [] }, history, unasked);
    }
    return this.#byMetrics(target, history);
  }

  #withoutScale(history: ScalingHistory, problem: string): HpaSyncResult {
    this.#warn('FailedGetScale', problem);
    const message = `the HPA controller was unable to get the target's current scale: ${problem}`;
    this.#say('AbleToScale', 'False', 'FailedGetScale', message);
    this.#status.write(this.#parts.api);
    return this.#end(history, { metrics: [], outcome: 'noScale', problem });
  }

  #disabled(history: ScalingHistory): HpaSyncResult {
    const message = 'scaling is disabled since the replica count of the target is zero';
    this.#say('ScalingActive', 'False', 'ScalingDisabled', message);
    this.#status.set({ current: 0, desired: 0 }, []);
    this.#status.write(this.#parts.api);
    return this.#end(history, { metrics: [], currentReplicas: 0, replicas: 0, outcome: 'disabled' });
  }

  #byMetrics(target: Target, history: ScalingHistory): HpaSyncResult {
    const { api, selecting, metrics: source, nowMs } = this.#parts;
    const { currentReplicas, scale } = target;
    const { namespace = '', name } = this.#hpa.metadata;
    const selected = findTargetPods(api, selecting, { namespace, name }, scale);
    if (selected.problem) {
      const { event, error, reason, message } = selected.problem;
      this.#warn(event, error);
      this.#say('ScalingActive', 'False', reason, message);
      return this.#withoutSize(target, history, [], error);
    }
    const statusReplicas = scale.status?.replicas ?? 0;
    const context = { ...selected, source, namespace, currentReplicas, statusReplicas, nowMs };
    const observed = { replicas: statusReplicas, ready: selected.pods.filter(isReady).length };
    const { outcomes, chosen, error = '' } = evaluateMetrics(this.#spec.metrics ?? [], context);
    for (const { failure } of outcomes) if (failure) this.#warn(failure.reason, failure.message);
    if (!chosen) return this.#withoutSize(target, history, outcomes, error, { observed });
    const found = `the HPA was able to successfully calculate a replica count from ${chosen.name}`;
    this.#say('ScalingActive', 'True', 'ValidMetricFound', found);
    const { behavior, maxReplicas } = this.#spec;
    const { replicas, conditions, windows, limit, ...after } = normalize({
      minReplicas: this.#minReplicas,
      maxReplicas,
      currentReplicas,
      proposal: chosen.replicas,
      ...(behavior && { behavior }),
      history,
      nowMs,
    });
    for (const condition of conditions) this.#status.say(condition);
    const findings: FindingsSoFar = {
      metrics: outcomes.map(({ record }) => record),
      currentReplicas,
      observed,
      chosenMetric: chosen.index,
      proposal: chosen.replicas,
      windows,
      ...(limit && { limit }),
    };
    const statuses = outcomes.map(({ status }) => status);
    if (replicas !== currentReplicas) {
      const wanted = { replicas, reason: reasonOf(chosen, currentReplicas), statuses };
      return this.#rescale(target, wanted, after.history, findings);
    }
    this.#status.set({ current: currentReplicas, desired: currentReplicas }, statuses);
    this.#status.write(api);
    return this.#end(after.history, { ...findings, replicas, outcome: 'kept' });
  }

  #withoutSize(
    { currentReplicas }: Target,
    history: ScalingHistory,
    outcomes: readonly MetricOutcome[],
    error: string,
    seen: Pick<HpaRecord, 'observed'> = {},
  ): HpaSyncResult {
    const first = outcomes.find(({ failure }) => failure)?.failure;
    if (first) {
      const message = `the HPA was unable to compute the replica count: ${first.message}`;
      this.#say('ScalingActive', 'False', first.reason, message);
    }
    this.#status.set(
      { current: currentReplicas },
      outcomes.map(({ status }) => status),
    );
    this.#status.write(this.#parts.api);
    this.#warn('FailedComputeMetricsReplicas', error);
    const metrics = outcomes.map(({ record }) => record);
    const kept = { ...seen, currentReplicas, replicas: currentReplicas };
    return this.#end(history, { metrics, ...kept, outcome: 'noMetrics', problem: error });
  }

  #rescale(target: Target, wanted: Wanted, history: ScalingHistory, findings: FindingsSoFar): HpaSyncResult {
    const { replicas, reason, statuses } = wanted;
    const { kind, scale, currentReplicas } = target;
    const { api, events, nowMs } = this.#parts;
    const news = `New size: ${replicas}; reason: ${reason}`;
    const { refusal } = api.updateScale(kind, { ...scale, spec: { replicas } });
    if (refusal) {
      const problem = refusal.message ?? '';
      this.#warn('FailedRescale', `${news}; error: ${problem}`);
      const message = `the HPA controller was unable to update the target scale: ${problem}`;
      this.#say('AbleToScale', 'False', 'FailedUpdateScale', message);
      this.#status.set({ current: currentReplicas }, statuses);
      this.#status.write(api);
      return this.#end(history, { ...findings, replicas: currentReplicas, outcome: 'refused', problem });
    }
    const message = `the HPA controller was able to update the target scale to ${replicas}`;
    this.#say('AbleToScale', 'True', 'SucceededRescale', message);
    events.record(this.#hpa, { type: 'Normal', reason: 'SuccessfulRescale', message: news });
    this.#status.set({ current: currentReplicas, desired: replicas }, statuses);
    this.#status.noteScaling();
    this.#status.write(api);
    const change = { from: currentReplicas, to: replicas, timeMs: nowMs };
    const after = withScaleEvent(history, this.#spec.behavior, change);
    return this.#end(after, { ...findings, replicas, outcome: 'scaled' });
  }

  #say(type: HpaCondition['type'], status: HpaCondition['status'], reason: string, message: string): void {
    this.#status.say({ type, status, reason, message });
  }

  #warn(reason: string, message: string): void {
    this.#parts.events.record(this.#hpa, { type: 'Warning', reason, message });
  }

  #end(history: ScalingHistory, findings: Findings): HpaSyncResult {
    const record = {
      timeMs: this.#parts.nowMs,
      target: this.#spec.scaleTargetRef,
      minReplicas: this.#minReplicas,
      maxReplicas: this.#spec.maxReplicas,
      ...findings,
    };
    return { history, record: { ...record, why: whyWords(record) } };
  }
}

/** Why the size changes, as the Event tells it; it looks at the proposal alone, and finds no reason where a window decided. */
function reasonOf(chosen: { readonly replicas: number; readonly name: string }, currentReplicas: number): string {
  if (chosen.replicas > currentReplicas) return `${chosen.name} above target`;
  return chosen.replicas < currentReplicas ? 'All metrics below target' : '';
}
