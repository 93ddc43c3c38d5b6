import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settled, subjectUnderCursor } from '../../src/vscode/diagramSubject.ts';
import { openPage } from './diagramPage.ts';
import { closeEditors, extension, placeOf, replaceAll, until, workspaceFolder } from './sandbox.ts';

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);

const serviceText = (name: string, label = name) => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${label}
  ports:
    - port: 80
      targetPort: http
`;
const deploymentText = (name: string, replicas = 2) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
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
          ports:
            - name: http
              containerPort: 80
`;
const clientText = `apiVersion: v1
kind: Pod
metadata:
  name: caller
spec:
  containers:
    - name: main
      image: curlimages/curl:8.8.0
      command: [sleep, infinity]
`;

/** Folders of their own: what stands beside a file counts. */
let folders = 0;
const newFolder = () => {
  folders += 1;
  return vscode.Uri.joinPath(workspaceFolder(), 'scratch', `services-${folders}`);
};
const write = async (folder: vscode.Uri, name: string, text: string) => {
  const file = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  return file;
};
const open = async (folder: vscode.Uri, name: string, text: string) => {
  const document = await vscode.workspace.openTextDocument(await write(folder, name, text));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
};
const selected = (document: vscode.TextDocument) => {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document ? document.getText(editor.selection) : '';
};

