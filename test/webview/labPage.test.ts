import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { startLab } from '../../src/labs/labSession.ts';
import { clockSpeeds } from '../../src/webview/labMessages.ts';
import { openLabPage } from './openLabPage.ts';
import { type PageBench, startPageBench } from './pageBench.ts';
import { answer, at, checked, failed, log, meet, passed, play, shownLab, viewed } from './shownLab.ts';

describe('the lab page', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  const open = (message?: unknown) => openLabPage(bench, message);
  const names = (page: Page, place: string): Promise<string[]> => page.locator(`${place} button`).allTextContents();

  it('says that it is ready, and nothing before it is told what to show', async () => {
    const { page, sent, complaints } = await bench.open('labPage');
    assert.deepEqual(await sent(), [{ type: 'ready' }]);
    assert.equal(await page.locator('article').textContent(), '');
    assert.equal(await page.locator('.clock').isVisible(), false);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('shows a step, and each button asks the editor for what it says', async () => {
    const { page, sent, press, complaints } = await open();
    await page.getByText('Step 1 of 6 · Do').waitFor();
    await page.getByText('You have taken over a small app.').waitFor();
    assert.deepEqual(await page.locator('td, th').allTextContents(), [
      'STATUS',
      'how far it came',
      'Pending',
      'no Node',
      'ErrImagePull, ImagePullBackOff',
      'a Node, no image',
    ]);
    await press('Run kubectl apply -f web.yaml');
    await press('web.yaml');
    await press('Open web.yaml');
    for (const name of ['Check', 'Hint (2 left)', 'Show me', 'Reset step', 'Pod diagram', 'Skip']) await press(name);
    await press(/^5 Find the address/, false);
    assert.deepEqual(await sent(), [
      { type: 'ready' },
      { type: 'runCommand', command: 'kubectl apply -f web.yaml' },
      { type: 'openFile', path: 'web.yaml' },
      { type: 'openFile', path: 'web.yaml' },
      { type: 'check' },
      { type: 'hint' },
      { type: 'showMe' },
      { type: 'resetStep' },
      { type: 'showDiagram' },
      { type: 'skip' },
      { type: 'goTo', step: 'find-the-address' },
    ]);
    assert.equal(await page.getByRole('button', { name: 'Open job.yaml' }).count(), 0, 'that file is of another step');
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('offers to set up a step before which something is open, and not to skip what is done', async () => {
    const { page, send, press, last } = await open(viewed(at(log)));
    await press('Set up this step');
    assert.deepEqual(await last(), { type: 'setUp' });
    const done = play(startLab(shownLab), checked(meet, passed), 'next');
    await send(viewed(done));
    await page.getByRole('button', { name: 'Set up this step' }).waitFor({ state: 'detached' });
    await send(viewed(play(done, answer(0), 'observed')));
    await page.getByRole('button', { name: 'Skip' }).waitFor({ state: 'detached' });
    assert.deepEqual(await names(page, '.tools'), ['Pod diagram', 'Reset step']);
    await page.close();
  });

  it('shows what is done, skipped and to do in the list of steps', async () => {
    const session = play(startLab(shownLab), checked(meet, passed), { type: 'goTo', step: log }, 'skip');
    const { page } = await open(viewed(session));
    const steps = page.locator('nav button');
    assert.deepEqual((await steps.allTextContents()).slice(0, 3), [
      '1✓ Meet the app (done)',
      '2– Where does the log go? (skipped)',
      '3 What comes after that? (to do)',
    ]);
    assert.deepEqual(await steps.evaluateAll((all) => all.map((step) => step.getAttribute('aria-current'))), [
      null,
      null,
      'step',
      null,
      null,
      null,
    ]);
    await page.close();
  });

  it('opens what the lab is about at its first step, and leaves it as the learner wants it', async () => {
    const { page, send } = await open();
    const about = page.locator('.about');
    assert.match(
      (await about.textContent()) ?? '',
      /nobody can see\. About 15 minutes, beginner\.[\s\S]*write a native sidecar/,
    );
    await about.locator('summary').click();
    await send(viewed(play(startLab(shownLab), checked(meet, failed))));
    await page.getByText('Not there yet', { exact: true }).waitFor();
    assert.equal(await about.getAttribute('open'), null);
    await send(viewed(at(log)));
    await page.getByRole('heading', { name: 'Where does the log go?' }).waitFor();
    assert.equal(await about.getAttribute('open'), null);
    await send(viewed(startLab(shownLab)));
    await page.getByRole('heading', { name: 'Meet the app' }).waitFor();
    assert.equal(await about.getAttribute('open'), '');
    await page.close();
  });

  it('goes on when a step is done, and at the end to what is still open', async () => {
    const done = at(meet, checked(meet, passed));
    const { page, send, press, last } = await open(viewed(done));
    const isPrimary = async (name: string) =>
      (await page.getByRole('button', { name, exact: true }).getAttribute('class')) === 'primary';
    // First what it means, then what comes next.
    assert.deepEqual([await isPrimary('What happened'), await isPrimary('Next step')], [true, false]);
    assert.equal(await page.getByRole('button', { name: 'Check', exact: true }).count(), 0);
    await press('What happened');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'What just happened');
    assert.deepEqual([await isPrimary('What happened'), await isPrimary('Next step')], [false, true]);
    await press('Next step');
    assert.deepEqual(await last(), { type: 'next' });
    await send(viewed(play(done, { type: 'goTo', step: 'help-a-colleague' }, checked('help-a-colleague', passed))));
    await press('Go to step 2');
    assert.deepEqual(await last(), { type: 'goTo', step: log });
    await page.close();
  });

  it('ends with what one can do now, how it went, what was skipped, and where to go on', async () => {
    let session = play(
      startLab(shownLab),
      'hint',
      checked(meet, passed),
      'next',
      answer(0),
      'observed',
      'next',
      answer(1),
      'next',
      'skip',
      'showMe',
    );
    session = play(session, 'skip', 'skip');
    const { page, send, press, sent } = await open(
      viewed(session, { nextLab: { id: 'pods/next', title: 'The next one', minutes: 20 } }),
    );
    const end = (await page.locator('.end').textContent()) ?? '';
    for (const text of [
      'The lab is done, but for what you skipped',
      'write a native sidecar',
      '3 of 6 steps done',
      '1 of 2 predictions right',
      '1 hint opened',
      '1 solution opened',
      'You skipped:',
      'To go on: The next one, about 20 minutes.',
    ]) {
      assert.ok(end.includes(text), `${text} in ${end}`);
    }
    // The shown step needs no way to it.
    assert.deepEqual(await names(page, '.end .files'), [
      'Does it come back?',
      'Find the address',
      'Tidy up',
      'Start the lab again',
    ]);
    await press('Open the next lab');
    await press('Find the address');
    await press('Tidy up');
    await press('Start the lab again');
    assert.deepEqual((await sent()).slice(1), [
      { type: 'openLab', id: 'pods/next' },
      { type: 'goTo', step: 'find-the-address' },
      { type: 'tidyUp' },
      { type: 'restart' },
    ]);
    await send(viewed(session));
    await page.getByText('You find all labs in the Pod Labs view').waitFor();
    await send(viewed(play(session, { type: 'goTo', step: meet })));
    await page.locator('.end').waitFor({ state: 'detached' });
    await page.close();
  });

  it('shows the clock and holds it: pause, speed, and what time runs to', async () => {
    const { page, send, sent, press } = await open();
    const clock = (text: string, paused: boolean, speed: number) =>
      send({ type: 'clock', clock: { text, paused, speed } });
    await clock('2 min 10 s', false, 1);
    await page.getByText('Cluster time 2 min 10 s', { exact: true }).waitFor();
    await press('Pause the cluster');
    await clock('2 min 10 s', true, 1);
    await page.getByText('Cluster time 2 min 10 s, paused').waitFor();
    await press('Paused: resume');
    await press('Resume');
    const speed = page.getByLabel('Speed of the cluster’s time');
    assert.deepEqual(
      await speed.locator('option').allTextContents(),
      clockSpeeds.map((factor) => `×${factor}`),
    );
    await speed.selectOption('10');
    // The settings may have another speed.
    await speed.evaluate((select: HTMLElement) => select.blur());
    await clock('3 min', false, 2.5);
    assert.equal(await speed.inputValue(), '2.5');
    await clock('3 min', false, 5);
    assert.equal(await speed.inputValue(), '5');
    assert.equal(await speed.locator('option').count(), clockSpeeds.length + 1);
    await page.getByText('Move time…').click();
    for (const name of ['To the next change', '10 s', '1 min', 'Pods ready', 'Rewind to the step’s start'])
      await press(name);
    assert.deepEqual((await sent()).slice(1), [
      { type: 'pause' },
      { type: 'resume' },
      { type: 'resume' },
      { type: 'setSpeed', speed: 10 },
      ...['change', 'tenSeconds', 'minute', 'ready', 'stepStart'].map((goal) => ({ type: 'runTime', goal })),
    ]);
    await send({ type: 'clock', clock: undefined });
    await page.locator('.clock').waitFor({ state: 'hidden' });
    await page.close();
  });

  it('says what keeps the lab from going on, and the way out', async () => {
    const { page, send, press, last } = await open(
      viewed(at(meet), { notice: { text: 'web.yaml is gone.', action: 'restoreFiles', label: 'Bring it back' } }),
    );
    await page.getByRole('status').getByText('web.yaml is gone.').waitFor();
    await press('Bring it back');
    assert.deepEqual(await last(), { type: 'restoreFiles' });
    await send(viewed(at(meet), { notice: { text: 'The Namespace is gone.', action: 'setUp', label: 'Set it up' } }));
    await press('Set it up');
    assert.deepEqual(await last(), { type: 'setUp' });
    await send(viewed(at(meet)));
    await page.locator('.notice').waitFor({ state: 'hidden' });
    await page.close();
  });

  it('shows a problem until the lab goes on', async () => {
    const { page, send } = await open();
    await send({ type: 'problem', text: 'The lab has an error.' });
    await page.getByRole('alert').getByText('The lab has an error.').waitFor();
    await send({ type: 'busy', busy: false });
    assert.equal(await page.locator('.problem').textContent(), 'The lab has an error.');
    await send(viewed(at(meet)));
    await page.locator('.problem').waitFor({ state: 'hidden' });
    await page.close();
  });
});
