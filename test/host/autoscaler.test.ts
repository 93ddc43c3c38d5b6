import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isDiagramSubject, settled, subjectUnderCursor } from '../../src/vscode/diagramSubject.ts';
import type { ShowChart } from '../../src/webview/messages.ts';
import { openPage } from './diagramPage.ts';
import { closeEditors, extension, openYaml, until } from './sandbox.ts';

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);

const deployment = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: app
          image: nginx:1.27
`;
const autoscaler = (name: string) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  minReplicas: 2
  maxReplicas: 4
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } }
`;

describe('the chart of an autoscaler', function () {
  this.timeout(120_000);
  before(async () => {
    const { cluster } = await extension().activate();
    const { control } = await cluster.start();
    control.setSpeed(60);
  });
  afterEach(closeEditors);

  const shown = (page: ReturnType<typeof openPage>, what: string, wanted: (message: ShowChart) => boolean) =>
    until(
      what,
      () => {
        const message = page.last();
        return message?.type === 'chart' && wanted(message) && message;
      },
      60_000,
    );

  it('is offered above its manifest, waits for it, and follows what it does', async () => {
    const document = await openYaml(autoscaler('grow'));
    const lens = await until('the CodeLens', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return lenses.find(({ command }) => command?.command === 'podLabs.showDiagram')?.command;
    });
    const subject = lens.arguments?.[0];
    assert.deepEqual(subject, subjectUnderCursor());
    assert.equal(isDiagramSubject(subject), true);
    const page = openPage();
    page.panel.show(settled(subjectUnderCursor(), () => 'default'));
    await page.panel.receive({ type: 'ready' });
    await until('a sentence', () => {
      const message = page.last();
      return message?.type === 'empty' && message.text.startsWith('There is no HPA grow in default now. Apply');
    });
    await vscode.commands.executeCommand('podLabs.apply', document.uri);
    const absent = await shown(page, 'a look without a target', ({ calculation }) =>
      JSON.stringify(calculation).includes('its size cannot be read'),
    );
    assert.equal(absent.title, 'HPA grow, which scales Deployment grow');
    await vscode.commands.executeCommand('podLabs.apply', (await openYaml(deployment('grow'))).uri);
    const scaled = await shown(page, 'the first size', ({ table }) =>
      table.rows.some(({ cells }) => cells.at(-1) === 'So it goes from 1 to 2.'),
    );
    assert.equal(scaled.followsNewest, true);
    const { timeMs } = scaled.table.rows.find(({ cells }) => cells.at(-1) === 'So it goes from 1 to 2.') ?? {};
    await page.panel.receive({ type: 'explain', timeMs });
    const explained = await shown(page, 'the chosen look', ({ followsNewest }) => !followsNewest);
    assert.match(explained.calculation.title, /^At \d\d:\d\d:\d\d: why 2\?$/);
    assert.match(JSON.stringify(explained.calculation.outline), /less than minReplicas, 2: no metric is asked/);
    const ready = await shown(page, 'ready Pods', ({ chart }) =>
      chart.panels.some(({ lines }) => lines.some(({ role, values }) => role === 'ready' && values.at(-1) === 2)),
    );
    assert.equal(ready.calculation.title, explained.calculation.title, 'the chosen look stays');
    await page.panel.receive({ type: 'copy' });
    assert.match(
      await vscode.env.clipboard.readText(),
      /^Time\t[\s\S]*\nAt \d\d:\d\d:\d\d: why 2\?\n- Deployment grow/,
    );
    await page.panel.receive({ type: 'explain' });
    await shown(page, 'the newest look', ({ followsNewest }) => followsNewest);
    page.panel.dispose();
  });

  it('is a command', async () => {
    void vscode.commands.executeCommand('podLabs.explainAutoscaler');
    await until('the chart', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return tabs().includes('HPA grow');
    });
  });
});
