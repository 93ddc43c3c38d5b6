import type {
  HorizontalPodAutoscaler,
  HPAScalingRules,
  MetricSpec,
  MetricTarget,
} from '../../api/generated/objects.ts';
import { formatQuantity, parseQuantity } from '../../api/quantity.ts';
import { defaultedObject } from '../defaultedObject.ts';
import { code } from '../markdown.ts';
import { valueAt } from '../plainLookup.ts';
import { durationText } from '../words/duration.ts';
import { counted, listing } from '../words/listing.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** The controller's numbers (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details). */
const tolerance = 0.1;
const syncSeconds = 15;
const downWindowSeconds = 300;

/** What an autoscaler goes by, as far as it stands in its own manifest. */
export const autoscaler: HoverSubject = (context) => {
  const { kind, ownerType, field } = context;
  if (kind.kind !== 'HorizontalPodAutoscaler') return undefined;
  const key = `${ownerType}.${field.name}`;
  if (/^HorizontalPodAutoscalerSpec(V1)?\.(min|max)Replicas$/.test(key)) return boundsText(context);
  switch (key) {
    case 'HorizontalPodAutoscalerSpecV1.targetCPUUtilizationPercentage':
    case 'MetricTarget.averageUtilization':
      return utilizationText(context);
    case 'MetricTarget.averageValue':
    case 'MetricTarget.value':
      return amountText(context);
    case 'HorizontalPodAutoscalerSpec.metrics':
      return metricsText(context);
    case 'HorizontalPodAutoscalerSpec.behavior':
      return [rulesOf(context, 'scaleUp'), rulesOf(context, 'scaleDown')].join('\n\n');
    case 'HorizontalPodAutoscalerBehavior.scaleUp':
    case 'HorizontalPodAutoscalerBehavior.scaleDown':
      return rulesOf(context, field.name);
    case 'HPAScalingRules.stabilizationWindowSeconds':
    case 'HPAScalingRules.policies':
      return rulesOf(context, String(context.path.at(-2)));
    default:
      return undefined;
  }
};

function boundsText({ document }: HoverContext): string {
  const spec = valueAt(defaultedObject(document.parsed), ['spec']) as HorizontalPodAutoscaler['spec'];
  const { minReplicas = 1, maxReplicas } = spec ?? { maxReplicas: 0 };
  return `Between **${minReplicas}** and **${maxReplicas ?? 0}** Pods, whatever the metrics say. It looks every ${syncSeconds} s.`;
}

function utilizationText({ document, path }: HoverContext): string | undefined {
  const target = valueAt(document.value, path);
  if (typeof target !== 'number' || target <= 0) return undefined;
  const [low, high] = [target * (1 - tolerance), target * (1 + tolerance)].map((each) => Number(each.toFixed(2)));
  const ofOne = path.includes('containerResource');
  const who = ofOne ? 'these containers' : 'the Pods';
  const needs = ofOne ? 'this container' : 'every container';
  return `${target} % of what ${who} **request**, on average: not of the limit, not of the Node. Without a request of ${needs} there is no percentage (\`<unknown>\`), and nothing is done. Between **${low} % and ${high} %** nothing is done either: deviations up to 10 % are tolerated.`;
}

function amountText({ document, path, field }: HoverContext): string | undefined {
  const written = valueAt(document.value, path);
  const read = typeof written === 'string' || typeof written === 'number' ? parseQuantity(String(written)) : undefined;
  if (!read || read.unscaled <= 0n) return undefined;
  const times = (tenths: bigint) => {
    const { text, ...amount } = read;
    return formatQuantity({ ...amount, unscaled: read.unscaled * tenths, exponent: read.exponent - 1 });
  };
  const whose =
    field.name === 'averageValue' ? 'for each Pod, on average' : 'for the whole, however many Pods there are';
  return `The autoscaler wants ${code(String(written))} ${whose}. Between **\`${times(9n)}\` and \`${times(11n)}\`** nothing is done: deviations up to 10 % are tolerated.`;
}

function metricsText({ document }: HoverContext): string | undefined {
  const metrics = valueAt(defaultedObject(document.parsed), ['spec', 'metrics']) as readonly MetricSpec[] | undefined;
  if (!metrics?.length) return undefined;
  const names = metrics.slice(0, 8).map((metric) => `- ${metricText(metric)}`);
  const several =
    metrics.length > 1
      ? 'Each metric proposes a number of Pods; **the largest wins**, they are not averaged. If one cannot be read, the number does not go down.'
      : 'Wanted: Pods now × metric ÷ target, rounded up.';
  return `${several}\n\n${names.join('\n')}`;
}

function metricText(metric: MetricSpec): string {
  const { resource, containerResource, pods, object, external } = metric;
  if (resource) return `${code(resource.name ?? '')} of the whole Pod: ${targetText(resource.target)}`;
  if (containerResource)
    return `${code(containerResource.name ?? '')} of the container ${code(containerResource.container ?? '')} alone: ${targetText(containerResource.target)}`;
  const other = pods ?? object ?? external;
  return `${code(other?.metric?.name ?? '')}: ${targetText(other?.target)}`;
}

function targetText(target: Partial<MetricTarget> = {}): string {
  if (target.averageUtilization !== undefined) return `${target.averageUtilization} % of the request`;
  if (target.averageValue !== undefined) return `${code(target.averageValue)} for each Pod`;
  return target.value === undefined ? 'no target' : `${code(target.value)} in all`;
}

function rulesOf({ document }: HoverContext, direction: string): string {
  const rules = valueAt(defaultedObject(document.parsed), ['spec', 'behavior', direction]);
  return rulesText((rules ?? {}) as HPAScalingRules, direction);
}

function rulesText(
  { stabilizationWindowSeconds, policies = [], selectPolicy }: HPAScalingRules,
  direction: string,
): string {
  const isDown = direction === 'scaleDown';
  const title = isDown ? '**Down:**' : '**Up:**';
  if (selectPolicy === 'Disabled') return `${title} never.`;
  const window = stabilizationWindowSeconds ?? (isDown ? downWindowSeconds : 0);
  const waits =
    window === 0
      ? 'at once'
      : `to the ${isDown ? 'highest' : 'lowest'} number that was wanted within the last ${durationText(window)}`;
  const steps = policies.map(({ type, value = 0, periodSeconds = 0 }) => {
    const amount = type === 'Percent' ? `${value} %` : counted(value, 'Pod');
    return `${amount} each ${durationText(periodSeconds)}`;
  });
  if (steps.length === 0) return `${title} ${waits}.`;
  const choice = steps.length > 1 ? ` (the ${selectPolicy === 'Min' ? 'smallest' : 'largest'} of these)` : '';
  return `${title} ${waits}, by at most ${listing(steps, 'or')}${choice}.`;
}
