import { isScalar, type Node } from 'yaml';
import type { FieldPath } from '../api/field.ts';
import { findKind, type KindInfo } from '../api/kinds.ts';
import { textAt } from './plainLookup.ts';
import { plainValue } from './plainValue.ts';
import { splitDocuments } from './splitDocuments.ts';
import type { TextRange } from './textRange.ts';
import { childrenOf, fieldAtOffset } from './written.ts';
import { readYaml } from './yamlReader.ts';

/** What may be written at the cursor: a field of the object at `path`, or the value of the field at `path`. */
export interface CompletionPlace {
  readonly part: 'key' | 'value';
  readonly path: FieldPath;
  /** The fields that the object has already. */
  readonly written: readonly string[];
  readonly kind: KindInfo | undefined;
  /** The document's value with the cursor's word left out. */
  readonly value: unknown;
  /** The word that a completion replaces. */
  readonly range: TextRange;
  /** Spaces that further lines of a multi-line completion need beyond those of the cursor's line. */
  readonly extraIndent: number;
  /** Something other than blanks follows the word, such as the colon of a key. */
  readonly hasMore: boolean;
}

/** Stands for the word at the cursor while its surroundings are read; no YAML scalar that a person writes. */
const standIn = 'podLabsCursorHere';

/**
 * Where the cursor stands, found by putting a stand-in there and reading the document anew: so half-written text,
 * flow style and any indentation read the way YAML reads them.
 */
export function completionPlace(text: string, offset: number): CompletionPlace | undefined {
  const part = splitDocuments(text).findLast(({ start }) => start <= offset);
  if (!part || offset > text.length) return undefined;
  const at = offset - part.start;
  const before = /[\w./-]*$/.exec(part.text.slice(Math.max(0, at - 200), at))?.[0] ?? '';
  const after = /^[\w./-]*/.exec(part.text.slice(at, at + 200))?.[0] ?? '';
  // The dash of a list item is no part of its word.
  const word = before.replace(/^-+$/, '');
  const start = at - word.length;
  const end = at + after.length;
  const line = part.text.slice(part.text.lastIndexOf('\n', start - 1) + 1, start);
  const restOfLine = /^[^\r\n]*/.exec(part.text.slice(end))?.[0] ?? '';
  if (/(^|\s)#/.test(line) || isInsideWords(line)) return undefined;
  const isKey = wantsKey(part.text.slice(Math.max(0, start - 2000), start), line);
  const hasMore = restOfLine.trim() !== '' && !/^\s*[,}\]#]/.test(restOfLine);
  const inserted = isKey && !/^["']?\s*:/.test(restOfLine) ? `${standIn}: ` : standIn;
  const source = part.text.slice(0, start) + inserted + part.text.slice(end);
  const { root } = readYaml(source);
  const place = placeInTree(root, start, isKey);
  if (!place) return undefined;
  const { value } = plainValue(root);
  const kind = findKind(textAt(value, ['apiVersion']) ?? '', textAt(value, ['kind']) ?? '');
  const range = { start: start + part.start, end: end + part.start };
  const extraIndent = line.length - (/^\s*/.exec(line)?.[0].length ?? 0);
  return { ...place, kind, value, range, hasMore, extraIndent: /^[\s-]*$/.test(line) ? extraIndent : 0 };
}

/**
 * True where plain words stand before the cursor's word in the same scalar, as in a command or a script: told by the line
 * alone, since reading a large document at each space would be slow.
 */
function isInsideWords(line: string): boolean {
  const words = line.replace(/^\s*(?:- +)*(?:["']?[\w./-]+["']?:\s+)?/, '');
  return /^[\w"'./$%@=+~(\\][^,:{}[\]]*\s/.test(words) && !/[,:{}[\]]/.test(words);
}

function placeInTree(
  root: Node | undefined,
  start: number,
  isKey: boolean,
): Pick<CompletionPlace, 'part' | 'path' | 'written'> | undefined {
  const found = fieldAtOffset(root, start);
  if (!found) return undefined;
  const { field, part } = found;
  const node: unknown = part === 'key' ? field.key : field.value;
  if (!isScalar(node) || node.source !== standIn || (part === 'key') !== isKey) return undefined;
  if (part === 'value') return { part, path: field.path, written: [] };
  const siblings = field.parent ? childrenOf(field.parent).map((child) => child.path.at(-1)) : [];
  const written = siblings.filter((name) => typeof name === 'string' && name !== standIn) as string[];
  return { part, path: field.path.slice(0, -1), written };
}

/** True where a key is written next, told by what stands before the word. */
function wantsKey(before: string, line: string): boolean {
  if (/^\s*(- +)*["']?$/.test(line)) return true;
  const last = before.trimEnd().at(-1);
  if (last === '{') return true;
  if (last !== ',') return false;
  let depth = 0;
  for (const char of Array.from(before).reverse()) {
    if (char === '}' || char === ']') depth++;
    else if (char === '{' || char === '[') {
      if (depth === 0) return char === '{';
      depth--;
    }
  }
  return false;
}
