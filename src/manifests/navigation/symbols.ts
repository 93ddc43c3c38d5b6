import type { FieldPath } from '../../api/field.ts';
import { type FieldType, hasType, typeSchema } from '../../api/schema.ts';
import type { ManifestDocument, ManifestFile } from '../manifestFile.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import { shifted, type TextRange } from '../textRange.ts';
import { childrenOf, rangeOfField, type WrittenField } from '../written.ts';
import { startOfText } from './mentionPlace.ts';
import { type PartSymbol, type SymbolSort, symbolOf } from './symbolOf.ts';

/** One entry of a file's outline. */
export interface ManifestSymbol {
  readonly name: string;
  /** What else a reader looks for; may be empty. */
  readonly detail: string;
  readonly sort: SymbolSort;
  /** All of it, without the blank space behind. */
  readonly range: TextRange;
  /** The words that name it, inside of `range`. */
  readonly selectionRange: TextRange;
  readonly children: readonly ManifestSymbol[];
}

/** Symbols that one file may have; an outline of more is no outline. */
export const maxSymbols = 10_000;
/** Letters of a name or a detail. */
const maxLetters = 80;

/**
 * The outline of a file: its manifests, and in each the parts that a reader looks for: containers with ports, variables, mounts and
 * probes, volumes, rules, the keys of a ConfigMap. Values of Secrets stay where they are. Templates have none.
 */
export function symbolsOf(file: ManifestFile): ManifestSymbol[] {
  const { documents, text } = file;
  if (documents.some(({ parsed }) => parsed.template)) return [];
  const walk: Walk = { text, start: 0, left: maxSymbols };
  const symbols: ManifestSymbol[] = [];
  for (let index = 0; index < documents.length; index++) {
    const document = documents[index];
    if (!document || walk.left <= 0) break;
    const { items } = document.parsed;
    const own = symbolOfManifest(document, walk);
    if (!items) {
      symbols.push(...own);
      continue;
    }
    const inside = documents.slice(index + 1, index + 1 + items.length);
    index += items.length;
    const children = inside.flatMap((item) => symbolOfManifest(item, walk));
    symbols.push(...own.map((list) => ({ ...list, children })));
  }
  return symbols;
}

interface Walk {
  readonly text: string;
  /** Where the document begins that the nodes' offsets count from. */
  start: number;
  left: number;
}

function symbolOfManifest(document: ManifestDocument, walk: Walk): ManifestSymbol[] {
  const { kindName, apiVersion, name = '', namespace, parsed, value, kind } = document;
  if (kindName === undefined || apiVersion === undefined || walk.left <= 0) return [];
  walk.left -= 1;
  walk.start = startOfText(document);
  const root: WrittenField = { path: [], value: parsed.root };
  const range = withoutBlanks(document.range, walk);
  const children: ManifestSymbol[] = [];
  if (kind) visit({ field: root, type: { kind: 'object', type: kind.type }, value, name: '' }, children, walk);
  const named = ['metadata', 'name'];
  const selection = textAt(value, named) ? named : ['kind'];
  return [
    {
      name: shortened(`${kindName} ${name}`.trim()),
      detail: namespace ?? '',
      sort: 'manifest',
      range,
      selectionRange: within(document.rangeOf(selection, 'value'), range),
      children,
    },
  ];
}

interface Place {
  readonly field: WrittenField;
  readonly type: FieldType;
  readonly value: unknown;
  /** The field that holds it or its list. */
  readonly name: string;
}

function visit(place: Place, into: ManifestSymbol[], walk: Walk): void {
  const { field, type, value, name } = place;
  if (value === null || typeof value !== 'object' || walk.left <= 0) return;
  if (type.kind === 'list') {
    for (const child of childrenOf(field)) {
      visit({ field: child, type: type.of, value: childValue(value, child), name }, into, walk);
    }
    return;
  }
  if (type.kind !== 'object' || !hasType(type.type)) return;
  const named = field.path.length === 0 ? undefined : symbolOf(type.type, { value, field: name });
  const children = named ? [] : into;
  if (named) {
    walk.left -= 1;
    into.push(partSymbol(named, field, children, walk));
  }
  const { fields } = typeSchema(type.type);
  for (const child of childrenOf(field)) {
    const key = child.path.at(-1);
    const schema = typeof key === 'string' ? fields.get(key) : undefined;
    if (!schema) continue;
    const inner = { field: child, type: schema.type, value: childValue(value, child), name: schema.name };
    if (hasOwnKeys(type.type, schema.name)) symbolsOfKeys(inner, children, walk);
    else visit(inner, children, walk);
  }
}

/** Fields that are maps and whose keys a reader looks for. */
function hasOwnKeys(type: string, field: string): boolean {
  if (type === 'ServiceSpec' || type === 'ReplicationControllerSpec') return field === 'selector';
  return (type === 'ConfigMap' || type === 'Secret') && ['data', 'stringData', 'binaryData'].includes(field);
}

function symbolsOfKeys({ field, name, value }: Place, into: ManifestSymbol[], walk: Walk): void {
  for (const child of childrenOf(field)) {
    if (walk.left <= 0) return;
    walk.left -= 1;
    const key = String(child.path.at(-1));
    const isSelector = name === 'selector';
    const detail = isSelector ? (textAt(value, [{ key }]) ?? '') : '';
    const sort = isSelector ? 'selector' : 'key';
    into.push(partSymbol({ name: isSelector ? `selector ${key}` : key, detail, sort }, child, [], walk));
  }
}

function partSymbol(named: PartSymbol, field: WrittenField, children: ManifestSymbol[], walk: Walk): ManifestSymbol {
  const range = withoutBlanks(shifted(rangeOfField(field, 'node'), walk.start), walk);
  const naming = named.named && findIn(field, named.named);
  const selection = naming ? rangeOfField(naming, 'value') : rangeOfField(field, 'key');
  return {
    name: shortened(named.name) || '(no name)',
    detail: shortened(named.detail),
    sort: named.sort,
    range,
    selectionRange: within(shifted(selection, walk.start), range),
    children,
  };
}

function findIn(field: WrittenField, path: FieldPath): WrittenField | undefined {
  let here: WrittenField | undefined = field;
  for (const segment of path) here = here && childrenOf(here).findLast((child) => child.path.at(-1) === segment);
  return here;
}

function childValue(value: object, child: WrittenField): unknown {
  const segment = child.path.at(-1);
  return segment === undefined ? undefined : valueAt(value, [segment]);
}

function withoutBlanks({ start, end }: TextRange, { text }: Walk): TextRange {
  let last = Math.min(end, text.length);
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  return { start, end: last };
}

/** An editor refuses a selection that lies outside. */
function within({ start, end }: TextRange, outer: TextRange): TextRange {
  const first = Math.min(Math.max(start, outer.start), outer.end);
  return { start: first, end: Math.min(Math.max(end, first), outer.end) };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > maxLetters ? `${line.slice(0, maxLetters - 1)}…` : line;
}
