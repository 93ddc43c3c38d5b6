import * as vscode from 'vscode';
import { type Edge, UserError } from './edge.ts';
import type { PodLabsTerminals } from './terminal.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** `Apply`: saves the file and types `kubectl apply -f` into the terminal, so that the command is seen and learned. */
export function registerApply(terminals: PodLabsTerminals, files: WorkspaceFiles, edge: Edge): vscode.Disposable {
  return vscode.commands.registerCommand('podLabs.apply', (target?: unknown) =>
    edge.run('apply the file', async () => {
      const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
      if (!uri) throw new UserError('Open a manifest first; then Apply sends it to the cluster.');
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
      if (document?.isUntitled) throw new UserError('Save this manifest as a file first (Ctrl+S); then apply it.');
      if (document?.isDirty && !(await document.save()))
        throw new UserError('The file could not be saved, so nothing was applied.');
      terminals.enter(`kubectl apply -f ${files.nameOf(uri)}`);
    }),
  );
}
