import assert from 'node:assert/strict';
import { startLab } from '../../src/labs/labSession.ts';
import { type PageBench, startPageBench } from './pageBench.ts';
import { at, checked, failed, meet, passed, play, shownLab, viewed } from './shownLab.ts';

describe('focus and announcements on the lab page', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  async function open(session = startLab(shownLab), size = { width: 800, height: 900 }) {
    const opened = await bench.open('labPage');
    const { page, send } = opened;
    await page.setViewportSize(size);
    await send(viewed(session));
    await page.locator('#step-title').waitFor();
    return {
      ...opened,
      show: (next: ReturnType<typeof at>) => send(viewed(next)),
      live: async () => (await page.locator('[aria-live]').textContent()) ?? '',
      focused: () => page.evaluate(() => document.activeElement?.textContent),
      press: (name: string) => page.getByRole('button', { name, exact: true }).first().click(),
    };
  }

  it('can be walked with the keyboard alone', async () => {
    const { page, focused, sent } = await open();
    for (let tabs = 0; tabs < 60 && (await focused()) !== 'Check'; tabs += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent()).at(-1), { type: 'check' });
    await page.close();
  });

  it('a prediction can be made with the keyboard alone', async () => {
    const { page, sent } = await open(at('where-does-the-log-go'));
    await page.getByLabel('The lines of the log').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent()).at(-1), { type: 'answer', choice: 1 });
    await page.close();
  });

  it('the focus stays where it was, and a result is read out', async () => {
    const { page, show, live, focused } = await open();
    await page.getByRole('button', { name: 'Check', exact: true }).focus();
    await show(at(meet, checked(meet, failed)));
    await page.getByRole('heading', { name: 'Not there yet' }).waitFor();
    assert.equal(
      await live(),
      'Not there yet. shipper has no restartPolicy: Always. See web.yaml. It does not run yet. It may take up to 30s. It has no restartPolicy.',
    );
    assert.equal(await focused(), 'Check');
    await show(at(meet, checked(meet, failed), checked(meet, passed)));
    await page.getByText('Check passed.').waitFor();
    await page.close();
  });

  it('the same result twice is read out twice', async () => {
    const { page, show, live } = await open();
    await page.evaluate(() => {
      const place = document.querySelector('[aria-live]');
      const heard: (string | null)[] = [];
      Object.assign(window, { heard });
      if (place) new MutationObserver(() => heard.push(place.textContent)).observe(place, { childList: true });
    });
    await show(at(meet, checked(meet, failed)));
    await show(at(meet, checked(meet, failed), checked(meet, failed)));
    await page.getByText('Stuck?').waitFor();
    assert.match(await live(), /^Not there yet/);
    assert.equal(await page.evaluate(() => (window as unknown as { heard: string[] }).heard.length), 2);
    await page.close();
  });

  it('what comes by itself takes neither the focus nor the view', async () => {
    const { page, show, focused } = await open(startLab(shownLab), { width: 420, height: 400 });
    await page.getByRole('button', { name: 'Run kubectl get pod web' }).focus();
    const before = await page.evaluate(() => window.scrollY);
    await show(at(meet, checked(meet, passed, 'change')));
    await page.getByRole('heading', { name: 'What just happened' }).waitFor();
    assert.equal(await page.evaluate(() => window.scrollY), before);
    assert.equal(await focused(), 'Run');
    await page.close();
  });

  it('what was asked for comes into view in a small window', async () => {
    const { page, show, live, focused, press } = await open(at('does-it-come-back', { type: 'answer', choice: 0 }), {
      width: 420,
      height: 320,
    });
    const step = 'does-it-come-back';
    let session = at(step, { type: 'answer', choice: 0 });
    const seen = async (text: string): Promise<void> => {
      const place = page.getByText(text, { exact: true }).first();
      await place.waitFor();
      const [box, footer] = [await place.boundingBox(), await page.locator('footer').boundingBox()];
      assert.ok(box && footer && box.y >= 0 && box.y + box.height <= footer.y, `${text} at ${box?.y}`);
    };
    await press('Hint (1 left)');
    session = play(session, 'hint');
    await show(session);
    await seen('Hint 1');
    assert.equal(await live(), 'Hint 1. h');
    await press('Show me');
    session = play(session, 'showMe');
    await show(session);
    await seen('One way to do it');
    assert.equal(await focused(), 'One way to do it');
    await press('I have seen it');
    session = play(session, checked(step, failed));
    await show(session);
    await seen('Not there yet');
    await press('Reset step');
    session = play(session, 'resetStep');
    await show(session);
    await page.getByText('Not there yet', { exact: true }).waitFor({ state: 'hidden' });
    assert.equal(await live(), 'This step begins again.');
    await page.close();
  });

  it('a prediction and its reply are read out and come into view', async () => {
    const step = 'where-does-the-log-go';
    const { page, show, live, focused } = await open(at(step));
    await page.getByLabel('Nothing', { exact: true }).check();
    await page.locator('.choices button').click();
    const answered = at(step, { type: 'answer', choice: 1 });
    await show(answered);
    await page.getByRole('heading', { name: 'Now see what happens' }).waitFor();
    assert.deepEqual([await live(), await focused()], ['Now see what happens.', 'Now see what happens']);
    await page.getByRole('button', { name: 'I have seen it' }).click();
    await show(play(answered, 'observed'));
    await page.getByRole('heading', { name: 'That is right' }).waitFor();
    assert.deepEqual(
      [await live(), await focused()],
      ['That is right. Yes. The app writes to a file.', 'That is right'],
    );
    await page.close();
  });

  it('a new step is begun at its title, in silence', async () => {
    const begin = at('help-a-colleague', checked('help-a-colleague', failed));
    const { page, show, live, focused } = await open(begin, { width: 420, height: 320 });
    await page.evaluate(() => window.scrollTo(0, 2000));
    await show(play(begin, { type: 'goTo', step: meet }));
    await page.getByRole('heading', { name: 'Meet the app' }).waitFor();
    assert.deepEqual([await live(), await focused()], ['', 'Meet the app']);
    const box = await page.locator('#step-title').boundingBox();
    assert.ok(box && box.y >= 0 && box.y < 100, `at ${box?.y}`);
    await page.close();
  });

  it('a solution that is done for the learner is announced, and its result comes into view', async () => {
    const { page, show, live, press } = await open(at(meet, 'showMe'), { width: 420, height: 320 });
    await press('Do this for me');
    assert.equal(await live(), 'This is being done for you.');
    await show(at(meet, 'showMe', checked(meet, passed, 'change')));
    const heading = page.getByRole('heading', { name: 'All checks passed' });
    await heading.waitFor();
    const box = await heading.boundingBox();
    assert.ok(box && box.y >= 0 && box.y < 320, `at ${box?.y}`);
    await page.close();
  });
});
