import type { Node } from 'yaml';
import type { FieldPath } from '../api/field.ts';
import { findKind, type KindInfo } from '../api/kinds.ts';
import { plainValue } from './plainValue.ts';
import { looksLikeManifest, looksLikeTemplate } from './recognise.ts';
import { splitDocuments } from './splitDocuments.ts';
import type { SyntaxProblem } from './syntaxProblems.ts';
import { shifted, type TextRange, touches } from './textRange.ts';
import { type FieldPart, fieldAtOffset, findField, rangeOfField } from './written.ts';
import { readYaml } from './yamlReader.ts';

export type { TextRange } from './textRange.ts';

/** UTF-16 units of a file that is still read. An API server takes no request above 3 MB, etcd no object above 1.5 MB. */
export const maxFileLength = 1_000_000;

/** One remark about a manifest. `code` begins with `syntax/`, `schema/`, `api/` or `advice/`. */
export interface ManifestDiagnostic {
  readonly range: TextRange;
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  /** The field as Kubernetes prints it: `spec.containers[0].image`. */
  readonly path?: string;
}

/** What one document's text says, with offsets from the document's start; the same text gives the same object. */
export interface ParsedDocument {
  readonly text: string;
  readonly root: Node | undefined;
  /** The JSON value as the API server would get it; undefined where nothing could be read. */
  readonly value: unknown;
  readonly problems: readonly SyntaxProblem[];
  /** A template that still has to be rendered (Helm's): nothing is said about it. */
  readonly template: boolean;
  readonly apiVersion?: string;
  readonly kindName?: string;
  /** The served kind, where it is one. */
  readonly kind?: KindInfo;
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
  readonly problems: readonly ManifestDiagnostic[];
}

/**
 * Reads YAML or JSON text, finished or not. Never throws; files above `maxFileLength` are not read.
 * Documents whose text stands in `previous` too are taken over from there.
 */
export function readManifests(text: string, previous?: ManifestFile): ManifestFile {
  if (text.length > maxFileLength) return { text, documents: [], problems: tooLarge(text) };
  const known = new Map(previous?.documents.map((document) => [document.parsed.text, document.parsed]));
  const documents: ManifestDocument[] = [];
  const problems: ManifestDiagnostic[] = [];
  for (const part of splitDocuments(text)) {
    const parsed = known.get(part.text) ?? parseDocument(part.text);
    if ((parsed.value ?? null) === null && parsed.problems.length === 0) continue;
    documents.push(placeDocument(parsed, part.start));
  }
  if (documents.some((document) => document.parsed.template)) return { text, documents, problems };
  for (const { parsed, range } of documents) {
    if (!looksLikeManifest(parsed.text)) continue;
    for (const problem of parsed.problems) {
      const severity = problem.code === 'syntax/duplicate-key' ? 'warning' : 'error';
      const { code, message } = problem;
      problems.push({ range: clipped(shifted(problem.range, range.start), text), severity, code, message });
    }
  }
  return { text, documents, problems };
}

/** The document that the offset lies in. */
export function documentAt(file: ManifestFile, offset: number): ManifestDocument | undefined {
  return file.documents.findLast(({ range }) => offset >= range.start && offset <= range.end);
}

function parseDocument(text: string): ParsedDocument {
  const { root, problems, template } = readYaml(text);
  const { value, problems: valueProblems } = plainValue(root);
  const apiVersion = textField(value, 'apiVersion');
  const kindName = textField(value, 'kind');
  const kind = apiVersion !== undefined && kindName !== undefined ? findKind(apiVersion, kindName) : undefined;
  return {
    text,
    root,
    value,
    problems: mostTelling(problems, valueProblems),
    template: template || looksLikeTemplate(text),
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kindName !== undefined && { kindName }),
    ...(kind && { kind }),
  };
}

/** Of a text that is not YAML only the first reasons matter; what its value then looks like is chance. */
function mostTelling(syntax: readonly SyntaxProblem[], ofValue: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  if (syntax.length === 0) return ofValue;
  const spaces = ofValue.filter((problem) => problem.code === 'syntax/no-break-space');
  return spaces.length > 0 ? spaces : syntax;
}

function placeDocument(parsed: ParsedDocument, start: number): ManifestDocument {
  const { text, root, value, apiVersion, kindName, kind } = parsed;
  const metadata =
    value !== null && typeof value === 'object' ? (value as Record<string, unknown>).metadata : undefined;
  const name = textField(metadata, 'name');
  const namespace = textField(metadata, 'namespace');
  return {
    range: { start, end: start + text.length },
    parsed,
    value,
    ...(kind && { kind }),
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kindName !== undefined && { kindName }),
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
    rangeOf(path, part) {
      const { field, complete } = findField(root, path);
      return shifted(trimmed(rangeOfField(field, complete ? part : 'key'), text), start);
    },
    pathAt(offset) {
      const found = fieldAtOffset(root, offset - start);
      if (!found) return undefined;
      const { field, part } = found;
      const range = shifted(trimmed(rangeOfField(field, part), text), start);
      return touches(range, offset) ? { path: field.path, part, range } : undefined;
    },
  };
}

function textField(value: unknown, name: string): string | undefined {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
  const field = (value as Record<string, unknown>)[name];
  return typeof field === 'string' ? field : undefined;
}

function trimmed({ start, end }: TextRange, text: string): TextRange {
  const written = text.slice(start, end).trimEnd();
  return { start, end: start + written.length };
}

function clipped({ start, end }: TextRange, text: string): TextRange {
  const first = Math.min(start, text.length);
  return { start: first, end: Math.min(Math.max(end, first), text.length) };
}

function tooLarge(text: string): ManifestDiagnostic[] {
  if (!looksLikeManifest(text.slice(0, 100_000))) return [];
  const end = Math.min(200, /\r|\n/.exec(text.slice(0, 200))?.index ?? 200);
  const message = `this file is larger than ${maxFileLength / 1_000_000} MB; no API server would take such an object, and it is not checked here`;
  return [{ range: { start: 0, end }, severity: 'warning', code: 'syntax/too-large', message }];
}
