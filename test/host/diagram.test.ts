import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type PodSubject, settled, subjectUnderCursor } from '../../src/vscode/diagramSubject.ts';
import { openPage } from './diagramPage.ts';
import { closeEditors, extension, openYaml, placeOf, replaceAll, until } from './sandbox.ts';

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);

const podText = (name: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  volumes:
    - name: logs
      emptyDir: {}
  initContainers:
    - name: shipper
      image: busybox:1.36
      restartPolicy: Always
      command: [sleep, infinity]
      volumeMounts:
        - name: logs
          mountPath: /logs
  containers:
    - name: app
      image: nginx:1.27
      readinessProbe:
        httpGet:
          port: 80
`;
const deploymentText = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: app
          image: nginx:1.27
`;
const workload = (kind: string, apiVersion: string, spec: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: load\nspec:\n${spec}`;
const template = 'template:\n    spec:\n      containers:\n        - name: app\n';

describe('the diagram', function () {
  this.timeout(60_000);
  afterEach(closeEditors);

  it('draws the Pod under the cursor as it is written, beside the editor', async () => {
    const document = await openYaml(podText('drawn'));
    await vscode.commands.executeCommand('podLabs.showDiagram');
    await until('the diagram', () => tabs().includes('Pod drawn'));
    assert.equal(vscode.window.activeTextEditor?.document, document, 'the editor keeps the focus');
  });

  it('takes a manifest with wrong types and HTML in its names', async () => {
    await openYaml(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "<b>bold</b>"\nspec:\n  containers: 7\n  volumes: {a: 1}\n',
    );
    await vscode.commands.executeCommand('podLabs.showDiagram');
    await until('the diagram', () => tabs().includes('Pod <b>bold</b>'));
  });

  it('comes to nothing where there is no Pod, with a sentence', async () => {
    await openYaml('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n');
    const before = tabs();
    // The sentence waits for an answer; the command does not.
    await vscode.commands.executeCommand('podLabs.showDiagram');
    assert.deepEqual(tabs(), before);
  });

  it('is offered above every kind with a Pod in it, and draws that Pod', async () => {
    const manifests = [
      workload('ReplicaSet', 'apps/v1', `  ${template}`),
      workload('StatefulSet', 'apps/v1', `  ${template}`),
      workload('DaemonSet', 'apps/v1', `  ${template}`),
      workload('Job', 'batch/v1', `  ${template}`),
      workload(
        'CronJob',
        'batch/v1',
        `  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: app\n`,
      ),
      workload('ReplicationController', 'v1', `  ${template}`),
      deploymentText('web'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n',
    ];
    const document = await openYaml(manifests.join('---\n'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const offered = lenses.filter(({ command }) => command?.command === 'podLabs.showDiagram');
    assert.equal(offered.length, manifests.length - 1);
    for (const { command } of offered) {
      await vscode.commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []));
      const { kind, name } = command?.arguments?.[0] ?? {};
      await until(`the diagram of ${kind}`, () => tabs().includes(`Pod of ${kind} ${name}`));
    }
  });

  it('stays with its subject when the cursor moves on, and knows it under a new name', async () => {
    const page = openPage();
    const document = await openYaml(`${podText('one')}---\n${podText('two')}`);
    const editor = vscode.window.activeTextEditor as vscode.TextEditor;
    const to = (text: string) => {
      editor.selection = new vscode.Selection(placeOf(document, text), placeOf(document, text));
    };
    to('name: two');
    page.panel.show(settled(subjectUnderCursor(), () => 'default'));
    await page.panel.receive({ type: 'ready' });
    const first = await page.shown('the second Pod', ({ title }) => title === 'Pod two, as written');
    assert.equal(first.target, 'manifest');
    to('name: one');
    await replaceAll(
      document,
      document.getText().replace('name: two', 'name: three').replace('nginx:1.27', 'nginx:1.28'),
    );
    await page.shown('the renamed Pod', ({ title }) => title === 'Pod three, as written');
    page.panel.dispose();
  });

  it('keeps the last good picture while the manifest is half written, and says so', async () => {
    const page = openPage();
    const document = await openYaml(podText('half'));
    page.panel.show(settled(subjectUnderCursor(), () => 'default'));
    await page.panel.receive({ type: 'ready' });
    const good = await page.shown('the Pod', () => true);
    assert.equal(good.note, undefined);
    await replaceAll(document, podText('half').replace('image: nginx:1.27', 'image: "nginx'));
    const kept = await page.shown('a note', ({ note }) => note !== undefined);
    assert.match(kept.note ?? '', /^The picture is out of date: line \d+ of the manifest cannot be read yet\.$/);
    assert.equal(kept.mermaid, good.mermaid);
    await replaceAll(document, podText('half').replace('kind: Pod', 'kind: Po'));
    await page.shown('another note', ({ note }) => note?.includes('not in the file') === true);
    await replaceAll(document, podText('half').replace('nginx:1.27', 'nginx:1.28'));
    const mended = await page.shown('the mended Pod', ({ note }) => note === undefined);
    assert.match(mended.mermaid, /1\.28/);
    page.panel.dispose();
  });

  it('takes the namespace that is decided for a manifest that names none', async () => {
    const document = await openYaml(podText('spaced'));
    const subject = settled(subjectUnderCursor(), (file) =>
      file.toString() === document.uri.toString() ? 'lab' : 'no',
    );
    assert.deepEqual(subject, { name: 'spaced', namespace: 'lab', manifest: document.uri.toString() });
    await replaceAll(document, podText('spaced').replace('  name: spaced', '  name: spaced\n  namespace: own'));
    assert.equal((settled(subjectUnderCursor(), () => 'lab') as PodSubject).namespace, 'own');
  });

  describe('of what runs', () => {
    before(async () => {
      const { control } = await extension().exports.cluster.start();
      control.setSpeed(20);
    });

    const write = (name: string, content: string) =>
      openYaml(content).then(async (document) => {
        await vscode.commands.executeCommand('podLabs.apply', document.uri);
        return { document, name };
      });

    it('shows the live Pod, or what is written where that is asked for', async () => {
      const page = openPage();
      const { document } = await write('live', podText('live'));
      await vscode.window.showTextDocument(document);
      page.panel.show(settled(subjectUnderCursor(), () => 'default'));
      await page.panel.receive({ type: 'ready' });
      const live = await page.shown('the running Pod', ({ mermaid }) => /app<\/b>.*✓ Running, ready/.test(mermaid));
      assert.equal(live.title, 'Pod live, as it runs');
      assert.equal(live.view, 'cluster');
      assert.match(live.mermaid, /✓ readiness#58; GET #58;80\//);
      await page.panel.receive({ type: 'look', at: 'manifest' });
      const written = await page.shown('the written Pod', ({ view }) => view === 'manifest');
      assert.doesNotMatch(written.mermaid, /Running/);
      const sent = page.posted.length;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      assert.equal(page.posted.length, sent, 'what does not change is not sent again');
      page.panel.dispose();
    });

    it('shows the newest Pod of a workload', async () => {
      const page = openPage();
      const { document } = await write('many', deploymentText('many'));
      await vscode.window.showTextDocument(document);
      page.panel.show(settled(subjectUnderCursor(), () => 'default'));
      await page.panel.receive({ type: 'ready' });
      const shown = await page.shown('a Pod of it', ({ title }) => title.includes('newest of 2'));
      assert.match(shown.title, /^Pod many-\w+-\w+ of Deployment many, the newest of 2, as it runs$/);
      page.panel.dispose();
    });

    it('reveals what is chosen in the manifest', async () => {
      const page = openPage();
      const { document } = await write('found', podText('found'));
      await vscode.window.showTextDocument(document);
      page.panel.show(settled(subjectUnderCursor(), () => 'default'));
      await page.panel.receive({ type: 'ready' });
      await page.shown('the Pod', () => true);
      const selected = () => {
        const editor = vscode.window.activeTextEditor;
        return editor?.document === document ? document.getText(editor.selection) : '';
      };
      for (const [part, expected] of [
        ['pod', /^name: found$/],
        ['first1', /^name: shipper[\s\S]*mountPath: \/logs$/],
        ['app1.readiness', /^readinessProbe:[\s\S]*port: 80$/],
        ['first1.mount1', /^name: logs\s+mountPath: \/logs$/],
        ['volume1', /^name: logs\s+emptyDir: \{\}$/],
      ] as const) {
        await page.panel.receive({ type: 'reveal', part });
        await until(`${part} is selected, not ${selected()}`, () => expected.test(selected()));
      }
      page.panel.dispose();
    });

    it('reveals a container of a Deployment in its template', async () => {
      const page = openPage();
      const document = await openYaml(deploymentText('unborn'));
      page.panel.show(settled(subjectUnderCursor(), () => 'default'));
      await page.panel.receive({ type: 'ready' });
      await page.shown('the Pod', () => true);
      await page.panel.receive({ type: 'reveal', part: 'app1' });
      await until('it is selected', () => {
        const editor = vscode.window.activeTextEditor;
        return editor && /^name: app\s+image: nginx:1\.27$/.test(document.getText(editor.selection));
      });
      page.panel.dispose();
    });

    it('reveals what nobody wrote in the cluster’s tree', async () => {
      const reveal = (place: object) => vscode.commands.executeCommand<boolean>('podLabs.revealInCluster', place);
      await write('tree', podText('tree'));
      const container = { namespace: 'default', name: 'tree', container: 'shipper' };
      await until('the container is revealed', async () => reveal(container));
      assert.equal(await reveal({ namespace: 'default', name: 'nobody' }), false);
      const page = openPage();
      page.panel.show({ namespace: 'default', name: 'tree' });
      await page.panel.receive({ type: 'ready' });
      const shown = await page.shown('the Pod', () => true);
      assert.equal(shown.target, 'cluster');
      await page.panel.receive({ type: 'reveal', part: 'app1' });
      page.panel.dispose();
    });

    it('answers nothing that a page may not ask for', async () => {
      const page = openPage();
      page.panel.show({ namespace: 'default', name: 'tree' });
      await page.panel.receive({ type: 'ready' });
      await page.shown('the Pod', () => true);
      for (const message of [
        undefined,
        'reveal',
        { type: 'reveal' },
        { type: 'reveal', part: 'app99' },
        { type: 'reveal', part: '__proto__' },
        { type: 'reveal', part: 'constructor' },
        { type: 'reveal', part: '../../etc/passwd' },
        { type: 'look', at: 'elsewhere' },
      ]) {
        await page.panel.receive(message);
      }
      page.panel.dispose();
    });

    it('says so where there is nothing, and draws it when it comes', async () => {
      const page = openPage();
      page.panel.show({ namespace: 'default', name: 'later' });
      await page.panel.receive({ type: 'ready' });
      await until('a sentence', () => {
        const message = page.last();
        return message?.type === 'empty' && message.text.startsWith('There is no Pod later now.');
      });
      await write('later', podText('later'));
      await page.shown('the Pod', ({ title }) => title === 'Pod later, as it runs');
      page.panel.dispose();
    });
  });
});
