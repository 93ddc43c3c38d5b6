import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { FieldPath, PathSegment } from '../api/field.ts';
import { findKind, type KindInfo } from '../api/kinds.ts';
import { isBetweenItems, isInsideWords, wordAt } from './cursorLine.ts';
import { typeAt } from './fieldNames.ts';
import { textAt, valueAt } from './plainLookup.ts';
import { plainValue } from './plainValue.ts';
import { splitDocuments } from './splitDocuments.ts';
import { shifted, type TextRange } from './textRange.ts';
import { childrenOf, fieldAtOffset, findField, nodeRange, type WrittenField } from './written.ts';
import { readYaml } from './yamlReader.ts';

/** What may be written at the cursor. */
export interface CompletionPlace {
  /**
   * `key`: a field of the object at `path`. `value`: the value at `path`. `item`: an item of the list at `path`, with its dash in
   * block style.
   */
  readonly part: 'key' | 'value' | 'item';
  /** From the object's root, also where the object is an item of a `List`. */
  readonly path: FieldPath;
  /** The fields that the object has already. */
  readonly written: readonly string[];
  readonly kind: KindInfo | undefined;
  /** The object's value with the cursor's word left out. */
  readonly value: unknown;
  /** The word that a completion replaces. */
  readonly range: TextRange;
  readonly word: string;
  /** Spaces that further lines of a multi-line completion need beyond those of the cursor's line. */
  readonly extraIndent: number;
  /** Something other than blanks follows the word, such as the colon of a key. */
  readonly hasMore: boolean;
  readonly style: 'block' | 'flow';
  /** The quotes that the word stands in. */
  readonly quote: '"' | "'" | undefined;
  /** The object is a document, no item of a `List`. */
  readonly isDocument: boolean;
  /** Where the key and the value of a field of the object's root stand in the file; undefined where they are not written. */
  writtenAt(field: string): { readonly key: TextRange; readonly value: TextRange | undefined } | undefined;
  /** Blanks that put a further line below what stands at an offset of the file. */
  indentOf(offset: number): string;
}

/** Stands for the word at the cursor while its surroundings are read; no YAML scalar that a person writes. */
const standIn = 'podLabsCursorHere';
/** UTF-16 units of a document that is read for a completion: some 10,000 lines, a tenth of a second. */
const maxLength = 300_000;

/**
 * Where the cursor stands, found by putting a stand-in there and reading the document anew: so half-written text,
 * flow style and any indentation read the way YAML reads them.
 */
