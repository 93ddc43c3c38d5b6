import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerV1,
  MetricSpec,
  MetricStatus,
} from '../../../api/generated/objects.ts';

/** Where autoscaling/v1 keeps what it has no fields for. */
const annotation = {
  metrics: 'autoscaling.alpha.kubernetes.io/metrics',
  currentMetrics: 'autoscaling.alpha.kubernetes.io/current-metrics',
  conditions: 'autoscaling.alpha.kubernetes.io/conditions',
  behavior: 'autoscaling.alpha.kubernetes.io/behavior',
};

/** An autoscaler of version 1, which knows only the use of the CPU, as version 2 has it. */
export function autoscalerFromV1(object: HorizontalPodAutoscalerV1): HorizontalPodAutoscaler {
  const { targetCPUUtilizationPercentage: target, ...rest } = object.spec ?? { maxReplicas: 0 };
  const { annotations = {}, ...metadata } = object.metadata ?? {};
  const kept = Object.entries(annotations).filter(([key]) => !Object.values(annotation).includes(key));
  const others = parsed<MetricSpec[]>(annotations[annotation.metrics]) ?? [];
  const behavior = parsed<object>(annotations[annotation.behavior]);
  const metrics = target === undefined ? others : [cpuTarget(target), ...others];
  const { currentCPUUtilizationPercentage: current, ...status } = object.status ?? {
    currentReplicas: 0,
    desiredReplicas: 0,
  };
  const measured = parsed<MetricStatus[]>(annotations[annotation.currentMetrics]) ?? [];
  const conditions = parsed<NonNullable<HorizontalPodAutoscaler['status']>['conditions']>(
    annotations[annotation.conditions],
  );
  const currentMetrics = current === undefined ? measured : [cpuUse(current), ...measured];
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    metadata: { ...metadata, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) },
    spec: { ...rest, ...(metrics.length > 0 && { metrics }), ...(behavior && { behavior }) },
    status: {
      ...status,
      ...(currentMetrics.length > 0 && { currentMetrics }),
      ...(conditions && { conditions }),
    },
  } as HorizontalPodAutoscaler;
}

/** An autoscaler as version 1 has it: what is not about the CPU goes into annotations. */
export function autoscalerToV1(object: HorizontalPodAutoscaler): HorizontalPodAutoscalerV1 {
  const { metrics = [], behavior, ...spec } = object.spec ?? { maxReplicas: 0, scaleTargetRef: undefined };
  const cpu = metrics.find(isCpuTarget);
  const others = metrics.filter((metric) => metric !== cpu);
  const { currentMetrics, conditions, currentReplicas = 0, ...status } = object.status ?? { desiredReplicas: 0 };
  const measured = currentMetrics ?? [];
  const use = measured.find(({ resource }) => resource?.name === 'cpu');
  const rest = measured.filter((metric) => metric !== use);
  const added = {
    ...(others.length > 0 && { [annotation.metrics]: JSON.stringify(others) }),
    ...(rest.length > 0 && { [annotation.currentMetrics]: JSON.stringify(rest) }),
    ...((conditions ?? []).length > 0 && { [annotation.conditions]: JSON.stringify(conditions) }),
    ...(behavior && { [annotation.behavior]: JSON.stringify(behavior) }),
  };
  const annotations = { ...object.metadata?.annotations, ...added };
  const target = cpu?.resource?.target.averageUtilization;
  const current = use?.resource?.current.averageUtilization;
  return {
    ...object,
    apiVersion: 'autoscaling/v1',
    metadata: { ...object.metadata, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: { ...spec, ...(target !== undefined && { targetCPUUtilizationPercentage: target }) },
    status: {
      ...status,
      currentReplicas,
      ...(current !== undefined && { currentCPUUtilizationPercentage: current }),
    },
  } as HorizontalPodAutoscalerV1;
}

function isCpuTarget({ type, resource }: MetricSpec): boolean {
  return type === 'Resource' && resource?.name === 'cpu' && resource.target.averageUtilization !== undefined;
}

function cpuTarget(percent: number): MetricSpec {
  const target = { type: 'Utilization', averageUtilization: percent };
  return { type: 'Resource', resource: { name: 'cpu', target } };
}

function cpuUse(percent: number): MetricStatus {
  return { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: percent } } };
}

function parsed<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
