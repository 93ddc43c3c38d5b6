import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/chromium.ts';

const project = path.resolve(import.meta.dirname, '../..');
const origin = 'http://pod-labs.test';

/** The editor's side of an opened page. */
interface OpenPage {
  readonly page: Page;
  /** What the page has sent. */
  sent(): Promise<unknown[]>;
  send(message: unknown): Promise<void>;
  /** Errors and refusals that the browser wrote to its console. */
  readonly complaints: string[];
}

/** Our pages in a real browser, under the content security policy that the editor gives them. */
export interface PageBench {
  open(name: 'diagram' | 'labPage', theme?: ThemeName): Promise<OpenPage>;
  close(): Promise<void>;
}

export type ThemeName = 'none' | 'dark' | 'light' | 'highContrast';

const themes: Readonly<Record<ThemeName, { readonly body: string; readonly variables: string }>> = {
  none: { body: '', variables: '' },
  light: {
    body: 'vscode-light',
    variables:
      '--vscode-editor-background:#ffffff;--vscode-editor-foreground:#3b3b3b;--vscode-descriptionForeground:#3b3b3b',
  },
  dark: {
    body: 'vscode-dark',
    variables:
      '--vscode-editor-background:#1f1f1f;--vscode-editor-foreground:#cccccc;--vscode-descriptionForeground:#9d9d9d;' +
      '--vscode-editorWidget-background:#202020;--vscode-editorLineNumber-activeForeground:#cccccc;' +
      '--vscode-widget-border:#313131;--vscode-focusBorder:#0078d4;--vscode-textLink-foreground:#4daafc;' +
      '--vscode-button-background:#0078d4;--vscode-button-foreground:#ffffff;' +
      '--vscode-button-secondaryBackground:#313131;--vscode-button-secondaryForeground:#cccccc;' +
      '--vscode-textCodeBlock-background:#2b2b2b;--vscode-testing-iconPassed:#73c991;' +
      '--vscode-testing-iconFailed:#f14c4c;--vscode-charts-blue:#3794ff;--vscode-charts-yellow:#cca700',
  },
  highContrast: {
    body: 'vscode-high-contrast',
    variables:
      '--vscode-editor-background:#000000;--vscode-editor-foreground:#ffffff;--vscode-descriptionForeground:#ffffff;' +
      '--vscode-contrastBorder:#6fc3df;--vscode-editorWidget-background:#0c141f;--vscode-focusBorder:#f38518;' +
      '--vscode-textLink-foreground:#21a6ff;--vscode-button-background:#000000;--vscode-button-foreground:#ffffff;' +
      // As the real theme: no secondaryBackground.
      '--vscode-button-secondaryForeground:#ffffff;' +
      '--vscode-textPreformat-background:#ffffff;--vscode-textPreformat-foreground:#000000;' +
      '--vscode-textCodeBlock-background:#000000',
  },
};

/** Builds the pages and starts a browser. */
export async function startPageBench(): Promise<PageBench> {
  built ??= buildScripts();
  const scripts = await built;
  const browser: Browser = await launchBrowser();

  return {
    close: () => browser.close(),
    async open(name, theme = 'light') {
      const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
      const complaints: string[] = [];
      page.on('console', (line) => {
        if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.setDefaultTimeout(8000);
      // The test runner's compiler keeps names of functions with this; the browser has none.
      await page.addInitScript('globalThis.__name = (value) => value');
      await page.addInitScript(stubEditor);
      await page.route(`${origin}/**`, async (route) => {
        const file = new URL(route.request().url()).pathname.slice(1);
        if (file === 'page') return route.fulfill({ contentType: 'text/html', body: pageHtml(name, theme) });
        const script = scripts.get(path.basename(file));
        if (script !== undefined) return route.fulfill({ contentType: 'text/javascript', body: script });
        if (!/^media\/\w+\.css$/.test(file)) return route.abort();
        return route.fulfill({ contentType: 'text/css', body: await readFile(path.join(project, file), 'utf8') });
      });
      await page.goto(`${origin}/page`);
      return {
        page,
        complaints,
        sent: () => page.evaluate(() => (window as unknown as { sentToEditor: unknown[] }).sentToEditor),
        send: (message) => page.evaluate((data) => window.postMessage(data, '*'), message),
      };
    },
  };
}

/** The bundled scripts by their names; built once for all tests. */
let built: Promise<ReadonlyMap<string, string>> | undefined;

async function buildScripts(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: ['diagram', 'labPage', 'drawing', 'charting'].map((name) =>
      path.join(project, `src/webview/${name}.ts`),
    ),
    outdir: '/dist/webview',
    bundle: true,
    write: false,
    loader: { '.css': 'text' },
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    tsconfig: path.join(project, 'src/webview/tsconfig.json'),
    logLevel: 'error',
  });
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
}

/** Runs in the page before its script. What a page remembers outlasts a reload, as in the editor. */
function stubEditor(): void {
  const sentToEditor: unknown[] = [];
  Object.assign(window, {
    sentToEditor,
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => sentToEditor.push(message),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (value: unknown) => sessionStorage.setItem('state', JSON.stringify(value)),
    }),
  });
}

/** What the editor puts before the styles of every page. */
const editorStyle = `code { color: var(--vscode-textPreformat-foreground, #a31515);
  background-color: var(--vscode-textPreformat-background, #e0e0e0); padding: 1px 3px; }`;

function pageHtml(name: string, theme: ThemeName): string {
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-bench'",
    `style-src ${origin} 'unsafe-inline'`,
    `img-src ${origin} data:`,
    `font-src ${origin}`,
  ].join('; ');
  const { body, variables } = themes[theme];
  return `<!DOCTYPE html>
<html lang="en" style="${variables}">
<head><meta charset="utf-8"><style>${editorStyle}</style><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Pod Labs</title>
<link rel="stylesheet" href="/media/${name}.css"></head>
<body class="${body}"><main id="page"></main><script nonce="bench" src="/dist/webview/${name}.js"></script></body>
</html>`;
}
