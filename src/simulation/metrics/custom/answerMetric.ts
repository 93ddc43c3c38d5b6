import type { Status } from '../../../api/generated/objects.ts';
import { type LabelQuery, parseLabelSelector } from '../../../api/labels.ts';
import { pathSegments } from '../../../api/pathSegments.ts';
import { formatQuantity } from '../../../api/quantity.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import { badRequest, methodNotAllowed, refuse, unknownPath } from '../../../api/status.ts';
import { formatTime } from '../../../api/time.ts';
import { flag, parameter } from '../../apiserver/query.ts';
import { type DescribedObject, referenceTo, type WantedObjects } from './describedObjects.ts';

/** The versions of `custom.metrics.k8s.io`. */
export type MetricVersion = 'v1beta1' | 'v1beta2';

/** What an adapter knows. */
export interface KnownMetrics {
  readonly nowMs: number;
  /** Whether there is such a metric of any object. */
  knows(metric: string): boolean;
  objects(wanted: WantedObjects): readonly DescribedObject[];
  /** Of the series whose labels are as wanted; undefined where there is none. */
  valueOf(object: DescribedObject, metric: string, labels: LabelQuery): number | undefined;
}

/** Answers a request to `custom.metrics.k8s.io` (sigs.k8s.io/custom-metrics-apiserver, and prometheus-adapter behind it). */
export function answerMetric(request: ApiRequest, known: KnownMetrics): ApiResponse {
  const place = placeOf(request.path);
  if (!place) return refuse(unknownPath());
  if (request.method !== 'GET' || flag(request, 'watch')) return refuse(methodNotAllowed());
  const objectLabels = parseLabelSelector(parameter(request, 'labelSelector') ?? '');
  const seriesLabels = parseLabelSelector(parameter(request, 'metricLabelSelector') ?? '');
  const problem = objectLabels.problem ?? seriesLabels.problem;
  if (problem !== undefined) return refuse(badRequest(problem));
  const { version, resource, namespace, name, metric } = place;
  if (!known.knows(metric)) return refuse(noSuchMetric(metric, resource));
  const items = known
    .objects({ resource, namespace, name, labels: objectLabels.query })
    .flatMap((object) => {
      const value = known.valueOf(object, metric, seriesLabels.query);
      return value === undefined ? [] : [{ object, value }];
    })
    .map(({ object, value }) => ({
      describedObject: referenceTo(object),
      ...(version === 'v1beta1'
        ? { metricName: metric }
        : { metric: { name: metric, selector: selectorOf(seriesLabels.query) } }),
      timestamp: formatTime(known.nowMs),
      value: amountText(value),
      ...(version === 'v1beta1' && { selector: selectorOf(seriesLabels.query) }),
    }));
  if (name !== undefined && items.length === 0) return refuse(noSuchMetric(metric, `${resource} ${name}`));
  const body = { kind: 'MetricValueList', apiVersion: `custom.metrics.k8s.io/${version}`, metadata: {}, items };
  return { code: 200, body };
}

interface Place extends Omit<WantedObjects, 'labels'> {
  readonly version: MetricVersion;
  readonly metric: string;
}

/** `namespaces/NAMESPACE/RESOURCE/NAME/METRIC`, or `namespaces/NAMESPACE/metrics/METRIC` about the Namespace itself; `*` names all. */
function placeOf(path: string): Place | undefined {
  const [version, first, namespace = '', resource = '', ...rest] = pathSegments(path)?.slice(2) ?? [];
  if ((version !== 'v1beta1' && version !== 'v1beta2') || first !== 'namespaces') return undefined;
  const named = (text: string | undefined) => (text === '*' ? undefined : text);
  if (resource === 'metrics' && rest.length === 1)
    return { version, resource: 'namespaces', namespace: undefined, name: named(namespace), metric: rest[0] ?? '' };
  if (rest.length !== 2) return undefined;
  return { version, resource, namespace, name: named(rest[0]), metric: rest[1] ?? '' };
}

/** Thousandths, cut off. */
function amountText(value: number): string {
  const milli = Number.isFinite(value) ? Math.trunc(value * 1000) : 0;
  return formatQuantity({ unscaled: BigInt(milli), exponent: -3, format: 'DecimalSI', wide: false });
}

/** The query as an object's selector; null where nothing was asked for. */
function selectorOf(query: LabelQuery): object | null {
  if (query.length === 0) return null;
  const equal = query.filter(({ operator }) => operator === '=' || operator === '==');
  const others = query.filter((requirement) => !equal.includes(requirement));
  const operators: Readonly<Record<string, string>> = {
    in: 'In',
    notin: 'NotIn',
    '!=': 'NotIn',
    exists: 'Exists',
    '!': 'DoesNotExist',
  };
  return {
    ...(equal.length > 0 && {
      matchLabels: Object.fromEntries(equal.map(({ key, values }) => [key, values[0] ?? ''])),
    }),
    ...(others.length > 0 && {
      matchExpressions: others.map(({ key, operator, values }) => ({
        key,
        operator: operators[operator] ?? operator,
        ...(values.length > 0 && { values }),
      })),
    }),
  };
}

function noSuchMetric(metric: string, of: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `the server could not find the metric ${metric} for ${of}`,
    reason: 'NotFound',
    code: 404,
  };
}
