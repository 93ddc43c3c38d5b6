import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { outputFolder } from '../../scripts/project.ts';
import { autoscalerDiagram } from '../../src/diagrams/autoscaling/autoscalerDiagram.ts';
import { podAnatomy } from '../../src/diagrams/podAnatomy.ts';
import { requestSequence } from '../../src/diagrams/requests/requestSequence.ts';
import { serviceMap } from '../../src/diagrams/serviceMap/serviceMap.ts';
import { sampleAutoscalers } from '../diagrams/autoscaling/sampleAutoscalers.ts';
import { hostileNames, hostilePod } from '../diagrams/hostileNames.ts';
import { sampleTraces } from '../diagrams/requests/sampleTraces.ts';
import { samplePods } from '../diagrams/samplePods.ts';
import { sampleSights } from '../diagrams/serviceMaps/sampleSights.ts';
import { seriousProblems } from './accessibility.ts';
import { type PageBench, startPageBench } from './pageBench.ts';
import { at, checked, meet, passed, trace, viewed } from './shownLab.ts';

const done = at(meet, checked(meet, passed));
const ids = { trace: `${meet}/explain/1`, app: `${meet}/explain/3`, helper: `${meet}/explain/5` };

const diagram = (name: string, pod = { metadata: { name }, spec: { containers: [{ name: `${name}-box` }] } }) => {
  const { mermaid, outline } = podAnatomy(pod);
  return { type: 'diagram', title: `Pod ${name}`, mermaid, outline };
};
const drawn = (page: Page, text: string, index = 0): Promise<unknown> =>
  page.waitForFunction(
    ([wanted, which]) =>
      document.querySelectorAll('.picture')[which]?.querySelector('svg')?.textContent?.includes(wanted),
    [text, index] as const,
  );

