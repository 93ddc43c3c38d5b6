import * as vscode from 'vscode';
import type { Pod } from '../api/generated/objects.ts';
import { type DiagramMessage, isDiagramRequest } from '../webview/messages.ts';
import type { ClusterHost } from './clusterHost.ts';
import { type DiagramSubject, isDiagramSubject, type PodOrigin, watchSubject } from './diagramSubject.ts';
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

/** The one diagram panel of a window: beside the editor, following a Pod of a manifest or of the cluster. */
export class DiagramPanel implements vscode.Disposable {
  readonly #options: DiagramPanelOptions;
  #panel: vscode.WebviewPanel | undefined;
  #subject: DiagramSubject | undefined;
  #watching: vscode.Disposable | undefined;
  #mermaid = '';

  constructor(options: DiagramPanelOptions) {
    this.#options = options;
  }

  /** Shows a Pod; opens the panel if need be, without taking the focus. */
  show(subject: DiagramSubject): void {
    const { extensionUri } = this.#options.context;
    this.#subject = subject;
    void this.#options.context.workspaceState.update(subjectKey, subject);
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      this.#follow();
      return;
    }
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.adopt(vscode.window.createWebviewPanel(diagramViewType, 'Pod Diagram', where, pageOptions(extensionUri)));
  }

  /** Takes a panel over: a new one, or one that VS Code kept over a reload. */
  adopt(panel: vscode.WebviewPanel): void {
    const { context, edge } = this.#options;
    this.#panel?.dispose();
    this.#panel = panel;
    this.#options.cluster.bringBack();
    const kept = context.workspaceState.get<unknown>(subjectKey);
    this.#subject ??= isDiagramSubject(kept) ? kept : undefined;
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icons', 'diagram.svg');
    panel.webview.options = pageOptions(context.extensionUri);
    panel.webview.onDidReceiveMessage((message: unknown) =>
      edge.run('answer the diagram', async () => {
        if (!isDiagramRequest(message)) return;
        if (message.type === 'ready') this.#follow();
        else await this.#copy();
      }),
    );
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#watching?.dispose();
      this.#panel = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, context.extensionUri, {
      title: 'Pod Diagram',
      script: 'diagram.js',
      style: 'diagram.css',
    });
  }

  dispose(): void {
    this.#watching?.dispose();
    this.#panel?.dispose();
  }

  #follow(): void {
    this.#watching?.dispose();
    if (!this.#subject) {
      this.#post({ type: 'empty', text: 'Put the cursor into a Pod manifest and choose Diagram above it.' });
      return;
    }
    const { cluster, edge } = this.#options;
    this.#watching = watchSubject(this.#subject, cluster, {
      onPod: (pod, origin) => void edge.quietly('draw a Pod', () => this.#draw(pod, origin)),
      onNothing: (text) => this.#post({ type: 'empty', text }),
    });
  }

  async #draw(pod: Pod, origin: PodOrigin): Promise<void> {
    const { podAnatomy } = await import('../diagrams/podAnatomy.ts');
    const { mermaid, outline } = podAnatomy(pod);
    const name = pod.metadata?.name ?? '(no name yet)';
    this.#mermaid = mermaid;
    if (this.#panel) this.#panel.title = `Pod ${name}`;
    this.#post({ type: 'show', title: `Pod ${name}, ${origin}`, mermaid, outline });
  }

  #post(message: DiagramMessage): void {
    void this.#panel?.webview.postMessage(message);
  }

  async #copy(): Promise<void> {
    await vscode.env.clipboard.writeText(this.#mermaid);
    vscode.window.setStatusBarMessage('The diagram’s Mermaid text is in the clipboard.', 4000);
  }
}
