import * as vscode from 'vscode';
import type { ManifestDocument } from '../manifests/manifestFile.ts';
import { hasDiagram, isAutoscaler, isService } from './diagramManifest.ts';
import { subjectNamed } from './diagramSubject.ts';
import type { Edge } from './edge.ts';
import { manifestSelector } from './kubernetesDocuments.ts';
import { type ManifestCache, rangeIn } from './manifestCache.ts';

/** `Apply · Diff · Diagram` above each manifest. */
export function registerManifestCodeLens(cache: ManifestCache, edge: Edge): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!vscode.workspace.getConfiguration('podLabs', document).get('codeLens.enabled', true)) return [];
      return (await edge.quietly('offer actions above a manifest', () => lensesOf(document, cache))) ?? [];
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(manifestSelector, provider),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('podLabs.codeLens')) changed.fire();
    }),
  );
}

function lensesOf(document: vscode.TextDocument, cache: ManifestCache): vscode.CodeLens[] {
  return cache.read(document).documents.flatMap((manifest) => {
    if (!manifest.kind) return [];
    const start = manifest.rangeOf(['apiVersion'], 'key').start;
    const line = rangeIn(document, { start, end: start });
    const apply = new vscode.CodeLens(line, {
      title: '$(play) Apply',
      tooltip: 'Save this file and run kubectl apply -f with it in the Pod Labs terminal',
      command: 'podLabs.apply',
      arguments: [document.uri],
    });
    const diff = new vscode.CodeLens(line, {
      title: '$(diff) Diff',
      tooltip: 'Save this file and run kubectl diff -f with it: what would change in the cluster?',
      command: 'podLabs.diff',
      arguments: [document.uri],
    });
    if (!hasDiagram(manifest)) return [apply, diff];
    const what = whatIsDrawn(manifest);
    const diagram = new vscode.CodeLens(line, {
      title: '$(type-hierarchy) Diagram',
      tooltip: `Draw ${what} beside the editor`,
      command: 'podLabs.showDiagram',
      arguments: [subjectNamed(manifest, document.uri)],
    });
    return [apply, diff, diagram];
  });
}

function whatIsDrawn(manifest: ManifestDocument): string {
  const kind = manifest.kind?.kind;
  if (isService(manifest)) return 'what this Service leads to';
  if (isAutoscaler(manifest)) return 'how this autoscaler reckons, over time, once it is in the cluster,';
  return kind === 'Pod' ? 'this Pod' : `the Pod of this ${kind}`;
}
