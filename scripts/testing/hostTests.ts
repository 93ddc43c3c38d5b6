// Runs test/host inside the extension host of a real VS Code:
//   code-server in headless Chromium (the default; installed on first use), or
//   desktop VS Code: VSCODE_EXECUTABLE=/path/to/code, or VSCODE_TEST_HOST=electron, which downloads one.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { projectFolder, sampleWorkspace } from '../project.ts';
import { launchBrowser } from '../vscode/chromium.ts';
import { startServer } from '../vscode/server.ts';
import { openWorkbench } from '../vscode/workbench.ts';
import { bundleHostTests, hostTestsEntry as testsEntry } from './bundleHostTests.ts';
import { countsFileVariable } from './countingReporter.ts';

const suiteLimitMs = 300_000;

/** What the workbench prints of itself and says nothing about us; spdlog and the watchdog are native parts it can do without. */
const workbenchChatter =
  /^\[(AgentHost|ChatModel|AccountPolicy|reconnection|Service Worker)|^(Resolv(ing|ed) connection|Creating a socket|Ignoring fetching|Updating additional|Creation of workbench|Timed out waiting for auth)|vsda|spdlog|watchdog|is not a web extension/;

interface Places {
  /** A folder for everything that VS Code writes. */
  readonly profileFolder: string;
  /** The workspace that is open during the tests. */
  readonly workspace: string;
}

async function runOnDesktop({ profileFolder, workspace }: Places): Promise<number> {
  const { runTests } = await import('@vscode/test-electron');
  const folders = ['--user-data-dir', path.join(profileFolder, 'u'), '--extensions-dir', path.join(profileFolder, 'e')];
  return runTests({
    vscodeExecutablePath: process.env.VSCODE_EXECUTABLE,
    version: process.env.VSCODE_VERSION ?? 'stable',
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: testsEntry,
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', ...folders],
  });
}

async function runOnServer({ profileFolder, workspace }: Places): Promise<number> {
  const server = await startServer({ profileFolder });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    let settle: (code: number) => void = () => {};
    const exitCode = new Promise<number>((resolve) => {
      settle = resolve;
    });
    // The workbench calls these two when it runs extension tests; what the extension host prints comes with the second.
    await page.exposeFunction('codeAutomationExit', (code: number) => settle(code));
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      const line = format(...args);
      if (process.env.VERBOSE || !workbenchChatter.test(line)) console.log(line);
    });
    page.on('crash', () => {
      console.log('the page of the workbench crashed');
      settle(1);
    });
    const limit = setTimeout(() => {
      console.log(`the tests did not end in ${suiteLimitMs / 1000} s`);
      settle(1);
    }, suiteLimitMs);
    await openWorkbench(page, server, { folder: workspace, developmentExtensions: [projectFolder], testsEntry });
    const code = await exitCode;
    clearTimeout(limit);
    return code;
  } finally {
    await browser.close();
    await server.stop();
  }
}

const scratch = mkdtempSync(path.join(os.tmpdir(), 'pod-labs-host-'));
try {
  await bundleHostTests();
  const workspace = path.join(scratch, 'workspace');
  cpSync(sampleWorkspace, workspace, { recursive: true });
  process.env[countsFileVariable] ??= path.join(scratch, 'counts.json');
  const onDesktop = process.env.VSCODE_TEST_HOST
    ? process.env.VSCODE_TEST_HOST === 'electron'
    : process.env.VSCODE_EXECUTABLE !== undefined;
  const run = onDesktop ? runOnDesktop : runOnServer;
  process.exitCode = await run({ profileFolder: scratch, workspace });
  if (!existsSync(process.env[countsFileVariable] ?? '')) {
    console.log('the tests did not run to their end: no counts were written');
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
