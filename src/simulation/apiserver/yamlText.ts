import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import { yamlProblem } from '../../api/yamlProblem.ts';
import { keyText, scalarValue } from '../../api/yamlScalars.ts';

/** A YAML text as it was read: its value, and the strict reader's complaint of keys set twice; or why it is no YAML. */
export type ReadYaml =
  | { readonly value: unknown; readonly duplicates: readonly string[]; readonly problem?: undefined }
  | { readonly problem: string };

/** So many nodes may a document have with its aliases written out; a few lines of aliases can mean billions. */
const maxNodes = 1_000_000;

/** Levels of nesting. */
const maxDepth = 1000;

/** Reads the first document of a YAML text as the API server does (go-yaml v2 behind `sigs.k8s.io/yaml`). */
export function readYaml(text: string): ReadYaml {
  const document = parseDocument(text.replace(/^\ufeff/, ''), {
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const error = document.errors.find(({ code }) => code !== 'MULTIPLE_DOCS');
  if (error) return { problem: `yaml: ${yamlProblem(error.code, error.message, text, error.pos[0])}` };
  try {
    const reader = new YamlReader(document, text);
    const value = reader.read(document.contents, 0);
    const { lines } = reader;
    return { value, duplicates: lines.length > 0 ? [`yaml: unmarshal errors:\n${lines.join('\n')}`] : [] };
  } catch (failure) {
    if (failure instanceof Unreadable) return { problem: `yaml: ${failure.message}` };
    if (failure instanceof RangeError) return { problem: 'yaml: exceeded max depth of 10000' };
    throw failure;
  }
}

class Unreadable extends Error {}

class YamlReader {
  readonly lines: string[] = [];
  readonly #document: Document.Parsed;
  readonly #text: string;
  #nodes = 0;

  constructor(document: Document.Parsed, text: string) {
    this.#document = document;
    this.#text = text;
  }

  read(node: Node | null | undefined, depth: number): unknown {
    this.#nodes += 1;
    if (this.#nodes > maxNodes) throw new Unreadable('document contains excessive aliasing');
    if (depth > maxDepth) throw new Unreadable(`exceeded max depth of ${maxDepth}`);
    if (!node) return null;
    if (isAlias(node)) return this.read(this.#target(node), depth + 1);
    if (isSeq(node)) return node.items.map((item) => this.read(item as Node, depth + 1));
    if (!isMap(node)) return scalarOf(node as Scalar);
    const entries = new Map<string, unknown>();
    this.#readMap(node, entries, depth);
    return Object.fromEntries(entries);
  }

  #readMap(node: Node, entries: Map<string, unknown>, depth: number): void {
    if (!isMap(node)) throw new Unreadable('map merge requires map or sequence of maps as the value');
    for (const pair of node.items as { key: Node | null; value: Node | null }[]) {
      const key = isAlias(pair.key) ? this.#target(pair.key) : pair.key;
      if (key && !isScalar(key)) throw new Unreadable(`invalid map key: ${this.#printed(key)}`);
      if (isScalar(key) && key.value === '<<' && isPlain(key)) {
        this.#merge(pair.value, entries, depth + 1);
        continue;
      }
      const name = key ? keyText(scalarOf(key)) : 'null';
      if (entries.has(name)) {
        this.lines.push(`  line ${this.#lineAt(key?.range?.[0] ?? 0)}: key ${JSON.stringify(name)} already set in map`);
      }
      entries.set(name, this.read(pair.value, depth + 1));
    }
  }

  /** `<<` writes the fields of a map, or of several of which the first wins. */
  #merge(node: Node | null, entries: Map<string, unknown>, depth: number): void {
    if (depth > maxDepth) throw new Unreadable(`exceeded max depth of ${maxDepth}`);
    const target = isAlias(node) ? this.#target(node) : node;
    if (isSeq(target)) for (const item of target.items.toReversed()) this.#merge(item as Node, entries, depth + 1);
    else this.#readMap(target as Node, entries, depth);
  }

  #target(node: Node): Node {
    const target = isAlias(node) ? node.resolve(this.#document) : node;
    if (!target) throw new Unreadable(`unknown anchor '${isAlias(node) ? node.source : ''}' referenced`);
    return target;
  }

  /** As Go prints a key that is a map with `%#v`. */
  #printed(node: Node): string {
    if (isSeq(node)) return '[]interface {}{…}';
    if (!isMap(node)) return JSON.stringify(scalarOf(node as Scalar));
    const fields = (node.items as { key: Node; value: Node | null }[]).map(({ key, value }) => {
      const inner =
        value === null || (isScalar(value) && scalarOf(value) === null) ? 'interface {}(nil)' : this.#printed(value);
      return `${this.#printed(key)}:${inner}`;
    });
    return `map[interface {}]interface {}{${fields.join(', ')}}`;
  }

  #lineAt(offset: number): number {
    return this.#text.slice(0, offset).split('\n').length;
  }
}

function isPlain(node: Scalar): boolean {
  return node.type === undefined || node.type === 'PLAIN';
}

function scalarOf(node: Scalar): string | number | boolean | null {
  return scalarValue(String(node.value ?? ''), isPlain(node) ? 'plain' : 'quoted', node.tag);
}
