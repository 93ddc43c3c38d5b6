import { type JsonPathTemplate, relaxedJsonPath, valuesAt } from '../kubectl/jsonPath.ts';
import type { YamlFields, YamlValue } from './yamlFields.ts';

/** What to say of a text that is no path. */
const noPath = 'This is not one path as kubectl’s JSONPath has it, such as .spec.containers[?(@.name=="app")].image.';

/** Nobody writes a longer one. */
const lengthLimit = 1000;

/** Reads a path in kubectl's JSONPath. */
export function readPath(value: YamlValue): string | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  return pathOf(text) ? text : value.problem(noPath);
}

/** Reads the field `path` beside a source; empty, which is the whole, where it is missing; undefined where it is wrong. */
export function readPathBeside(beside: YamlFields): string | undefined {
  const value = beside.get('path');
  return value ? readPath(value) : '';
}

/** Every value that a path leads to; none where something on the way is missing. The empty path is the whole value. */
export function valuesAtPath(root: unknown, path: string): unknown[] {
  if (path === '') return root === undefined ? [] : [root];
  const template = pathOf(path);
  return template ? valuesAt(template, root).filter((value) => value !== undefined && value !== null) : [];
}

/** Each `..` looks at all that is below all that was found: two are more than anybody needs. */
const deepLooks = 2;

function pathOf(text: string): JsonPathTemplate | undefined {
  if ((text.match(/\.\.+/g) ?? []).reduce((sum, dots) => sum + dots.length - 1, 0) > deepLooks) return undefined;
  if (text.length > lengthLimit) return undefined;
  const template = relaxedJsonPath(text);
  const [part, ...more] = template.parts;
  return template.problem === undefined && part?.kind === 'path' && more.length === 0 ? template : undefined;
}