export function completionPlace(text: string, offset: number): CompletionPlace | undefined {
  const part = splitDocuments(text).findLast(({ start }) => start <= offset);
  if (!part || offset > text.length || part.text.length > maxLength) return undefined;
  const at = offset - part.start;
  const { line, restOfLine, quote, isKey, start, end } = wordAt(part.text, at);
  if (/(^|\s)#/.test(line) || isInsideWords(line)) return undefined;
  const hasColon = /^["']?\s*:/.test(restOfLine);
  const hasMore = restOfLine.trim() !== '' && !/^\s*[,}\]#]/.test(restOfLine);
  const needsDash = isKey && !hasMore && isBetweenItems(part.text, start, end);
  const colon = isKey && !hasColon && quote === undefined ? ': ' : '';
  const inserted = `${needsDash ? '- ' : ''}${standIn}${colon}`;
  const { root, template } = readYaml(part.text.slice(0, start) + inserted + part.text.slice(end));
  const found = template ? undefined : placeInTree(root, needsDash ? start + 2 : start);
  if (!found || (quote === undefined && (found.part === 'key') !== isKey)) return undefined;

  const whole = plainValue(root).value;
  takeOut(whole, found);
  const { base, value, kind } = objectAround(whole, found.path);
  const typed = partByType(found, found.path.slice(base.length), kind, needsDash);
  if (!typed) return undefined;
  const growth = inserted.length - (end - start);
  const back = (range: TextRange) =>
    shifted(
      { start: range.start - (range.start > start ? growth : 0), end: range.end - (range.end > start ? growth : 0) },
      part.start,
    );
  return {
    ...typed,
    written: found.written,
    style: found.style,
    kind,
    value,
    range: shifted({ start, end }, part.start),
    word: part.text.slice(start, end),
    hasMore: hasMore || (quote !== undefined && typed.part === 'key'),
    extraIndent: /^[\s-]*$/.test(line) ? line.length - (/^\s*/.exec(line)?.[0].length ?? 0) : 0,
    quote,
    isDocument: base.length === 0,
    writtenAt(name) {
      const { field, complete } = findField(root, [...base, name]);
      const key = complete && field.key ? nodeRange(field.key) : undefined;
      const ofValue = nodeRange(field.value);
      return key && { key: back(key), value: ofValue && ofValue.end > ofValue.start ? back(ofValue) : undefined };
    },
    indentOf: (where) => ' '.repeat(where - 1 - text.lastIndexOf('\n', where - 1)),
  };
}

interface FoundPlace {
  readonly part: 'key' | 'value';
  readonly path: FieldPath;
  readonly written: readonly string[];
  readonly style: 'block' | 'flow';
}

function placeInTree(root: Node | undefined, start: number): FoundPlace | undefined {
  const found = fieldAtOffset(root, start);
  if (!found) return undefined;
  const { field, part } = found;
  const node: unknown = part === 'key' ? field.key : field.value;
  if (!isScalar(node) || node.source !== standIn) return undefined;
  const style = isFlow(field.parent) ? 'flow' : 'block';
  if (part === 'value') return { part, path: field.path, written: [], style };
  const siblings = field.parent ? childrenOf(field.parent).map((child) => child.path.at(-1)) : [];
  const written = siblings.filter((name) => typeof name === 'string' && name !== standIn) as string[];
  return { part, path: field.path.slice(0, -1), written, style };
}

function isFlow(field: WrittenField | undefined): boolean {
  const node = field?.value;
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

/** Leaves the stand-in out of the value that was read with it. */
function takeOut(value: unknown, { part, path }: FoundPlace): void {
  const last = part === 'key' ? standIn : path.at(-1);
  const holder = valueAt(value, part === 'key' ? path : path.slice(0, -1));
  if (holder === null || typeof holder !== 'object' || last === undefined || typeof last === 'object') return;
  if (part === 'key') delete (holder as Record<PathSegment & string, unknown>)[last];
  else (holder as Record<string | number, unknown>)[last] = null;
}

/** The object that the cursor is in: the document's, or an item of a `List`. */
function objectAround(
  whole: unknown,
  path: FieldPath,
): { base: FieldPath; value: unknown; kind: KindInfo | undefined } {
  const isItem = textAt(whole, ['kind']) === 'List' && path[0] === 'items' && typeof path[1] === 'number';
  const base = isItem ? path.slice(0, 2) : [];
  const value = valueAt(whole, base);
  return { base, value, kind: findKind(textAt(value, ['apiVersion']) ?? '', textAt(value, ['kind']) ?? '') };
}

/** What stands there reads as a key; whether it is one depends on what the schema wants. */
function partByType(
  { part, style }: FoundPlace,
  path: FieldPath,
  kind: KindInfo | undefined,
  needsDash: boolean,
): Pick<CompletionPlace, 'part' | 'path'> | undefined {
  if (needsDash) return typeof path.at(-1) === 'number' ? { part: 'item', path: path.slice(0, -1) } : undefined;
  const type = kind && typeAt(kind.type, path);
  if (part === 'value') {
    const isItem = style === 'flow' && typeof path.at(-1) === 'number' && type?.kind === 'object';
    return isItem ? { part: 'item', path: path.slice(0, -1) } : { part, path };
  }
  if (type?.kind === 'list') return { part: 'item', path };
  const isScalarType = type && type.kind !== 'object' && type.kind !== 'map';
  return isScalarType ? { part: 'value', path } : { part, path };
}
