import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Session, startLimitMs, startSession } from './session.ts';

const shop = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      volumes:
        - name: logs
          emptyDir: {}
      initContainers:
        - name: migrate
          image: busybox:1.36
          command: [sh, -c, sleep 2]
        - name: shipper
          image: busybox:1.36
          restartPolicy: Always
          command: [sleep, infinity]
          volumeMounts:
            - name: logs
              mountPath: /logs
      containers:
        - name: web
          image: nginx:1.27
          readinessProbe:
            httpGet:
              port: 80
          volumeMounts:
            - name: logs
              mountPath: /var/log/app
`;

// A learner looks at a Deployment's Pod while it starts; each test goes on where the one before ended.
describe('the diagram of what runs', function () {
  this.timeout(startLimitMs);
  let session: Session;

  before(async () => {
    session = await startSession({ settings: { 'podLabs.cluster.speed': 10, 'editor.minimap.enabled': false } });
    writeFileSync(path.join(session.workspace, 'shop.yaml'), shop);
    await session.page.locator('.activitybar').getByRole('tab', { name: 'Pod Labs' }).click();
    await session.openFile('shop.yaml');
  });
  after(async () => {
    await session?.screenshot('diagram-end');
    await session?.close();
  });

  const picture = () => session.webview().locator('.picture');
  const words = () => session.webview().locator('.outline');
  const lens = (name: string) => session.page.locator('.codelens-decoration a').filter({ hasText: name }).first();
  /** What the status bar says of the editor's selection: `Ln 14, Col 11 (65 selected)`. */
  const selection = () =>
    session.page
      .locator('.statusbar')
      .getByText(/Ln \d+/)
      .first();
  const row = (name: string) => session.page.locator('.sidebar .monaco-list-row').filter({ hasText: name }).first();

  it('opens beside the manifest with its CodeLens', async () => {
    await lens('Diagram').click();
    await picture().getByText('Pod of Deployment shop').waitFor({ timeout: 30_000 });
    await words().getByText('1. migrate (init container', { exact: false }).waitFor();
    await session.webview().getByRole('heading', { name: 'Pod of Deployment shop, as written' }).waitFor();
    await session.screenshot('diagram-as-written');
  });

  it('selects in the manifest what is clicked in the picture', async () => {
    await picture().locator('.node').filter({ hasText: 'migrate' }).click();
    await selection().filter({ hasText: 'selected' }).waitFor();
    assert.match((await selection().textContent()) ?? '', /^Ln 16\b/);
  });

  it('selects in the manifest what is chosen in the outline with the keyboard', async () => {
    await session
      .webview()
      .getByRole('button', { name: /^readiness probe/ })
      .focus();
    await session.page.keyboard.press('Enter');
    await session.page
      .locator('.statusbar')
      .getByText(/^Ln 2[89]\b.*selected/)
      .first()
      .waitFor();
  });

  it('follows the Pod from start to readiness', async () => {
    // The editor has the focus, and shows what was chosen.
    await session.page.keyboard.press('Control+Home');
    await lens('Apply').click();
    await words().getByText('passes', { exact: true }).waitFor({ timeout: 60_000 });
    await session
      .webview()
      .getByRole('heading', { name: /^Pod shop-\w+-\w+ of Deployment shop, as it runs$/ })
      .waitFor();
    await picture().getByText('✓ Completed').waitFor();
    await session.screenshot('diagram-as-it-runs');
  });

  it('shows what is written as well', async () => {
    await session.webview().getByRole('button', { name: 'As written' }).click();
    await session.webview().getByRole('heading', { name: 'Pod of Deployment shop, as written' }).waitFor();
    await session.webview().getByRole('button', { name: 'As it runs' }).click();
    await session.webview().getByRole('heading', { name: 'as it runs' }).waitFor();
  });

  it('finds what was opened from the cluster’s tree there', async () => {
    const pod = row('shop-');
    await pod.hover();
    await pod.getByRole('button', { name: 'Diagram' }).click();
    await session.webview().getByText('to find it in the Cluster view', { exact: false }).waitFor();
    await picture().locator('.node').filter({ hasText: 'shipper' }).click();
    await session.page.locator('.sidebar .monaco-list-row.selected').filter({ hasText: 'shipper' }).waitFor();
  });

  it('is back after a reload', async () => {
    await session.reload();
    await session
      .webview()
      .getByRole('heading', { name: /^Pod shop-\w+-\w+, as it runs$/ })
      .waitFor({ timeout: 60_000 });
    await picture().getByText('✓ Completed').waitFor();
  });
});
