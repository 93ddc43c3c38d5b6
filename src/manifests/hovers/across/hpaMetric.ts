import type { FieldPath } from '../../../api/field.ts';
import { scaleTargetOf } from '../../facts/autoscalers.ts';
import type { PlacedManifest } from '../../manifestSet.ts';
import { code } from '../../markdown.ts';
import { listAt, valueAt } from '../../plainLookup.ts';
import { listing } from '../../words/listing.ts';
import type { HoverSubject } from '../subject.ts';
import { isSameField, isWithin } from './fieldPaths.ts';
import { named } from './manifestWords.ts';
import { amountText, type MetricTarget, metricTargetAt } from './metricTarget.ts';
import { requestedByPods } from './requestedByPods.ts';
import { sizesTable } from './sizesTable.ts';
import { type Standing, standing } from './standing.ts';

/** How far from its target a metric may be before anything happens (`--horizontal-pod-autoscaler-tolerance`). */
const tolerance = 0.1;

/**
 * What the target of an autoscaler's metric comes to for the workload that it scales, and what size other values lead to
 * (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details).
 */
export const hpaMetric: HoverSubject = (context) => {
  const { kind, touched } = context;
  if (kind.kind !== 'HorizontalPodAutoscaler') return undefined;
  const here = standing(context);
  if (!here) return undefined;
  const metrics: FieldPath = ['spec', 'metrics'];
  if (isSameField(touched.path, metrics)) return allMetrics(here);
  const index = touched.path[metrics.length];
  const path =
    kind.version === 'v1'
      ? ['spec', 'targetCPUUtilizationPercentage']
      : isWithin(touched.path, metrics) && typeof index === 'number'
        ? [...metrics, index]
        : undefined;
  const metric = path && isWithin(touched.path, path) ? metricTargetAt(here.manifest, path) : undefined;
  return metric && metricText(here, metric);
};

/** An example of several metrics, of which the largest proposal wins. */
function allMetrics(here: Standing): string | undefined {
  const count = listAt(here.manifest.document.value, ['spec', 'metrics']).length;
  const targets = Array.from({ length: Math.min(count, 10) }, (_, index) => {
    const metric = metricTargetAt(here.manifest, ['spec', 'metrics', index]);
    return metric ? [metric] : [];
  }).flat();
  const [only] = targets;
  if (count < 2 || targets.length < 2) return only && metricText(here, only);
  const rows = targets.map((metric, index) => {
    const [now, proposal] = index === 0 ? ['twice that', '4'] : ['half of that', '1'];
    return `| ${code(metric.name)} | ${goalText(here, metric)} | ${now} | ${proposal} |`;
  });
  const table = ['| metric | wanted | say it is | from 2 Pods to |', '|---|---|---|---|', ...rows].join('\n');
  return `Say it were like this; then the largest proposal would be 4:\n\n${table}`;
}

function metricText(here: Standing, metric: MetricTarget): string | undefined {
  const { goal } = metric;
  if ('percent' in goal) return utilizationText(here, metric, goal.percent);
  const milli = 'averageMilli' in goal ? goal.averageMilli : goal.totalMilli;
  if ('averageMilli' in goal && metric.source === 'whole') {
    return `The value divided by ${amountText(metric, milli)}, rounded up, is the number of Pods.`;
  }
  const whatever = metric.source === 'resource' ? ', whatever the Pods request' : '';
  return withTable(here, metric, milli, `${goalText(here, metric)}${whatever}; ${rangeText(metric, milli)}.`);
}

function utilizationText(here: Standing, metric: MetricTarget, percent: number): string | undefined {
  const target = targetOf(here);
  if (!target) return undefined;
  const requested = requestedByPods(here.set, target, { ...metric, resource: metric.name });
  if (!requested) return `The manifest of ${named(target)} does not tell how much is requested.`;
  if ('missing' in requested) {
    const names = listing(requested.missing.map((name) => code(name || 'without a name')));
    const way = metric.container === undefined ? ' Or measure one container with `type: ContainerResource`.' : '';
    return `**This metric does nothing yet:** in ${named(target)}, ${names} ${requested.missing.length === 1 ? 'has' : 'have'} no request for ${code(metric.name)}, so there is nothing to take ${percent} % of; the value stays \`<unknown>\`.${way}`;
  }
  const { totalMilli, byContainer } = requested;
  const milli = (totalMilli * percent) / 100;
  const parts =
    byContainer.length > 1
      ? ` (${byContainer.map(({ name, milli: own }) => `${code(name)} ${amountText(metric, own)}`).join(' + ')})`
      : '';
  const whose = metric.container === undefined ? 'each Pod requests' : `${code(metric.container)} requests`;
  const sum = `**${percent} % of the ${amountText(metric, totalMilli)}** that ${whose}${parts} **= ${amountText(metric, milli)}**, on the average of the Pods of ${named(target)}`;
  return withTable(here, metric, milli, `${sum}; ${rangeText(metric, milli)}.`);
}

function rangeText(metric: MetricTarget, milli: number): string {
  const [low, high] = [milli * (1 - tolerance), milli * (1 + tolerance)].map((bound) => amountText(metric, bound));
  return `no action between ${low} and ${high}`;
}

function withTable(here: Standing, metric: MetricTarget, milli: number, text: string): string {
  const target = targetOf(here);
  const replicas = target && valueAt(target.document.value, ['spec', 'replicas']);
  const table = sizesTable(here.manifest, typeof replicas === 'number' ? replicas : undefined, (ratio) =>
    amountText(metric, milli * ratio),
  );
  return table === undefined ? text : `${text}\n\n${table}`;
}

/** The goal in a few words. */
function goalText(here: Standing, metric: MetricTarget): string {
  const { goal } = metric;
  if ('totalMilli' in goal) return `${amountText(metric, goal.totalMilli)} as a whole`;
  if ('averageMilli' in goal) return `${amountText(metric, goal.averageMilli)} for each Pod, on the average`;
  const target = targetOf(here);
  const requested = target && requestedByPods(here.set, target, { ...metric, resource: metric.name });
  const known = requested && 'totalMilli' in requested ? requested.totalMilli : undefined;
  const amount =
    known === undefined ? '' : ` of ${amountText(metric, known)} = ${amountText(metric, (known * goal.percent) / 100)}`;
  return `${goal.percent} %${amount}`;
}

function targetOf({ set, manifest }: Standing): PlacedManifest | undefined {
  const target = scaleTargetOf(manifest);
  return target && set.named(target.kind, manifest.namespace, target.name)[0];
}
