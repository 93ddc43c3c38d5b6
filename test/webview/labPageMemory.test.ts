import assert from 'node:assert/strict';
import { openLabPage } from './openLabPage.ts';
import { type PageBench, startPageBench } from './pageBench.ts';
import { at, checked, failed, log, meet, stepIds, viewed } from './shownLab.ts';

describe('what the lab page remembers', function () {
  this.timeout(120_000);
  let bench: PageBench;
  before(async () => {
    bench = await startPageBench();
  });
  after(() => bench.close());

  const open = (message?: unknown) => openLabPage(bench, message);

  it('is there again after a reload, before the editor answers', async () => {
    const { page, send, sent } = await open(viewed(at('find-the-address', { type: 'say', text: '10.0.0.1' })));
    await page.reload();
    await page.getByRole('heading', { name: 'Find the address' }).waitFor();
    assert.equal(await page.getByLabel('Which IP address has the Pod web?').inputValue(), '10.0.0.1');
    assert.deepEqual(await sent(), [{ type: 'ready' }]);
    await send(viewed(at(log)));
    await page.getByRole('heading', { name: 'Where does the log go?' }).waitFor();
    await page.close();
  });

  it('is as far down after a reload as it was', async () => {
    const { page } = await open(viewed(at(meet, 'hint', 'hint', checked(meet, failed))));
    await page.setViewportSize({ width: 420, height: 320 });
    await page.evaluate(() => window.scrollTo(0, 300));
    await page.waitForFunction(() => JSON.parse(sessionStorage.getItem('state') ?? '{}').scrolledTo === 300);
    await page.reload();
    await page.getByRole('heading', { name: 'Meet the app' }).waitFor();
    assert.equal(await page.evaluate(() => window.scrollY), 300);
    await page.close();
  });

  it('forgets what another version remembered', async () => {
    const { lab } = viewed(at(meet));
    for (const old of [
      { ...lab, step: { ...lab.step, explain: 'a text' } },
      { ...lab, steps: [null] },
      { ...lab, step: { ...lab.step, result: { findings: [null] } } },
      'nonsense',
    ]) {
      const { page, send, complaints } = await bench.open('labPage');
      await page.evaluate((state) => sessionStorage.setItem('state', JSON.stringify(state)), old);
      await page.reload();
      await send(viewed(at(meet)));
      await page.getByRole('heading', { name: 'Meet the app' }).waitFor();
      assert.equal(await page.locator('nav button').count(), stepIds.length);
      assert.deepEqual(complaints, []);
      await page.close();
    }
  });
});
