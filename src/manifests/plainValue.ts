import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { keyText, scalarValue } from '../api/yamlScalars.ts';
import type { SyntaxProblem } from './syntaxProblems.ts';
import type { TextRange } from './textRange.ts';

/** Values that one document may have once its aliases are written out; a larger one is an "alias bomb". */
export const maxValues = 200_000;

/** Numbers to YAML, and none to JSON. */
const noNumber = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

interface Anchored {
  readonly value: unknown;
  /** Values inside, itself included. */
  readonly size: number;
}

interface Reading {
  /** `undefined` while the anchored value is being read. */
  readonly anchors: Map<string, Anchored | undefined>;
  readonly problems: SyntaxProblem[];
  /** Values read so far, those of aliases counted each time. */
  count: number;
}

/** The JSON value of a tree as the API server would get it, and what is wrong with its keys and aliases. */
export function plainValue(root: Node | undefined): { value: unknown; problems: SyntaxProblem[] } {
  const reading: Reading = { anchors: new Map(), problems: [], count: 0 };
  const value = read(root, reading);
  if (reading.count > maxValues) return { value: undefined, problems: reading.problems };
  return { value, problems: reading.problems };
}

function read(node: unknown, reading: Reading): unknown {
  if (reading.count > maxValues) return null;
  if (isAlias(node)) return readAlias(node, reading).value;
  const before = reading.count++;
  const anchor = (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor ? node.anchor : undefined;
  if (anchor) reading.anchors.set(anchor, undefined);
  const value = readContent(node, reading);
  if (anchor) reading.anchors.set(anchor, { value, size: reading.count - before });
  return value;
}

function readContent(node: unknown, reading: Reading): unknown {
  if (isScalar(node)) {
    const text = scalarText(node);
    const isPlain = node.type === 'PLAIN' || node.type === undefined;
    if (isPlain && noNumber.test(text)) {
      const message = `json: unsupported value: ${text}; put a text in quotes`;
      problem(node, 'unsupported-value', message, reading);
    }
    if (isPlain && /[\x85\u2028\u2029]/.test(text)) {
      const message = 'a character stands in this text that YAML takes for the end of a line; put the text in quotes';
      problem(node, 'line-separator', message, reading);
    }
    return scalarValue(text, isPlain ? 'plain' : 'quoted', node.tag);
  }
  if (isSeq(node)) return node.items.map((item) => read(item, reading));
  if (isMap(node)) return readMap(node, reading);
  return null;
}

/** The reader of kubectl takes `\\'` in double quotes for a quote, which YAML does not know. */
function scalarText({ source = '', type, srcToken }: Scalar): string {
  if (type !== 'QUOTE_DOUBLE' || !source.includes("\\'")) return source;
  const raw = srcToken && 'source' in srcToken ? srcToken.source : '';
  return /(?<!\\)(\\\\)*\\'/.test(raw) ? source.replaceAll("\\'", "'") : source;
}

function readMap(map: YAMLMap, reading: Reading): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  const written = new Set<string>();
  for (const pair of map.items) {
    if (!isPair(pair)) continue;
    if (isMergeKey(pair.key)) {
      merge(object, pair.value, reading);
      continue;
    }
    const key = keyOf(pair.key, reading);
    if (key === undefined) continue;
    const isWritten = map.flow || checkWritten(pair, reading);
    if (isWritten && written.has(key)) {
      const message = `key ${JSON.stringify(key)} already set in map; kubectl keeps the last one`;
      problem(pair.key, 'duplicate-key', message, reading);
    }
    written.add(key);
    set(object, key, read(pair.value, reading));
  }
  return object;
}

/** False where a line begins with the colon: YAML takes nothing for a key, kubectl does not. */
function checkWritten({ key, srcToken }: Pair, reading: Reading): boolean {
  if (!isScalar(key) || key.type !== 'PLAIN' || key.source !== '') return true;
  if (srcToken?.start.some(({ type }) => type === 'explicit-key-ind')) return true;
  const start = srcToken?.sep?.find(({ type }) => type === 'map-value-ind')?.offset ?? key.range?.[0] ?? 0;
  problemAt({ start, end: start + 1 }, 'missing-key', 'did not find expected key', reading);
  return false;
}

/** True for the unquoted `<<` that copies the fields of another map. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
}

function merge(object: Record<string, unknown>, source: unknown, reading: Reading): void {
  const value = read(source, reading);
  // Of several, the earlier takes precedence; and as in kubectl's reader, what is merged later replaces what stood before.
  const maps = Array.isArray(value) ? value.toReversed() : [value];
  for (const map of maps) {
    if (map === null || typeof map !== 'object' || Array.isArray(map)) {
      problem(source, 'merge', 'map merge requires map or sequence of maps as the value', reading);
      return;
    }
    for (const [key, item] of Object.entries(map)) set(object, key, item);
  }
}

function keyOf(node: unknown, reading: Reading): string | undefined {
  const value = read(node, reading);
  if (value !== null && typeof value === 'object') {
    problem(node, 'invalid-key', 'invalid map key: a key must be a plain text', reading);
    return undefined;
  }
  if (value === null && isScalar(node) && node.source !== '') {
    problem(node, 'invalid-key', 'unsupported map key: an unquoted null is no text', reading);
  }
  const text = keyText(value as string);
  if (isScalar(node) && node.type === 'PLAIN' && /^[\u00a0\u2000-\u200b\u3000]/.test(text)) {
    problem(
      node,
      'no-break-space',
      'a space that is not an ordinary space stands here; YAML indents with ordinary spaces',
      reading,
    );
  }
  return text;
}

function set(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}

function readAlias(alias: Alias, reading: Reading): Anchored {
  const none: Anchored = { value: null, size: 1 };
  if (!reading.anchors.has(alias.source)) {
    problem(alias, 'unknown-anchor', `unknown anchor '${alias.source}' referenced`, reading);
    return none;
  }
  const anchored = reading.anchors.get(alias.source);
  if (!anchored) {
    problem(alias, 'recursive-anchor', `anchor '${alias.source}' value contains itself`, reading);
    return none;
  }
  reading.count += anchored.size;
  if (reading.count > maxValues) problem(alias, 'excessive-aliasing', 'document contains excessive aliasing', reading);
  return anchored;
}

function problem(node: unknown, code: string, message: string, reading: Reading): void {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  const [start, end] = range ?? [0, 0];
  problemAt({ start, end }, code, message, reading);
}

function problemAt(range: TextRange, code: string, message: string, reading: Reading): void {
  if (reading.problems.length < 100) reading.problems.push({ range, code: `syntax/${code}`, message });
}