describe('the Service map', function () {
  this.timeout(90_000);
  afterEach(closeEditors);

  it('is offered above a Service, and shows what the files of the folder would make', async () => {
    const folder = newFolder();
    await write(folder, 'web.yaml', deploymentText('web'));
    const document = await open(folder, 'service.yaml', serviceText('web'));
    // The help for manifests is loaded with the first of them.
    const lens = await until('the CodeLens', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return lenses.find(({ command }) => command?.command === 'podLabs.showDiagram')?.command;
    });
    assert.equal(lens.tooltip, 'Draw what this Service leads to beside the editor');
    const page = openPage();
    page.panel.show(settled(lens.arguments?.[0], () => 'default'));
    await page.panel.receive({ type: 'ready' });
    const shown = await page.shown('the planned Pods', ({ mermaid }) => mermaid.includes('2 Pods of Deployment web'));
    assert.equal(shown.title, 'Service web, as written');
    assert.equal(shown.target, 'manifest');
    assert.match(shown.mermaid, /80\/TCP → targetPort http \(80\)/);
    page.panel.dispose();
    await vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []));
    await until('the map', () => tabs().includes('Service web'));
  });

  it('follows what is written in any file of the folder, saved or not', async () => {
    const folder = newFolder();
    const web = await open(folder, 'web.yaml', deploymentText('shop'));
    const document = await open(folder, 'service.yaml', serviceText('shop', 'shpo'));
    const page = openPage();
    page.panel.show(settled(subjectUnderCursor(), () => 'default'));
    await page.panel.receive({ type: 'ready' });
    const wrong = await page.shown('a near miss', ({ mermaid }) => mermaid.includes('label app is shop, not shpo'));
    assert.equal(wrong.outline[0]?.said, 'selects none of the Pods that are written here');
    await replaceAll(web, deploymentText('shop', 5).replaceAll('app: shop', 'app: shpo'));
    await page.shown('the Pods', ({ mermaid }) => mermaid.includes('5 Pods of Deployment shop'));
    await write(folder, 'more.yaml', clientText.replace('  name: caller', '  name: caller\n  labels: { app: shpo }'));
    await page.shown('a Pod of a new file', ({ mermaid }) => mermaid.includes('<b>Pod caller</b>'));
    await replaceAll(document, document.getText().replace('app: shpo', 'app: "shpo'));
    const kept = await page.shown('a note', ({ note }) => note !== undefined);
    assert.match(kept.note ?? '', /^The picture is out of date: line \d+ of the manifest cannot be read yet\.$/);
    page.panel.dispose();
  });

  it('shows all Services of a file', async () => {
    const folder = newFolder();
    await open(folder, 'all.yaml', `${serviceText('one')}---\n${serviceText('two')}---\n${deploymentText('two')}`);
    // Where the cluster runs, its Services are offered too: the open file is first.
    void vscode.commands.executeCommand('podLabs.showServiceMap');
    await until('the map', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return tabs().includes('Services of all.yaml');
    });
  });

  it('reveals what is chosen where it is written', async () => {
    const folder = newFolder();
    const web = await open(folder, 'web.yaml', deploymentText('found'));
    const document = await open(folder, 'service.yaml', serviceText('found'));
    const page = openPage();
    page.panel.show(settled(subjectUnderCursor(), () => 'default'));
    await page.panel.receive({ type: 'ready' });
    await page.shown('the Pods', ({ mermaid }) => mermaid.includes('pod1'));
    for (const [part, where, expected] of [
      ['service1.port1', document, /^port: 80\s+targetPort: http$/],
      ['service1.selector', document, /^selector:\s+app: found$/],
      ['pod1', web, /^name: found$/],
    ] as const) {
      await page.panel.receive({ type: 'reveal', part });
      await until(`${part} is selected, not ${selected(where)}`, () => expected.test(selected(where)));
    }
    await page.panel.receive({ type: 'reveal', part: 'pod99' });
    await page.panel.receive({ type: 'reveal', part: 'service1.toString' });
    page.panel.dispose();
  });

  describe('of what runs', () => {
    before(async () => {
      const { control } = await extension().exports.cluster.start();
      control.setSpeed(30);
    });
    const apply = (document: vscode.TextDocument) => vscode.commands.executeCommand('podLabs.apply', document.uri);

    it('shows the EndpointSlice that the cluster made, and Pods as they come and go', async () => {
      const folder = newFolder();
      const document = await open(folder, 'live.yaml', `${serviceText('live')}---\n${deploymentText('live')}`);
      const editor = vscode.window.activeTextEditor as vscode.TextEditor;
      editor.selection = new vscode.Selection(placeOf(document, 'name: live'), placeOf(document, 'name: live'));
      const page = openPage();
      page.panel.show(settled(subjectUnderCursor(), () => 'default'));
      await page.panel.receive({ type: 'ready' });
      await page.shown('what is written', ({ title }) => title === 'Service live, as written');
      await apply(document);
      const live = await page.shown('two ready Pods', ({ outline }) => outline[0]?.said === '2 endpoints ready');
      assert.equal(live.title, 'Service live, as it runs');
      assert.equal(live.view, 'cluster');
      assert.equal(live.mermaid.match(/slice1 --> pod\d/g)?.length, 2);
      await page.panel.receive({ type: 'look', at: 'manifest' });
      await page.shown('what is written', ({ view }) => view === 'manifest');
      await page.panel.receive({ type: 'look', at: 'cluster' });
      await page.shown('what runs', ({ view }) => view === 'cluster');
      const sent = page.posted.length;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      assert.equal(page.posted.length, sent, 'what does not change is not sent again');
      page.panel.dispose();
    });

    it('shows all Services of a Namespace, and finds them in the Cluster tree', async () => {
      const page = openPage();
      page.panel.show({ shows: 'services', namespace: 'default' });
      await page.panel.receive({ type: 'ready' });
      const shown = await page.shown('the Namespace', ({ title }) => title === 'Services in default, as they run');
      assert.match(shown.mermaid, /<b>kubernetes<\/b>/);
      assert.equal(shown.target, 'cluster');
      await page.panel.receive({ type: 'reveal', part: 'service1' });
      const reveal = (place: object) => vscode.commands.executeCommand<boolean>('podLabs.revealInCluster', place);
      await until('the Service is in the tree', async () =>
        reveal({ kind: 'Service', namespace: 'default', name: 'kubernetes' }),
      );
      assert.equal(await reveal({ kind: 'Service', namespace: 'default', name: 'nobody' }), false);
      page.panel.dispose();
    });

    it('says so where there is no such Service, and draws it when it comes', async () => {
      const page = openPage();
      page.panel.show({ shows: 'services', name: 'later', namespace: 'default' });
      await page.panel.receive({ type: 'ready' });
      await until('a sentence', () => {
        const message = page.last();
        return message?.type === 'empty' && message.text.startsWith('There is no Service later now.');
      });
      await apply(await open(newFolder(), 'later.yaml', serviceText('later')));
      await page.shown('the Service', ({ title }) => title === 'Service later, as it runs');
      page.panel.dispose();
    });

    it('explains the last request, and keeps to one that was chosen', async () => {
      const { cluster } = extension().exports;
      const folder = newFolder();
      await apply(
        await open(folder, 'echo.yaml', `${serviceText('echo')}---\n${deploymentText('echo')}---\n${clientText}`),
      );
      const page = openPage();
      page.panel.show({ shows: 'request', pod: { namespace: 'default', name: 'caller' } });
      await page.panel.receive({ type: 'ready' });
      await until('a sentence', () => {
        const message = page.last();
        return message?.type === 'empty' && message.text.startsWith('Pod caller has sent no request yet.');
      });
      const ready = openPage();
      ready.panel.show({ shows: 'services', name: 'echo', namespace: 'default' });
      await ready.panel.receive({ type: 'ready' });
      await ready.shown('the Pods are ready', ({ outline }) => outline[0]?.said === '2 endpoints ready');
      ready.panel.dispose();
      await until('the caller runs', async () => {
        const pod = await cluster.running?.client.send({
          method: 'GET',
          path: '/api/v1/namespaces/default/pods/caller',
        });
        return (pod?.body as { status?: { phase?: string } } | undefined)?.status?.phase === 'Running';
      });
      const call = (url: string) =>
        vscode.commands.executeCommand('podLabs.runInTerminal', `kubectl exec caller -- curl -sS ${url}`);
      await call('http://echo/');
      const first = await page.shown('the request', ({ outline }) => outline[0]?.said === '200');
      assert.equal(first.title, 'Last request of Pod caller: GET http://echo/ from Pod caller');
      assert.match(first.mermaid, /^sequenceDiagram\n/);
      assert.match(first.mermaid, /participant service as Service echo/);
      const [{ id } = { id: 0 }] =
        cluster.running?.control.traffic({ pod: { namespace: 'default', name: 'caller' } }) ?? [];
      const kept = openPage();
      kept.panel.show({ shows: 'request', id });
      await kept.panel.receive({ type: 'ready' });
      await kept.shown('the same request', ({ title }) => title.startsWith(`Request ${id}: `));
      await call('http://echo:81/ --max-time 2');
      await page.shown('the next request', ({ outline }) => outline[0]?.state === 'failed');
      assert.equal(kept.last()?.type, 'show');
      assert.match(JSON.stringify(kept.last()), /GET http:\/\/echo\//);
      await page.panel.receive({ type: 'reveal', part: 'client' });
      page.panel.dispose();
      kept.panel.dispose();
    });

    it('offers the requests to choose from, the newest first', async () => {
      await vscode.commands.executeCommand('podLabs.explainLastRequest');
      await until('the diagram', () => tabs().includes('Last request'));
      void vscode.commands.executeCommand('podLabs.explainRequest');
      await until('the chosen one', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return tabs().some((tab) => /^Request \d+$/.test(tab));
      });
    });
  });
});
