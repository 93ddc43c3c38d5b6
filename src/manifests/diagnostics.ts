import { type FieldError, type FieldPath, formatPath } from '../api/field.ts';
import { reviewCreate } from '../api/review.ts';
import { factsOf } from './facts/manifestFacts.ts';
import { holdsPatches } from './facts/patches.ts';
import { meantField, typeAt } from './fieldNames.ts';
import { identityProblem } from './identity.ts';
import type { ManifestDiagnostic, ManifestDocument, ManifestFile } from './manifestFile.ts';
import type { ManifestSet } from './manifestSet.ts';
import type { ParsedDocument } from './parsedDocument.ts';
import { placeholderIn } from './placeholders.ts';
import { valueAt } from './plainLookup.ts';
import { adviceRules, relationRules } from './rules/allRules.ts';
import type { Remark, Severity } from './rules/rule.ts';
import { isSuppressed, suppressionsIn } from './suppressions.ts';
import { shifted, type TextRange } from './textRange.ts';
import { wantedType } from './wantedType.ts';
import { pathOfWarning } from './warningPath.ts';
import { wordsPlace } from './wordsPlace.ts';

/** What is around a file, and what its user wants to hear. */
export interface DiagnoseOptions {
  /** The manifests that belong together, and the name of this file among them: for what is wrong between them. */
  readonly around?: { readonly set: ManifestSet; readonly file: string };
  /** Severities of rules, by their ids, where they are not the rules' own. */
  readonly severities?: ReadonlyMap<string, Severity | 'off'>;
}

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

const badValue = /(?:Invalid|Unsupported) value: "[^"]{0,300}/;

type Reviewed = WeakMap<ParsedDocument, { start: number; diagnostics: readonly ManifestDiagnostic[] }>;
/** A patch is a part of some object. */
type Extent = 'whole' | 'patch';
const reviewed: Readonly<Record<Extent, Reviewed>> = { whole: new WeakMap(), patch: new WeakMap() };

/**
 * Everything that is to be said about a file: what is not YAML, what the API server would refuse, in its own words, what does not
 * fit to the manifests around, and advice. Silent about templates and about kinds that the cluster does not serve.
 */
export function diagnose(file: ManifestFile, options: DiagnoseOptions = {}): ManifestDiagnostic[] {
  const diagnostics = [...file.problems];
  if (file.documents.some((document) => document.parsed.template)) return diagnostics;
  const { around } = options;
  const patches = around ? holdsPatches(around.set, around.file) : 'no';
  const extentOf = (document: ManifestDocument): Extent => {
    if (patches !== 'perhaps') return patches === 'surely' ? 'patch' : 'whole';
    // Somebody may call a file so that holds whole objects.
    return reviewOf(document, file.text, 'whole').some(({ code }) => code === 'api/required') ? 'patch' : 'whole';
  };
  for (const document of file.documents) {
    if (!isReadable(document)) continue;
    if (diagnostics.length >= maxDiagnosticsOfFile) break;
    diagnostics.push(...reviewOf(document, file.text, extentOf(document)));
  }
  if (around) diagnostics.push(...relationsOf(file, around, (document) => extentOf(document) === 'whole'));
  return wanted(diagnostics, file.text, options).sort((a, b) => a.range.start - b.range.start);
}

/** What is to be said of one document by itself, where it stands now. */
function reviewOf(document: ManifestDocument, text: string, extent: Extent): readonly ManifestDiagnostic[] {
  const { start } = document.range;
  let known = reviewed[extent].get(document.parsed);
  if (!known) {
    known = { start, diagnostics: diagnoseDocument(document, text, extent) };
    reviewed[extent].set(document.parsed, known);
  }
  const distance = start - known.start;
  if (distance === 0) return known.diagnostics;
  return known.diagnostics.map((diagnostic) => ({ ...diagnostic, range: shifted(diagnostic.range, distance) }));
}

/** Of broken YAML the server sees nothing, and what was read of it is a guess. */
function isReadable({ parsed }: ManifestDocument): boolean {
  return parsed.problems.every((problem) => problem.code === 'syntax/duplicate-key');
}

function relationsOf(
  { text }: ManifestFile,
  { set, file }: NonNullable<DiagnoseOptions['around']>,
  isWhole: (document: ManifestDocument) => boolean,
): ManifestDiagnostic[] {
  const diagnostics: ManifestDiagnostic[] = [];
  for (const manifest of set.inFile(file)) {
    if (!isReadable(manifest.document) || !isWhole(manifest.document)) continue;
    for (const rule of relationRules) {
      for (const remark of rule.check(manifest, set)) {
        if (diagnostics.length >= maxDiagnosticsOfFile) return diagnostics;
        diagnostics.push(diagnosticOf(manifest.document, text, rule, remark));
      }
    }
  }
  return diagnostics;
}

/** Without what is switched off, in the settings or by a comment in the text. */
function wanted(
  diagnostics: readonly ManifestDiagnostic[],
  text: string,
  { severities }: DiagnoseOptions,
): ManifestDiagnostic[] {
  const suppressions = suppressionsIn(text);
  return diagnostics.flatMap((diagnostic) => {
    if (isSuppressed(diagnostic, suppressions)) return [];
    const severity = severities?.get(diagnostic.code) ?? diagnostic.severity;
    if (severity === 'off') return [];
    return [severity === diagnostic.severity ? diagnostic : { ...diagnostic, severity }];
  });
}

