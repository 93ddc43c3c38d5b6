import { isAlias, isMap, isPair, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { keyText, scalarValue } from '../api/yamlScalars.ts';

/** So many nodes may a document have once its aliases are written out; a few lines of aliases can mean billions. */
const maxNodes = 1_000_000;

/** YAML text as the JSON text that a real server makes of it: the first document, YAML 1.1 scalars, the last of two equal keys. */
export function jsonOfYaml(
  text: string,
): { json: string; problem?: undefined } | { json?: undefined; problem: string } {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, strict: true, logLevel: 'silent' });
  const error = document.errors[0];
  if (error) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    return { problem: `line ${line}: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')}` };
  }
  let nodes = 0;
  const valueAt = (node: unknown, depth: number): unknown => {
    nodes += 1;
    if (nodes > maxNodes || depth > 1000) throw new RangeError('document contains excessive aliasing');
    if (isAlias(node)) return valueAt(node.resolve(document), depth + 1);
    if (isScalar(node)) {
      return scalarValue(node.source ?? '', node.type === 'PLAIN' ? 'plain' : 'quoted', node.tag);
    }
    if (isSeq(node)) return node.items.map((item) => valueAt(item, depth + 1));
    if (!isMap(node)) return null;
    const entries: [string, unknown][] = [];
    for (const pair of node.items) {
      if (!isPair(pair)) continue;
      const key = isScalar(pair.key) && pair.key.source === '<<' && pair.key.type === 'PLAIN' ? undefined : pair.key;
      if (key === undefined) entries.unshift(...merged(valueAt(pair.value, depth + 1)));
      else entries.push([keyText(valueAt(key as Node, depth + 1) as string), valueAt(pair.value, depth + 1)]);
    }
    return Object.fromEntries(entries);
  };
  try {
    return { json: JSON.stringify(valueAt(document.contents, 0)) };
  } catch (failure) {
    return { problem: failure instanceof Error ? failure.message : String(failure) };
  }
}

/** What `<<` brings in: the fields of a map, or of the maps in a list, of which the first wins. */
function merged(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.reverse().flatMap(merged);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
