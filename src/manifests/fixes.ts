import { allFixes } from './fixes/allFixes.ts';
import type { Fix, FixContext } from './fixes/fix.ts';
import { documentAt, type ManifestDiagnostic, type ManifestFile } from './manifestFile.ts';

/** The ways to mend what a diagnostic says; the likeliest first. */
export function fixesFor(file: ManifestFile, diagnostic: ManifestDiagnostic, around?: FixContext['around']): Fix[] {
  const fixers = allFixes.filter(({ codes }) => codes.includes(diagnostic.code));
  if (fixers.length === 0) return [];
  const document = documentAt(file, diagnostic.range.start);
  const path = diagnostic.field ?? document?.pathAt(diagnostic.range.start)?.path;
  if (!document?.kind || !path) return [];
  const context = { text: file.text, document, kind: document.kind, path, diagnostic, ...(around && { around }) };
  return fixers.flatMap((fixer) => fixer.offer(context));
}
