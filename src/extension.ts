import type * as vscode from 'vscode';
import { registerApply } from './vscode/applyManifest.ts';
import { registerAutoscalerCommands } from './vscode/autoscalerCommands.ts';
import { registerClusterCommands } from './vscode/clusterCommands.ts';
import { ClusterHost, type ClusterHostOptions } from './vscode/clusterHost.ts';
import { registerClusterStatusBar } from './vscode/clusterStatusBar.ts';
import { registerClusterTree } from './vscode/clusterTree.ts';
import { commandRunner, registerLogCommand } from './vscode/commandRunner.ts';
import { registerDiagram } from './vscode/diagram.ts';
import { createEdge } from './vscode/edge.ts';
import { mayBecomeManifest, mayHoldManifest, onFirstDocument } from './vscode/kubernetesDocuments.ts';
import { type Labs, registerLabs } from './vscode/labs.ts';
import { registerMapCommands } from './vscode/mapCommands.ts';
import { registerPodActions } from './vscode/podActions.ts';
import { registerRequestCommands } from './vscode/requestCommands.ts';
import { PodLabsTerminals, registerTerminal } from './vscode/terminal.ts';
import { WorkspaceFiles } from './vscode/workspaceFiles.ts';

/** What an activated extension shows to tests. */
export interface PodLabs {
  readonly cluster: ClusterHost;
  readonly labs: Labs;
  /** Whether the help for manifests was loaded. */
  readonly manifestHelpLoaded: () => boolean;
}

/**
 * Registers everything and does nothing yet: the simulation is loaded with the first use of the cluster, the help for
 * manifests with the first file that is a manifest or may become one. A cluster that ran before comes back when something that shows it comes in sight.
 */
export function activatePodLabs(context: vscode.ExtensionContext, host: ClusterHostOptions = {}): PodLabs {
  const { subscriptions, extensionUri } = context;
  const edge = createEdge(subscriptions);
  const cluster = new ClusterHost(context, edge, host);
  const files = new WorkspaceFiles();
  const here = () => files.kubectlContext.namespace;
  const bringBack = () => cluster.bringBack();
  const terminals = new PodLabsTerminals(commandRunner(cluster, files, edge), context.workspaceState, bringBack);
  const labs = registerLabs({ context, cluster, files, terminals, edge });
  let manifestHelp: vscode.Disposable | undefined;
  subscriptions.push(
    cluster,
    registerClusterCommands(cluster, edge),
    registerClusterStatusBar(cluster),
    registerClusterTree(cluster, here),
    registerTerminal(terminals),
    registerPodActions(terminals, files, edge),
    registerApply(terminals, files, edge),
    registerDiagram({ context, cluster, edge, namespaceFor: here }),
    registerMapCommands(cluster, here, edge),
    registerRequestCommands(cluster, edge),
    registerAutoscalerCommands(cluster, here, edge),
    labs,
    registerLogCommand(edge),
    { dispose: () => manifestHelp?.dispose() },
    onFirstDocument(mayHoldManifest, bringBack),
    onFirstDocument(mayBecomeManifest, () => {
      void edge.run('help with manifests', async () => {
        const { registerManifestFeatures } = await import('./vscode/manifestFeatures.ts');
        manifestHelp = registerManifestFeatures({
          extensionUri,
          cluster,
          namespaceFor: here,
          isOfLab: (file) => files.isOfLab(file),
          onDidChangeLab: files.onDidChangeLab,
          edge,
        });
      });
    }),
  );
  return { cluster, labs, manifestHelpLoaded: () => manifestHelp !== undefined };
}
