import type { Pod } from '../../../api/generated/objects.ts';
import type { LabelQuery } from '../../../api/labels.ts';
import { matchesLabels } from '../../../api/labels.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import type { AggregatedResource, AggregatedServer } from '../../apiserver/aggregation/aggregatedServers.ts';
import { podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { ScrapeTarget, SeriesRule, SeriesStore, ServingProcess } from '../../containers/clusterMetrics.ts';
import { answerMetric, type MetricVersion } from './answerMetric.ts';
import { counterRate } from './counterRate.ts';
import { type DescribedObject, describedKinds, describedObjects, resourcesWith } from './describedObjects.ts';
import { readExposition } from './expositionText.ts';
import { ScrapedSeries, type Series } from './scrapedSeries.ts';
import { scrapeTargetOf } from './scrapeTarget.ts';

const group = 'custom.metrics.k8s.io';
const versions: readonly string[] = ['v1beta1', 'v1beta2'] satisfies readonly MetricVersion[];
/** A value that is older says nothing of the present (Prometheus' lookback). */
const lookbackMs = 300_000;

/** A metric of the API, and where it comes from. */
interface KnownMetric {
  readonly rule: SeriesRule;
  readonly series: string;
  /** Of which resources there are objects that have it. */
  readonly resources: readonly string[];
}

/**
 * What an adapter for custom metrics remembers and answers: pages of metrics of Pods, read as Prometheus reads them, in the API that
 * prometheus-adapter serves (https://github.com/kubernetes-sigs/prometheus-adapter).
 */
export class MetricsAdapter implements SeriesStore, AggregatedServer {
  readonly #context: ComponentContext;
  readonly #rules: readonly SeriesRule[];
  readonly #onServe: (server: AggregatedServer, process: ServingProcess) => void;
  readonly #scraped = new ScrapedSeries();
  #known = new Map<string, KnownMetric>();

  constructor(
    context: ComponentContext,
    rules: readonly SeriesRule[],
    onServe: (server: AggregatedServer, process: ServingProcess) => void,
  ) {
    this.#context = context;
    this.#rules = rules;
    this.#onServe = onServe;
  }

  serve(process: ServingProcess): void {
    this.#onServe(this, process);
  }

  targets(): readonly ScrapeTarget[] {
    const targets = this.#context.api.list<Pod>(podKind).flatMap((pod) => scrapeTargetOf(pod) ?? []);
    this.#scraped.keepOnly(targets.map(({ pod }) => pod));
    return targets;
  }

  scraped({ pod }: ScrapeTarget, page: string | undefined): void {
    this.#scraped.add(pod, page === undefined ? undefined : readExposition(page), this.#context.nowMs());
  }

  relist(): void {
    const found = new Map<string, Omit<KnownMetric, 'resources'>>();
    for (const series of this.#scraped.all())
      for (const rule of this.#rules) {
        const metric = rule.metricOf(series);
        if (metric !== undefined) found.set(metric, { rule, series: series.name });
      }
    this.#known = new Map(
      [...found].map(([metric, known]) => [
        metric,
        { ...known, resources: resourcesWith(this.#context.api, this.#podsWith(known.series)) },
      ]),
    );
  }

  resources(wantedGroup: string, version: string): readonly AggregatedResource[] | undefined {
    if (wantedGroup !== group || !versions.includes(version)) return undefined;
    return [...this.#known]
      .flatMap(([metric, { resources }]) =>
        resources.map((resource) => ({
          name: `${resource}/${metric}`,
          singularName: '',
          namespaced: describedKinds.get(resource)?.namespaced ?? true,
          kind: 'MetricValueList',
          verbs: ['get'],
        })),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  answer(request: ApiRequest): ApiResponse {
    return answerMetric(request, {
      nowMs: this.#context.nowMs(),
      knows: (metric) => this.#known.has(metric),
      objects: (wanted) => describedObjects(this.#context.api, wanted),
      valueOf: (object, metric, labels) => this.#valueOf(object, metric, labels),
    });
  }

  #valueOf({ pods }: DescribedObject, metric: string, labels: LabelQuery): number | undefined {
    const known = this.#known.get(metric);
    if (!known) return undefined;
    const values = pods.flatMap((pod) => this.#valuesOf(pod, known, labels));
    return values.length === 0 ? undefined : combined(values, known.rule.combine);
  }

  #valuesOf({ metadata }: Stored<Pod>, { rule, series }: KnownMetric, labels: LabelQuery): number[] {
    const nowMs = this.#context.nowMs();
    const { namespace = '', name } = metadata;
    return [...this.#scraped.of({ namespace, name })]
      .filter((each) => each.name === series && matchesLabels(labels, Object.fromEntries(each.labels)))
      .flatMap((each) => {
        const { rateWindowMs } = rule;
        const value =
          rateWindowMs === undefined ? presentValue(each, nowMs) : counterRate(each.values, nowMs, rateWindowMs);
        return value ?? [];
      });
  }

  #podsWith(series: string): readonly Stored<Pod>[] {
    const pods = new Map<string, Stored<Pod>>();
    for (const { name, labels } of this.#scraped.all()) {
      if (name !== series) continue;
      const pod = this.#context.api.get<Pod>(podKind, labels.get('namespace') ?? '', labels.get('pod') ?? '');
      if (pod) pods.set(pod.metadata.uid, pod);
    }
    return [...pods.values()];
  }
}

function presentValue({ values, isStale }: Series, nowMs: number): number | undefined {
  const last = values.at(-1);
  return isStale || !last || last.atMs <= nowMs - lookbackMs ? undefined : last.value;
}

function combined(values: readonly number[], how: SeriesRule['combine']): number {
  if (how === 'max') return Math.max(...values);
  if (how === 'min') return Math.min(...values);
  const sum = values.reduce((all, value) => all + value, 0);
  return how === 'sum' ? sum : sum / values.length;
}