function diagnosticOf(
  document: ManifestDocument,
  text: string,
  { id, severity }: { readonly id: string; readonly severity: Severity },
  remark: Remark,
): ManifestDiagnostic {
  const { path, part, message, words, occurrence, instead } = remark;
  const place = words !== undefined && wordsPlace(text, document.rangeOf(path, 'value'), words, occurrence);
  const range = place || underline(document, path, part, text);
  const own = path.length > 0 && { path: formatPath(path), field: path };
  const better = instead !== undefined && { instead };
  return { range, severity: remark.severity ?? severity, code: id, message, ...own, ...better };
}

function diagnoseDocument(document: ManifestDocument, text: string, extent: Extent): ManifestDiagnostic[] {
  const { kind, value } = document;
  const diagnostics: ManifestDiagnostic[] = [];
  const say = (path: FieldPath, part: 'key' | 'value', severity: Severity, code: string, message: string) => {
    if (diagnostics.length >= maxDiagnostics) return;
    const range = underline(document, path, part, text);
    // The server says some things twice.
    if (diagnostics.some((one) => one.message === message && one.range.start === range.start)) return;
    const field = path.length > 0 && { path: formatPath(path), field: path };
    diagnostics.push({ range, severity, code, message, ...field });
  };
  let hasPlaceholder = false;
  /** What a tool has yet to fill in is no mistake; that kubectl does not, some do not know. */
  const isPlaceholder = (path: FieldPath, code: string, problem: string): boolean => {
    const written = valueAt(value, path);
    // What took its default from another field is named by the message alone.
    const placeholder = placeholderIn(written === undefined ? badValue.exec(problem)?.[0] : written);
    if (placeholder === undefined) return false;
    const message = `${placeholder} is plain text to Kubernetes, and kubectl fills nothing in: as it stands this is refused. A tool such as envsubst must put the value in first.`;
    if (!hasPlaceholder) say(path, 'value', 'info', code, message);
    hasPlaceholder = true;
    return true;
  };
  if (!kind) {
    const problem = identityProblem(document);
    if (problem) say(problem.path, problem.part, 'error', problem.code, problem.message);
    return diagnostics;
  }
  const review = reviewCreate(value, { fieldValidation: 'Strict', namespace: 'default' });
  const explained = new Set<string>();
  const misread = new Set<string>();
  for (const { path, kind: problem, message } of review.decodeProblems.slice(0, maxDiagnostics)) {
    explained.add(formatPath(path));
    // Directives of a patch: `$patch: delete`.
    if (extent === 'patch' && String(path.at(-1)).startsWith('$')) continue;
    if (problem === 'unknownField') {
      const meant = meantField(kind.type, path, value);
      if (meant) explained.add(formatPath([...path.slice(0, -1), meant]));
      const words = meant ? `${message}; did you mean "${meant}"?` : message;
      say(path, 'key', 'error', 'schema/unknown-field', words);
      continue;
    }
    misread.add(formatPath(path.slice(0, -1)));
    // `spec.resources[storage]` is what the server says of `spec.resources.requests.storage`.
    if (path.at(-2) === 'requests' || path.at(-2) === 'limits') misread.add(formatPath(path.slice(0, -2)));
    if (isPlaceholder(path, 'schema/wrong-type', message)) continue;
    const wanted = wantedType(typeAt(kind.type, path), path, valueAt(value, path));
    const words = wanted ? `${message}; ${wanted}` : message;
    say(path, 'value', 'error', 'schema/wrong-type', words);
  }
  if (extent === 'patch') return diagnostics;
  for (const error of review.fieldErrors) {
    const path = formatPath(error.path);
    // A field that could not be read is missing for the validation, with all that is in it; once is enough.
    const isMissing = error.type === 'FieldValueRequired';
    if (isMissing && error.path.some((_, index) => explained.has(formatPath(error.path.slice(0, index + 1))))) continue;
    // And what takes its default from it is wrong for that reason alone.
    const isDefault = !isMissing && valueAt(value, error.path) === undefined;
    if (isDefault && misread.has(formatPath(error.path.slice(0, -1)))) continue;
    if (isPlaceholder(error.path, codes[error.type], error.message)) continue;
    say(error.path, 'value', 'error', codes[error.type], `${path || '<nil>'}: ${error.message}`);
  }
  if (diagnostics.length === 0 && review.refusal) {
    say(['kind'], 'value', 'error', 'api/refused', review.refusal.message ?? 'the API server refuses this object');
  }
  for (const warning of review.warnings) {
    const path = pathOfWarning(warning);
    if (!hasPlaceholder || placeholderIn(valueAt(value, path)) === undefined)
      say(path, 'value', 'warning', 'api/warning', warning);
  }
  const facts = factsOf(document.parsed);
  for (const rule of adviceRules) {
    for (const remark of rule.check(document, facts)) {
      if (diagnostics.length < maxDiagnostics) diagnostics.push(diagnosticOf(document, text, rule, remark));
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
