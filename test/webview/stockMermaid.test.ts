import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/chromium.ts';
import { podAnatomy } from '../../src/diagrams/podAnatomy.ts';
import { anyPod, hostileNames, hostilePod } from '../diagrams/hostileNames.ts';
import { samplePods } from '../diagrams/samplePods.ts';

type StockMermaid = typeof import('mermaid')['default'];

// What is copied as mermaid is drawn elsewhere, by a mermaid that knows nothing of our layout.
describe('mermaid without our layout', function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.addInitScript('globalThis.__name = (value) => value');
    await page.goto('about:blank');
    const script = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');
    await page.addScriptTag({ content: readFileSync(script, 'utf8') });
  });
  after(() => browser.close());

  /** What mermaid says against each text, as `index: why`. */
  const complaints = (texts: readonly string[], way: 'parse' | 'render') =>
    page.evaluate(
      async ([all, how]) => {
        const { mermaid } = window as unknown as { mermaid: StockMermaid };
        mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true });
        const problems: string[] = [];
        for (const [index, text] of all.entries()) {
          try {
            if (how === 'parse') await mermaid.parse(text);
            else if (!(await mermaid.render(`m${index}`, text)).svg.includes('flowchart-app1-'))
              problems.push(`${index}: no app1`);
          } catch (problem) {
            problems.push(`${index}: ${problem}`);
          }
        }
        return problems;
      },
      [texts, way] as const,
    );

  it('draws each sample', async () => {
    const texts = Object.values(samplePods).map((pod) => podAnatomy(pod).mermaid);
    assert.deepEqual(await complaints(texts, 'render'), []);
  });

  it('draws hostile names as text', async () => {
    const texts = hostileNames.map((name) => podAnatomy(hostilePod(name)).mermaid);
    assert.deepEqual(await complaints(texts, 'render'), []);
    assert.equal(await page.evaluate(() => (window as { hacked?: boolean }).hacked), undefined);
  });

  it('reads whatever is drawn of any value at all', async () => {
    const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
    const texts = fc.sample(anyPod, { numRuns: 300, seed }).map((pod) => podAnatomy(pod).mermaid);
    const problems = await complaints(texts, 'parse');
    assert.deepEqual(problems, [], `seed ${seed}: ${texts[Number.parseInt(problems[0] ?? '0', 10)]}`);
  });
});
