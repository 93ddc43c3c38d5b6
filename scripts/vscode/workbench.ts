// Opens a server's workbench in a page, with extensions under development and extension tests.
import type { Page } from 'playwright-core';
import type { VsCodeServer } from './server.ts';

export interface WorkbenchOptions {
  /** The folder to open. */
  readonly folder: string;
  /** Folders of extensions under development. */
  readonly developmentExtensions?: readonly string[];
  /** A script whose `run()` the extension host calls as its tests. */
  readonly testsEntry?: string;
}

/**
 * Opens the workbench. What is under development goes in as the workbench's own `developmentOptions`, by rewriting its
 * configuration element as the page reads it. Two other ways fail: `?payload=` is honoured only with the smoke test
 * driver, which hides notifications; a response that the browser driver fulfils counts as a public page, from which
 * Chromium blocks web sockets to the loopback address.
 */
export async function openWorkbench(page: Page, server: VsCodeServer, options: WorkbenchOptions): Promise<void> {
  const { folder, developmentExtensions = [], testsEntry } = options;
  const remote = (path: string) => ({ scheme: 'vscode-remote', authority: new URL(server.url).host, path });
  const developmentOptions = {
    ...(developmentExtensions.length > 0 && { extensions: developmentExtensions.map(remote) }),
    ...(testsEntry !== undefined && { extensionTestsPath: remote(testsEntry) }),
  };
  await page.addInitScript({
    content: `{
      const getAttribute = Element.prototype.getAttribute;
      Element.prototype.getAttribute = function (name) {
        const value = getAttribute.call(this, name);
        if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration' || !value) return value;
        const settings = JSON.parse(value);
        settings.developmentOptions = { ...settings.developmentOptions, ...${JSON.stringify(developmentOptions)} };
        return JSON.stringify(settings);
      };
    }`,
  });
  const address = new URL('/', server.url);
  address.searchParams.set('folder', folder);
  await page.goto(address.href);
}
