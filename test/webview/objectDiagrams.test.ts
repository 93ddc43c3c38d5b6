import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { outputFolder } from '../../scripts/project.ts';
import type { ObjectDiagram } from '../../src/diagrams/objectDiagram.ts';
import { requestSequence } from '../../src/diagrams/requests/requestSequence.ts';
import { serviceMap } from '../../src/diagrams/serviceMap/serviceMap.ts';
import { hostileNames } from '../diagrams/hostileNames.ts';
import { hostileTrace } from '../diagrams/requests/hostileTraces.ts';
import { sampleTraces } from '../diagrams/requests/sampleTraces.ts';
import { hostileSight } from '../diagrams/serviceMaps/hostileSights.ts';
import { live, pod, sampleSights, service, slice } from '../diagrams/serviceMaps/sampleSights.ts';
import { seriousProblems } from './accessibility.ts';
import { measurePicture } from './measurePicture.ts';
import { type PageBench, startPageBench, type ThemeName } from './pageBench.ts';

const show = ({ mermaid, outline }: ObjectDiagram, more = {}) => ({
  type: 'show',
  title: `${outline[0]?.text}, as it runs`,
  mermaid,
  outline,
  target: 'cluster',
  ...more,
});
const drawn = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.querySelector('.picture svg')?.textContent?.includes(wanted), text);
const pictureText = async (page: Page) =>
  ((await page.locator('.picture svg').textContent()) ?? '').replace(/\s/g, ' ');

const web = service('web', {
  clusterIP: '10.96.3.4',
  selector: { app: 'web' },
  ports: [{ port: 80, targetPort: 'http' }],
});
const names = ['a', 'b', 'c', 'd'];
/** A Service with so many Pods. */
const grown = (count: number) =>
  serviceMap(
    live(
      [web],
      [
        slice(
          'web',
          { '': 8080 },
          names.slice(0, count).map((name, index) => [`web-${name}`, `10.244.1.${index}`]),
        ),
      ],
      names.slice(0, count).map((name) => pod(`web-${name}`)),
    ),
  );

