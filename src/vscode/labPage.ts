import * as vscode from 'vscode';
import { isLabPageRequest, type LabPageMessage, type LabPageRequest } from '../webview/messages.ts';
import type { Edge } from './edge.ts';
import { pageHtml, pageOptions } from './webviewPage.ts';

/** The page's type, under which VS Code keeps it over a reload. */
export const labViewType = 'podLabs.lab';

/** The webview that shows a lab's step. */
export class LabPage {
  readonly #panel: vscode.WebviewPanel;

  constructor(options: {
    extension: vscode.Uri;
    edge: Edge;
    /** A panel that VS Code kept over a reload. */
    kept?: vscode.WebviewPanel;
    onRequest: (request: LabPageRequest) => Promise<void>;
    onClose: () => void;
  }) {
    const { extension, edge, kept } = options;
    this.#panel = kept ?? createPanel(extension);
    this.#panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icons', 'lab.svg');
    this.#panel.webview.options = pageOptions(extension);
    this.#panel.webview.onDidReceiveMessage((message: unknown) =>
      edge.run('do that', async () => {
        if (isLabPageRequest(message)) await options.onRequest(message);
        else edge.log.warn('the lab page sent a message that it may not send');
      }),
    );
    this.#panel.onDidDispose(options.onClose);
    this.#panel.webview.html = pageHtml(this.#panel.webview, extension, {
      title: 'Lab',
      script: 'labPage.js',
      style: 'labPage.css',
    });
  }

  get visible(): boolean {
    return this.#panel.visible;
  }

  set title(title: string) {
    this.#panel.title = title;
  }

  post(message: LabPageMessage): void {
    void this.#panel.webview.postMessage(message);
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  close(): void {
    this.#panel.dispose();
  }
}

function createPanel(extension: vscode.Uri): vscode.WebviewPanel {
  const where = { viewColumn: vscode.ViewColumn.Two, preserveFocus: true };
  return vscode.window.createWebviewPanel(labViewType, 'Lab', where, {
    ...pageOptions(extension),
    enableFindWidget: true,
  });
}
