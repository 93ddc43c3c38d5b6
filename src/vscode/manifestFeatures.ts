import * as vscode from 'vscode';
import type { ClusterHost } from './clusterHost.ts';
import { ClusterObjects } from './clusterObjects.ts';
import type { Edge } from './edge.ts';
import { ManifestCache } from './manifestCache.ts';
import { registerManifestCodeLens } from './manifestCodeLens.ts';
import { registerManifestCompletion } from './manifestCompletion.ts';
import { registerManifestDiagnostics } from './manifestDiagnostics.ts';
import { registerManifestFixes } from './manifestFixes.ts';
import { registerManifestHover } from './manifestHover.ts';
import { registerManifestNavigation } from './manifestNavigation.ts';
import { registerPrediction } from './predictionCommand.ts';
import { registerPredictionReport } from './predictionReportPage.ts';
import { registerRuleExplanation } from './ruleExplanation.ts';
import { rulePages } from './rulePages.ts';
import { allRulesOff, severitiesFor } from './ruleSettings.ts';
import { ShownPrediction } from './shownPrediction.ts';
import { WorkspaceManifests } from './workspaceManifests.ts';

export interface ManifestFeaturesOptions {
  readonly extensionUri: vscode.Uri;
  readonly cluster: ClusterHost;
  /** Where what names no Namespace goes when it is applied from a file. */
  readonly namespaceFor: (file: vscode.Uri) => string;
  /** Whether a file is one of the open lab's. */
  readonly isOfLab: (file: vscode.Uri) => boolean;
  /** A lab opens or closes: Namespaces and files are others then. */
  readonly onDidChangeLab: vscode.Event<void>;
  readonly edge: Edge;
}

/** Everything that helps while writing a manifest. Loaded when the first manifest is open. */
export function registerManifestFeatures(options: ManifestFeaturesOptions): vscode.Disposable {
  const { cluster, namespaceFor, onDidChangeLab, edge } = options;
  const cache = new ManifestCache();
  const objects = new ClusterObjects(cluster);
  const workspace = new WorkspaceManifests({ cache, objects, namespaceFor, onDidChangeNamespace: onDidChangeLab });
  const pages = rulePages(options.extensionUri);
  const severities = (file: vscode.Uri) => (options.isOfLab(file) ? allRulesOff : severitiesFor(file));
  const prediction = new ShownPrediction();
  return vscode.Disposable.from(
    objects,
    prediction,
    workspace,
    registerManifestDiagnostics({ cache, workspace, pages, severitiesFor: severities, edge }),
    registerManifestHover({ cache, workspace, cluster, prediction, namespaceFor, edge }),
    registerManifestCompletion({ workspace, edge }),
    registerManifestFixes({ cache, workspace, pages, severitiesFor: severities, edge }),
    registerRuleExplanation(pages, edge),
    registerManifestCodeLens(cache, prediction, edge),
    registerManifestNavigation({ cache, workspace, edge }),
    registerPrediction({ workspace, shown: prediction, edge }),
    registerPredictionReport(prediction, edge),
  );
}
