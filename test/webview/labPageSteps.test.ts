import assert from 'node:assert/strict';
import { startLab } from '../../src/labs/labSession.ts';
import { openLabPage } from './openLabPage.ts';
import { type PageBench, startPageBench } from './pageBench.ts';
import { answer, at, checked, failed, log, meet, passed, play, shownLab, viewed, waiting } from './shownLab.ts';

describe('a step on the lab page', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  const open = (message?: unknown) => openLabPage(bench, message);

  it('shows findings in three states, with what was found, what was expected and why', async () => {
    const { page } = await open(viewed(at(meet, checked(meet, failed))));
    assert.deepEqual(
      await page.locator('.findings > li').evaluateAll((all) => all.map((item) => [item.className, item.textContent])),
      [
        ['passed', '✓Done: shipper and app share a volume'],
        [
          'waiting',
          '…Not yet: The Pod web is runningIt does not run yet. It may take up to 30s.Found: “Pending”; expected: “Running”.',
        ],
        [
          'failed',
          '✗Still open: shipper is a native sidecarIt has no restartPolicy.Found: nothing; expected: “Always”.Only then it is one.',
        ],
      ],
    );
    assert.equal(
      await page.locator('.misconception').textContent(),
      'shipper has no restartPolicy: Always. See web.yaml.',
    );
    await page.close();
  });

  it('heads a result by its state, and answers a mistake only while there is one', async () => {
    const { page, send } = await open(viewed(at(meet, checked(meet, waiting))));
    const heading = page.locator('.result h3');
    assert.equal(await heading.textContent(), 'Not yet: it needs time');
    await send(viewed(at(meet, checked(meet, { ...passed, misconception: 'no more' }))));
    await page.getByText('All checks passed').waitFor();
    assert.equal(await page.locator('.misconception').count(), 0);
    await send(viewed(at(meet)));
    await heading.waitFor({ state: 'detached' });
    assert.equal(await page.locator('.result').isVisible(), false);
    await page.close();
  });

  it('shows that a check runs, and starts no second one', async () => {
    const { page, send, sent } = await open();
    await send({ type: 'busy', busy: true });
    const button = page.getByRole('button', { name: 'Checking…' });
    await button.click({ force: true });
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    assert.deepEqual(await sent(), [{ type: 'ready' }]);
    await send({ type: 'busy', busy: false });
    await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
    await page.close();
  });

  it('offers a hint for what was found, and shows hints in their order', async () => {
    const twice = at(meet, checked(meet, failed), checked(meet, failed));
    const { page, send, press, last } = await open(viewed(twice));
    await page.getByText('Stuck? There is a hint for this.').waitFor();
    await press('Show the hint');
    assert.deepEqual(await last(), { type: 'hint' });
    await send(viewed(play(twice, 'hint', 'hint')));
    await page.getByText('Stuck?').waitFor({ state: 'detached' });
    assert.deepEqual(await page.locator('.hint').allTextContents(), [
      'Hint 1Use the Run buttons beside the commands.',
      'Hint 2In full:kubectl apply -f web.yamlCopy',
    ]);
    assert.equal(await page.getByRole('button', { name: /^Hint/ }).count(), 0);
    await page.close();
  });

  it('shows a way through, and does it for those who want that', async () => {
    const { page, send, press, last } = await open(viewed(at(meet, 'showMe')));
    const way = page.locator('.solution');
    assert.match((await way.textContent()) ?? '', /^One way to do itweb\.yaml \(new lines are marked\)apiVersion: v1/);
    assert.deepEqual(await way.locator('mark').allTextContents(), ['  restartPolicy: Never\n']);
    assert.deepEqual(await way.locator('.command code').allTextContents(), [
      'kubectl delete pod web --now',
      'kubectl apply -f web.yaml',
    ]);
    await press('Do this for me');
    assert.deepEqual(await last(), { type: 'useSolution' });
    assert.equal(await page.getByRole('button', { name: 'Show me' }).count(), 0);
    await send(viewed(at('find-the-address', 'showMe'), {}));
    const lab = viewed(at('find-the-address', 'showMe')).lab;
    const solution = { files: [], commands: ['kubectl get pod web -o wide'], answer: '10.244.0.5' };
    await send({ type: 'lab', lab: { ...lab, step: { ...lab.step, solution } } });
    await page.getByText('The answer: 10.244.0.5').waitFor();
    // Nothing stands out where all is new.
    const all = { ...solution, files: [{ path: 'new.yaml', lines: [{ text: 'kind: Pod', isNew: true }] }] };
    await send({ type: 'lab', lab: { ...lab, step: { ...lab.step, solution: all } } });
    await page.getByText('new.yaml', { exact: true }).waitFor();
    assert.equal(await page.locator('mark').count(), 0);
    await page.close();
  });

  it('says what was answered', async () => {
    const [finding] = failed.findings.slice(-1);
    const wrong = {
      ...failed,
      findings: [{ state: 'failed' as const, title: finding?.title ?? '', wrote: '“10.0.0.1”' }],
    };
    const { page } = await open(
      viewed(at('find-the-address', { type: 'say', text: '10.0.0.1' }, checked('find-the-address', wrong))),
    );
    await page.getByText('You wrote: “10.0.0.1”.').waitFor();
    await page.close();
  });

  it('ends the last step with the way to the end', async () => {
    const skipped = ['skip', 'skip', 'skip', 'skip', 'skip'] as const;
    const session = play(startLab(shownLab), ...skipped, checked('help-a-colleague', passed));
    const { page, press } = await open(viewed(session));
    await page.setViewportSize({ width: 420, height: 320 });
    await press('Finish');
    const box = await page.locator('.end h3').boundingBox();
    assert.ok(box && box.y >= 0 && box.y < 320, `at ${box?.y}`);
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent),
      'The lab is done, but for what you skipped',
    );
    await page.close();
  });

  it('takes a prediction, shows what to look at, and tells who was right when it was seen', async () => {
    const { page, send, sent, press, last } = await open(viewed(at(log)));
    assert.equal(await page.getByRole('button', { name: 'Check', exact: true }).count(), 0);
    await press(/This is my answer|See what happens/, false);
    await page.getByRole('alert').getByText('Choose an answer first.').waitFor();
    assert.deepEqual(await sent(), [{ type: 'ready' }]);
    await page.getByLabel('The lines of the log', { exact: true }).check();
    // What comes by itself does not undo the choice.
    await send({ type: 'clock', clock: { text: '12 s', paused: false, speed: 1 } });
    await send(viewed(at(log), { notice: { text: 'n', action: 'setUp', label: 'l' } }));
    await press(/This is my answer|See what happens/, false);
    assert.deepEqual(await last(), answer(0));
    await send(viewed(at(log, answer(0))));
    await page.getByText('The lines of the log (your answer)').waitFor();
    assert.deepEqual(await page.locator('.answered > li').allTextContents(), [
      '•The lines of the log (your answer)',
      'Nothing',
      'An error',
    ]);
    await page.getByRole('heading', { name: 'Now see what happens' }).waitFor();
    assert.equal(await page.locator('.reply, .explain').count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Next step' }).count(), 0);
    await press('I have seen it');
    assert.deepEqual(await last(), { type: 'observed' });
    await send(viewed(at(log, answer(0), 'observed')));
    await page.getByText('The lines of the log (your answer, not right)').waitFor();
    assert.deepEqual(await page.locator('.answered > li').allTextContents(), [
      '✗The lines of the log (your answer, not right)',
      '✓Nothing (the right answer)',
      'An error',
    ]);
    assert.match((await page.locator('.reply').textContent()) ?? '', /^Not quiteMany expect this/);
    assert.equal(await page.getByRole('button', { name: 'I have seen it' }).count(), 0);
    await press('Next step');
    assert.deepEqual(await last(), { type: 'next' });
    await page.close();
  });

  it('tells who was right at once where there is nothing to look at', async () => {
    const { page, send } = await open(viewed(at('what-comes-after-that')));
    await page.getByRole('button', { name: 'This is my answer' }).waitFor();
    await send(viewed(at('what-comes-after-that', answer(1))));
    await page.getByText('Nothing (your answer, right)').waitFor();
    assert.match((await page.locator('.reply.right').textContent()) ?? '', /^That is rightYes\./);
    await page.close();
  });

  it('tells who was right when the checks pass and the learner has looked, where there are some', async () => {
    const step = 'does-it-come-back';
    const { page, send } = await open(viewed(at(step)));
    const look = page.getByRole('button', { name: 'I have seen it' });
    assert.equal(await look.count(), 0);
    await send(viewed(at(step, answer(1))));
    await look.waitFor();
    assert.equal(await page.getByRole('button', { name: 'Check', exact: true }).count(), 0);
    await send(viewed(at(step, answer(1), checked(step, failed))));
    assert.deepEqual(await page.locator('.findings > li').allTextContents(), [
      '…Not yet: It does not run yet. It may take up to 30s.',
    ]);
    await send(viewed(at(step, answer(1), checked(step, passed, 'change'))));
    await page.locator('.findings').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.reply').count(), 0);
    await send(viewed(at(step, answer(1), checked(step, passed, 'change'), 'observed')));
    await page.getByRole('heading', { name: 'That is right' }).waitFor();
    await page.close();
  });

  it('takes a typed answer by its button and by Enter, not an empty one, and without control characters', async () => {
    const step = 'find-the-address';
    const { page, send, sent, press } = await open(viewed(at(step)));
    const field = page.getByLabel('Which IP address has the Pod web?');
    assert.equal(await page.getByRole('button', { name: 'Check', exact: true }).count(), 0);
    await press('Answer');
    await page.getByRole('alert').getByText('Type your answer first.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'typed-answer');
    await field.fill('   ');
    await field.press('Enter');
    assert.deepEqual(await sent(), [{ type: 'ready' }]);
    await field.fill(' 10.0.0.1 ');
    await press('Answer');
    await field.evaluate((input: HTMLInputElement) => {
      input.value = '\u202e10.0.0.2\u0000\u0007\u2028x';
      const composing = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, isComposing: true });
      input.dispatchEvent(composing);
    });
    await field.press('Enter');
    assert.deepEqual((await sent()).slice(1), [
      { type: 'say', text: '10.0.0.1' },
      { type: 'say', text: '\u202e10.0.0.2 x' },
    ]);
    const typed = at(step, { type: 'say', text: '10.0.0.1' });
    await send(viewed(play(typed, checked(step, failed))));
    await page.getByText('Not there yet', { exact: true }).waitFor();
    assert.equal(await field.inputValue(), '10.0.0.1');
    await field.fill('10.0.0.3');
    // A result that comes by itself leaves what is being typed.
    await send(viewed(play(typed, checked(step, failed), checked(step, waiting, 'change'))));
    await page.getByRole('heading', { name: 'Not yet: it needs time' }).waitFor();
    assert.equal(await field.inputValue(), '10.0.0.3');
    await send(viewed(play(typed, checked(step, passed))));
    assert.equal(await page.locator('.given').textContent(), 'Which IP address has the Pod web? 10.0.0.1');
    assert.equal(await field.count(), 0);
    await page.close();
  });
});