describe('Service maps and requests on the diagram page', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  for (const [name, sight] of Object.entries(sampleSights)) {
    it(`sets the map ${name} in its boxes, narrow and wide`, async () => {
      const { page, send, complaints } = await bench.open('diagram');
      for (const width of [600, 1200]) {
        await page.setViewportSize({ width, height: 900 });
        await send(show(serviceMap(sight)));
        await page.waitForSelector('.picture svg');
        await page.waitForTimeout(400);
        const { scale, outside } = await page.evaluate(measurePicture);
        assert.ok(scale >= 0.96, `${name} is shown at ${scale} of its size at ${width} px`);
        assert.deepEqual(outside, []);
      }
      assert.equal(await page.locator('.note').first().textContent(), '');
      assert.deepEqual(complaints, []);
      await page.close();
    });
  }

  it('says on arrows and in boxes what the outline says', async () => {
    const { page, send } = await bench.open('diagram');
    await send(show(serviceMap(sampleSights.shop)));
    await drawn(page, 'web-x7k2p');
    const text = await pictureText(page);
    const words = (await page.locator('.outline').allInnerTexts()).join(' ').replace(/\s+/g, ' ');
    for (const both of [
      '80/TCP → targetPort http (8080)',
      '10.244.2.9',
      'terminating, still answers',
      'label app is wbe, not web',
    ]) {
      assert.ok(text.includes(both), `${both} in ${text}`);
      assert.ok(words.includes(both), `${both} in ${words}`);
    }
    assert.equal(await page.locator('.node.ready, .node.notReady, .node.terminating').count(), 4);
    await page.close();
  });

  it('says in a sequence diagram what the outline says', async () => {
    const { page, send, complaints } = await bench.open('diagram');
    await send(show(requestSequence(sampleTraces.through)));
    await drawn(page, 'Service web');
    const text = await pictureText(page);
    for (const part of [
      'Pod client',
      'no such record (NODATA)',
      'chosen by lot out of 2',
      'on to 10.244.1.5:8080',
      '200 (3 ms)',
    ]) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
    assert.equal(await page.locator('.picture rect.note').first().isVisible(), true);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('draws hostile names as text', async () => {
    const { page, send, complaints } = await bench.open('diagram');
    const kinds = [
      (name: string) => serviceMap(hostileSight(name)),
      (name: string) => requestSequence(hostileTrace(name)),
    ];
    let drawings = 0;
    for (const name of hostileNames) {
      for (const diagram of kinds) {
        drawings += 1;
        await send(show(diagram(name), { title: `case ${drawings}` }));
        await page.waitForFunction(
          (wanted) =>
            document.querySelector('.picture svg')?.id === wanted || document.querySelector('.note')?.textContent,
          `diagram${drawings}`,
        );
        assert.equal(await page.locator('p.note').textContent(), '', JSON.stringify(name));
        if (name.trim().length > 2 && name.length < 20 && !/[\p{C}\n]/u.test(name)) {
          assert.ok((await page.locator('.picture').textContent())?.includes(name), name);
        }
      }
    }
    const harmful = await page.locator('.picture :is(script, img, a, iframe, object, foreignObject i)').count();
    assert.equal(harmful, 0);
    assert.equal(await page.evaluate(() => (window as { hacked?: boolean }).hacked), undefined);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('keeps boxes in their places, and the picture in sight, while Pods come', async () => {
    const { page, send } = await bench.open('diagram');
    await send(show(grown(2)));
    await drawn(page, 'web-b');
    await page.evaluate(() => {
      const picture = document.querySelector('.picture');
      const gaps = { empty: 0 };
      Object.assign(window, { gaps });
      if (picture) {
        new MutationObserver(() => {
          if (!picture.querySelector('svg')) gaps.empty += 1;
        }).observe(picture, { childList: true });
      }
    });
    const places = () =>
      page.evaluate(() =>
        ['service1', 'pod1'].map((id) => document.querySelector(`[data-part="${id}"]`)?.getBoundingClientRect().x),
      );
    const before = await places();
    await send(show(grown(3)));
    await drawn(page, 'web-c');
    assert.deepEqual(await places(), before);
    assert.equal(await page.evaluate(() => (window as unknown as { gaps: { empty: number } }).gaps.empty), 0);
    await page.close();
  });

  it('asks the editor to reveal what is clicked in the picture or chosen in the outline', async () => {
    const { page, sent, send } = await bench.open('diagram');
    const asked = async () => (await sent()).at(-1);
    await send(show(serviceMap(sampleSights.shop)));
    await drawn(page, 'web-x7k2p');
    await page.locator('.picture').getByText('EndpointSlice').click();
    assert.deepEqual(await asked(), { type: 'reveal', part: 'slice1' });
    await page.locator('.picture .node').filter({ hasText: 'web-old' }).click();
    assert.deepEqual(await asked(), { type: 'reveal', part: 'missed3' });
    const line = page.getByRole('button', { name: /^Pod web-b, 10\.244\.2\.3/ });
    await line.focus();
    assert.match((await page.locator('.picture .node.marked').allTextContents()).join(), /Pod web-b/);
    assert.equal(await page.locator('.picture path.marked').count(), 1, 'its arrow too');
    await page.keyboard.press('Enter');
    assert.deepEqual(await asked(), { type: 'reveal', part: 'pod2' });
    await send(show(requestSequence(sampleTraces.through)));
    await drawn(page, 'Service web');
    await page.locator('.picture').getByText('Service web').click();
    assert.deepEqual(await asked(), { type: 'reveal', part: 'service' });
    await page.getByRole('button', { name: /^Asked by curl/ }).focus();
    assert.equal(await page.locator('.picture .marked').count(), 1);
    await page.close();
  });

  it('says a new state aloud, and copies', async () => {
    const { page, send, sent } = await bench.open('diagram');
    await send(show(grown(1)));
    await drawn(page, 'web-a');
    await send(show(grown(2)));
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[aria-live]')].some(
        (node) => node.textContent === 'Service web in shop: 2 endpoints ready',
      ),
    );
    await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
    assert.deepEqual((await sent()).at(-1), { type: 'copy' });
    await page.close();
  });

  for (const theme of ['light', 'dark', 'highContrast', 'none'] satisfies ThemeName[]) {
    it(`is accessible with the theme ${theme}`, async () => {
      const { page, send } = await bench.open('diagram', theme);
      mkdirSync(outputFolder, { recursive: true });
      const all = {
        map: serviceMap(sampleSights.shop),
        namespace: serviceMap(sampleSights.namespace),
        request: requestSequence(sampleTraces.through),
        failed: requestSequence(sampleTraces.noName),
      };
      for (const [name, diagram] of Object.entries(all)) {
        await send(show(diagram));
        await drawn(page, name === 'request' || name === 'failed' ? 'Pod client' : 'Pod web-a');
        await page.waitForTimeout(300);
        if (theme !== 'none') {
          await page.screenshot({ path: path.join(outputFolder, `diagram-${name}-${theme}.png`), fullPage: true });
        }
        assert.deepEqual(await seriousProblems(page), []);
      }
      await page.close();
    });
  }
});
