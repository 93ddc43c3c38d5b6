import { allFixes } from './fixes/allFixes.ts';
import type { Fix } from './fixes/fix.ts';
import { documentAt, type ManifestDiagnostic, type ManifestFile } from './manifestFile.ts';

/** The ways to mend what a diagnostic says; the likeliest first. */
export function fixesFor(file: ManifestFile, diagnostic: ManifestDiagnostic): Fix[] {
  const document = documentAt(file, diagnostic.range.start);
  const found = document?.pathAt(diagnostic.range.start);
  if (!document?.kind || !found) return [];
  const context = { text: file.text, document, kind: document.kind, path: found.path, diagnostic };
  return allFixes.flatMap((fixer) => fixer(context));
}
