import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { outputFolder } from '../../scripts/project.ts';
import { podAnatomy } from '../../src/diagrams/podAnatomy.ts';
import { startLab } from '../../src/labs/labSession.ts';
import { samplePods } from '../diagrams/samplePods.ts';
import { seriousProblems } from './accessibility.ts';
import { type PageBench, startPageBench, type ThemeName } from './pageBench.ts';
import { answer, at, checked, failed, log, meet, passed, play, shownLab, trace, viewed, waiting } from './shownLab.ts';

const back = 'does-it-come-back';
const find = 'find-the-address';
const fix = 'help-a-colleague';
const notice = { text: 'web.yaml is gone from the folder.', action: 'restoreFiles', label: 'Bring it back' } as const;
const nextLab = { id: 'sidecars/in-front', title: 'A proxy in front', minutes: 25 };
const finished = play(
  at(meet, 'hint', checked(meet, passed), 'next'),
  answer(0),
  'observed',
  'next',
  answer(1),
  'next',
  'skip',
  'showMe',
  'skip',
  'skip',
);

/** The page in all its states, by the names of their pictures. */
const states = {
  begin: viewed(startLab(shownLab)),
  failed: viewed(at(meet, 'hint', checked(meet, failed), checked(meet, failed)), { notice }),
  waiting: viewed(at(fix, 'hint', checked(fix, waiting))),
  solution: viewed(at(meet, 'showMe', checked(meet, failed))),
  passed: viewed(at(meet, 'hint', checked(meet, passed))),
  predict: viewed(at(log)),
  observe: viewed(at(log, answer(0))),
  told: viewed(at(log, answer(0), 'observed')),
  right: viewed(at(back, answer(1), checked(back, passed), 'observed')),
  explore: viewed(at(find, { type: 'say', text: '10.0.0.1' }, checked(find, failed))),
  found: viewed(at(find, { type: 'say', text: '10.244.0.5' }, checked(find, passed))),
  end: viewed(finished, { nextLab }),
};

describe('the lab page in all its states', function () {
  this.timeout(180_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  /** With `SCREENSHOTS` set, what the page shows lies in test-output/labpage-NAME.png. */
  async function picture(page: Page, name: string): Promise<void> {
    if (!process.env.SCREENSHOTS) return;
    mkdirSync(outputFolder, { recursive: true });
    await page.screenshot({ path: path.join(outputFolder, `labpage-${name}.png`), fullPage: true });
  }

  const { mermaid, outline } = podAnatomy(samplePods.shopRunning);
  const diagram = { type: 'diagram', title: 'Pod shop', mermaid, outline };

  for (const theme of ['light', 'dark', 'highContrast'] satisfies ThemeName[]) {
    it(`is accessible with the theme ${theme}`, async () => {
      const { page, send } = await bench.open('labPage', theme);
      await page.setViewportSize({ width: 760, height: 900 });
      await send({ type: 'clock', clock: { text: '2 min 10 s', paused: false, speed: 1 } });
      for (const [name, message] of Object.entries(states)) {
        await send(message);
        await page.waitForFunction(
          (title) => document.querySelector('#step-title')?.textContent === title,
          message.lab.step.title,
        );
        if (name === 'begin') await page.locator('.run summary').click();
        if (name === 'passed') {
          for (const [place, figure] of [
            [1, trace],
            [3, diagram],
            [5, { type: 'none', text: 'There is no Pod with app=helper to draw now.' }],
          ] as const) {
            await send({ type: 'figure', id: `${meet}/explain/${place}`, figure });
          }
          await page.locator('.picture svg').waitFor();
          await page.locator('.words summary').click();
        }
        if (name === 'observe') await send({ type: 'figure', id: `${log}/observe/1`, figure: trace });
        assert.deepEqual(await seriousProblems(page), [], name);
        await picture(page, `${name}-760-${theme}`);
        await page.setViewportSize({ width: 420, height: 800 });
        await page.waitForTimeout(50);
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth),
          420,
          `${name} is no wider than the page`,
        );
        await picture(page, `${name}-420-${theme}`);
        await page.setViewportSize({ width: 760, height: 900 });
      }
      await page.close();
    });
  }

  it('leaves at least half of a small window to the text', async () => {
    const { page, send } = await bench.open('labPage');
    await page.setViewportSize({ width: 212, height: 224 });
    await send({ type: 'clock', clock: { text: '12 s', paused: false, speed: 1 } });
    await send(states.begin);
    await send(viewed(at(find)));
    await page.getByRole('heading', { name: 'Find the address' }).waitFor();
    const article = await page.locator('article').boundingBox();
    const footer = await page.locator('footer').boundingBox();
    assert.ok(article && footer);
    const text = footer.y - Math.max(0, article.y);
    assert.ok(text >= 112, `${text} pixels of text`);
    assert.ok(footer.height < 40, 'the buttons stand in one row');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 212);
    await picture(page, 'tiny');
    await page.close();
  });
});
