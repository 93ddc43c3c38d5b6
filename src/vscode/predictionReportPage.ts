import * as vscode from 'vscode';
import { noFile } from '../manifests/manifestSet.ts';
import { predictionPage } from '../manifests/prediction/predictionPage.ts';
import { type Edge, UserError } from './edge.ts';
import type { ShownPrediction } from './shownPrediction.ts';

const scheme = 'pod-labs-prediction';
const page = vscode.Uri.parse(`${scheme}:/What would happen.md`);

/** The report of the newest trial, as a page beside the editor. */
export function registerPredictionReport(shown: ShownPrediction, edge: Edge): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let text = '';
  const renew = () => {
    const { trial } = shown;
    // When the text has changed, what a report says stays true of the text that was tried.
    if (!trial) return;
    text = predictionPage(trial.prediction, trial.load, (file) =>
      file === noFile ? 'in your cluster' : vscode.workspace.asRelativePath(vscode.Uri.parse(file)),
    );
    changed.fire(page);
  };
  return vscode.Disposable.from(
    changed,
    shown.onDidChange(renew),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => text,
    }),
    vscode.commands.registerCommand('podLabs.predictionReport', () =>
      edge.run('show what would happen', async () => {
        if (text === '') throw new UserError('Choose “What would happen?” above a manifest first.');
        await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
      }),
    ),
  );
}
