import { type FieldError, type FieldPath, formatPath } from '../api/field.ts';
import { reviewCreate } from '../api/review.ts';
import { meantField } from './fieldNames.ts';
import { identityProblem } from './identity.ts';
import type { ManifestDiagnostic, ManifestDocument, ManifestFile, ParsedDocument } from './manifestFile.ts';
import { valueAt } from './plainLookup.ts';
import { allRules } from './rules/allRules.ts';
import { shifted } from './textRange.ts';
import { pathOfWarning } from './warningPath.ts';

/** Diagnostics that one document may have; a learner reads from the top. */
const maxDiagnostics = 200;

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
    const { start } = document.range;
    let known = reviewed.get(document.parsed);
    if (!known) {
      known = { start, diagnostics: diagnoseDocument(document).slice(0, maxDiagnostics) };
      reviewed.set(document.parsed, known);
    }
    const distance = start - known.start;
    for (const diagnostic of known.diagnostics) {
      diagnostics.push(distance === 0 ? diagnostic : { ...diagnostic, range: shifted(diagnostic.range, distance) });
    }
  }
  return diagnostics.sort((a, b) => a.range.start - b.range.start);
}

function diagnoseDocument(document: ManifestDocument): ManifestDiagnostic[] {
  const { kind, value } = document;
  if (!kind) {
    const problem = identityProblem(document);
    return problem ? [diagnostic(document, problem.path, 'value', 'error', problem.code, problem.message)] : [];
  }
  const review = reviewCreate(value, { fieldValidation: 'Strict', namespace: 'default' });
  const diagnostics: ManifestDiagnostic[] = [];
  const explained = new Set<string>();
  for (const { path, kind: problem, message } of review.decodeProblems) {
    explained.add(formatPath(path));
    if (problem === 'unknownField') {
      const parent = path.slice(0, -1);
      const meant = meantField(kind.type, path, Object.keys(valueAt(value, parent) ?? {}));
      if (meant) explained.add(formatPath([...parent, meant]));
      const text = meant ? `${message}; did you mean "${meant}"?` : message;
      diagnostics.push(diagnostic(document, path, 'key', 'error', 'schema/unknown-field', text));
    } else diagnostics.push(diagnostic(document, path, 'value', 'error', 'schema/wrong-type', message));
  }
  for (const error of review.fieldErrors) {
    const path = formatPath(error.path);
    // A field that could not be read is missing for the validation; once is enough.
    if (error.type === 'FieldValueRequired' && explained.has(path)) continue;
    const message = `${path || '<nil>'}: ${error.message}`;
    diagnostics.push(diagnostic(document, error.path, 'value', 'error', codes[error.type], message));
  }
  if (diagnostics.length === 0 && review.refusal) {
    const message = review.refusal.message ?? 'the API server refuses this object';
    diagnostics.push(diagnostic(document, ['kind'], 'value', 'error', 'api/refused', message));
  }
  for (const warning of review.warnings) {
    diagnostics.push(diagnostic(document, pathOfWarning(warning), 'value', 'warning', 'api/warning', warning));
  }
  for (const rule of allRules) {
    for (const { path, part, severity, message } of rule.check(document)) {
      diagnostics.push(diagnostic(document, path, part, severity, `advice/${rule.name}`, message));
    }
  }
  return diagnostics;
}

function diagnostic(
  document: ManifestDocument,
  path: FieldPath,
  part: 'key' | 'value',
  severity: ManifestDiagnostic['severity'],
  code: string,
  message: string,
): ManifestDiagnostic {
  // A block of several lines is pointed at by its key; red paint over half a file teaches nobody.
  const isLarge = part === 'value' && /\n/.test(textIn(document, path));
  const range = document.rangeOf(path, isLarge ? 'key' : part);
  return { range, severity, code, message, ...(path.length > 0 && { path: formatPath(path) }) };
}

function textIn(document: ManifestDocument, path: FieldPath): string {
  const { start, end } = shifted(document.rangeOf(path, 'value'), -document.range.start);
  return document.parsed.text.slice(start, end);
}
