import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { outputFolder } from '../../scripts/project.ts';
import { podAnatomy } from '../../src/diagrams/podAnatomy.ts';
import { hostileNames, hostilePod } from '../diagrams/hostileNames.ts';
import { samplePods } from '../diagrams/samplePods.ts';
import { seriousProblems } from './accessibility.ts';
import { measurePicture } from './measurePicture.ts';
import { type PageBench, startPageBench, type ThemeName } from './pageBench.ts';

const shop = podAnatomy(samplePods.shopRunning);
const show = (diagram: ReturnType<typeof podAnatomy> = shop, more = {}) => {
  const { mermaid, outline } = diagram;
  return { type: 'show', title: `${outline[0]?.text}, as it runs`, mermaid, outline, target: 'manifest', ...more };
};
const named = (name: string) => podAnatomy({ metadata: { name }, spec: { containers: [{ name: 'app' }] } });
const drawn = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.querySelector('.picture')?.textContent?.includes(wanted), text);
const svgId = (page: Page) => page.evaluate(() => document.querySelector('.picture svg')?.id);

describe('the diagram page', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  it('draws a Pod and says the same in words', async () => {
    const { page, sent, send, complaints } = await bench.open('diagram');
    assert.deepEqual(await sent(), [{ type: 'ready' }]);
    await send(show());
    await drawn(page, 'shipper');
    const picture = ((await page.locator('.picture .root, .picture svg > g').first().textContent()) ?? '').replace(
      /\s/g,
      ' ',
    );
    const words = (await page.locator('.outline').allInnerTexts()).join(' ').replace(/\s+/g, ' ');
    for (const text of ['shipper', 'CrashLoopBackOff', '10.244.0.5', '/var/log/app', 'GET :80/healthz every 10 s']) {
      assert.ok(picture.includes(text), `${text} in ${picture}`);
      assert.ok(words.includes(text), `${text} in ${words}`);
    }
    assert.match(words, /3\. shipper \(sidecar[^)]*\): Running, ready, restarts: 1/);
    assert.match(words, /startup probe: GET :http\/ every 10 s;[^;]*;[^:]*: not passed yet/);
    assert.equal(await page.locator('.node.failed').count(), 1);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  for (const [name, pod] of Object.entries(samplePods)) {
    it(`sets ${name} in its boxes, narrow and wide`, async () => {
      const { page, send, complaints } = await bench.open('diagram');
      for (const width of [600, 1200]) {
        await page.setViewportSize({ width, height: 900 });
        await send(show(podAnatomy(pod)));
        await page.waitForFunction((pageWidth) => {
          const svg = document.querySelector<SVGSVGElement>('.picture svg');
          return svg !== null && Math.abs((svg.viewBox.baseVal.width || 0) - pageWidth) < pageWidth;
        }, width);
        await page.waitForTimeout(400);
        const { scale, outside } = await page.evaluate(measurePicture);
        assert.ok(scale >= 0.98, `${name} is shown at ${scale} of its size at ${width} px`);
        assert.deepEqual(outside, []);
      }
      assert.equal(await page.locator('.note').textContent(), '');
      assert.deepEqual(complaints, []);
      await page.close();
    });
  }

  it('draws hostile names as text', async () => {
    const { page, send, complaints } = await bench.open('diagram');
    for (const [index, name] of hostileNames.entries()) {
      await send(show(podAnatomy(hostilePod(name)), { title: `case ${index} ${name}` }));
      await page.waitForFunction(
        (wanted) =>
          document.querySelector('.picture svg')?.id === wanted || document.querySelector('.note')?.textContent,
        `diagram${index + 1}`,
      );
      assert.equal(await page.locator('.note').textContent(), '', JSON.stringify(name));
      if (/^[a-z.\d -]+$/i.test(name) && name.length < 40 && name !== '') {
        assert.ok((await page.locator('.picture').textContent())?.includes(name), name);
      }
    }
    const harmful = await page.locator('.picture :is(script, img, a, iframe, object, foreignObject i)').count();
    assert.equal(harmful, 0);
    assert.equal(await page.evaluate(() => (window as { hacked?: boolean }).hacked), undefined);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('keeps the old picture until the new one is there, and shows the last of many', async () => {
    const { page, send } = await bench.open('diagram');
    await send(show());
    await page.waitForSelector('.picture svg');
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
    for (let i = 0; i < 10; i += 1) await send(show(named(`web-${i}`)));
    await drawn(page, 'web-9');
    assert.equal(await page.evaluate(() => (window as unknown as { gaps: { empty: number } }).gaps.empty), 0);
    await page.close();
  });

  it('does not draw an unchanged text again', async () => {
    const { page, send } = await bench.open('diagram');
    await send(show());
    await page.waitForSelector('.picture svg#diagram1');
    await send(show(shop, { title: 'Pod shop, once more' }));
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Pod shop, once more');
    await send(show(named('web')));
    await drawn(page, 'web');
    assert.equal(await svgId(page), 'diagram2');
    await page.close();
  });

  it('keeps its place while it is zoomed, scrolled and drawn anew, and the focus where it was', async () => {
    const { page, send } = await bench.open('diagram');
    await send(show());
    await page.waitForSelector('.picture svg');
    for (let i = 0; i < 4; i += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.locator('.picture').evaluate((picture) => picture.scrollTo(300, 0));
    await page.evaluate(() => window.scrollTo(0, 200));
    const line = page.getByRole('button', { name: /^volume tls at/ });
    await line.evaluate((button) => button.focus({ preventScroll: true }));
    const place = () =>
      page.evaluate(() => [
        document.querySelector('.picture')?.scrollLeft,
        window.scrollY,
        Math.round(document.querySelector('.picture svg')?.getBoundingClientRect().width ?? 0),
        document.activeElement?.textContent,
      ]);
    const before = await place();
    assert.equal(before[0], 300);
    assert.equal(before[3], 'volume tls at /tls, read-only');
    await send(show(podAnatomy({ ...samplePods.shopRunning, status: { phase: 'Pending', podIP: '10.244.0.77' } })));
    await drawn(page, '10.244.0.77');
    assert.deepEqual(await place(), before);
    await page.getByRole('button', { name: 'Fit' }).click();
    assert.equal(
      await page.locator('.picture').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      0,
    );
    await page.close();
  });

  it('says so when the text cannot be drawn, and when there is nothing to draw', async () => {
    const { page, send } = await bench.open('diagram');
    await send({ ...show(), mermaid: 'flowchart TB\n a --> [[' });
    await page.waitForFunction(() => document.querySelector('.note')?.textContent?.includes('could not be drawn'));
    assert.match((await page.locator('.outline').textContent()) ?? '', /shipper/);
    await send(show());
    await drawn(page, 'shipper');
    assert.equal(await page.locator('.note').textContent(), '');
    await send({ type: 'empty', text: 'There is no Pod here. <b>' });
    await page.waitForFunction(() => document.querySelector('.note')?.textContent === 'There is no Pod here. <b>');
    assert.equal(await page.locator('.tools').first().isVisible(), false);
    assert.equal(await page.locator('.picture').isVisible(), false);
    await send(show());
    await page.waitForFunction(() => document.querySelector('.note')?.textContent === '');
    assert.equal(await page.locator('.picture').isVisible(), true);
    await page.close();
  });

  it('says that a picture is out of date, and keeps it', async () => {
    const { page, send } = await bench.open('diagram');
    await send(show());
    await drawn(page, 'shipper');
    await send(show(shop, { note: 'The picture is out of date: line 7 of the manifest cannot be read yet.' }));
    await page.getByText('line 7 of the manifest').waitFor();
    assert.equal(await page.locator('.picture.outdated svg').count(), 1);
    await send(show());
    await page.waitForFunction(() => !document.querySelector('.outdated'));
    await page.close();
  });

  it('asks the editor to copy, and to show what is written or what runs', async () => {
    const { page, sent, send } = await bench.open('diagram');
    await send(show());
    await drawn(page, 'shipper');
    assert.equal(
      await page.getByRole('button', { name: 'As written' }).isVisible(),
      false,
      'there is only one to show',
    );
    await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
    assert.deepEqual((await sent()).at(-1), { type: 'copy' });
    await send(show(shop, { view: 'cluster' }));
    await page.getByRole('button', { name: 'As it runs', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'As written', pressed: false }).click();
    assert.deepEqual((await sent()).at(-1), { type: 'look', at: 'manifest' });
    await page.close();
  });

  it('asks the editor to reveal what is clicked in the picture or chosen in the outline', async () => {
    const { page, sent, send } = await bench.open('diagram');
    await send(show());
    await drawn(page, 'shipper');
    const asked = async () => (await sent()).at(-1);
    await page.locator('.picture .node').filter({ hasText: 'worker' }).click();
    assert.deepEqual(await asked(), { type: 'reveal', part: 'app2' });
    await page.locator('.picture').getByText('emptyDir in memory').click();
    assert.deepEqual(await asked(), { type: 'reveal', part: 'volume2' });
    await page.locator('.picture').getByText('One network for all containers').click();
    assert.deepEqual(await asked(), { type: 'reveal', part: 'network' });
    const pointer = await page
      .locator('.picture .node')
      .first()
      .evaluate((node) => getComputedStyle(node).cursor);
    assert.equal(pointer, 'pointer');
    await page.mouse.move(0, 0);
    await page.keyboard.press('Tab');
    const line = page.getByRole('button', { name: /^readiness probe: GET :80\// });
    await line.focus();
    assert.match((await page.locator('.picture .node.marked').allTextContents()).join(), /web.*data/s);
    assert.notEqual(await line.evaluate((button) => getComputedStyle(button).outlineStyle), 'none', 'a focus ring');
    await page.keyboard.press('Enter');
    assert.deepEqual(await asked(), { type: 'reveal', part: 'app1.readiness' });
    const before = (await sent()).length;
    await page.keyboard.press('Space');
    assert.equal((await sent()).length, before + 1);
    await page.close();
  });

  for (const theme of ['light', 'dark', 'highContrast', 'none'] satisfies ThemeName[]) {
    it(`is accessible with the theme ${theme}`, async () => {
      const { page, send } = await bench.open('diagram', theme);
      mkdirSync(outputFolder, { recursive: true });
      for (const width of [600, 1200]) {
        await page.setViewportSize({ width, height: 900 });
        for (const [name, pod] of Object.entries({ shop: samplePods.shopRunning, lab: samplePods.sidecarLab })) {
          await send(
            show(podAnatomy(pod), { view: 'cluster', ...(name === 'lab' && { note: 'The picture is old.' }) }),
          );
          await drawn(page, name === 'lab' ? 'Pod web' : 'Pod shop');
          await page.waitForTimeout(300);
          if (theme !== 'none') {
            const file = path.join(outputFolder, `diagram-${name}-${theme}-${width}.png`);
            await page.screenshot({ path: file, fullPage: true });
          }
          assert.deepEqual(await seriousProblems(page), []);
        }
      }
      await page.close();
    });
  }

  it('draws again when the theme or the width changes', async () => {
    const { page, send } = await bench.open('diagram', 'light');
    await send(show());
    await page.waitForSelector('.picture svg#diagram1');
    await page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-editor-background', '#101010');
      document.body.className = 'vscode-dark';
    });
    await page.waitForSelector('.picture svg#diagram2');
    await page.setViewportSize({ width: 420, height: 900 });
    await page.waitForSelector('.picture svg#diagram3');
    await page.close();
  });
});
