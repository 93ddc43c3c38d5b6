import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseLab } from '../../src/labs/labFile.ts';
import { act, type LabSession, startLab } from '../../src/labs/labSession.ts';
import { viewOf } from '../../src/labs/labView.ts';
import type { LabView } from '../../src/webview/messages.ts';
import { seriousProblems } from './accessibility.ts';
import { type PageBench, startPageBench, type ThemeName } from './pageBench.ts';

const folder = path.resolve(import.meta.dirname, '../../labs/sidecars/ship-logs');
const { lab } = parseLab(readFileSync(path.join(folder, 'lab.md'), 'utf8'), 'sidecars/ship-logs/lab.md');
assert.ok(lab);

const viewed = (session: LabSession): { type: 'lab'; lab: LabView } => ({
  type: 'lab',
  lab: viewOf(session, (file) => readFileSync(path.join(folder, file), 'utf8')),
});

const failed = {
  passed: false,
  findings: [
    { passed: true, text: 'shipper and app share a volume' },
    { passed: false, text: 'shipper is a native sidecar: nothing is there. Expected "Always".', why: 'Because <b>.' },
  ],
  misconception: '`shipper` has no `restartPolicy: Always`.',
};

describe('the lab page', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  it('shows a step, and each button asks the editor for what it says', async () => {
    const { page, sent, send, complaints } = await bench.open('labPage');
    const session = startLab(lab);
    await send(viewed(session));
    await page.getByRole('heading', { name: 'A sidecar that ships logs' }).waitFor();
    await page.getByRole('button', { name: 'Run kubectl apply -f web.yaml' }).click();
    await page.getByRole('button', { name: 'Open web.yaml' }).first().click();
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('button', { name: 'Hint (2 left)' }).click();
    await page.getByRole('button', { name: 'Show me' }).click();
    await page.getByRole('button', { name: 'Reset step' }).click();
    await page.getByRole('button', { name: 'Skip' }).click();
    await page.getByRole('button', { name: /Add the sidecar/ }).click();
    assert.deepEqual(await sent(), [
      { type: 'ready' },
      { type: 'runCommand', command: 'kubectl apply -f web.yaml' },
      { type: 'openFile', path: 'web.yaml' },
      { type: 'check' },
      { type: 'hint' },
      { type: 'showMe' },
      { type: 'resetStep' },
      { type: 'skip' },
      { type: 'goTo', step: 'add-the-sidecar' },
    ]);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('shows findings, tells a screen reader, and keeps the focus where it was', async () => {
    const { page, send } = await bench.open('labPage');
    let session = act(startLab(lab), { type: 'goTo', step: 'add-the-sidecar' });
    await send(viewed(session));
    await page.getByRole('button', { name: 'Check' }).focus();
    session = act(session, { type: 'checked', step: 'add-the-sidecar', result: failed, asked: 'learner' });
    await send(viewed(session));
    await page.getByText('Not there yet', { exact: true }).waitFor();
    assert.match((await page.locator('[aria-live]').textContent()) ?? '', /Not there yet.*native sidecar/);
    assert.match((await page.locator('.findings').textContent()) ?? '', /Because <b>\./);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Check');
    await page.close();
  });

  it('takes one answer to a prediction and then shows the reply', async () => {
    const { page, sent, send } = await bench.open('labPage');
    let session = act(startLab(lab), { type: 'goTo', step: 'where-does-the-log-go' });
    await send(viewed(session));
    await page.getByLabel('Nothing', { exact: true }).check();
    await send({ type: 'clock', clock: { text: '12 s', paused: false } });
    await page.getByRole('button', { name: 'This is my answer' }).click();
    assert.deepEqual((await sent()).at(-1), { type: 'answer', choice: 1 });
    session = act(session, { type: 'answer', choice: 1 });
    await send(viewed(session));
    await page.getByText('Nothing (your answer, right)').waitFor();
    assert.match((await page.locator('[aria-live]').textContent()) ?? '', /^That is right\. Yes\. kubectl logs shows/);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'That is right');
    await page.getByRole('heading', { name: 'What just happened' }).waitFor();
    await page.getByRole('button', { name: 'Next step' }).waitFor();
    await page.close();
  });

  it('says that a prediction was wrong, and asks for one where none was chosen', async () => {
    const { page, sent, send } = await bench.open('labPage');
    let session = act(startLab(lab), { type: 'goTo', step: 'where-does-the-log-go' });
    await send(viewed(session));
    await page.getByRole('button', { name: 'This is my answer' }).click();
    await page.getByRole('alert').getByText('Choose an answer first.').waitFor();
    assert.deepEqual(await sent(), [{ type: 'ready' }]);
    session = act(session, { type: 'answer', choice: 0 });
    await send(viewed(session));
    await page.getByText('✗The lines of access.log (your answer, not right)').waitFor();
    await page.getByText('✓Nothing (the right answer)').waitFor();
    await page.getByRole('heading', { name: 'Not quite' }).waitFor();
    await page.close();
  });

  it('brings what was asked for into view in a small window, and says it without marks', async () => {
    const { page, send } = await bench.open('labPage');
    await page.setViewportSize({ width: 420, height: 320 });
    const step = 'add-the-sidecar';
    let session = act(startLab(lab), { type: 'goTo', step });
    await send(viewed(session));
    const seen = async (text: string): Promise<void> => {
      await page.getByText(text, { exact: true }).first().waitFor();
      const box = await page.getByText(text, { exact: true }).first().boundingBox();
      const footer = await page.locator('footer').boundingBox();
      assert.ok(box && footer && box.y >= 0 && box.y + box.height <= footer.y, `${text} at ${box?.y}`);
    };
    const live = (): Promise<string | null> => page.locator('[aria-live]').textContent();
    await page.getByRole('button', { name: 'Hint (2 left)' }).click();
    session = act(session, { type: 'hint' });
    await send(viewed(session));
    await seen('Hint 1');
    assert.match((await live()) ?? '', /^Hint 1\. kubectl get pod web should say 2\/2: /);
    await page.getByRole('button', { name: 'Show me' }).click();
    session = act(session, { type: 'showMe' });
    await send(viewed(session));
    await seen('One way to do it');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'One way to do it');
    await page.getByRole('button', { name: 'Check' }).click();
    session = act(session, { type: 'checked', step, result: failed, asked: 'learner' });
    await send(viewed(session));
    await seen('Not there yet');
    assert.match((await live()) ?? '', /^Not there yet\. shipper has no restartPolicy: Always\. shipper is/);
    session = act(session, { type: 'resetStep' });
    await send(viewed(session));
    await page.getByText('Not there yet', { exact: true }).waitFor({ state: 'hidden' });
    assert.equal(await live(), 'This step begins again.');
    session = act(session, { type: 'goTo', step: 'help-a-colleague' });
    await send(viewed(session));
    await page.getByRole('heading', { name: 'Help a colleague' }).waitFor();
    assert.equal(await live(), '');
    await page.getByRole('button', { name: 'Show me' }).click();
    session = act(session, { type: 'showMe' });
    await send(viewed(session));
    await page.getByRole('button', { name: 'Do this for me' }).click();
    assert.match((await live()) ?? '', /commands run in the terminal/);
    const done = { passed: true, findings: [{ passed: true, text: 'All is well' }] };
    session = act(session, { type: 'checked', step: 'help-a-colleague', result: done, asked: 'change' });
    await send(viewed(session));
    await seen('All found as it should be');
    await page.close();
  });

  it('leaves at least half of a small window to the text', async () => {
    const { page, send } = await bench.open('labPage');
    await page.setViewportSize({ width: 212, height: 224 });
    let session = startLab(lab);
    await send({ type: 'clock', clock: { text: '12 s', paused: false } });
    await send(viewed(session));
    session = act(session, { type: 'goTo', step: 'put-the-log-where-others-can-reach-it' });
    await send(viewed(session));
    await page.getByRole('heading', { name: 'Put the log where' }).waitFor();
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/lab-narrow.png` });
    const article = await page.locator('article').boundingBox();
    const footer = await page.locator('footer').boundingBox();
    assert.ok(article && footer);
    const text = footer.y - Math.max(0, article.y);
    assert.ok(text >= 112, `${text} pixels of text`);
    assert.ok(footer.height < 40, 'the buttons stand in one row');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 212);
    await page.close();
  });

  it('copies an example', async () => {
    const { page, send } = await bench.open('labPage');
    await page.evaluate(() => {
      const writeText = async (text: string): Promise<void> => {
        (window as { copied?: string }).copied = text;
      };
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
    });
    await send(viewed(act(startLab(lab), { type: 'goTo', step: 'add-the-sidecar' })));
    await page.getByRole('button', { name: 'Copy: Example' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    assert.match(await page.evaluate(() => (window as { copied?: string }).copied ?? ''), /^ {2}initContainers:/);
    await page.close();
  });

  it('ends with what one can do now, and the way to tidy up', async () => {
    const { page, send } = await bench.open('labPage');
    let session = startLab(lab);
    for (const _ of lab.steps) session = act(session, { type: 'skip' });
    await send(viewed(session));
    await page.getByRole('heading', { name: 'The lab is done. Well done!' }).waitFor();
    await page.getByRole('button', { name: 'Run kubectl delete pod web broken' }).waitFor();
    assert.match((await page.locator('.end').textContent()) ?? '', /write a native sidecar.*More labs are coming/);
    assert.deepEqual(await seriousProblems(page), []);
    await page.close();
  });

  it('shows Markdown without HTML, foreign links or pictures', async () => {
    const { page, send } = await bench.open('labPage');
    const message = viewed(startLab(lab));
    const markdown = [
      '<script>window.hacked = true</script> <img src=x onerror="window.hacked=true">',
      '[bad](javascript:alert(1)) [data](data:text/html,x) [plain](http://example.com) [up](../../x)',
      '![picture](https://example.com/x.png) [good](https://kubernetes.io/) **strong** `code`',
      '',
      '- one',
      '- two',
      '',
      '```html',
      '<b>x</b>',
      '```',
    ].join('\n');
    await send({ ...message, lab: { ...message.lab, title: '<b>title</b>', step: { ...message.lab.step, markdown } } });
    await page.getByText('strong').waitFor();
    assert.equal(await page.locator('article :is(script, img, iframe, b)').count(), 0);
    // A picture is not loaded; what is left of it is a link.
    const links = await page.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.deepEqual(links, ['https://example.com/x.png', 'https://kubernetes.io/']);
    assert.equal(await page.locator('article li').count(), 2);
    assert.equal(await page.locator('h1').textContent(), '<b>title</b>');
    assert.equal(await page.evaluate(() => (window as { hacked?: boolean }).hacked), undefined);
    await page.close();
  });

  it('shows the clock, lets it be paused, and shows problems', async () => {
    const { page, sent, send } = await bench.open('labPage');
    await send(viewed(startLab(lab)));
    await send({ type: 'clock', clock: { text: '2 min 10 s', paused: false } });
    await page.getByText('Cluster time 2 min 10 s').waitFor();
    await page.getByRole('button', { name: 'Pause the cluster' }).click();
    assert.deepEqual((await sent()).at(-1), { type: 'pause' });
    await send({ type: 'problem', text: 'web.yaml is gone.' });
    await page.getByRole('alert').getByText('web.yaml is gone.').waitFor();
    await page.close();
  });

  it('can be walked with the keyboard alone', async () => {
    const { page, sent, send } = await bench.open('labPage');
    await send(viewed(startLab(lab)));
    await page.getByRole('button', { name: 'Check' }).waitFor();
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent)) === 'Check') break;
    }
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent()).at(-1), { type: 'check' });
    await page.close();
  });

  for (const theme of ['light', 'dark', 'highContrast', 'none'] satisfies ThemeName[]) {
    it(`is accessible in all its states with the theme ${theme}`, async () => {
      const { page, send } = await bench.open('labPage', theme);
      const step = 'add-the-sidecar';
      const picture = async (name: string): Promise<void> => {
        const { SCREENSHOTS } = process.env;
        if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/lab-${name}-${theme}.png`, fullPage: true });
      };
      let session = startLab(lab);
      await send({ type: 'clock', clock: { text: '12 s', paused: false } });
      await send(viewed(session));
      await page.getByRole('button', { name: 'Check' }).waitFor();
      await picture('start');
      assert.deepEqual(await seriousProblems(page), []);
      session = act(session, { type: 'goTo', step: 'where-does-the-log-go' });
      await send(viewed(session));
      await page.getByRole('button', { name: 'This is my answer' }).waitFor();
      await picture('predict');
      assert.deepEqual(await seriousProblems(page), []);
      session = act(session, { type: 'answer', choice: 0 });
      await send(viewed(session));
      await page.getByRole('heading', { name: 'Not quite' }).waitFor();
      await picture('answered');
      assert.deepEqual(await seriousProblems(page), []);
      session = act(session, { type: 'goTo', step });
      for (const type of ['hint', 'hint', 'showMe'] as const) session = act(session, { type });
      session = act(session, { type: 'checked', step, result: failed, asked: 'learner' });
      await send(viewed(session));
      await page.getByText('Not there yet', { exact: true }).waitFor();
      await picture('failed');
      assert.deepEqual(
        await page
          .locator('pre > code')
          .first()
          .evaluate((code) => getComputedStyle(code).backgroundColor),
        'rgba(0, 0, 0, 0)',
      );
      assert.deepEqual(await seriousProblems(page), []);
      const passed = { passed: true, findings: [{ passed: true, text: 'All is well' }] };
      session = act(session, { type: 'checked', step, result: passed, asked: 'change' });
      await send(viewed(session));
      await page.getByRole('heading', { name: 'What just happened' }).waitFor();
      assert.deepEqual(await seriousProblems(page), []);
      await page.close();
    });
  }
});
