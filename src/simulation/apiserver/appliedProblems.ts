import { goText } from './goText.ts';
import { isJson, type Shape, shapeBelow, stepOfElement } from './typedValue.ts';

/**
 * Where a configuration does not fit the schema, in a real server's words
 * (`sigs.k8s.io/structured-merge-diff/typed`): `.spec.foo: field not declared in schema`.
 */
export function appliedProblems(value: unknown, shape: Shape, path = ''): string[] {
  if (value === null || value === undefined) return [];
  const wrong = (what: string) => [`${path === '' ? '' : `${path}: `}${what}`];
  switch (shape.kind) {
    case 'object':
    case 'map':
      if (!isJson(value)) return wrong(`expected map, got &{${goText(value)}}`);
      return Object.entries(value).flatMap(([key, item]) => {
        const below = shapeBelow(shape, key);
        return below
          ? appliedProblems(item, below, `${path}.${key}`)
          : [`${path}.${key}: field not declared in schema`];
      });
    case 'list':
      return Array.isArray(value) ? listProblems(value, shape, path) : wrong(`expected list, got &{${goText(value)}}`);
    case 'atomicList':
      return Array.isArray(value) ? [] : wrong(`expected list, got &{${goText(value)}}`);
    case 'atomicMap':
      return isJson(value) ? [] : wrong(`expected map, got &{${goText(value)}}`);
    case 'scalar': {
      const what = scalarProblem(value, shape.scalar);
      return what === undefined ? [] : wrong(what);
    }
    default:
      return [];
  }
}

function listProblems(list: readonly unknown[], shape: Shape & { kind: 'list' }, path: string): string[] {
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    if (shape.listType.kind === 'map' && !isJson(item)) {
      return [`${path}: element ${index}: associative list with keys may not have non-map elements`];
    }
    if (shape.listType.kind === 'map') {
      const step = stepOfElement(shape, item);
      const known = step === undefined ? {} : (JSON.parse(step.slice(2)) as Record<string, unknown>);
      const missing = shape.listType.keys.find((key) => known[key] === undefined);
      if (missing !== undefined) {
        return [
          `${path}: element ${index}: associative list with keys has an element that omits key field ${JSON.stringify(missing)} (and doesn't have default value)`,
        ];
      }
    }
    const step = stepOfElement(shape, item) ?? '';
    const printedStep = printStep(step);
    if (seen.has(step)) return [`${path}: duplicate entries for key ${printedStep}`];
    seen.add(step);
    return appliedProblems(item, shape.of, `${path}${printedStep}`);
  });
}

function printStep(step: string): string {
  if (!step.startsWith('k:')) return `[=${step.slice(2)}]`;
  const keys = Object.entries(JSON.parse(step.slice(2)) as Record<string, unknown>);
  return `[${keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
}

function scalarProblem(value: unknown, scalar: string): string | undefined {
  switch (scalar) {
    case 'integer':
    case 'double':
      return typeof value === 'number' ? undefined : `expected numeric (int or float), got ${goKind(value)}`;
    case 'string':
    case 'bytes':
      return typeof value === 'string'
        ? undefined
        : `expected string, got &value.valueUnstructured{Value:${goText(value)}}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `expected boolean, got &{${goText(value)}}`;
    default:
      return typeof value === 'object' ? `expected any scalar, got &{${goText(value)}}` : undefined;
  }
}

function goKind(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}
