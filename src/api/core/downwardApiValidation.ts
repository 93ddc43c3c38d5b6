import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { ObjectFieldSelector, ResourceFieldSelector } from '../generated/objects.ts';
import { qualifiedName } from '../names.ts';
import { canonicalQuantity } from '../quantity.ts';

/** The fields of a Pod that the downward API knows at all. */
const knownFields = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.host',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

/** What is wrong with a reference to a Pod's own field; `supported` are those that fit the place. */
export function validateFieldSelector(
  selector: ObjectFieldSelector,
  supported: readonly string[],
  at: FieldPath,
): FieldError[] {
  const { apiVersion, fieldPath } = selector;
  if (!apiVersion) return [required([...at, 'apiVersion'])];
  if (!fieldPath) return [required([...at, 'fieldPath'])];
  const [, map, key] = /^(.+?)\['(.*)'\]$/s.exec(fieldPath) ?? [];
  const problem = conversionProblem(apiVersion, fieldPath, map);
  if (problem) return [invalidValue([...at, 'fieldPath'], fieldPath, `error converting fieldPath: ${problem}`)];
  if (map !== undefined && key !== undefined) {
    const name = map === 'metadata.annotations' ? key.toLowerCase() : key;
    return qualifiedName(name).map((text) => invalidValue(at, name, text));
  }
  const path = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  return supported.includes(path) ? [] : [notSupported([...at, 'fieldPath'], path, supported)];
}

function conversionProblem(apiVersion: string, fieldPath: string, map: string | undefined): string | undefined {
  if (apiVersion !== 'v1') return `unsupported pod version: ${apiVersion}`;
  if (map !== undefined) {
    if (map === 'metadata.annotations' || map === 'metadata.labels') return undefined;
    return `field label does not support subscript: ${fieldPath}`;
  }
  return knownFields.has(fieldPath) ? undefined : `field label not supported: ${fieldPath}`;
}

const resources = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const memoryDivisors = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** What is wrong with a reference to a container's own resources; in a volume it names the container. */
export function validateResourceSelector(
  { containerName, resource, divisor }: ResourceFieldSelector,
  place: 'env' | 'volume',
  at: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  if (place === 'volume' && !containerName) errors.push(required([...at, 'containerName']));
  else if (!resource) errors.push(required([...at, 'resource']));
  else if (!resources.includes(resource) && !/^(requests|limits)\.hugepages-/.test(resource))
    errors.push(notSupported([...at, 'resource'], resource, resources));
  const canonical = canonicalQuantity(divisor ?? '0');
  if (!resource || canonical === undefined || canonical === '0') return errors;
  const of = resource.slice(resource.indexOf('.') + 1);
  const [allowed, text, name] = of === 'cpu' ? cpuDivisors : divisorsOf(of);
  if (name && !allowed.includes(canonical)) {
    const why = `only divisor's values ${text} are supported with the ${name} resource`;
    errors.push(invalidValue([...at, 'divisor'], resource, why));
  }
  return errors;
}

const cpuDivisors: [string[], string, string] = [['1m', '1'], '1m and 1', 'cpu'];

function divisorsOf(of: string): [string[], string, string] {
  const names: Record<string, string> = { memory: 'memory', 'ephemeral-storage': 'local ephemeral storage' };
  return [memoryDivisors, memoryDivisors.join(', '), of.startsWith('hugepages-') ? 'hugepages' : (names[of] ?? '')];
}
