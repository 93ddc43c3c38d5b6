import { nameErrors } from '../core/nameErrors.ts';
import { validateContainerResourceName } from '../core/resourceNames.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type {
  ContainerResourceMetricSource,
  ExternalMetricSource,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
  ObjectMetricSource,
  PodsMetricSource,
  ResourceMetricSource,
} from '../generated/objects.ts';
import { dnsLabel, pathSegment } from '../names.ts';
import { compareQuantities, parseQuantity, quantityOf } from '../quantity.ts';
import { validateReference } from './referenceValidation.ts';

const types = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

/** The sources in the server's order: only the first one that is there is looked into. */
const sources = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type Source = (typeof sources)[number];

/** What is wrong with one metric of a HorizontalPodAutoscaler. */
export function validateMetric(metric: MetricSpec, at: FieldPath): FieldError[] {
  const { type = '' } = metric;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required([...at, 'type'], 'must specify a metric source type'));
  const known = types.includes(type);
  if (!known) errors.push(notSupported([...at, 'type'], type, types));
  const present = sources.filter((source) => metric[source]);
  const first = present[0];
  if (first) errors.push(...validateSource(metric, first, [...at, first]));
  const expected = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  // A real server complains of the type a second time.
  if (!known) errors.push(notSupported([...at, 'type'], type, types));
  else if (!present.some((source) => source === expected))
    errors.push(required([...at, expected], 'must populate information for the given metric source'));
  if (present.length !== 1)
    for (const source of present)
      if (source !== expected)
        errors.push(forbiddenField([...at, source], 'must populate the given metric source only'));
  return errors;
}

function validateSource(metric: MetricSpec, source: Source, at: FieldPath): FieldError[] {
  switch (source) {
    case 'object':
      return validateObject(metric.object ?? ({} as ObjectMetricSource), at);
    case 'external':
      return validateExternal(metric.external ?? ({} as ExternalMetricSource), at);
    case 'pods':
      return validatePods(metric.pods ?? ({} as PodsMetricSource), at);
    case 'resource':
      return validateResource(metric.resource ?? ({} as ResourceMetricSource), at);
    case 'containerResource':
      return validateContainerResource(metric.containerResource ?? ({} as ContainerResourceMetricSource), at);
  }
}

function validateObject({ describedObject, metric, target = { type: '' } }: ObjectMetricSource, at: FieldPath) {
  const errors = validateReference(describedObject ?? {}, [...at, 'describedObject']);
  errors.push(...validateIdentifier(metric, [...at, 'metric']), ...validateTarget(target, [...at, 'target']));
  if (target.value === undefined && target.averageValue === undefined)
    errors.push(required([...at, 'target', 'averageValue'], 'must set either a target value or averageValue'));
  return errors;
}

function validateExternal({ metric, target = { type: '' } }: ExternalMetricSource, at: FieldPath): FieldError[] {
  const errors = [...validateIdentifier(metric, [...at, 'metric']), ...validateTarget(target, [...at, 'target'])];
  const [whole, each] = [target.value !== undefined, target.averageValue !== undefined];
  if (!whole && !each) {
    const why = 'must set either a target value for metric or a per-pod target';
    errors.push(required([...at, 'target', 'averageValue'], why));
  }
  if (whole && each) {
    const why = 'may not set both a target value for metric and a per-pod target';
    errors.push(forbiddenField([...at, 'target', 'value'], why));
  }
  return errors;
}

function validatePods({ metric, target = { type: '' } }: PodsMetricSource, at: FieldPath): FieldError[] {
  const errors = [...validateIdentifier(metric, [...at, 'metric']), ...validateTarget(target, [...at, 'target'])];
  if (target.averageValue === undefined)
    errors.push(required([...at, 'target', 'averageValue'], 'must specify a positive target averageValue'));
  return errors;
}

function validateContainerResource(source: ContainerResourceMetricSource, at: FieldPath): FieldError[] {
  const { name = '', container = '', target = { type: '' } } = source;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required([...at, 'name'], 'must specify a resource name'));
  else errors.push(...validateContainerResourceName(name, [...at, 'name']));
  if (container === '') errors.push(required([...at, 'container'], 'must specify a container'));
  else errors.push(...nameErrors(container, dnsLabel, [...at, 'container']));
  return [...errors, ...validateTarget(target, [...at, 'target']), ...validateUtilization(target, [...at, 'target'])];
}

function validateResource({ name = '', target = { type: '' } }: ResourceMetricSource, at: FieldPath): FieldError[] {
  return [
    ...(name === '' ? [required([...at, 'name'], 'must specify a resource name')] : []),
    ...validateTarget(target, [...at, 'target']),
    ...validateUtilization(target, [...at, 'target']),
  ];
}

function validateUtilization({ averageUtilization, averageValue }: MetricTarget, at: FieldPath): FieldError[] {
  const [share, amount] = [averageUtilization !== undefined, averageValue !== undefined];
  if (!share && !amount)
    return [required([...at, 'averageUtilization'], 'must set either a target raw value or a target utilization')];
  if (!share || !amount) return [];
  return [forbiddenField([...at, 'averageValue'], 'may not set both a target raw value and a target utilization')];
}

function validateIdentifier({ name = '' }: Partial<MetricIdentifier> = {}, at: FieldPath): FieldError[] {
  if (name === '') return [required([...at, 'name'], 'must specify a metric name')];
  return nameErrors(name, pathSegment, [...at, 'name']);
}

const targetTypes = ['Utilization', 'Value', 'AverageValue'];

function validateTarget({ type = '', value, averageValue, averageUtilization }: MetricTarget, at: FieldPath) {
  const errors: FieldError[] = [];
  if (type === '') errors.push(required([...at, 'type'], 'must specify a metric target type'));
  if (!targetTypes.includes(type))
    errors.push(invalidValue([...at, 'type'], type, 'must be either Utilization, Value, or AverageValue'));
  if (value !== undefined && !isPositive(value)) errors.push(invalidValue([...at, 'value'], value, 'must be positive'));
  if (averageValue !== undefined && !isPositive(averageValue))
    errors.push(invalidValue([...at, 'averageValue'], averageValue, 'must be positive'));
  if (averageUtilization !== undefined && averageUtilization < 1)
    errors.push(invalidValue([...at, 'averageUtilization'], averageUtilization, 'must be greater than 0'));
  return errors;
}

function isPositive(text: string): boolean {
  const quantity = parseQuantity(text);
  return quantity !== undefined && compareQuantities(quantity, quantityOf(0)) > 0;
}
