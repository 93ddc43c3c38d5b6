import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/chromium.ts';
import { podAnatomy } from '../../src/diagrams/podAnatomy.ts';
import { requestSequence } from '../../src/diagrams/requests/requestSequence.ts';
import { serviceMap } from '../../src/diagrams/serviceMap/serviceMap.ts';
import { anyPod, hostileNames, hostilePod } from '../diagrams/hostileNames.ts';
import { anyTrace, hostileTrace } from '../diagrams/requests/hostileTraces.ts';
import { request, sampleTraces, stopped } from '../diagrams/requests/sampleTraces.ts';
import { samplePods } from '../diagrams/samplePods.ts';
import { anySight, hostileSight } from '../diagrams/serviceMaps/hostileSights.ts';
import { sampleSights } from '../diagrams/serviceMaps/sampleSights.ts';
import { propertySeed } from '../propertySeed.ts';

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

  /** What mermaid says against each text, as `index: why`; a drawn text shows what has this in its SVG. */
  const complaints = (texts: readonly string[], way: 'parse' | { readonly shows: string }) =>
    page.evaluate(
      async ([all, how]) => {
        const { mermaid } = window as unknown as { mermaid: StockMermaid };
        mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true });
        const problems: string[] = [];
        for (const [index, text] of all.entries()) {
          try {
            if (how === 'parse') await mermaid.parse(text);
            else if (!(await mermaid.render(`m${index}`, text)).svg.includes(how.shows))
              problems.push(`${index}: no ${how.shows}`);
          } catch (problem) {
            problems.push(`${index}: ${problem}`);
          }
        }
        return problems;
      },
      [texts, way] as const,
    );
  const seed = propertySeed;
  const samples = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number) => fc.sample(arbitrary, { numRuns, seed });

  /** What is drawn, how it shows that it was, what hostile names and any values make of it. */
  const kinds = {
    Pods: {
      shows: 'flowchart-app1-',
      drawn: Object.values(samplePods).map((pod) => podAnatomy(pod).mermaid),
      hostile: hostileNames.map((name) => podAnatomy(hostilePod(name)).mermaid),
      any: () => samples(anyPod, 300).map((pod) => podAnatomy(pod).mermaid),
    },
    'Service maps': {
      shows: 'flowchart-service1-',
      drawn: Object.values(sampleSights).map((sight) => serviceMap(sight).mermaid),
      hostile: hostileNames.map((name) => serviceMap(hostileSight(name)).mermaid),
      any: () => samples(anySight, 300).map((sight) => serviceMap(sight).mermaid),
    },
    requests: {
      shows: 'data-id="client"',
      drawn: [
        ...Object.values(sampleTraces),
        ...Object.values(stopped).map((connection) => request({ connection })),
      ].map((trace) => requestSequence(trace).mermaid),
      hostile: hostileNames.map((name) => requestSequence(hostileTrace(name)).mermaid),
      any: () => samples(anyTrace, 300).map((trace) => requestSequence(trace).mermaid),
    },
  };

  for (const [name, { shows, drawn, hostile, any }] of Object.entries(kinds)) {
    it(`draws each sample of ${name}`, async () => {
      assert.deepEqual(await complaints(drawn, { shows }), []);
    });

    it(`draws hostile names in ${name} as text`, async () => {
      assert.deepEqual(await complaints(hostile, { shows }), []);
      assert.equal(await page.evaluate(() => (window as { hacked?: boolean }).hacked), undefined);
    });

    it(`reads whatever is drawn of any ${name} at all`, async () => {
      const texts = any();
      const problems = await complaints(texts, 'parse');
      assert.deepEqual(problems, [], `seed ${seed}: ${texts[Number.parseInt(problems[0] ?? '0', 10)]}`);
    });
  }
});
