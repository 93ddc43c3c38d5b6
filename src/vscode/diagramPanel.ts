import * as vscode from 'vscode';
import { type DiagramMessage, type DiagramRequest, isDiagramRequest } from '../webview/messages.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { ShownChart, ShownDiagram, SubjectWatch } from './diagramShown.ts';
import { type DiagramSubject, isDiagramSubject } from './diagramSubject.ts';
import { watchSubject } from './diagramWatch.ts';
import type { Edge } from './edge.ts';
import { pageHtml, pageOptions } from './webviewPage.ts';

/** The panel's type, under which VS Code keeps it over a reload. */
export const diagramViewType = 'podLabs.diagram';
const subjectKey = 'podLabs.diagramSubject';

/** What the panel needs of its window. */
export interface DiagramPanelOptions {
  readonly context: vscode.ExtensionContext;
  readonly cluster: ClusterHost;
  readonly edge: Edge;
}

/** The one diagram panel of a window: beside the editor, following what a manifest or the cluster has. */
export class DiagramPanel implements vscode.Disposable {
  readonly #options: DiagramPanelOptions;
  #panel: vscode.WebviewPanel | undefined;
  #subject: DiagramSubject | undefined;
  #watch: SubjectWatch | undefined;
  /** What is on the page now. */
  #drawn: ShownDiagram | ShownChart | undefined;
  #posted = '';

  constructor(options: DiagramPanelOptions) {
    this.#options = options;
  }

  /** Shows a subject; opens the panel if need be, without taking the focus. */
  show(subject: DiagramSubject): void {
    const { extensionUri } = this.#options.context;
    this.#subject = subject;
    void this.#options.context.workspaceState.update(subjectKey, subject);
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      this.#follow();
      return;
    }
    const where = { viewColumn: columnBeside(), preserveFocus: true };
    this.adopt(vscode.window.createWebviewPanel(diagramViewType, 'Diagram', where, pageOptions(extensionUri)));
  }

  /** Takes a panel over: a new one, or one that VS Code kept over a reload. */
  adopt(panel: vscode.WebviewPanel): void {
    const { context } = this.#options;
    this.#panel?.dispose();
    this.#panel = panel;
    this.#options.cluster.bringBack();
    const kept = context.workspaceState.get<unknown>(subjectKey);
    this.#subject ??= isDiagramSubject(kept) ? kept : undefined;
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icons', 'diagram.svg');
    panel.webview.options = pageOptions(context.extensionUri);
    panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#watch?.dispose();
      this.#panel = undefined;
      this.#drawn = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, context.extensionUri, {
      title: 'Diagram',
      script: 'diagram.js',
      style: 'diagram.css',
    });
  }

  /** Takes a message of the page, which is untrusted. */
  async receive(message: unknown): Promise<void> {
    await this.#options.edge.run('answer the diagram', async () => {
      if (isDiagramRequest(message)) await this.#answer(message);
    });
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#panel?.dispose();
  }

  async #answer(request: DiagramRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        return this.#follow();
      case 'look':
        return this.#watch?.look(request.at);
      case 'copy':
        return this.#copy();
      case 'reveal':
        // Only what the shown diagram has can be asked for.
        return this.#drawn && 'reveal' in this.#drawn ? this.#drawn.reveal(request.part) : undefined;
      case 'explain':
        return this.#watch?.explain?.(request.timeMs);
    }
  }

  #follow(): void {
    this.#watch?.dispose();
    this.#posted = '';
    this.#drawn = undefined;
    const subject = this.#subject;
    if (!subject) {
      this.#post({
        type: 'empty',
        text: 'Put the cursor into a manifest with a Pod, a Service or an autoscaler and choose Diagram above it.',
      });
      return;
    }
    const { cluster, edge } = this.#options;
    this.#watch = watchSubject(subject, cluster, {
      onShown: (draw) =>
        void edge.quietly('draw a diagram', () => {
          if (subject === this.#subject) this.#show(draw());
        }),
      onNothing: (text) => {
        this.#drawn = undefined;
        this.#post({ type: 'empty', text });
      },
    });
  }

  #show(shown: ShownDiagram | ShownChart): void {
    this.#drawn = shown;
    if (this.#panel) this.#panel.title = shown.tab;
    if ('chart' in shown) {
      const { tab: _tab, text: _text, ...page } = shown;
      this.#post({ type: 'chart', ...page });
    } else {
      const { tab: _tab, reveal: _reveal, ...page } = shown;
      this.#post({ type: 'show', ...page });
    }
  }

  /** A message that says the same as the last one is not sent: the cluster changes more often than what is drawn of it. */
  #post(message: DiagramMessage): void {
    const text = JSON.stringify(message);
    if (text === this.#posted) return;
    this.#posted = text;
    void this.#panel?.webview.postMessage(message);
  }

  async #copy(): Promise<void> {
    if (!this.#drawn) return;
    const shown = this.#drawn;
    await vscode.env.clipboard.writeText('chart' in shown ? shown.text : shown.mermaid);
    const what = 'chart' in shown ? 'The chart’s table and calculation are' : 'The diagram’s Mermaid text is';
    vscode.window.setStatusBarMessage(`${what} in the clipboard.`, 4000);
  }
}

/** The other column where there are two: a third one would leave no room for any. */
function columnBeside(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const other = all.find(({ viewColumn }) => viewColumn !== activeTabGroup.viewColumn);
  return other?.viewColumn ?? vscode.ViewColumn.Beside;
}
