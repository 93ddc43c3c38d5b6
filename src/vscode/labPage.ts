import * as vscode from 'vscode';
import { isLabPageRequest, type LabPageMessage, type LabPageRequest } from '../webview/labMessages.ts';
import type { Edge } from './edge.ts';
import { pageHtml, pageOptions } from './webviewPage.ts';

/** The page's type, under which VS Code keeps it over a reload. */
export const labViewType = 'podLabs.lab';

/** What a page needs of the lab that it shows. */
export interface LabPageOptions {
  readonly extension: vscode.Uri;
  readonly edge: Edge;
  /** A panel that VS Code kept over a reload. */
  readonly kept?: vscode.WebviewPanel;
  readonly onRequest: (request: LabPageRequest) => Promise<void>;
  readonly onClose: () => void;
}

/** The webview that shows a lab's step. */
export class LabPage {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: LabPageOptions;
  #closed = false;

  constructor(options: LabPageOptions) {
    const { extension, kept } = options;
    this.#panel = kept ?? createPanel(extension);
    this.#panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icons', 'lab.svg');
    this.#panel.webview.options = pageOptions(extension);
    this.#options = options;
    this.#panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    this.#panel.onDidDispose(() => {
      this.#closed = true;
      options.onClose();
    });
    this.#panel.webview.html = pageHtml(this.#panel.webview, extension, {
      title: 'Lab',
      script: 'labPage.js',
      style: 'labPage.css',
    });
  }

  set title(title: string) {
    this.#panel.title = title;
  }

  /** Takes a message of the page, which is untrusted. */
  async receive(message: unknown): Promise<void> {
    const { edge, onRequest } = this.#options;
    await edge.run('do that', async () => {
      if (isLabPageRequest(message)) await onRequest(message);
      else edge.log.warn('the lab page sent a message that it may not send');
    });
  }

  post(message: LabPageMessage): void {
    // A check may end after its page was closed.
    if (!this.#closed) void this.#panel.webview.postMessage(message);
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
