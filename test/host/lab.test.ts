import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, extension, until, workspaceFolder } from './sandbox.ts';

const labId = 'sidecars/ship-logs';

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

describe('the lab, from start to end', function () {
  this.timeout(120_000);
  const { joinPath } = vscode.Uri;
  const shipped = () => joinPath(extension().extensionUri, 'labs', labId);
  const own = () => joinPath(workspaceFolder(), 'pod-labs', 'ship-logs');

  after(closeEditors);

  async function write(name: string, from: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(joinPath(own(), name));
    const edit = new vscode.WorkspaceEdit();
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.replace(document.uri, new vscode.Range(0, 0, end.line, end.character), await read(joinPath(shipped(), from)));
    await vscode.workspace.applyEdit(edit);
  }
  const apply = (name: string) => vscode.commands.executeCommand('podLabs.apply', joinPath(own(), name));
  const pod = async (name: string) => {
    const response = await extension().exports.cluster.running?.client.send({
      method: 'GET',
      path: `/api/v1/namespaces/default/pods/${name}`,
    });
    return response?.code === 200 ? (response.body as { status?: { phase?: string } }) : undefined;
  };
  const running = (name: string) =>
    until(`Pod ${name} runs`, async () => (await pod(name))?.status?.phase === 'Running', 60_000);
  const done = (step: string) =>
    until(
      `step ${step} is done`,
      () => extension().exports.labs.progress.read().labs[labId]?.steps[step]?.passed,
      30_000,
    );
  const steps = () =>
    extension()
      .exports.labs.player()
      ?.session.lab.steps.map(({ id }) => id) ?? [];
  const press = async (message: unknown) => extension().exports.labs.player()?.receive(message);
  const gone = async (name: string) => {
    await vscode.commands.executeCommand('podLabs.runInTerminal', `kubectl delete pod ${name} --ignore-not-found`);
    await until(`Pod ${name} is gone`, async () => !(await pod(name)), 60_000);
  };

  it('opens with its files, its page and a cluster', async () => {
    await vscode.commands.executeCommand('podLabs.openLab', labId);
    assert.equal(await read(joinPath(own(), 'web.yaml')), await read(joinPath(shipped(), 'web.yaml')));
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, joinPath(own(), 'web.yaml').path);
    const tab = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('sidecar'));
    await until('the page', tab);
    await until('the cluster runs', () => extension().exports.cluster.state === 'running');
    extension().exports.cluster.running?.control.setSpeed(60);
  });

  it('notices that the app runs', async () => {
    await apply('web.yaml');
    await running('web');
    await done(steps()[0] ?? '');
    await press({ type: 'next' });
  });

  it('takes an answer', async () => {
    await press({ type: 'answer', choice: 1 });
    await done(steps()[1] ?? '');
    await press({ type: 'next' });
  });

  it('shows what the API server refuses', async () => {
    await write('web.yaml', 'solutions/sidecar.yaml');
    const document = await vscode.workspace.openTextDocument(joinPath(own(), 'web.yaml'));
    const edit = new vscode.WorkspaceEdit();
    const offset = document.getText().indexOf('restartPolicy');
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(offset), document.positionAt(offset + 'restartPolicy'.length)),
      'restartpolicy',
    );
    await vscode.workspace.applyEdit(edit);
    const remarks = await until('a remark', () => {
      const found = vscode.languages.getDiagnostics(document.uri);
      return found.length > 0 && found;
    });
    assert.match(remarks[0]?.message ?? '', /unknown field/);
  });

  it('notices the shared volume', async () => {
    await write('web.yaml', 'solutions/shared-volume.yaml');
    await gone('web');
    await apply('web.yaml');
    await running('web');
    await done(steps()[2] ?? '');
    await press({ type: 'next' });
  });

  it('notices the sidecar that ships logs', async () => {
    await write('web.yaml', 'solutions/sidecar.yaml');
    await gone('web');
    await apply('web.yaml');
    await done(steps()[3] ?? '');
    const logs = await extension().exports.cluster.running?.client.send({
      method: 'GET',
      path: '/api/v1/namespaces/default/pods/web/log',
      query: { container: 'shipper' },
    });
    assert.match(String(logs?.body), /GET \/item\/1 200/);
    await press({ type: 'next' });
  });

  it('uses the solution when asked', async () => {
    await press({ type: 'showMe' });
    await press({ type: 'useSolution' });
    await done(steps()[4] ?? '');
    await press({ type: 'next' });
    await press({ type: 'answer', choice: 0 });
    await done(steps()[5] ?? '');
  });

  it('does nothing that a page may not ask for', async () => {
    await press({ type: 'openFile', path: '../../../etc/passwd' });
    await press({ type: 'runCommand', command: 'rm -rf /' });
    await press({ type: 'nonsense' });
    assert.ok(!vscode.window.activeTextEditor?.document.uri.path.includes('passwd'));
  });

  it('keeps what the learner wrote when it is opened again', async () => {
    const mine = joinPath(own(), 'web.yaml');
    const before = await read(mine);
    await closeEditors();
    await vscode.commands.executeCommand('podLabs.openLab', labId);
    assert.equal(await read(mine), before);
  });

  it('opens again after its tab was closed', async () => {
    const tabs = () =>
      vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label.includes('sidecar'));
    await until('the page', () => tabs().length === 1);
    for (let i = 0; i < 2; i++) {
      await vscode.window.tabGroups.close(tabs());
      await until('no lab is open', () => extension().exports.labs.player() === undefined);
      await vscode.commands.executeCommand('podLabs.openLab', labId);
      await until('the page again', () => tabs().length === 1);
      assert.equal(extension().exports.labs.player()?.session.lab.id, labId);
    }
  });

  it('can be opened after it could not be', async () => {
    await closeEditors();
    const file = joinPath(own(), 'web.yaml');
    const mine = await read(file);
    await vscode.workspace.fs.delete(own(), { recursive: true });
    // A file where the folder should be.
    await vscode.workspace.fs.writeFile(own(), new Uint8Array());
    await vscode.commands.executeCommand('podLabs.openLab', labId);
    assert.equal(extension().exports.labs.player(), undefined);
    await vscode.workspace.fs.delete(own());
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(mine));
    await vscode.commands.executeCommand('podLabs.openLab', labId);
    assert.equal(extension().exports.labs.player()?.session.lab.id, labId);
  });

  it('applies while the terminal follows logs', async () => {
    await vscode.commands.executeCommand('podLabs.runInTerminal', 'kubectl logs -f web -c shipper');
    await vscode.commands.executeCommand('podLabs.runInTerminal', 'kubectl create namespace while-following');
    await until('the namespace', async () => {
      const path = '/api/v1/namespaces/while-following';
      const response = await extension().exports.cluster.running?.client.send({ method: 'GET', path });
      return response?.code === 200;
    });
  });
});
