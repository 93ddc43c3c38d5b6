import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Learner, plainTyping } from './learner.ts';
import { type Session, startLimitMs, startSession } from './session.ts';

// A learner who makes mistakes, changes their mind and closes the window in the middle; each test goes on where the one before
// ended. The straight way through every lab is in labs.test.ts.
describe('a lab in the workbench', function () {
  this.timeout(startLimitMs);
  let session: Session;
  let learner: Learner;

  before(async () => {
    session = await startSession({ settings: { ...plainTyping, 'podLabs.cluster.speed': 10 } });
    learner = new Learner(session, 'sidecars/ship-logs');
  });
  after(async () => {
    await session?.screenshot('lab-end');
    await session?.close();
  });

  const text = async (words: string | RegExp, limitMs = 60_000) =>
    (await learner.page()).getByText(words).first().waitFor({ timeout: limitMs });
  const saved = (file: string) => readFileSync(path.join(session.workspace, 'pod-labs', 'ship-logs', file), 'utf8');
  const editorTab = (name: string) => session.page.locator('.tab').filter({ hasText: name }).first();
  const dialog = (button: string) =>
    session.page.locator('.monaco-dialog-box').getByRole('button', { name: button, exact: true });

  const clockPattern = /\d\d:\d\d:\d\d/;
  async function clockSeconds(): Promise<number> {
    const shown = (await session.page.locator('.statusbar').getByText(clockPattern).first().textContent()) ?? '';
    const [hours = 0, minutes = 0, seconds = 0] = (clockPattern.exec(shown)?.[0] ?? '').split(':').map(Number);
    return hours * 3600 + minutes * 60 + seconds;
  }

  it('welcomes with one clear action, which opens the first lab', async () => {
    await session.page.locator('.activitybar').getByRole('tab', { name: 'Pod Labs' }).click();
    await session.page.getByText('Open the First Lab').first().waitFor();
    await session.screenshot('welcome');
    await session.page.getByText('Open the First Lab').first().click();
    await learner.heading('Start your first Pod');
    await session.page.locator('.view-line').getByText('kind').first().waitFor();
  });

  it('opens another lab from the list, with its file beside its page', async () => {
    // The mouse rests where the button was; what it hovers over now lies over other labs.
    await session.page.mouse.move(900, 450);
    await session.page.locator('.sidebar').getByText('A sidecar that ships logs').first().click();
    await learner.heading('Meet the app');
    await editorTab('web.yaml').waitFor();
    await session.screenshot('lab-page');
  });

  it('runs a command from the page, and notices that the app runs', async () => {
    await learner.run('kubectl apply -f web.yaml');
    await learner.terminal.getByText('pod/web created').waitFor({ timeout: 30_000 });
    await text('The cluster chose a Node');
    await session.page.locator('.sidebar').getByText('web', { exact: true }).first().waitFor();
    await learner.press('Next step');
  });

  it('takes a wrong prediction, shows what happens, and only then says what was wrong with it', async () => {
    await learner.heading('Where does the log go?');
    const page = await learner.page();
    await page.getByLabel('The lines of access.log', { exact: true }).check();
    await learner.press('This is my answer');
    await page.getByRole('heading', { name: 'Now see what happens' }).waitFor();
    assert.equal(await page.getByText('Many expect this').count(), 0);
    await learner.run('kubectl logs web');
    await learner.press('I have seen it');
    await page.getByRole('heading', { name: 'Not quite' }).waitFor();
    await text('Many expect this');
    await session.screenshot('lab-predicted');
    await learner.press('Next step');
  });

  it('answers a mistake, and offers a hint when the same check has failed twice', async () => {
    await learner.heading('Put the log where others can reach it');
    await learner.write('web.yaml', learner.shipped('solutions/shared-volume.yaml'));
    await learner.press('Check');
    await text(/old one|still/);
    await session.screenshot('lab-misconception');
    await session.page.waitForTimeout(500);
    await learner.press('Check');
    await text('Stuck?');
    await learner.press('Show the hint');
    await (await learner.page()).getByRole('heading', { name: 'Hint 1' }).waitFor();
    await session.screenshot('lab-hint');
  });

  it('underlines a mistake in the manifest and explains a field', async () => {
    await learner.write(
      'web.yaml',
      learner.shipped('solutions/sidecar.yaml').replace('restartPolicy', 'restartpolicy'),
    );
    await session.page.keyboard.press('Control+Home');
    await session.page.locator('.squiggly-error').first().waitFor({ state: 'attached', timeout: 20_000 });
    await session.page.locator('.view-line').getByText('restartpolicy').first().hover();
    const hover = session.page.locator('.monaco-hover');
    await hover
      .getByText(/unknown field/)
      .first()
      .waitFor();
    await session.screenshot('squiggle');
    await session.page.mouse.move(5, 5);
    await learner.write('web.yaml', learner.shipped('solutions/sidecar.yaml'));
    await session.page.keyboard.press('Control+Home');
    await session.page.locator('.squiggly-error').first().waitFor({ state: 'detached', timeout: 20_000 });
    await session.page.locator('.view-line').getByText('restartPolicy').first().hover();
    await hover
      .getByText(/sidecar/i)
      .first()
      .waitFor();
    await session.page.mouse.move(5, 5);
  });

  it('applies with the CodeLens, and two steps are done', async () => {
    await learner.type('kubectl delete pod web --now');
    await learner.terminal.getByText('pod "web" deleted').waitFor({ timeout: 60_000 });
    await editorTab('web.yaml').click();
    await session.page.locator('.codelens-decoration a').filter({ hasText: 'Apply' }).first().click();
    await learner.terminal.getByText('pod/web created').last().waitFor({ timeout: 30_000 });
    await text('The two names are the bridge');
    await learner.press('Next step');
    await learner.heading('Add the sidecar');
    await (await learner.page()).getByRole('button', { name: 'Next step' }).waitFor({ timeout: 60_000 });
    await learner.readOn();
    await session.screenshot('sidecar-done');
  });

  it('draws the live Pod beside, in the lab’s Namespace', async () => {
    await editorTab('web.yaml').click();
    await session.page.locator('.codelens-decoration a').filter({ hasText: 'Diagram' }).first().click();
    const diagram = await learner.pageTitled('Diagram');
    await diagram.locator('svg').first().waitFor({ timeout: 60_000 });
    await diagram.getByText('as it runs').first().waitFor();
    await session.screenshot('diagram');
  });

  it('follows logs in the terminal until Ctrl-C', async () => {
    await learner.type('clear');
    await learner.type('kubectl logs web -c shipper -f --tail=3');
    await learner.terminal
      .getByText(/GET \/item\/\d+ 200/)
      .nth(4)
      .waitFor({ timeout: 30_000 });
    await session.page.keyboard.press('Control+C');
    await learner.terminal.getByText('^C').waitFor();
    await learner.type('k get pods');
    await learner.terminal.getByText(/2\/2/).first().waitFor({ timeout: 15_000 });
  });

  it('comes back after a reload, with its step, its Namespace and its time', async () => {
    await session.page.waitForTimeout(1500);
    const before = await clockSeconds();
    await session.reload();
    await session.page.locator('.tab').filter({ hasText: 'A sidecar that ships logs' }).first().click();
    await learner.heading('Add the sidecar');
    await session.page.locator('.statusbar').getByText(clockPattern).waitFor({ timeout: 30_000 });
    const after = await clockSeconds();
    // At ten times the speed, what the last second before the reload brought may be missing.
    assert.ok(after >= before - 15, `the clock stood at ${before} s before the reload and at ${after} s after it`);
    await session.page.locator('.sidebar').getByText('shipper').first().waitFor({ timeout: 30_000 });
    await session.screenshot('after-reload');
    await learner.press('Next step');
  });

  it('asks before a solution replaces what the learner wrote', async () => {
    await learner.heading('Help a colleague');
    const mine = `# mine\n${learner.shipped('broken.yaml')}`;
    await learner.write('broken.yaml', mine);
    await learner.press('Show me');
    await learner.press('Do this for me');
    await dialog('Cancel').click();
    assert.equal(saved('broken.yaml'), mine);
    await learner.press('Do this for me');
    await session.screenshot('lab-replace');
    await dialog('Replace').click();
    await (await learner.page()).getByRole('button', { name: 'Next step' }).waitFor({ timeout: 90_000 });
    assert.equal(saved('broken.yaml'), learner.shipped('solutions/mended.yaml'));
  });

  it('takes a step back: page, files and cluster', async () => {
    await learner.press('Reset step');
    await session.screenshot('lab-reset');
    await dialog('Files and Cluster Too').click();
    await (await learner.page()).getByRole('button', { name: 'Next step' }).waitFor({ state: 'detached' });
    await session.page.locator('.sidebar').getByText('Init:').first().waitFor({ timeout: 60_000 });
    assert.equal(saved('broken.yaml'), learner.shipped('broken.yaml'));
    await session.screenshot('lab-was-reset');
  });

  it('stops, speeds up and jumps time from its page', async () => {
    const page = await learner.page();
    await learner.press('Pause the cluster');
    await page.getByText(/, paused$/).waitFor();
    const before = await clockSeconds();
    await page.getByText('Move time…').click();
    await page.getByRole('button', { name: '1 min' }).click();
    await session.page.waitForTimeout(1500);
    assert.ok((await clockSeconds()) >= before + 60);
    await page.getByLabel('Speed of the cluster’s time').selectOption('60');
    await learner.press('Resume');
    await session.page.locator('.statusbar').getByText('×60').first().waitFor();
    await session.screenshot('lab-clock');
  });

  it('opens again after its page was closed', async () => {
    const tab = session.page.locator('.tab').filter({ hasText: 'A sidecar that ships logs' });
    await tab.first().click({ button: 'middle' });
    await tab.first().waitFor({ state: 'detached' });
    await session.page.locator('.sidebar').getByText('A sidecar that ships logs').first().click();
    await learner.heading('Help a colleague');
  });
});
