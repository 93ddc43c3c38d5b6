import * as vscode from 'vscode';
import type { DiagramPanel, DiagramPanelOptions } from './diagramPanel.ts';

/** The diagram's command, and its return after a reload. The panel itself is loaded on first use. */
export function registerDiagram(options: DiagramPanelOptions): vscode.Disposable {
  let panel: DiagramPanel | undefined;
  const load = async () => {
    const { DiagramPanel: Panel } = await import('./diagramPanel.ts');
    panel ??= new Panel(options);
    return panel;
  };
  return vscode.Disposable.from(
    { dispose: () => panel?.dispose() },
    vscode.commands.registerCommand('podLabs.showDiagram', (subject?: unknown) =>
      options.edge.run('draw the Pod', async () => {
        const { isDiagramSubject, subjectUnderCursor } = await import('./diagramSubject.ts');
        (await load()).show(isDiagramSubject(subject) ? subject : subjectUnderCursor());
      }),
    ),
    vscode.window.registerWebviewPanelSerializer('podLabs.diagram', {
      deserializeWebviewPanel: async (kept) => {
        await options.edge.run('bring the diagram back', async () => (await load()).adopt(kept));
      },
    }),
  );
}
