import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { outputFolder } from '../../scripts/project.ts';
import { autoscalerDiagram, type ChosenLook } from '../../src/diagrams/autoscaling/autoscalerDiagram.ts';
import type { AutoscalerSight } from '../../src/diagrams/autoscaling/autoscalerSight.ts';
import { hostileAutoscaler } from '../diagrams/autoscaling/hostileAutoscalers.ts';
import { look, sampleAutoscalers, startMs } from '../diagrams/autoscaling/sampleAutoscalers.ts';
import { hostileNames } from '../diagrams/hostileNames.ts';
import { seriousProblems } from './accessibility.ts';
import { type PageBench, startPageBench, type ThemeName } from './pageBench.ts';

const show = (sight: AutoscalerSight, chosen: ChosenLook = {}) => ({
  type: 'chart',
  title: 'HPA php-apache',
  followsNewest: chosen.timeMs === undefined,
  ...autoscalerDiagram(sight, chosen),
});
const drawn = (page: Page, panels: number) =>
  page.waitForFunction((count) => document.querySelectorAll('.plot canvas').length === count, panels);
/** How many dots of a panel's canvas are of the colour of a line. */
const dotsOf = (page: Page, panel: number, colour: string) =>
  page.evaluate(
    ([place, name]) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>('.plot canvas')[place];
      const probe = document.createElement('span');
      probe.style.color = `var(${name})`;
      document.body.append(probe);
      const [red, green, blue] = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number);
      probe.remove();
      const { data = new Uint8ClampedArray() } =
        canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      let dots = 0;
      for (let index = 0; index < data.length; index += 4) {
        if (data[index] === red && data[index + 1] === green && data[index + 2] === blue && data[index + 3] === 255) {
          dots += 1;
        }
      }
      return dots;
    },
    [panel, colour] as const,
  );
const { walkthrough, policies, missingRequest, real, young } = sampleAutoscalers;

