import * as vscode from 'vscode';

describe('trial', () => {
  it('runs', async () => {
    const c = vscode.window.createOutputChannel('trial', { log: true });
    c.info('hello log');
    c.show();
    await new Promise((r) => setTimeout(r, 1500));
    const d = vscode.workspace.textDocuments.find((t) => t.uri.scheme === 'output');
    console.log(d?.uri.toString(), d?.getText());
  });
});
