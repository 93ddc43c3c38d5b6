import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { PodSpec, ResourceRequirements } from '../generated/objects.ts';
import { compareQuantities, formatQuantity, parseQuantity, type Quantity, quantityOf } from '../quantity.ts';
import { validateClaimNames } from './resourceClaimValidation.ts';
import { isHugePages, isOvercommittable, validateContainerResourceName, validateQuantityOf } from './resourceNames.ts';
import { totalRequest } from './resourceTotals.ts';

const nothing = quantityOf(0);

function amount(text: string | undefined): Quantity {
  return parseQuantity(text ?? '0') ?? nothing;
}

/** What is wrong with a container's requests and limits. */
export function validateResources(
  resources: ResourceRequirements,
  claims: ReadonlySet<string>,
  at: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const { limits = {}, requests = {} } = resources;
  for (const [name, text] of Object.entries(limits)) {
    const here = [...at, 'limits', { key: name }];
    errors.push(...validateContainerResourceName(name, here), ...validateQuantityOf(name, text, here));
    errors.push(...validateHugePages(name, text, here));
  }
  for (const [name, text] of Object.entries(requests)) {
    const here = [...at, 'requests', { key: name }];
    errors.push(...validateContainerResourceName(name, here), ...validateQuantityOf(name, text, here));
    errors.push(...validateRequest(name, amount(text), limits[name], at), ...validateHugePages(name, text, here));
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    errors.push(forbiddenField(at, 'HugePages require cpu or memory'));
  return [...errors, ...validateClaimNames(resources.claims ?? [], claims, [...at, 'claims'])];
}

function validateRequest(name: string, request: Quantity, limitText: string | undefined, at: FieldPath): FieldError[] {
  const overcommit = isOvercommittable(name);
  if (limitText === undefined)
    return overcommit ? [] : [required([...at, 'limits'], 'Limit must be set for non overcommitable resources')];
  const limit = amount(limitText);
  const order = compareQuantities(request, limit);
  const text = formatQuantity(request);
  const bound = `${name} limit of ${formatQuantity(limit)}`;
  if (order !== 0 && !overcommit) return [invalidValue([...at, 'requests'], text, `must be equal to ${bound}`)];
  if (order > 0) return [invalidValue([...at, 'requests'], text, `must be less than or equal to ${bound}`)];
  return [];
}

/** Huge pages are handed out whole: `hugepages-2Mi` in steps of 2Mi. */
function validateHugePages(name: string, text: string, at: FieldPath): FieldError[] {
  if (!isHugePages(name)) return [];
  const size = parseQuantity(name.slice('hugepages-'.length));
  const value = amount(text);
  if (size && isMultiple(value, size)) return [];
  return [
    invalidValue(at, formatQuantity(value), `${formatQuantity(value)} is not positive integer multiple of ${name}`),
  ];
}

function isMultiple(value: Quantity, size: Quantity): boolean {
  const least = Math.min(value.exponent, size.exponent);
  const whole = ({ unscaled, exponent }: Quantity): bigint => unscaled * 10n ** BigInt(exponent - least);
  const [amountOf, step] = [whole(value), whole(size)];
  return amountOf > 0n && step > 0n && amountOf % step === 0n;
}

const podResources = ['cpu', 'hugepages-', 'memory'];

/** What is wrong with the requests and limits of a whole Pod (gate PodLevelResources, beta in 1.34). */
export function validatePodResources(spec: PodSpec, resources: ResourceRequirements, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['limits', 'requests'] as const) {
    for (const [name, text] of Object.entries(resources[field] ?? {})) {
      const here = [...at, field, { key: name }];
      if (name !== 'cpu' && name !== 'memory' && !isHugePages(name)) {
        errors.push(notSupported(here, name, podResources));
        continue;
      }
      errors.push(...validateQuantityOf(name, text, here));
      if (field === 'requests') {
        errors.push(...validateRequest(name, amount(text), resources.limits?.[name], at));
        errors.push(...validateAggregate(spec, name, amount(text), here));
      } else errors.push(...validateContainerLimits(spec, name, amount(text), at.slice(0, -1)));
    }
  }
  return errors;
}

function validateAggregate(spec: PodSpec, name: string, request: Quantity, at: FieldPath): FieldError[] {
  const sum = totalRequest(spec, name);
  if (compareQuantities(request, sum) >= 0) return [];
  const why = `must be greater than or equal to aggregate container requests of ${formatQuantity(sum)}`;
  return [invalidValue(at, formatQuantity(request), why)];
}

function validateContainerLimits(spec: PodSpec, name: string, limit: Quantity, at: FieldPath): FieldError[] {
  const lists = [
    ['containers', spec.containers ?? []] as const,
    ['initContainers', spec.initContainers ?? []] as const,
  ];
  return lists.flatMap(([list, containers]) =>
    containers.flatMap((container, i) => {
      const text = container.resources?.limits?.[name];
      if (text === undefined || compareQuantities(amount(text), limit) <= 0) return [];
      const path = [...at, list, i, 'resources', 'limits', { key: name }];
      return [invalidValue(path, text, `must be less than or equal to pod limits of ${formatQuantity(limit)}`)];
    }),
  );
}
