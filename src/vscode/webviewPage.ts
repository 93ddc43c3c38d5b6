import * as vscode from 'vscode';

/** A page of ours: its script in dist/webview, its style sheet in media. */
export interface PageFiles {
  readonly title: string;
  readonly script: string;
  readonly style: string;
}

/** What a page may load: only our own built scripts and media. */
export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableForms: false,
    localResourceRoots: [vscode.Uri.joinPath(extension, 'dist', 'webview'), vscode.Uri.joinPath(extension, 'media')],
  };
}

/**
 * The page's HTML. Nothing comes from elsewhere; only the script with this nonce runs. Mermaid writes style elements of its
 * own, which is why inline styles are allowed. What is shown arrives by messages, never in this text.
 */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, files: PageFiles): string {
  const nonce = randomNonce();
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webview', files.script));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'media', files.style));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${files.title}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function randomNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
}