describe('the chart of an autoscaler on the diagram page', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  it('has a panel for the load, for the metric and for the replicas, and the calculation below', async () => {
    const { page, send, complaints } = await bench.open('diagram');
    await send(show(walkthrough));
    await drawn(page, 3);
    assert.deepEqual(await page.locator('.panel-title').allTextContents(), [
      'Load: requests per second to http://php-apache/',
      'cpu resource utilization (percentage of request)',
      'Replicas',
    ]);
    assert.deepEqual(await page.locator('.panel').nth(2).locator('li').allTextContents(), [
      'desired',
      'current',
      'ready',
      'minReplicas',
      'maxReplicas',
    ]);
    // Before the test itself reads the canvases, of which the browser has something to say.
    assert.deepEqual(complaints, []);
    for (const [panel, colour] of [
      [0, '--running'],
      [1, '--running'],
      [1, '--ready'],
      [2, '--ready'],
      [2, '--running'],
      [2, '--text'],
    ] as const) {
      assert.ok((await dotsOf(page, panel, colour)) > 50, `${colour} in panel ${panel}`);
    }
    assert.equal(
      await page.locator('.plot').nth(1).getAttribute('aria-label'),
      'cpu resource utilization (percentage of request) over time. At the end, 3:05: seen 0%, target 50%, request 100%. The table says all.',
    );
    assert.equal(await page.getByRole('heading', { level: 2 }).textContent(), 'At 00:03:00: why 7?');
    assert.match(
      ((await page.locator('.reckoning').textContent()) ?? '').replace(/\s+/g, ' '),
      /Within the last 300 s, 7 were proposed, too: it does not go below that yet\.So it stays at 7\./,
    );
    await page.close();
  });

  it('loads what draws charts only with the first', async () => {
    const { page, send } = await bench.open('diagram');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(path.basename(request.url())));
    await send({ type: 'empty', text: 'Nothing.' });
    await page.getByText('Nothing.').waitFor();
    assert.deepEqual(asked, []);
    await send(show(walkthrough));
    await drawn(page, 3);
    await send(show(policies));
    assert.deepEqual(asked, ['charting.js']);
    await page.close();
  });

  it('tells the same in a table, whose looks can be chosen, and steps from look to look with the keyboard', async () => {
    const { page, send, sent } = await bench.open('diagram');
    await send(show(walkthrough));
    await drawn(page, 3);
    await page.getByText('The chart as a table').click();
    const rows = await page
      .locator('.looks tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.deepEqual(rows[0]?.slice(-4), ['Desired', 'Current', 'Ready', 'What came of it']);
    assert.deepEqual(rows.at(-2), ['00:01:15', '80', '250%, 50%', '4', '1', '1', 'So it goes from 1 to 4.']);
    await page.getByRole('button', { name: 'Explain 00:01:15' }).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent()).at(-1), { type: 'explain', timeMs: startMs + 75_000 });
    await send(show(walkthrough, { timeMs: startMs + 75_000 }));
    await page.getByRole('heading', { name: 'At 00:01:15: why 4?' }).waitFor();
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent),
      '00:01:15',
      'the focus stays in the table',
    );
    const later = page.getByRole('button', { name: 'Later' });
    await later.focus();
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent()).at(-1), { type: 'explain', timeMs: startMs + 90_000 });
    await send(show(walkthrough, { timeMs: startMs + 90_000 }));
    await page.getByRole('heading', { name: 'At 00:01:30: why 5?' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Later');
    const newest = page.getByRole('button', { name: 'Newest' });
    assert.equal(await newest.getAttribute('aria-pressed'), 'false');
    await newest.click();
    assert.deepEqual((await sent()).at(-1), { type: 'explain' });
    await send(show(walkthrough));
    await page.getByRole('heading', { name: 'At 00:03:00: why 7?' }).waitFor();
    const asked = (await sent()).length;
    assert.equal(await later.getAttribute('aria-disabled'), 'true');
    await later.click({ force: true });
    assert.equal((await sent()).length, asked);
    await page.close();
  });

  it('takes the colours of another theme', async () => {
    const { page, send } = await bench.open('diagram');
    await send(show(walkthrough));
    await drawn(page, 3);
    await page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-charts-blue', '#ff00ff');
      document.body.className = 'vscode-dark';
    });
    await page.waitForTimeout(300);
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--running')),
      '#ff00ff',
    );
    assert.ok((await dotsOf(page, 1, '--running')) > 50);
    await page.close();
  });

  it('asks for the moment that is clicked, and copies', async () => {
    const { page, send, sent } = await bench.open('diagram');
    await send(show(walkthrough));
    await drawn(page, 3);
    const box = await page.locator('.plot .u-over').nth(2).boundingBox();
    assert.ok(box);
    await page.mouse.click(box.x + box.width / 2, box.y + 20);
    const asked = (await sent()).at(-1) as { type: string; timeMs: number };
    assert.equal(asked.type, 'explain');
    const middle = startMs + ((30 + 185) / 2) * 1000;
    assert.ok(Math.abs(asked.timeMs - middle) < 2000, `${asked.timeMs} is not ${middle}`);
    await page.getByRole('button', { name: 'Copy as Text' }).click();
    assert.deepEqual((await sent()).at(-1), { type: 'copy' });
    await page.close();
  });

  it('goes on without flicker: the canvases stay, and what says the same is left alone', async () => {
    const { page, send } = await bench.open('diagram');
    await send(show({ ...walkthrough, records: walkthrough.records?.slice(0, 5) ?? [] }));
    await drawn(page, 3);
    await page.evaluate(() => {
      const changes = { outline: 0 };
      Object.assign(window, { canvas: document.querySelectorAll('.plot canvas')[2], changes });
      const outline = document.querySelector('.reckoning');
      if (outline) new MutationObserver(() => (changes.outline += 1)).observe(outline, { childList: true });
    });
    await send(show(walkthrough));
    await page.getByRole('heading', { name: 'At 00:03:00: why 7?' }).waitFor();
    await send(show({ ...walkthrough, nowMs: walkthrough.nowMs + 5000 }));
    await page.waitForFunction(() => document.querySelector('.plot')?.getAttribute('aria-label')?.includes('3:10'));
    const kept = await page.evaluate(() => {
      const { canvas, changes } = window as unknown as { canvas: Element; changes: { outline: number } };
      return { stays: canvas === document.querySelectorAll('.plot canvas')[2], outline: changes.outline };
    });
    assert.deepEqual(kept, { stays: true, outline: 1 });
    await page.close();
  });

  it('goes from a diagram to a chart and back', async () => {
    const { page, send, complaints } = await bench.open('diagram');
    await send({ type: 'show', title: 'Pod web', mermaid: 'flowchart TB\n  a["x"]', outline: [], target: 'cluster' });
    await page.waitForSelector('.picture svg');
    await send(show(policies));
    await drawn(page, 3);
    assert.equal(await page.locator('.picture').isVisible(), false);
    await send({ type: 'empty', text: 'There is no HPA web now.' });
    await page.getByText('There is no HPA web now.').waitFor();
    assert.equal(await page.locator('.chart').isVisible(), false);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('shows hostile names as text', async () => {
    const { page, send, complaints } = await bench.open('diagram');
    for (const name of hostileNames) {
      await send(show(hostileAutoscaler(name)));
      await send({ ...show({ ...walkthrough, records: [look(15)] }), title: name });
    }
    await send(show(hostileAutoscaler('<img src=x onerror="window.hacked=true">')));
    await page.locator('.panel-title').getByText('<img src=x onerror="window.hacked=true">').first().waitFor();
    assert.equal(await page.locator('.explained :is(script, img, a, iframe, object)').count(), 0);
    assert.equal(await page.evaluate(() => (window as { hacked?: boolean }).hacked), undefined);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('comes back after a reload from what the page remembers', async () => {
    const { page, send } = await bench.open('diagram');
    await send(show(walkthrough));
    await drawn(page, 3);
    await page.reload();
    await drawn(page, 3);
    await page.close();
  });

  for (const theme of ['none', 'light', 'dark', 'highContrast'] as const satisfies readonly ThemeName[]) {
    it(`can be read in the theme ${theme}`, async () => {
      mkdirSync(outputFolder, { recursive: true });
      const { page, send } = await bench.open('diagram', theme);
      for (const [name, sight] of Object.entries({ walkthrough, policies, missingRequest, real, young })) {
        await send(show(sight, name === 'walkthrough' ? { timeMs: startMs + 75_000 } : {}));
        await drawn(page, autoscalerDiagram(sight).chart.panels.length);
        await page.evaluate(() => document.querySelector('details')?.setAttribute('open', ''));
        if (theme !== 'none') {
          await page.screenshot({ path: path.join(outputFolder, `autoscaler-${name}-${theme}.png`), fullPage: true });
        }
        assert.deepEqual(await seriousProblems(page), []);
      }
      await page.close();
    });
  }
});
