import { allFixes, textFixes } from './fixes/allFixes.ts';
import type { Fix, FixContext } from './fixes/fix.ts';
import { documentAt, type ManifestDiagnostic, type ManifestFile } from './manifestFile.ts';

/** The ways to mend what a diagnostic says; the likeliest first. */
export function fixesFor(file: ManifestFile, diagnostic: ManifestDiagnostic, around?: FixContext['around']): Fix[] {
  const document = documentAt(file, diagnostic.range.start);
  if (!document) return [];
  const ofText = { text: file.text, document, diagnostic };
  const fixes = textFixes
    .filter(({ codes }) => codes.includes(diagnostic.code))
    .flatMap((fixer) => fixer.offer(ofText));
  const path = diagnostic.field ?? document.pathAt(diagnostic.range.start)?.path;
  if (!document.kind || !path) return fixes;
  const context = { ...ofText, kind: document.kind, path, ...(around && { around }) };
  const fixers = allFixes.filter(({ codes }) => codes.includes(diagnostic.code));
  return [...fixes, ...fixers.flatMap((fixer) => fixer.offer(context))];
}
