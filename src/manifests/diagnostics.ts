import { type FieldError, type FieldPath, formatPath } from '../api/field.ts';
import { reviewCreate } from '../api/review.ts';
import { meantField } from './fieldNames.ts';
import { identityProblem } from './identity.ts';
import type { ManifestDiagnostic, ManifestDocument, ManifestFile } from './manifestFile.ts';
import type { ParsedDocument } from './parsedDocument.ts';
import { valueAt } from './plainLookup.ts';
import { allRules } from './rules/allRules.ts';
import { shifted, type TextRange } from './textRange.ts';
import { pathOfWarning } from './warningPath.ts';

type Severity = ManifestDiagnostic['severity'];

/** Diagnostics that one document may have, and a whole file; a learner reads from the top. */
const maxDiagnostics = 200;
const maxDiagnosticsOfFile = 1000;

const codes: Record<FieldError['type'], string> = {
  FieldValueRequired: 'api/required',
  FieldValueInvalid: 'api/invalid',
  FieldValueNotSupported: 'api/not-supported',
  FieldValueDuplicate: 'api/duplicate',
  FieldValueNotFound: 'api/not-found',
  FieldValueForbidden: 'api/forbidden',
  FieldValueTooLong: 'api/too-long',
  FieldValueTooMany: 'api/too-many',
  FieldValueTypeInvalid: 'api/invalid',
  InternalError: 'api/internal-error',
};

const reviewed = new WeakMap<ParsedDocument, { start: number; diagnostics: readonly ManifestDiagnostic[] }>();

/**
 * Everything that is to be said about a file: what is not YAML, what the API server would refuse, in its own words, and
 * advice. Silent about templates and about kinds that the cluster does not serve.
 */
export function diagnose(file: ManifestFile): ManifestDiagnostic[] {
  const diagnostics = [...file.problems];
  if (file.documents.some((document) => document.parsed.template)) return diagnostics;
  for (const document of file.documents) {
    // Of broken YAML the server sees nothing, and what was read of it is a guess.
    if (document.parsed.problems.some((problem) => problem.code !== 'syntax/duplicate-key')) continue;
    if (diagnostics.length >= maxDiagnosticsOfFile) break;
    const { start } = document.range;
    let known = reviewed.get(document.parsed);
    if (!known) {
      known = { start, diagnostics: diagnoseDocument(document, file.text) };
      reviewed.set(document.parsed, known);
    }
    const distance = start - known.start;
    for (const diagnostic of known.diagnostics) {
      diagnostics.push(distance === 0 ? diagnostic : { ...diagnostic, range: shifted(diagnostic.range, distance) });
    }
  }
  return diagnostics.sort((a, b) => a.range.start - b.range.start);
}

function diagnoseDocument(document: ManifestDocument, text: string): ManifestDiagnostic[] {
  const { kind, value } = document;
  const diagnostics: ManifestDiagnostic[] = [];
  const say = (path: FieldPath, part: 'key' | 'value', severity: Severity, code: string, message: string) => {
    if (diagnostics.length >= maxDiagnostics) return;
    const range = underline(document, path, part, text);
    diagnostics.push({ range, severity, code, message, ...(path.length > 0 && { path: formatPath(path) }) });
  };
  if (!kind) {
    const problem = identityProblem(document);
    if (problem) say(problem.path, problem.part, 'error', problem.code, problem.message);
    return diagnostics;
  }
  const review = reviewCreate(value, { fieldValidation: 'Strict', namespace: 'default' });
  const explained = new Set<string>();
  for (const { path, kind: problem, message } of review.decodeProblems.slice(0, maxDiagnostics)) {
    explained.add(formatPath(path));
    if (problem === 'unknownField') {
      const meant = meantField(kind.type, path, value);
      if (meant) explained.add(formatPath([...path.slice(0, -1), meant]));
      const words = meant ? `${message}; did you mean "${meant}"?` : message;
      say(path, 'key', 'error', 'schema/unknown-field', words);
    } else say(path, 'value', 'error', 'schema/wrong-type', message);
  }
  for (const error of review.fieldErrors) {
    const path = formatPath(error.path);
    // A field that could not be read is missing for the validation; once is enough.
    if (error.type === 'FieldValueRequired' && explained.has(path)) continue;
    say(error.path, 'value', 'error', codes[error.type], `${path || '<nil>'}: ${error.message}`);
  }
  if (diagnostics.length === 0 && review.refusal) {
    say(['kind'], 'value', 'error', 'api/refused', review.refusal.message ?? 'the API server refuses this object');
  }
  for (const warning of review.warnings) say(pathOfWarning(warning), 'value', 'warning', 'api/warning', warning);
  for (const rule of allRules) {
    for (const { path, part, severity, message } of rule.check(document)) {
      say(path, part, severity, `advice/${rule.name}`, message);
    }
  }
  return diagnostics;
}

/** An indented block is pointed at by its key; red paint over half a file teaches nobody. */
function underline(document: ManifestDocument, path: FieldPath, part: 'key' | 'value', text: string): TextRange {
  const range = document.rangeOf(path, part);
  if (part === 'key') return range;
  const value = valueAt(document.value, path);
  const isBlock = value !== null && typeof value === 'object' && !/[[{]/.test(text.charAt(range.start));
  const isLarge = /\n/.test(text.slice(range.start, range.end));
  return isBlock || isLarge ? document.rangeOf(path, 'key') : range;
}
