import assert from 'node:assert/strict';
import { startLab } from '../../src/labs/labSession.ts';
import type { LabView } from '../../src/webview/labMessages.ts';
import { type PageBench, startPageBench } from './pageBench.ts';
import { at, shownLab, viewed } from './shownLab.ts';

const hostile = [
  '<script>window.hacked = true</script>',
  '<img src=x onerror="window.hacked=true">',
  '"><iframe srcdoc="<script>parent.hacked=true</script>">',
  '\u202eright to left\u202c שלום',
  'x'.repeat(253),
  '&lt;b&gt; &#60; `code` **strong** [a](javascript:alert(1))',
  '__proto__',
];

/** A view in which a text stands in every place that a lab, a cluster or a learner can fill. */
function everywhere(text: string): LabView {
  const finding = { title: text, text, found: text, expected: text, why: text };
  const choices = [
    { text, chosen: true, right: true, reply: text },
    { text, chosen: false, right: false },
  ];
  const prose = [{ type: 'markdown', text }] as const;
  return {
    title: text,
    summary: text,
    minutes: 5,
    level: text,
    objectives: [text, text],
    files: [text],
    steps: [
      { id: 'a', title: text, status: 'skipped' },
      { id: text, title: text, status: 'passed' },
    ],
    step: {
      id: text,
      title: text,
      kind: 'do',
      markdown: text,
      passed: true,
      checkable: true,
      question: text,
      typed: text,
      choices,
      observe: prose,
      awaitsLook: false,
      hints: [text, text],
      hintsLeft: 1,
      hintOffered: true,
      result: {
        at: 1,
        state: 'failed',
        findings: (['passed', 'waiting', 'failed'] as const).map((state) => ({ ...finding, state })),
        misconception: text,
      },
      solution: {
        files: [{ path: text, lines: [true, false].map((isNew) => ({ text, isNew })) }],
        commands: [text, `kubectl ${text}`],
        answer: text,
      },
      explain: prose,
    },
    finished: true,
    result: { stepsPassed: 1, stepsSkipped: 1, predictionsRight: 1, predictions: 2, hintsUsed: 2, solutionsShown: 1 },
    nextLab: { id: 'a/b', title: text, minutes: 5 },
    notice: { text, action: 'setUp', label: text },
  };
}

describe('texts on the lab page', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  for (const [index, text] of hostile.entries()) {
    it(`stay text in every place: ${text.slice(0, 40)}`, async () => {
      const { page, send, complaints } = await bench.open('labPage');
      await page.setViewportSize({ width: 420, height: 700 });
      const lab = everywhere(text);
      for (const step of [
        lab.step,
        {
          ...lab.step,
          passed: false,
          choices: lab.step.choices.map(({ text: words }) => ({ text: words, chosen: false })),
        },
      ]) {
        await send({ type: 'lab', lab: { ...lab, step: { ...step, id: `${text}${index}${step.passed}` } } });
        await send({ type: 'problem', text });
        await send({ type: 'clock', clock: { text, paused: true, speed: 1 } });
        await page.waitForFunction((wanted) => document.querySelector('.problem')?.textContent === wanted, text);
        assert.equal(await page.locator('h1').textContent(), text);
        assert.equal(await page.locator('#step-title').textContent(), text);
        assert.equal(
          await page.locator('main :is(script, img, iframe, object, embed, style, a[href^="javascript"])').count(),
          0,
        );
        assert.equal(await page.evaluate(() => (window as { hacked?: unknown }).hacked), undefined);
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth),
          420,
          'nothing stands out of the page',
        );
      }
      assert.deepEqual(complaints, []);
      await page.close();
    });
  }

  it('shows Markdown without HTML, foreign links or pictures', async () => {
    const { page, send, sent } = await bench.open('labPage');
    const message = viewed(startLab(shownLab));
    const markdown = [
      '<script>window.hacked = true</script> <img src=x onerror="window.hacked=true">',
      '[bad](javascript:alert(1)) [data](data:text/html,x) [plain](http://example.com) [up](../../x) [deep](a/web.yaml)',
      '![picture](https://example.com/x.png) [good](https://kubernetes.io/) **strong** `code`',
      '',
      '- one',
      '- two',
      '',
      '1. first',
      '',
      '# heading',
      '',
      '```html',
      '<b>x</b>',
      '```',
      '',
      '```sh',
      'ls -l',
      '$ kubectl get pods',
      '```',
    ].join('\n');
    await send({ ...message, lab: { ...message.lab, step: { ...message.lab.step, markdown } } });
    await page.getByText('strong').waitFor();
    assert.equal(await page.locator('article :is(script, img, iframe, b, h1)').count(), 0);
    // A picture is not loaded; what is left of it is a link.
    const links = await page.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.deepEqual(links, ['https://example.com/x.png', 'https://kubernetes.io/']);
    assert.equal(await page.locator('article li').count(), 3);
    assert.equal(await page.locator('article h2').nth(1).textContent(), 'heading');
    assert.deepEqual(await page.locator('.command').allTextContents(), ['ls -l', 'kubectl get podsRun']);
    await page.getByRole('button', { name: 'deep' }).click();
    assert.deepEqual((await sent()).at(-1), { type: 'openFile', path: 'a/web.yaml' });
    assert.equal(await page.evaluate(() => (window as { hacked?: unknown }).hacked), undefined);
    await page.close();
  });

  it('copies an example, and says so', async () => {
    const { page, send } = await bench.open('labPage');
    await page.evaluate(() => {
      const writeText = async (text: string): Promise<void> => {
        if (text.includes('Pod')) throw new Error('no');
        (window as { copied?: string }).copied = text;
      };
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
    });
    await send(viewed(at('meet-the-app', 'showMe')));
    await page.getByRole('button', { name: 'Copy: Example' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    assert.equal(
      await page.evaluate(() => (window as { copied?: string }).copied),
      '- name: app\n  image: busybox:1.36',
    );
    assert.equal(await page.locator('[aria-live]').textContent(), 'Copied.');
    await page.getByRole('button', { name: 'Copy: web.yaml' }).click();
    await page.getByText('Not copied', { exact: true }).waitFor();
    await page.close();
  });
});
