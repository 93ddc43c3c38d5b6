import { decode } from '../decode.ts';
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerSpec,
  HorizontalPodAutoscalerSpecV1,
  HorizontalPodAutoscalerStatus,
  HorizontalPodAutoscalerStatusV1,
  HorizontalPodAutoscalerV1,
  HPAScalingRules,
  MetricSpec,
  MetricStatus,
  ObjectMeta,
} from '../generated/objects.ts';
import { measurementsFromV1, measurementsToV1, metricsFromV1, metricsToV1 } from './metricConversion.ts';

/** What the old version has no fields for travels in these annotations, as JSON. */
const prefix = 'autoscaling.alpha.kubernetes.io/';
const carriers = ['metrics', 'conditions', 'current-metrics', 'behavior'] as const;
type Carrier = (typeof carriers)[number];

/** An object of `autoscaling/v1` as `autoscaling/v2`, in which it is stored (`pkg/apis/autoscaling/v1/conversion.go`). */
export function hpaV1ToV2(object: HorizontalPodAutoscalerV1): HorizontalPodAutoscaler {
  const { spec, status, metadata } = object;
  const carried = (name: Carrier): unknown => readJson(metadata?.annotations?.[prefix + name]);
  const metrics = [...metricsFromV1(carried('metrics')), ...cpuMetric(spec?.targetCPUUtilizationPercentage)];
  const behavior = behaviorFromJson(carried('behavior'));
  const current = [
    ...measurementsFromV1(carried('current-metrics')),
    ...cpuStatus(status?.currentCPUUtilizationPercentage),
  ];
  const conditions = conditionsFromJson(carried('conditions'));
  const { targetCPUUtilizationPercentage, ...ownSpec } = spec ?? ({} as HorizontalPodAutoscalerSpecV1);
  const { currentCPUUtilizationPercentage, ...ownStatus } = status ?? ({} as HorizontalPodAutoscalerStatusV1);
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    ...(metadata && { metadata: withoutCarriers(metadata) }),
    ...(spec && { spec: { ...ownSpec, ...(metrics.length > 0 && { metrics }), ...(behavior && { behavior }) } }),
    ...(status && {
      status: {
        ...ownStatus,
        ...(current.length > 0 && { currentMetrics: current }),
        ...(conditions?.length && { conditions }),
      },
    }),
  } as HorizontalPodAutoscaler;
}

/** An object as `autoscaling/v1` has it: what is not about the use of the CPU goes into annotations. */
export function hpaV2ToV1(object: HorizontalPodAutoscaler): HorizontalPodAutoscalerV1 {
  const { metrics = [], behavior, ...spec } = object.spec ?? ({} as HorizontalPodAutoscalerSpec);
  const { currentMetrics, conditions, ...status } = object.status ?? ({} as HorizontalPodAutoscalerStatus);
  const others = metrics.filter((metric) => !isCpuTarget(metric));
  const rest = (currentMetrics ?? []).filter((metric) => !isCpuUse(metric));
  const carry = (name: Carrier, value: unknown): Record<string, string> => ({ [prefix + name]: JSON.stringify(value) });
  const annotations = {
    ...object.metadata?.annotations,
    ...(others.length > 0 && carry('metrics', metricsToV1(others))),
    ...(rest.length > 0 && carry('current-metrics', measurementsToV1(rest))),
    ...(conditions?.length && carry('conditions', conditions)),
    ...(behavior && carry('behavior', behaviorToJson(behavior))),
  };
  const target = metrics.find(isCpuTarget)?.resource?.target.averageUtilization;
  const current = currentMetrics?.find(isCpuUse)?.resource?.current.averageUtilization;
  return {
    ...object,
    apiVersion: 'autoscaling/v1',
    metadata: { ...object.metadata, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: { ...spec, ...(target !== undefined && { targetCPUUtilizationPercentage: target }) },
    status: {
      ...status,
      currentReplicas: status.currentReplicas ?? 0,
      ...(current !== undefined && { currentCPUUtilizationPercentage: current }),
    },
  } as HorizontalPodAutoscalerV1;
}

function isCpuTarget({ type, resource }: MetricSpec): boolean {
  return type === 'Resource' && resource?.name === 'cpu' && resource.target?.averageUtilization !== undefined;
}

function isCpuUse({ type, resource }: MetricStatus): boolean {
  return type === 'Resource' && resource?.name === 'cpu' && resource.current?.averageUtilization !== undefined;
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

/** The server writes the behaviour with the names of its internal type. */
function behaviorToJson({ scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior): unknown {
  return { ScaleUp: rulesToJson(scaleUp), ScaleDown: rulesToJson(scaleDown) };
}

function rulesToJson(rules: HPAScalingRules | undefined): unknown {
  if (!rules) return null;
  return {
    StabilizationWindowSeconds: rules.stabilizationWindowSeconds ?? null,
    SelectPolicy: rules.selectPolicy ?? null,
    Policies:
      rules.policies?.map(({ type, value, periodSeconds }) => ({
        Type: type,
        Value: value,
        PeriodSeconds: periodSeconds,
      })) ?? null,
    Tolerance: null,
  };
}

/** Read in any case, as Go reads JSON. */
function behaviorFromJson(value: unknown): HorizontalPodAutoscalerBehavior | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const read = decode({ behavior: uncapitalized(value, behaviorDepth) }, 'HorizontalPodAutoscalerSpec').value;
  return (read as HorizontalPodAutoscalerSpec).behavior;
}

/** Rules, their policies, and what these say. */
const behaviorDepth = 4;

/** Anybody may have written the value: what lies too deep is no part of it. */
function uncapitalized(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return undefined;
  if (Array.isArray(value)) return value.map((item) => uncapitalized(item, depth - 1));
  const entries = Object.entries(value).filter(([, part]) => part !== null);
  return Object.fromEntries(
    entries.map(([key, part]) => [key.charAt(0).toLowerCase() + key.slice(1), uncapitalized(part, depth - 1)]),
  );
}

function conditionsFromJson(value: unknown): HorizontalPodAutoscalerStatus['conditions'] {
  const read = decode({ conditions: value }, 'HorizontalPodAutoscalerStatus').value;
  return (read as Partial<HorizontalPodAutoscalerStatus>).conditions;
}

function withoutCarriers(metadata: ObjectMeta): ObjectMeta {
  if (!metadata.annotations) return metadata;
  const kept = Object.entries(metadata.annotations).filter(([key]) => !carriers.some((name) => key === prefix + name));
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
