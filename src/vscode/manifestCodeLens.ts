import * as vscode from 'vscode';
import type { ManifestDocument } from '../manifests/manifestFile.ts';
import { hasDiagram, isAutoscaler, isService } from './diagramManifest.ts';
import { subjectNamed } from './diagramSubject.ts';
import type { Edge } from './edge.ts';
import { isManifestLanguage, manifestSelector } from './kubernetesDocuments.ts';
import { type ManifestCache, rangeIn } from './manifestCache.ts';
import type { ShownPrediction } from './shownPrediction.ts';

/** `Apply · Diff · Diagram · What would happen?` above each manifest, and the answer to the last. */
export function registerManifestCodeLens(
  cache: ManifestCache,
  prediction: ShownPrediction,
  edge: Edge,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!vscode.workspace.getConfiguration('podLabs', document).get('codeLens.enabled', true)) return [];
      return (await edge.quietly('offer actions above a manifest', () => lensesOf(document, cache, prediction))) ?? [];
    },
  };
  return vscode.Disposable.from(
    changed,
    prediction.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(manifestSelector, provider),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('podLabs.codeLens')) changed.fire();
    }),
  );
}

function lensesOf(document: vscode.TextDocument, cache: ManifestCache, prediction: ShownPrediction): vscode.CodeLens[] {
  // An old version in a comparison cannot be applied.
  if (!isManifestLanguage(document)) return [];
  const { documents } = cache.read(document);
  // A template has to be rendered before anything can be done with it.
  if (documents.some(({ parsed }) => parsed.template)) return [];
  return documents.flatMap((manifest) => {
    if (!manifest.kind) return [];
    const start = manifest.rangeOf(['apiVersion'], 'key').start;
    const line = rangeIn(document, { start, end: start });
    const lens = (command: vscode.Command) => new vscode.CodeLens(line, command);
    const apply = lens({
      title: '$(play) Apply',
      tooltip: 'Save this file and run kubectl apply -f with it in the Pod Labs terminal',
      command: 'podLabs.apply',
      arguments: [document.uri],
    });
    const diff = lens({
      title: '$(diff) Diff',
      tooltip: 'Save this file and run kubectl diff -f with it: what would change in the cluster?',
      command: 'podLabs.diff',
      arguments: [document.uri],
    });
    const diagram = lens({
      title: '$(type-hierarchy) Diagram',
      tooltip: `Draw ${whatIsDrawn(manifest)} beside the editor`,
      command: 'podLabs.showDiagram',
      arguments: [subjectNamed(manifest, document.uri)],
    });
    const predict = lens({
      title: '$(beaker) What would happen?',
      tooltip: 'Try the open manifests out in a throwaway cluster. Your cluster is not touched.',
      command: 'podLabs.predict',
      arguments: [document.uri, undefined, manifest.range.start],
    });
    const summary = prediction.summaryOf(document.uri.toString(), manifest.range.start);
    const answer =
      summary &&
      lens({
        title: `${icons[summary.severity]} ${summary.text}`,
        tooltip: 'Show all that happened in the trial',
        command: 'podLabs.predictionReport',
      });
    return [apply, diff, ...(hasDiagram(manifest) ? [diagram] : []), predict, ...(answer ? [answer] : [])];
  });
}

const icons = { info: '$(pass)', warning: '$(warning)', error: '$(error)' } as const;

function whatIsDrawn(manifest: ManifestDocument): string {
  const kind = manifest.kind?.kind;
  if (isService(manifest)) return 'what this Service leads to';
  if (isAutoscaler(manifest)) return 'how this autoscaler reckons, over time, once it is in the cluster,';
  return kind === 'Pod' ? 'this Pod' : `the Pod of this ${kind}`;
}