describe('figures on the lab page', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  async function open(session = done) {
    const opened = await bench.open('labPage');
    const requests: string[] = [];
    opened.page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await opened.send(viewed(session));
    await opened.page.locator('#step-title').waitFor();
    const tell = (id: string, figure: unknown): Promise<void> => opened.send({ type: 'figure', id, figure });
    return { ...opened, requests, tell };
  }

  it('stand between the words, and wait for what they show', async () => {
    const { page } = await open();
    const parts = await page
      .locator('.explain')
      .evaluate((explain) => [...explain.children].map(({ tagName, className }) => `${tagName} ${className}`.trim()));
    assert.deepEqual(parts, ['H3', 'P', 'FIGURE live', 'P', 'FIGURE live', 'P', 'FIGURE live']);
    assert.deepEqual(await page.locator('figure').allTextContents(), Array(3).fill('Looking at the cluster…'));
    await page.close();
  });

  it('a trace is a table', async () => {
    const { page, tell } = await open();
    await tell(ids.trace, trace);
    await page.getByText('What happened to Pod web', { exact: true }).waitFor();
    const rows = await page
      .locator('.trace tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.deepEqual(rows, [
      ['After', 'Who', 'What', 'Message'],
      ['0s', 'the Pod', 'Scheduled', 'Successfully assigned shop/web to node-1'],
      ['1s', 'app', 'Pulling', 'Pulling image "busybox:1.36"'],
      ['2m10s', 'app', 'BackOff (×7)', 'Back-off restarting failed container app in pod web_shop(8e8f)'],
    ]);
    await tell(ids.trace, { type: 'none', text: 'Nothing is known of Pod web.' });
    await page.getByText('Nothing is known of Pod web.').waitFor();
    await tell(ids.trace, { ...trace, rows: trace.rows.slice(0, 1) });
    await page.locator('.trace tbody tr').waitFor();
    assert.equal(await page.locator('.trace tbody tr').count(), 1);
    await page.close();
  });

  it('a diagram is drawn, and the same said in words; mermaid is loaded with the first', async () => {
    const { page, tell, requests, complaints } = await open();
    await tell(ids.trace, trace);
    assert.ok(!requests.includes('/dist/webview/drawing.js'));
    await tell(ids.app, diagram('shop', samplePods.shopRunning as never));
    await drawn(page, 'shipper');
    assert.equal(await page.locator('figcaption').nth(1).textContent(), 'Pod shop');
    assert.match((await page.locator('.picture').getAttribute('aria-label')) ?? '', /^Diagram of Pod shop\./);
    const words = page.locator('.words');
    assert.equal(await words.getAttribute('open'), null);
    await words.locator('summary').click();
    assert.match((await words.textContent()) ?? '', /shipper/);
    await tell(ids.app, diagram('other'));
    await drawn(page, 'other-box');
    assert.equal(await words.getAttribute('open'), '', 'what was opened stays open');
    assert.equal(requests.filter((path) => path === '/dist/webview/drawing.js').length, 1);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('a Service map and a request are drawn beside each other', async () => {
    const { page, tell, complaints } = await open();
    const { mermaid, outline } = serviceMap(sampleSights.shop);
    await tell(ids.app, { type: 'diagram', title: 'Service web', mermaid, outline });
    const request = requestSequence(sampleTraces.through);
    await tell(ids.helper, {
      type: 'diagram',
      title: 'GET http://web/ from Pod client',
      ...request,
      objects: undefined,
    });
    await drawn(page, 'web-x7k2p', 0);
    await drawn(page, 'chosen by lot out of 2', 1);
    assert.equal(await page.locator('.picture rect.note').isVisible(), true);
    for (const summary of await page.locator('.words summary').all()) await summary.click();
    await page.getByText('label app is wbe, not web').last().waitFor();
    mkdirSync(outputFolder, { recursive: true });
    await page.screenshot({ path: path.join(outputFolder, 'lab-map-and-request.png'), fullPage: true });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 800);
    assert.deepEqual(complaints, []);
    assert.deepEqual(await seriousProblems(page), []);
    await page.close();
  });

  it('an autoscaler is a chart with the look that the lab is about, and keeps up', async () => {
    const { page, tell, requests, complaints } = await open();
    const figure = (replicas: number) => ({
      type: 'chart',
      title: 'HPA php-apache',
      ...autoscalerDiagram(sampleAutoscalers.walkthrough, { replicas }),
    });
    await tell(ids.app, figure(4));
    await page.waitForFunction(() => document.querySelectorAll('.plot canvas').length === 3);
    await page.getByRole('heading', { name: 'At 00:01:15: why 4?', level: 4 }).waitFor();
    assert.equal(await page.locator('figcaption').textContent(), 'HPA php-apache');
    const table = page.getByText('The chart as a table');
    await table.click();
    assert.equal(await page.locator('.looks tbody tr').count(), 8);
    assert.equal(await page.locator('.looks button, .explained .tools').count(), 0, 'a figure is only looked at');
    await tell(ids.app, figure(5));
    await page.getByRole('heading', { name: 'At 00:01:30: why 5?' }).waitFor();
    assert.equal(await page.locator('.looks').isVisible(), true, 'what was opened stays open');
    assert.equal(requests.filter((path) => path === '/dist/webview/charting.js').length, 1);
    mkdirSync(outputFolder, { recursive: true });
    await page.screenshot({ path: path.join(outputFolder, 'lab-autoscaler.png'), fullPage: true });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 800);
    assert.deepEqual(complaints, []);
    assert.deepEqual(await seriousProblems(page), []);
    await page.close();
  });

  it('two diagrams are both drawn, told at once', async () => {
    const { page, tell } = await open();
    await tell(ids.app, diagram('one'));
    await tell(ids.helper, diagram('two'));
    await drawn(page, 'one-box', 0);
    await drawn(page, 'two-box', 1);
    const svgIds = await page.locator('.picture svg').evaluateAll((all) => all.map(({ id }) => id));
    assert.equal(new Set(svgIds).size, 2);
    await page.close();
  });

  it('stay while the text around them is made anew, and are there again on the way back', async () => {
    const { page, send, tell } = await open();
    await tell(ids.trace, trace);
    await tell(ids.app, diagram('one'));
    await drawn(page, 'one-box');
    const kept = await page.locator('figure').first().elementHandle();
    await send(viewed(at(meet, checked(meet, passed), 'hint')));
    await page.getByRole('heading', { name: 'Hint 1' }).waitFor();
    assert.equal(await kept?.evaluate((node) => node.isConnected), true);
    await send(viewed(at('find-the-address')));
    await page.getByRole('heading', { name: 'Find the address' }).waitFor();
    // The editor tells only what has changed since.
    await send(viewed(done));
    await page.getByText('What happened to Pod web', { exact: true }).waitFor();
    await drawn(page, 'one-box');
    await page.close();
  });

  it('told before their step is shown are there when it is', async () => {
    const { page, send, tell } = await open(at(meet));
    await tell(ids.trace, trace);
    await send(viewed(done));
    await page.getByText('What happened to Pod web', { exact: true }).waitFor();
    await page.close();
  });

  it('to observe come with the choice', async () => {
    const step = 'where-does-the-log-go';
    const { page, send, tell } = await open(at(step));
    assert.equal(await page.locator('figure').count(), 0);
    await send(viewed(at(step, { type: 'answer', choice: 0 })));
    await tell(`${step}/observe/1`, trace);
    await page.locator('.observe .trace').waitFor();
    await page.close();
  });

  it('are drawn anew in the colours of another theme', async () => {
    const { page, tell } = await open();
    await tell(ids.app, diagram('one'));
    await drawn(page, 'one-box');
    const before = await page.locator('.picture svg').getAttribute('id');
    await page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-editor-background', '#101010');
      document.documentElement.style.setProperty('--vscode-editor-foreground', '#eeeeee');
      document.body.className = 'vscode-dark';
    });
    await page.waitForFunction((id) => document.querySelector('.picture svg')?.id !== id, before);
    await page.close();
  });

  it('are said in words where they cannot be drawn, and drawn again when that can be', async () => {
    const { page, tell } = await open();
    await page.route('**/drawing.js', (route) => route.abort());
    await tell(ids.app, diagram('one'));
    await page.locator('.words[open]').waitFor();
    assert.match((await page.locator('.words').textContent()) ?? '', /one-box/);
    await page.unroute('**/drawing.js');
    await tell(ids.app, diagram('one'));
    await drawn(page, 'one-box');
    await tell(ids.helper, { ...diagram('two'), mermaid: 'no diagram at all' });
    await page.locator('.words[open]').nth(1).waitFor();
    await page.close();
  });

  it('with hostile names stay text', async () => {
    const { page, tell, complaints } = await open();
    for (const [index, name] of hostileNames.entries()) {
      const { mermaid, outline } = podAnatomy(hostilePod(name));
      await tell(ids.app, { type: 'diagram', title: `case ${index} ${name}`, mermaid, outline });
      await tell(ids.trace, {
        ...trace,
        title: name,
        rows: [{ after: name, container: name, what: name, message: name, times: 1 }],
      });
      await page.waitForFunction(
        (start) => document.querySelectorAll('figcaption')[1]?.textContent?.startsWith(start),
        `case ${index} `,
      );
    }
    await page.locator('.picture svg').first().waitFor();
    assert.equal(await page.locator('article :is(script, iframe, object, embed)').count(), 0);
    assert.equal(await page.evaluate(() => (window as { hacked?: unknown }).hacked), undefined);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 800);
    assert.deepEqual(complaints, []);
    await page.close();
  });
});
