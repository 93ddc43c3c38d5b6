import * as vscode from 'vscode';
import type { Edge } from './edge.ts';
import { ManifestCache } from './manifestCache.ts';
import { registerManifestCodeLens } from './manifestCodeLens.ts';
import { registerManifestCompletion } from './manifestCompletion.ts';
import { registerManifestDiagnostics } from './manifestDiagnostics.ts';
import { registerManifestFixes } from './manifestFixes.ts';
import { registerManifestHover } from './manifestHover.ts';

/** Everything that helps while writing a manifest. Loaded when the first manifest is open. */
export function registerManifestFeatures(edge: Edge): vscode.Disposable {
  const cache = new ManifestCache();
  return vscode.Disposable.from(
    registerManifestDiagnostics(cache, edge),
    registerManifestHover(cache, edge),
    registerManifestCompletion(edge),
    registerManifestFixes(cache, edge),
    registerManifestCodeLens(cache, edge),
  );
}
