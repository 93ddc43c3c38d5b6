import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { projectFolder } from '../../scripts/project.ts';
import { type Session, startLimitMs, startSession } from './session.ts';

// One learner's way through the first lab, with mouse and keyboard only; each test goes on where the one before ended.
describe('the first lab', function () {
  this.timeout(startLimitMs);
  let session: Session;
  const shipped = (file: string) =>
    readFileSync(path.join(projectFolder, 'labs', 'sidecars', 'ship-logs', file), 'utf8');

  before(async () => {
    session = await startSession({
      settings: {
        // What is typed arrives as it was typed. VS Code has its own defaults for YAML, so these must be for YAML as well.
        '[yaml]': {
          'editor.autoIndent': 'none',
          'editor.autoClosingBrackets': 'never',
          'editor.autoClosingQuotes': 'never',
          'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
          'editor.suggestOnTriggerCharacters': false,
        },
        'editor.minimap.enabled': false,
        'podLabs.cluster.speed': 10,
      },
    });
  });
  after(async () => {
    await session?.screenshot('lab-end');
    await session?.close();
  });

  /** The document of the page with this title; there may be several pages in sight. */
  async function pageTitled(title: string): Promise<Frame> {
    const endMs = Date.now() + 60_000;
    for (;;) {
      for (const frame of session.page.frames()) {
        const found = await frame.title().catch(() => '');
        if (found === title && (await frame.locator('main').count()) > 0) return frame;
      }
      assert.ok(Date.now() < endMs, `there is a page ${title}`);
      await session.page.waitForTimeout(200);
    }
  }
  const lab = () => pageTitled('Lab');
  const heading = async (text: string) =>
    (await lab()).getByRole('heading', { name: text }).waitFor({ timeout: 30_000 });
  const press = async (name: string | RegExp) => (await lab()).getByRole('button', { name }).first().click();
  const terminal = () => session.page.locator('.xterm-rows').last();
  const explorerTab = (name: string) => session.page.locator('.tab').filter({ hasText: name }).first();

  const clockPattern = /\d\d:\d\d:\d\d/;
  async function clockSeconds(): Promise<number> {
    const text = (await session.page.locator('.statusbar').getByText(clockPattern).first().textContent()) ?? '';
    const [hours = 0, minutes = 0, seconds = 0] = (clockPattern.exec(text)?.[0] ?? '').split(':').map(Number);
    return hours * 3600 + minutes * 60 + seconds;
  }

  async function type(line: string): Promise<void> {
    await session.page.locator('.xterm-screen').last().click();
    await session.page.keyboard.type(`${line}\r`);
  }

  async function write(text: string): Promise<void> {
    await explorerTab('web.yaml').click();
    await session.page.locator('.editor-instance .view-lines').first().click();
    await session.page.keyboard.press('Control+A');
    await session.page.keyboard.insertText(text);
    await session.page.keyboard.press('Control+Home');
  }

  it('welcomes with one clear action', async () => {
    await session.page.locator('.activitybar').getByRole('tab', { name: 'Pod Labs' }).click();
    await session.page.getByText('Open the First Lab').first().waitFor();
    await session.screenshot('welcome');
    await session.page.getByText('Open the First Lab').first().click();
  });

  it('opens with its file beside its page', async () => {
    await heading('Meet the app');
    await session.page.locator('.view-line').getByText('kind').first().waitFor();
    await session.screenshot('lab-page');
  });

  it('runs a command from the page, and notices that the app runs', async () => {
    await (await lab()).getByRole('button', { name: 'Run kubectl apply -f web.yaml' }).first().click();
    await terminal().getByText('pod/web created').waitFor({ timeout: 30_000 });
    await (await lab()).getByText('The cluster chose a Node').waitFor({ timeout: 60_000 });
    await session.screenshot('lab-step-done');
    await press('Next step');
  });

  it('shows the Pods in the tree', async () => {
    await session.page.locator('.sidebar').getByText('web', { exact: true }).first().waitFor();
    await session.screenshot('tree');
  });

  it('takes an answer', async () => {
    await heading('Where does the log go?');
    await (await lab()).getByText('Nothing', { exact: true }).first().click();
    await press(/answer/i);
    await (await lab()).getByText('See for yourself').waitFor();
    await press('Next step');
  });

  it('underlines a mistake and explains a field', async () => {
    await write(shipped('solutions/sidecar.yaml').replace('restartPolicy', 'restartpolicy'));
    await session.page.locator('.squiggly-error').first().waitFor({ state: 'attached', timeout: 20_000 });
    await session.page.locator('.view-line').getByText('restartpolicy').first().hover();
    await session.page
      .locator('.monaco-hover')
      .getByText(/unknown field/)
      .first()
      .waitFor();
    await session.screenshot('squiggle');
    await session.page.mouse.move(5, 5);
    await write(shipped('solutions/sidecar.yaml'));
    await session.page.locator('.squiggly-error').first().waitFor({ state: 'detached', timeout: 20_000 });
    await session.page.locator('.view-line').getByText('restartPolicy').first().hover();
    await session.page
      .locator('.monaco-hover')
      .getByText(/sidecar/i)
      .first()
      .waitFor();
    await session.screenshot('hover');
    await session.page.mouse.move(5, 5);
  });

  it('applies with the CodeLens, and two steps are done', async () => {
    await session.page.locator('.codelens-decoration a').filter({ hasText: 'Apply' }).first().waitFor();
    await type('kubectl delete pod web --now');
    await terminal().getByText('pod "web" deleted').waitFor({ timeout: 60_000 });
    await explorerTab('web.yaml').click();
    await session.page.locator('.codelens-decoration a').filter({ hasText: 'Apply' }).first().click();
    await terminal().getByText('pod/web created').last().waitFor({ timeout: 30_000 });
    await (await lab()).getByText('The two names are the bridge').waitFor({ timeout: 60_000 });
    await press('Next step');
    await heading('Add the sidecar');
    await (await lab()).getByText('prints, Kubernetes collects').waitFor({ timeout: 60_000 });
    await session.screenshot('sidecar-done');
  });

  it('draws the Pod', async () => {
    await explorerTab('web.yaml').click();
    await session.page.locator('.codelens-decoration a').filter({ hasText: 'Diagram' }).first().click();
    const diagram = await pageTitled('Pod Diagram');
    await diagram.locator('svg').first().waitFor({ timeout: 60_000 });
    await diagram
      .getByText(/shipper/)
      .first()
      .waitFor();
    await session.screenshot('diagram');
  });

  it('follows logs in the terminal until Ctrl-C', async () => {
    await type('clear');
    await type('kubectl logs web -c shipper -f --tail=3');
    await terminal()
      .getByText(/GET \/item\/\d+ 200/)
      .nth(4)
      .waitFor({ timeout: 30_000 });
    await session.page.keyboard.press('Control+C');
    await terminal().getByText('^C').waitFor();
    await type('k get pods');
    await terminal().getByText(/2\/2/).first().waitFor({ timeout: 15_000 });
    await session.screenshot('terminal');
  });

  it('comes back after a reload, with its time', async () => {
    await session.page.waitForTimeout(1_500);
    const before = await clockSeconds();
    await session.reload();
    await session.page.locator('.tab').filter({ hasText: 'A sidecar that ships logs' }).first().click();
    await heading('Add the sidecar');
    await session.page.locator('.statusbar').getByText(clockPattern).waitFor({ timeout: 30_000 });
    const after = await clockSeconds();
    // At ten times the speed, what the last second before the reload brought may be missing.
    assert.ok(after >= before - 15, `the clock stood at ${before} s before the reload and at ${after} s after it`);
    await session.page.locator('.sidebar').getByText('shipper').first().waitFor({ timeout: 30_000 });
    await session.screenshot('after-reload');
  });

  it('mends the broken Pod with the page’s own solution', async () => {
    await press('Next step');
    await heading('Help a colleague');
    await press('Show me');
    await press('Do this for me');
    await (await lab()).getByText('One line decides').waitFor({ timeout: 90_000 });
    await session.screenshot('mended');
    await press('Next step');
  });

  it('ends with a question and a word of praise', async () => {
    await heading('Why not just another container?');
    await (await lab()).getByText('It starts before the app and stops after it').first().click();
    await press(/answer/i);
    await (await lab()).getByText('You can now read the logs').waitFor();
    await heading('The lab is done');
    await session.screenshot('finished');
  });

  it('opens again after its page was closed', async () => {
    const page = session.page.locator('.tab').filter({ hasText: 'A sidecar that ships logs' });
    await page.first().click({ button: 'middle' });
    await page.first().waitFor({ state: 'detached' });
    await session.page.locator('.sidebar').getByText('A sidecar that ships logs').first().click();
    await heading('Why not just another container?');
  });
});
