import type { FieldPath } from '../api/field.ts';
import type { KindInfo } from '../api/kinds.ts';
import { looksLikeManifest } from './looksLikeManifest.ts';
import { type ParsedDocument, parseDocument, parsedValue } from './parsedDocument.ts';
import { textAt } from './plainLookup.ts';
import { splitDocuments } from './splitDocuments.ts';
import { shifted, type TextRange, touches } from './textRange.ts';
import { type FieldPart, fieldAtOffset, findField, nodeRange, rangeOfField } from './written.ts';

/** UTF-16 units of a file that is still read. An API server takes no request above 3 MB, etcd no object above 1.5 MB. */
export const maxFileLength = 2_000_000;
/** Pieces of text (words, marks, line ends) of one file after which no further document is read: some 40,000 lines. */
const maxFilePieces = 500_000;

/** One remark about a manifest. `code` begins with `syntax/`, `schema/`, `api/`, `relation/` or `advice/`. */
export interface ManifestDiagnostic {
  readonly range: TextRange;
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  /** The field as Kubernetes prints it: `spec.containers[0].image`. */
  readonly path?: string;
  /** The same field, for those who look further. */
  readonly field?: FieldPath;
  /** What should stand in place of what is underlined, where that is plain. */
  readonly instead?: string;
}

/** A key or a scalar value in the text. */
export interface FieldTouched {
  readonly path: FieldPath;
  readonly part: 'key' | 'value';
  readonly range: TextRange;
}

/** One document of a file: a Kubernetes manifest or any other YAML. */
export interface ManifestDocument {
  readonly range: TextRange;
  readonly parsed: ParsedDocument;
  readonly kind?: KindInfo;
  readonly apiVersion?: string;
  readonly kindName?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly value: unknown;
  /** Where a field stands; of a field that is not written, its nearest written parent. */
  rangeOf(path: FieldPath, part: FieldPart): TextRange;
  /** The field whose key or scalar value the offset touches. */
  pathAt(offset: number): FieldTouched | undefined;
}

/** A file's documents and the syntax problems of those that want to be Kubernetes manifests. */
export interface ManifestFile {
  readonly text: string;
  readonly documents: readonly ManifestDocument[];
  /** The parts between `---` lines, which the next reading takes over where they did not change. */
  readonly parts: readonly ParsedDocument[];
  readonly problems: readonly ManifestDiagnostic[];
}

/**
 * Reads YAML or JSON text, finished or not. Never throws; files above `maxFileLength` are not read.
 * Documents whose text stands in `previous` too are taken over from there.
 */
export function readManifests(text: string, previous?: ManifestFile): ManifestFile {
  if (text.length > maxFileLength) {
    const message = `this file is larger than ${maxFileLength / 1_000_000} MB and is not checked here`;
    return { text, documents: [], parts: [], problems: tooLarge(text, 0, message) };
  }
  const known = new Map(previous?.parts.map((part) => [part.text, part]));
  const documents: ManifestDocument[] = [];
  const parts: ParsedDocument[] = [];
  const problems: ManifestDiagnostic[] = [];
  let pieces = 0;
  for (const part of splitDocuments(text)) {
    if (pieces > maxFilePieces) {
      problems.push(...tooLarge(part.text, part.start, 'the rest of this file is not checked: it is too large'));
      break;
    }
    const parsed = known.get(part.text) ?? parseDocument(ownCopy(part.text));
    pieces += parsed.pieces;
    if ((parsed.value ?? null) === null && parsed.problems.length === 0) continue;
    parts.push(parsed);
    documents.push(placeDocument(parsed, part.start, 'whole'));
    for (const item of parsed.items ?? []) documents.push(placeDocument(item, part.start, 'item'));
    problems.push(...problemsOf(parsed, part.start, text.length));
  }
  if (documents.some((document) => document.parsed.template)) return { text, documents, parts, problems: [] };
  return { text, documents, parts, problems };
}

/**
 * The file with its trees laid aside: for the many of a workspace of which mostly the values are of interest. Whoever asks for a
 * place in one of its texts has that document read again.
 */
export function withoutTrees(file: ManifestFile): ManifestFile {
  for (const part of file.parts) part.layTreeAside();
  return file;
}

/** What keeps a document or its items from being read, if they say that they want to be Kubernetes objects. */
function problemsOf(parsed: ParsedDocument, start: number, end: number): ManifestDiagnostic[] {
  const problems = [parsed, ...(parsed.items ?? [])].flatMap((one) => one.problems);
  if (problems.length === 0 || !looksLikeManifest(parsed.text)) return [];
  return problems.map(({ range, code, message }) => {
    const severity = code === 'syntax/duplicate-key' || code === 'syntax/too-large' ? 'warning' : 'error';
    return { range: clipped(shifted(range, start), end), severity, code, message };
  });
}

/** A part of a text that does not keep all of it in memory: parts are taken over from one version of a file to the next. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}

/** An object that stands in no file, such as one of a cluster, as a document without a text: all its ranges are empty. */
export function documentOfObject(value: object): ManifestDocument {
  return placeDocument(parsedValue(value), 0, 'whole');
}

/** The document that the offset lies in. */
export function documentAt(file: ManifestFile, offset: number): ManifestDocument | undefined {
  return file.documents.findLast(({ range }) => offset >= range.start && offset <= range.end);
}

function placeDocument(parsed: ParsedDocument, start: number, extent: 'item' | 'whole'): ManifestDocument {
  const { text, value, apiVersion, kindName, kind } = parsed;
  const name = textAt(value, ['metadata', 'name']);
  const namespace = textAt(value, ['metadata', 'namespace']);
  const inText = (extent === 'item' && nodeRange(parsed.root)) || { start: 0, end: text.length };
  return {
    range: shifted(inText, start),
    parsed,
    value,
    ...(kind && { kind }),
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kindName !== undefined && { kindName }),
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
    rangeOf(path, part) {
      const { field, complete } = findField(parsed.root, path);
      return shifted(trimmed(rangeOfField(field, complete ? part : 'key'), text), start);
    },
    pathAt(offset) {
      const found = fieldAtOffset(parsed.root, offset - start);
      if (!found) return undefined;
      const { field, part } = found;
      const range = shifted(trimmed(rangeOfField(field, part), text), start);
      return touches(range, offset) ? { path: field.path, part, range } : undefined;
    },
  };
}

/** Without the blanks at the end that are blanks to YAML, too. */
function trimmed({ start, end }: TextRange, text: string): TextRange {
  let last = end;
  while (last > start && ' \t\r\n'.includes(text.charAt(last - 1))) last--;
  return { start, end: last };
}

function clipped({ start, end }: TextRange, textEnd: number): TextRange {
  const first = Math.min(start, textEnd);
  return { start: first, end: Math.min(Math.max(end, first), textEnd) };
}

function tooLarge(text: string, start: number, message: string): ManifestDiagnostic[] {
  if (!looksLikeManifest(text.slice(0, 100_000))) return [];
  const end = Math.min(text.length, 200, /\r|\n/.exec(text.slice(0, 200))?.index ?? 200);
  return [{ range: { start, end: start + end }, severity: 'warning', code: 'syntax/too-large', message }];
}
