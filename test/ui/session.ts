// A person at a real VS Code: a server, a browser and a copy of the sample workspace, for as long as a suite runs.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { outputFolder, projectFolder, sampleWorkspace } from '../../scripts/project.ts';
import { launchBrowser } from '../../scripts/vscode/chromium.ts';
import { startServer } from '../../scripts/vscode/server.ts';
import { openWorkbench } from '../../scripts/vscode/workbench.ts';

/** Starting VS Code on a busy machine; installing it on first use comes before, in `npm test`. */
export const startLimitMs = 180_000;

export interface SessionOptions {
  /** Install this VSIX instead of running the extension from the working tree. */
  readonly vsix?: string;
  readonly settings?: Record<string, unknown>;
}

export interface Session {
  readonly page: Page;
  /** The folder that is open: a copy, so that tests may write into it. */
  readonly workspace: string;
  /** Runs a command by its title in the command palette, such as `Pod Labs: Open Lab…`. */
  runCommand(title: string): Promise<void>;
  /** Runs a command that asks with a list, and chooses the entry from the list with that title. */
  choose(command: string, title: string, entry: string): Promise<void>;
  /** Opens a file of the workspace by its path, and waits for its text. */
  openFile(path: string): Promise<void>;
  /** The document of the webview that is in sight. */
  webview(): FrameLocator;
  /** Saves what is in sight as test-output/NAME.png. */
  screenshot(name: string): Promise<void>;
  /** Loads the window again, as the user's Reload Window does. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Starts VS Code with the extension and waits until the workspace is in sight. */
export async function startSession(options: SessionOptions = {}): Promise<Session> {
  const profileFolder = mkdtempSync(path.join(os.tmpdir(), 'pod-labs-ui-'));
  const workspace = path.join(profileFolder, 'workspace');
  cpSync(sampleWorkspace, workspace, { recursive: true });
  mkdirSync(outputFolder, { recursive: true });
  const settings = {
    // Drawn as text of the page, where a test can read it.
    'terminal.integrated.gpuAcceleration': 'off',
    ...options.settings,
  };
  const server = await startServer({ profileFolder, settings, vsix: options.vsix ? [options.vsix] : [] });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const close = async () => {
    await browser.close();
    await server.stop();
    rmSync(profileFolder, { recursive: true, force: true });
  };
  const workspaceInSight = () =>
    page.locator('.explorer-folders-view').getByText('pods').first().waitFor({ timeout: 60_000 });
  try {
    const developmentExtensions = options.vsix ? [] : [projectFolder];
    await openWorkbench(page, server, { folder: workspace, developmentExtensions });
    await workspaceInSight();
  } catch (error) {
    await page.screenshot({ path: path.join(outputFolder, 'start-failed.png') }).catch(() => {});
    await close();
    throw error;
  }
  const pick = async (text: string, row: string) => {
    const input = page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(text);
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: row }).first().waitFor();
    await page.keyboard.press('Enter');
  };
  return {
    page,
    workspace,
    async runCommand(title) {
      await page.keyboard.press('F1');
      await pick(`>${title}`, title);
    },
    async choose(command, title, entry) {
      // A list closes when anything else takes the focus, as a terminal does that has just been opened: then it is
      // called again, as a person would.
      for (let attempt = 1; ; attempt++) {
        try {
          await page.keyboard.press('F1');
          await pick(`>${command}`, command);
          const list = page.locator('.quick-input-widget').filter({ hasText: title });
          await list.waitFor({ timeout: 8_000 });
          await list.locator('input').first().fill(entry, { timeout: 5_000 });
          await list.locator('.monaco-list-row').filter({ hasText: entry }).first().click({ timeout: 5_000 });
          return;
        } catch (error) {
          if (attempt === 3) throw error;
          await page.keyboard.press('Escape');
        }
      }
    },
    async openFile(file) {
      await page.keyboard.press('Control+P');
      await pick(file, path.basename(file));
      await page
        .locator('.tabs-container .tab.active')
        .filter({ hasText: path.basename(file) })
        .waitFor();
      await page.locator('.editor-instance .view-lines .view-line').first().waitFor();
    },
    webview: () => page.frameLocator('iframe.webview.ready').frameLocator('#active-frame'),
    async screenshot(name) {
      await page.screenshot({ path: path.join(outputFolder, `${name}.png`) });
    },
    async reload() {
      await page.reload();
      // Whatever view is in sight, the window is back when its files are known again.
      await page.locator('.monaco-workbench .part.editor .tab').first().waitFor({ timeout: 60_000 });
    },
    close,
  };
}
