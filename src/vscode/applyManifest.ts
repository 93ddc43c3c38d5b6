import * as vscode from 'vscode';
import { type Edge, UserError } from './edge.ts';
import type { PodLabsTerminals } from './terminal.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** `Apply` and `Diff`: save the file and type kubectl's command for it into the terminal, so that it is seen and learned. */
export function registerApply(terminals: PodLabsTerminals, files: WorkspaceFiles, edge: Edge): vscode.Disposable {
  const register = (id: string, verb: 'apply' | 'diff', what: string) =>
    vscode.commands.registerCommand(id, (target?: unknown) =>
      edge.run(what, async () => {
        const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
        if (!uri) throw new UserError(`Open a manifest first; then kubectl ${verb} takes it.`);
        const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
        if (document?.isUntitled)
          throw new UserError('Save this manifest as a file first (Ctrl+S): kubectl reads files.');
        if (document?.isDirty && !(await document.save()))
          throw new UserError('The file could not be saved, so nothing was done.');
        terminals.enter(`kubectl ${verb} -f ${files.nameOf(uri)}`);
      }),
    );
  return vscode.Disposable.from(
    register('podLabs.apply', 'apply', 'apply the file'),
    register('podLabs.diff', 'diff', 'compare the file with the cluster'),
  );
}
