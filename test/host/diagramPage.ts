import type * as vscode from 'vscode';
import { DiagramPanel } from '../../src/vscode/diagramPanel.ts';
import type { Edge } from '../../src/vscode/edge.ts';
import type { DiagramMessage, ShowDiagram } from '../../src/webview/messages.ts';
import { extension, until } from './sandbox.ts';

/** A diagram panel whose page is this test. */
export function openPage() {
  const posted: DiagramMessage[] = [];
  const edge: Pick<Edge, 'run' | 'quietly'> = {
    run: async (_what, action) => action(),
    quietly: async (_what, action) => action(),
  };
  const state = new Map<string, unknown>();
  const context = {
    extensionUri: extension().extensionUri,
    workspaceState: {
      get: (key: string) => state.get(key),
      update: async (key: string, value: unknown) => state.set(key, value),
    },
  } as unknown as vscode.ExtensionContext;
  const panel = new DiagramPanel({ context, cluster: extension().exports.cluster, edge: edge as Edge });
  const nowhere = () => ({ dispose() {} });
  panel.adopt({
    webview: {
      cspSource: 'test:',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: nowhere,
      postMessage: async (message: DiagramMessage) => posted.push(message),
    },
    onDidDispose: nowhere,
    reveal() {},
    dispose() {},
  } as unknown as vscode.WebviewPanel);
  return {
    posted,
    panel,
    last: () => posted.at(-1),
    /** What is shown, once it is as wanted. */
    shown: (what: string, wanted: (message: ShowDiagram) => boolean) =>
      until(what, () => {
        const message = posted.at(-1);
        return message?.type === 'show' && wanted(message) && message;
      }),
  };
}
