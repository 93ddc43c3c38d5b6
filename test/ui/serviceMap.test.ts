import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Session, startLimitMs, startSession } from './session.ts';

const shop = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - name: web
      port: 80
      targetPort: http
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: web
          image: nginx:1.27
          ports:
            - name: http
              containerPort: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: caller
  labels: { app: shopper }
spec:
  containers:
    - name: main
      image: curlimages/curl:8.8.0
      command: [sleep, infinity]
`;

// A learner looks where a Service leads, calls it and has the call explained; each test goes on where the one before ended.
describe('the Service map and a request', function () {
  this.timeout(startLimitMs);
  let session: Session;

  before(async () => {
    session = await startSession({ settings: { 'podLabs.cluster.speed': 10, 'editor.minimap.enabled': false } });
    writeFileSync(path.join(session.workspace, 'shop.yaml'), shop);
    await session.page.locator('.activitybar').getByRole('tab', { name: 'Pod Labs' }).click();
    await session.openFile('shop.yaml');
  });
  after(async () => {
    await session?.screenshot('service-map-end');
    await session?.close();
  });

  const picture = () => session.webview().locator('.picture');
  const words = () => session.webview().locator('.outline');
  const lens = (name: string) => session.page.locator('.codelens-decoration a').filter({ hasText: name }).first();
  const row = (name: string) => session.page.locator('.sidebar .monaco-list-row').filter({ hasText: name }).first();

  const type = async (line: string) => {
    await session.page.locator('.xterm-screen').last().click();
    await session.page.keyboard.type(`${line}\r`);
  };

  it('shows with its CodeLens what a Service would lead to', async () => {
    await lens('Diagram').click();
    await session.webview().getByRole('heading', { name: 'Service shop, as written' }).waitFor({ timeout: 30_000 });
    await picture().getByText('2 Pods of Deployment shop').waitFor();
    await words().getByText('label app is shopper, not shop').waitFor();
    await session.screenshot('service-map-as-written');
  });

  it('selects in the manifest what is clicked in the picture', async () => {
    await picture().locator('.node').filter({ hasText: 'Pods of Deployment' }).click();
    const selection = session.page
      .locator('.statusbar')
      .getByText(/Ln \d+.*selected/)
      .first();
    await selection.waitFor();
    assert.match((await selection.textContent()) ?? '', /^Ln 16\b/);
  });

  it('follows the Service from nothing to its ready Pods', async () => {
    await session.page.keyboard.press('Control+Home');
    await lens('Apply').click();
    await words().getByText('2 endpoints ready', { exact: true }).waitFor({ timeout: 60_000 });
    await session.webview().getByRole('heading', { name: 'Service shop, as it runs' }).waitFor();
    assert.equal(await picture().locator('.node.ready').filter({ hasText: '✓ ready' }).count(), 2);
    await session.screenshot('service-map-as-it-runs');
  });

  it('explains the last request, and follows the next', async () => {
    await session.runCommand('Pod Labs: Open Terminal');
    const terminal = session.page.locator('.xterm-rows').last();
    await terminal.getByText('created').first().waitFor();
    await type('kubectl wait --for=condition=Ready pod caller');
    await terminal.getByText('condition met').first().waitFor({ timeout: 60_000 });
    await type('kubectl exec caller -- curl -s http://shop/');
    await terminal.getByText('Welcome to nginx').first().waitFor({ timeout: 60_000 });
    await session.runCommand('Pod Labs: Explain Last Request');
    await session.webview().getByRole('heading', { name: 'Last request: GET http://shop/ from Pod caller' }).waitFor();
    await picture().getByText('chosen by lot out of 2').waitFor();
    await words().getByText('What to look at next').waitFor({ state: 'detached' });
    await session.screenshot('request-explained');
    await type('kubectl exec caller -- curl -sm 2 http://shop.nowhere/');
    await picture().getByText('✗ shop.nowhere').waitFor({ timeout: 30_000 });
    await words()
      .getByText('shop.nowhere would be the Service shop of the Namespace nowhere', { exact: false })
      .waitFor();
    await session.screenshot('request-failed');
  });

  it('finds who takes part in the cluster’s tree', async () => {
    await picture().getByText('Pod caller').click();
    await session.page.locator('.sidebar .monaco-list-row.selected').filter({ hasText: 'caller' }).waitFor();
  });

  it('lets a request be chosen, the newest on top', async () => {
    await session.runCommand('Pod Labs: Explain Request…');
    const rows = session.page.locator('.quick-input-list .monaco-list-row');
    await rows.first().getByText('shop.nowhere').waitFor();
    await session.screenshot('request-list');
    await rows.filter({ hasText: 'GET http://shop/' }).first().click();
    await session
      .webview()
      .getByRole('heading', { name: /^Request \d+: GET http:\/\/shop\/ from Pod caller$/ })
      .waitFor();
  });

  it('opens the map of a Namespace and of a Service from the tree, and is back after a reload', async () => {
    const namespace = row('default');
    await namespace.hover();
    await namespace.getByRole('button', { name: 'Show Service Map…' }).click();
    await session.webview().getByRole('heading', { name: 'Services in default, as they run' }).waitFor();
    await picture().getByText('kubernetes', { exact: true }).first().waitFor();
    await session.screenshot('service-map-namespace');
    const service = row('Service 10.');
    await service.scrollIntoViewIfNeeded();
    await service.hover();
    await service.getByRole('button', { name: 'Show Service Map…' }).click();
    const heading = session.webview().getByRole('heading', { name: /^Service \w+, as it runs$/ });
    await heading.waitFor();
    const title = (await heading.textContent()) ?? '';
    await session.reload();
    await session.webview().getByRole('heading', { name: title }).waitFor({ timeout: 60_000 });
  });
});
