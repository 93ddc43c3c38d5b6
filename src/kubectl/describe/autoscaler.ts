import type {
  HorizontalPodAutoscaler,
  HPAScalingRules,
  MetricSpec,
  MetricStatus,
} from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';
import { type DescribeText, describeTime } from './describeText.ts';

/** A HorizontalPodAutoscaler as `kubectl describe hpa` shows it. */
export const describeAutoscaler: Describer<HorizontalPodAutoscaler> = (autoscaler, { text, events, nowMs }) => {
  const { metadata, spec, status } = autoscaler;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'CreationTimestamp:', describeTime(metadata.creationTimestamp));
  text.line(0, 'Reference:', `${spec?.scaleTargetRef.kind ?? ''}/${spec?.scaleTargetRef.name ?? ''}`);
  text.line(0, 'Metrics:', '( current / target )');
  (spec?.metrics ?? []).forEach((metric, index) => {
    const [title, value] = metricCells(metric, status?.currentMetrics?.[index]);
    text.line(1, `${title}:`, value);
  });
  text.line(0, 'Min replicas:', String(spec?.minReplicas ?? '<unset>'));
  text.line(0, 'Max replicas:', String(spec?.maxReplicas ?? 0));
  if (spec?.behavior) {
    text.line(0, 'Behavior:');
    describeRules(text, 'Scale Up', spec.behavior.scaleUp);
    describeRules(text, 'Scale Down', spec.behavior.scaleDown);
  }
  const kind = spec?.scaleTargetRef.kind ?? '';
  text.line(0, `${kind} pods:`, `${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`);
  const conditions = status?.conditions ?? [];
  if (conditions.length > 0) {
    text.line(0, 'Conditions:');
    text.line(1, 'Type', 'Status', 'Reason', 'Message');
    text.line(1, '----', '------', '------', '-------');
    for (const one of conditions) text.line(1, one.type, one.status, one.reason ?? '', one.message ?? '');
  }
  text.events(events, nowMs);
};

function describeRules(text: DescribeText, title: string, rules: HPAScalingRules | undefined): void {
  if (!rules) return;
  text.line(1, `${title}:`);
  if (rules.stabilizationWindowSeconds !== undefined) {
    text.line(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`);
  }
  if ((rules.policies ?? []).length === 0) return;
  text.line(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`);
  text.line(2, 'Policies:');
  for (const { type, value, periodSeconds } of rules.policies ?? []) {
    text.line(3, `- Type: ${type}`, `Value: ${value}`, `Period: ${periodSeconds} seconds`);
  }
}

function metricCells(metric: MetricSpec, current: MetricStatus | undefined): [string, string] {
  const shown = (amount: string | undefined) => amount ?? '<unknown>';
  if (metric.pods) {
    const { metric: named, target } = metric.pods;
    return [
      `${JSON.stringify(named.name)} on pods`,
      `${shown(current?.pods?.current.averageValue)} / ${target.averageValue ?? ''}`,
    ];
  }
  if (metric.object) {
    const { metric: named, describedObject, target } = metric.object;
    const title = `${JSON.stringify(named.name)} on ${describedObject.kind}/${describedObject.name}`;
    const now = current?.object?.current;
    return target.type === 'AverageValue'
      ? [`${title} (target average value)`, `${shown(now?.averageValue)} / ${target.averageValue ?? ''}`]
      : [`${title} (target value)`, `${shown(now?.value)} / ${target.value ?? ''}`];
  }
  if (metric.external) {
    const { metric: named, target } = metric.external;
    const now = current?.external?.current;
    return target.averageValue !== undefined
      ? [`${JSON.stringify(named.name)} (target average value)`, `${shown(now?.averageValue)} / ${target.averageValue}`]
      : [`${JSON.stringify(named.name)} (target value)`, `${shown(now?.value)} / ${target.value ?? ''}`];
  }
  const source = metric.resource ?? metric.containerResource;
  const now = (current?.resource ?? current?.containerResource)?.current;
  const where = metric.containerResource
    ? `of container ${JSON.stringify(metric.containerResource.container)} on pods`
    : 'on pods';
  const name = `resource ${source?.name ?? ''} ${where}`;
  if (source?.target.averageValue !== undefined)
    return [name, `${shown(now?.averageValue)} / ${source.target.averageValue}`];
  const percent =
    now?.averageUtilization === undefined ? '<unknown>' : `${now.averageUtilization}% (${now.averageValue ?? ''})`;
  const wanted = source?.target.averageUtilization === undefined ? '<auto>' : `${source.target.averageUtilization}%`;
  return [`${name}  (as a percentage of request)`, `${percent} / ${wanted}`];
}
