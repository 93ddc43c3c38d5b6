import { sameJson } from './equality.ts';

/** The document with the patch applied, or why that cannot be, in words. */
export type Patched =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

/** As a real server bounds it (`maxJSONPatchOperations`). */
export const maxJsonPatchOperations = 10_000;

/** So many characters may the copies of one patch have together: copies of copies double (`JSONPatchMaxCopyBytes`). */
const maxCopiedCharacters = 3 * 1024 * 1024;

type Json = Record<string, unknown>;

/** A merge patch (RFC 7396): fields replace fields, null removes. */
export function applyMergePatch(document: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Json = isObject(document) ? { ...document } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = applyMergePatch(result[key], value);
  }
  return result;
}

/** A JSON patch (RFC 6902): a list of operations on a copy of the document. */
export function applyJsonPatch(document: unknown, operations: unknown): Patched {
  if (!Array.isArray(operations)) return { problem: 'a JSON patch must be a list of operations' };
  let value = structuredCopy(document);
  let copied = 0;
  for (const operation of operations) {
    if (!isObject(operation)) return { problem: 'an operation of a JSON patch must be an object' };
    if (operation.op === 'copy' && typeof operation.from === 'string') {
      copied += JSON.stringify(lookUp(value, operation.from) ?? null).length;
      if (copied > maxCopiedCharacters) return { problem: 'the copies of a JSON patch are too large' };
    }
    const done = applyOperation(value, operation);
    if (done.problem !== undefined) return done;
    value = done.value;
  }
  return { value };
}

function applyOperation(document: unknown, operation: Json): Patched {
  const { op, path, from } = operation;
  if (typeof path !== 'string') return { problem: `${op} operation does not apply: missing path` };
  switch (op) {
    case 'add':
      return change(document, path, 'add', structuredCopy(operation.value));
    case 'remove':
      return change(document, path, 'remove', undefined);
    case 'replace':
      return change(document, path, 'replace', structuredCopy(operation.value));
    case 'test': {
      const found = lookUp(document, path);
      if (sameJson(found ?? null, operation.value ?? null)) return { value: document };
      return { problem: `testing value ${path} failed` };
    }
    case 'copy':
    case 'move': {
      if (typeof from !== 'string') return { problem: `${op} operation does not apply: missing from` };
      const found = lookUp(document, from);
      if (found === undefined) return { problem: `${op} operation does not apply: doc is missing from path: ${from}` };
      if (op === 'copy') return change(document, path, 'add', structuredCopy(found));
      const without = change(document, from, 'remove', undefined);
      return without.problem === undefined ? change(without.value, path, 'add', found) : without;
    }
    default:
      return { problem: `Unexpected kind: ${String(op)}` };
  }
}

function change(document: unknown, path: string, op: 'add' | 'remove' | 'replace', value: unknown): Patched {
  const keys = keysOf(path);
  const last = keys.pop();
  if (last === undefined) return op === 'remove' ? { value: null } : { value };
  const parent = descend(document, keys);
  const missing = { problem: `${op} operation does not apply: doc is missing path: ${path}` };
  if (Array.isArray(parent)) {
    const index = op === 'add' && last === '-' ? parent.length : /^\d+$/.test(last) ? Number(last) : -1;
    if (index < 0 || index > (op === 'add' ? parent.length : parent.length - 1)) return missing;
    if (op === 'add') parent.splice(index, 0, value);
    else if (op === 'remove') parent.splice(index, 1);
    else parent[index] = value;
    return { value: document };
  }
  if (!isObject(parent)) return missing;
  if (op !== 'add' && !Object.hasOwn(parent, last)) return missing;
  if (op === 'remove') delete parent[last];
  else setField(parent, last, value);
  return { value: document };
}

/** A field called `__proto__` is a field like any other. */
function setField(object: Json, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function lookUp(document: unknown, path: string): unknown {
  return descend(document, keysOf(path));
}

function descend(document: unknown, keys: readonly string[]): unknown {
  let value = document;
  for (const key of keys) {
    if (Array.isArray(value)) value = /^\d+$/.test(key) ? value[Number(key)] : undefined;
    else if (isObject(value)) value = Object.hasOwn(value, key) ? value[key] : undefined;
    else return undefined;
  }
  return value;
}

function keysOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function structuredCopy<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
