import assert from 'node:assert/strict';
import { podAnatomy } from '../../src/diagrams/podAnatomy.ts';
import { hostileNames } from '../diagrams/hostileNames.ts';
import { seriousProblems } from './accessibility.ts';
import { type PageBench, startPageBench, type ThemeName } from './pageBench.ts';

const web = podAnatomy({
  metadata: { name: 'web' },
  spec: {
    volumes: [{ name: 'logs', emptyDir: {} }],
    initContainers: [
      { name: 'migrate', image: 'busybox:1.36' },
      {
        name: 'shipper',
        image: 'busybox:1.36',
        restartPolicy: 'Always',
        volumeMounts: [{ name: 'logs', mountPath: '/logs', readOnly: true }],
      },
    ],
    containers: [
      {
        name: 'app',
        image: 'busybox:1.36',
        ports: [{ containerPort: 80 }],
        volumeMounts: [{ name: 'logs', mountPath: '/var/log/app' }],
      },
    ],
  },
  status: {
    phase: 'Running',
    podIP: '10.244.0.5',
    conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }],
    initContainerStatuses: [
      { name: 'migrate', image: '', imageID: '', ready: true, restartCount: 0, state: { terminated: { exitCode: 0 } } },
      { name: 'shipper', image: '', imageID: '', ready: true, restartCount: 0, state: { running: {} } },
    ],
    containerStatuses: [
      {
        name: 'app',
        image: '',
        imageID: '',
        ready: false,
        restartCount: 2,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
      },
    ],
  },
});
const show = (diagram = web, title = 'Pod web') => ({ type: 'show', title, ...diagram });

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
    await page.waitForSelector('.picture svg');
    const picture = (await page.locator('.picture').textContent()) ?? '';
    for (const text of ['Sidecar shipper', 'Container app', 'CrashLoopBackOff', '10.244.0.5', '/var/log/app']) {
      assert.ok(picture.includes(text), `${text} in ${picture}`);
    }
    assert.match(
      (await page.locator('.outline').textContent()) ?? '',
      /shipper \(sidecar, keeps running beside the app\): Running, ready(?! *ready)/,
    );
    assert.equal(await page.locator('.node.failed').count(), 1);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('draws hostile names as text', async () => {
    const { page, send, complaints } = await bench.open('diagram');
    for (const [index, name] of hostileNames.entries()) {
      const volumeMounts = [{ name, mountPath: `/${name}` }];
      const diagram = podAnatomy({
        metadata: { name },
        spec: {
          volumes: [{ name, emptyDir: {} }],
          initContainers: [{ name, image: name, volumeMounts }],
          containers: [{ name, image: name, volumeMounts, ports: [{ containerPort: 80, name }] }],
        },
        status: { phase: name, podIP: name },
      });
      await send(show(diagram, `case ${index} ${name}`));
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
    const harmful = await page.locator('.picture :is(script, img, a, iframe, foreignObject i)').count();
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
    for (let i = 0; i < 10; i += 1) {
      await send(show(podAnatomy({ metadata: { name: `web-${i}` }, spec: { containers: [{ name: 'app' }] } })));
    }
    await page.waitForFunction(() => document.querySelector('.picture')?.textContent?.includes('web-9'));
    assert.equal(await page.evaluate(() => (window as unknown as { gaps: { empty: number } }).gaps.empty), 0);
    await page.close();
  });

  it('says so when the text cannot be drawn, and when there is nothing to draw', async () => {
    const { page, send } = await bench.open('diagram');
    await send({ type: 'show', title: 'Pod web', mermaid: 'flowchart TB\n a --> [[', outline: web.outline });
    await page.waitForFunction(() => document.querySelector('.note')?.textContent?.includes('could not be drawn'));
    assert.match((await page.locator('.outline').textContent()) ?? '', /shipper/);
    await send({ type: 'empty', text: 'There is no Pod here. <b>' });
    await page.waitForFunction(() => document.querySelector('.note')?.textContent === 'There is no Pod here. <b>');
    assert.equal(await page.locator('.tools').isVisible(), false);
    await page.close();
  });

  it('asks the editor to copy, and zooms', async () => {
    const { page, sent, send } = await bench.open('diagram');
    await send(show());
    await page.waitForSelector('.picture svg');
    await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
    await page.getByRole('button', { name: 'Actual size' }).click();
    assert.equal(await page.getByRole('button', { name: 'Actual size' }).getAttribute('aria-pressed'), 'true');
    assert.deepEqual((await sent()).at(-1), { type: 'copy' });
    await page.close();
  });

  for (const theme of ['light', 'dark', 'highContrast', 'none'] satisfies ThemeName[]) {
    it(`is accessible with the theme ${theme}`, async () => {
      const { page, send } = await bench.open('diagram', theme);
      await send(show());
      await page.waitForSelector('.picture svg');
      if (process.env.SCREENSHOTS)
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/diagram-${theme}.png`, fullPage: true });
      assert.deepEqual(await seriousProblems(page), []);
      await page.close();
    });
  }

  it('draws again when the theme changes', async () => {
    const { page, send } = await bench.open('diagram', 'light');
    await send(show());
    await page.waitForSelector('.picture svg#diagram1');
    await page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-editor-background', '#101010');
      document.body.className = 'vscode-dark';
    });
    await page.waitForFunction(() => document.querySelector('.picture svg')?.id !== 'diagram1');
    await page.close();
  });
});
