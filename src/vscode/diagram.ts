import * as vscode from 'vscode';
import type { DiagramPanel, DiagramPanelOptions } from './diagramPanel.ts';

/** What the diagram needs of its window. */
export interface DiagramOptions extends DiagramPanelOptions {
  /** The namespace of a manifest that names none, by its file: `default`, unless somebody knows better. */
  readonly namespaceFor?: (file: vscode.Uri) => string;
}

/** The diagram's command, and its return after a reload. The panel itself is loaded on first use. */
export function registerDiagram(options: DiagramOptions): vscode.Disposable {
  const { namespaceFor = () => 'default' } = options;
  let panel: DiagramPanel | undefined;
  const load = async () => {
    const { DiagramPanel: Panel } = await import('./diagramPanel.ts');
    panel ??= new Panel(options);
    return panel;
  };
  return vscode.Disposable.from(
    { dispose: () => panel?.dispose() },
    vscode.commands.registerCommand('podLabs.showDiagram', (subject?: unknown) =>
      options.edge.run('draw the diagram', async () => {
        const { isDiagramSubject, settled, subjectUnderCursor } = await import('./diagramSubject.ts');
        const chosen = isDiagramSubject(subject) ? subject : subjectUnderCursor();
        (await load()).show(settled(chosen, namespaceFor));
      }),
    ),
    vscode.window.registerWebviewPanelSerializer('podLabs.diagram', {
      deserializeWebviewPanel: async (kept) => {
        await options.edge.run('bring the diagram back', async () => (await load()).adopt(kept));
      },
    }),
  );
}
