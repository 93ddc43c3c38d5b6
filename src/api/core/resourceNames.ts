import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';
import { qualifiedName } from '../names.ts';
import { compareQuantities, formatQuantity, parseQuantity, quantityOf } from '../quantity.ts';

const quotaResources = new Set(
  'cpu memory ephemeral-storage requests.cpu requests.memory requests.storage requests.ephemeral-storage limits.cpu limits.memory limits.ephemeral-storage persistentvolumeclaims configmaps pods resourcequotas services services.nodeports services.loadbalancers replicationcontrollers secrets'.split(
    ' ',
  ),
);
const containerResources = new Set(['cpu', 'memory', 'ephemeral-storage']);
const countedResources = new Set(
  'pods resourcequotas services replicationcontrollers secrets configmaps persistentvolumeclaims services.nodeports services.loadbalancers'.split(
    ' ',
  ),
);

/** Huge pages, which are never shared out twice. */
export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** A resource of Kubernetes itself rather than a device plugin's. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** A device plugin's resource, counted in whole pieces. */
export function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
}

/** Whether Pods together may have higher limits than there is. */
export function isOvercommittable(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

/** Whether a quota knows the resource by a name of its own. */
export function isQuotaResource(name: string): boolean {
  return quotaResources.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
}

/** What is wrong with the name of a resource, whatever it is for. */
export function validateResourceName(name: string, at: FieldPath): FieldError[] {
  const errors = qualifiedName(name).map((text) => invalidValue(at, name, text));
  if (errors.length === 0 && !name.includes('/') && name !== 'storage' && !isQuotaResource(name))
    errors.push(invalidValue(at, name, 'must be a standard resource type or fully qualified'));
  return errors;
}

/** What is wrong with the name of a resource that a container asks for. */
export function validateContainerResourceName(name: string, at: FieldPath): FieldError[] {
  const errors = validateResourceName(name, at);
  if (!name.includes('/')) {
    if (!containerResources.has(name) && !isHugePages(name))
      errors.push(invalidValue(at, name, 'must be a standard resource for containers'));
  } else if (!isNativeResource(name) && !isExtendedResource(name))
    errors.push(invalidValue(at, name, "doesn't follow extended resource name standard"));
  return errors;
}

/** What is wrong with the name of a resource that a quota counts. */
export function validateQuotaResourceName(name: string, at: FieldPath): FieldError[] {
  const errors = validateResourceName(name, at);
  if (!name.includes('/') && !isQuotaResource(name))
    errors.push(invalidValue(at, name, 'must be a standard resource for quota'));
  return errors;
}

/** What is wrong with an amount of a resource. */
export function validateQuantityOf(name: string, text: string, at: FieldPath): FieldError[] {
  const quantity = parseQuantity(text) ?? quantityOf(0);
  const printed = formatQuantity(quantity);
  const errors: FieldError[] = [];
  if (compareQuantities(quantity, quantityOf(0)) < 0)
    errors.push(invalidValue(at, printed, 'must be greater than or equal to 0'));
  const divisor = quantity.exponent < 0 ? 10n ** BigInt(-quantity.exponent) : 1n;
  const counted = countedResources.has(name) || isExtendedResource(name);
  if (counted && quantity.unscaled % divisor !== 0n) errors.push(invalidValue(at, printed, 'must be an integer'));
  return errors;
}
