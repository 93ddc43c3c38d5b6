import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HorizontalPodAutoscalerSpecV1,
  HorizontalPodAutoscalerStatus,
  HorizontalPodAutoscalerStatusV1,
  HorizontalPodAutoscalerV1,
  MetricSpec,
  MetricStatus,
  ObjectMeta,
} from '../generated/objects.ts';

/** What the old version has no fields for travels in these annotations, as JSON. */
const annotationPrefix = 'autoscaling.alpha.kubernetes.io/';
const annotated = ['metrics', 'conditions', 'current-metrics', 'behavior'] as const;
type Annotated = (typeof annotated)[number];

/** An object of `autoscaling/v1` as `autoscaling/v2`, in which it is stored. */
export function hpaV1ToV2(object: HorizontalPodAutoscalerV1): HorizontalPodAutoscaler {
  const { spec, status, metadata } = object;
  const carried = (name: Annotated): unknown => readJson(metadata?.annotations?.[annotationPrefix + name]);
  const metrics = [...listOf<MetricSpec>(carried('metrics')), ...cpuMetric(spec?.targetCPUUtilizationPercentage)];
  const behavior = carried('behavior') as HorizontalPodAutoscalerSpec['behavior'];
  const current = [
    ...listOf<MetricStatus>(carried('current-metrics')),
    ...cpuStatus(status?.currentCPUUtilizationPercentage),
  ];
  const conditions = listOf<NonNullable<HorizontalPodAutoscalerStatus['conditions']>[number]>(carried('conditions'));
  const { targetCPUUtilizationPercentage, ...ownSpec } = spec ?? ({} as HorizontalPodAutoscalerSpecV1);
  const { currentCPUUtilizationPercentage, ...ownStatus } = status ?? ({} as HorizontalPodAutoscalerStatusV1);
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    ...(metadata && { metadata: withoutCarried(metadata) }),
    ...(spec && { spec: { ...ownSpec, ...(metrics.length > 0 && { metrics }), ...(behavior && { behavior }) } }),
    ...(status && {
      status: {
        ...ownStatus,
        ...(current.length > 0 && { currentMetrics: current }),
        ...(conditions.length > 0 && { conditions }),
      },
    }),
  } as HorizontalPodAutoscaler;
}

function cpuMetric(percent: number | undefined): MetricSpec[] {
  if (percent === undefined) return [];
  return [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } } },
  ];
}

function cpuStatus(percent: number | undefined): MetricStatus[] {
  if (percent === undefined) return [];
  return [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: percent } } }];
}

function withoutCarried(metadata: ObjectMeta): ObjectMeta {
  if (!metadata.annotations) return metadata;
  const kept = Object.entries(metadata.annotations).filter(
    ([key]) => !annotated.some((name) => key === annotationPrefix + name),
  );
  const { annotations, ...rest } = metadata;
  return kept.length > 0 ? { ...rest, annotations: Object.fromEntries(kept) } : rest;
}

function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listOf<T>(value: unknown): T[] {
  return Array.isArray(value) ? value : [];
}
