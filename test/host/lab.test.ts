import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LabPlayer } from '../../src/vscode/labPlayer.ts';
import { closeEditors, extension, placeOf, remarksOn, replaceAll, until, workspaceFolder } from './sandbox.ts';

const labId = 'sidecars/ship-logs';
const { joinPath } = vscode.Uri;

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

const shipped = (name: string) => joinPath(extension().extensionUri, 'labs', labId, name);
const own = (name = '') => joinPath(workspaceFolder(), 'pod-labs', 'ship-logs', name);

function player(): LabPlayer {
  const found = extension().exports.labs.player();
  assert.ok(found, 'a lab is open');
  return found;
}

const press = (message: unknown) => player().receive(message);

interface Answer {
  readonly code: number;
  readonly body: { metadata?: { deletionTimestamp?: string }; status?: { phase?: string } };
}

async function get(path: string): Promise<Answer | undefined> {
  const response = await extension().exports.cluster.running?.client.send({ method: 'GET', path });
  return response as Answer | undefined;
}

async function pod(name: string): Promise<Answer['body'] | undefined> {
  const answer = await get(`/api/v1/namespaces/ship-logs/pods/${name}`);
  return answer?.code === 200 ? answer.body : undefined;
}

const running = (name: string) =>
  until(`Pod ${name} runs`, async () => (await pod(name))?.status?.phase === 'Running', 60_000);

const type = (line: string) => vscode.commands.executeCommand('podLabs.runInTerminal', line);

const stepNumber = (number: number) => player().session.lab.steps[number - 1]?.id ?? '';

const isDone = (step: string) => extension().exports.labs.progress.read().labs[labId]?.steps[step]?.passed === true;

const done = (step: string) => until(`step ${step} is done`, () => isDone(step), 60_000);

describe('a lab', function () {
  this.timeout(120_000);
  after(closeEditors);

  it('opens with its files, its page, its Namespace and a cluster', async () => {
    await vscode.commands.executeCommand('podLabs.openLab', labId);
    assert.equal(await read(own('web.yaml')), await read(shipped('web.yaml')));
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, own('web.yaml').path);
    const tab = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('sidecar'));
    await until('the page', tab);
    await until('the cluster runs', () => extension().exports.cluster.state === 'running');
    await until('the Namespace', async () => (await get('/api/v1/namespaces/ship-logs'))?.code === 200);
    extension().exports.cluster.running?.control.setSpeed(30);
  });

  it('notices that the app runs, in the lab’s own Namespace', async () => {
    await vscode.commands.executeCommand('podLabs.apply', own('web.yaml'));
    await running('web');
    await done(stepNumber(1));
    assert.equal((await get('/api/v1/namespaces/default/pods/web'))?.code, 404);
  });

  it('takes a prediction that comes while the step is being prepared, and is done when the learner has seen what happens', async () => {
    let isPrepared = false;
    const preparation = press({ type: 'next' }).then(() => {
      isPrepared = true;
    });
    while (player().session.current !== stepNumber(2)) await new Promise(setImmediate);
    assert.equal(isPrepared, false);
    await press({ type: 'answer', choice: 1 });
    await preparation;
    assert.equal(player().session.steps.get(stepNumber(2))?.answer, 1);
    assert.equal(isDone(stepNumber(2)), false);
    await press({ type: 'observed' });
    await done(stepNumber(2));
    await press({ type: 'next' });
  });

  it('underlines what the API server refuses', async () => {
    const document = await vscode.workspace.openTextDocument(own('web.yaml'));
    const right = await read(shipped('solutions/sidecar.yaml'));
    await replaceAll(document, right.replace('restartPolicy', 'restartpolicy'));
    const remarks = await until('a remark', () => remarksOn(document).length > 0 && remarksOn(document));
    assert.match(remarks[0]?.message ?? '', /unknown field/);
  });

  it('uses the solution when asked, and notices by itself that it did it', async () => {
    const document = await vscode.workspace.openTextDocument(own('web.yaml'));
    // Nothing of the learner's own is lost: no question comes.
    await replaceAll(document, await read(shipped('web.yaml')));
    await document.save();
    await press({ type: 'showMe' });
    await press({ type: 'useSolution' });
    await done(stepNumber(3));
    assert.equal(await read(own('web.yaml')), await read(shipped('solutions/shared-volume.yaml')));
  });

  it('takes the cluster back to the start of the step', async () => {
    await press({ type: 'next' });
    await until('the step begins', () => player().session.current === stepNumber(4));
    await type('kubectl create configmap late');
    const late = '/api/v1/namespaces/ship-logs/configmaps/late';
    await until('the ConfigMap', async () => (await get(late))?.code === 200);
    const { control } = await extension().exports.cluster.start();
    await control.advance(5000);
    await press({ type: 'runTime', goal: 'stepStart' });
    await until('it has not happened', async () => (await get(late))?.code === 404);
    // Also while the clock stands still, as it did when the step began.
    extension().exports.cluster.running?.control.pause();
    await type('kubectl create configmap late');
    await until('the ConfigMap again', async () => (await get(late))?.code === 200);
    await press({ type: 'runTime', goal: 'stepStart' });
    await until('it has not happened again', async () => (await get(late))?.code === 404);
    extension().exports.cluster.running?.control.resume();
    assert.ok(await pod('web'), 'what was before is still there');
    extension().exports.cluster.running?.control.setSpeed(30);
  });

  it('does nothing that a page may not ask for', async () => {
    const before = player().session;
    await press({ type: 'openFile', path: '../../../etc/passwd' });
    await press({ type: 'runCommand', command: 'rm -rf /' });
    await press({ type: 'setSpeed', speed: 1e9 });
    await press({ type: 'runTime', goal: 'toString' });
    await press({ type: 'nonsense' });
    assert.ok(!vscode.window.activeTextEditor?.document.uri.path.includes('passwd'));
    assert.equal(extension().exports.cluster.running?.control.time().speed, 30);
    assert.equal(player().session, before);
  });

  it('misses a deleted file, says so, and puts it back as it was', async () => {
    const text = await read(own('web.yaml'));
    await vscode.workspace.fs.delete(own('web.yaml'));
    const notice = await until('a notice', () => player().notice);
    assert.match(notice.text, /web\.yaml is missing/);
    await press({ type: notice.action });
    await until('no notice', () => player().notice === undefined);
    assert.equal(await read(own('web.yaml')), text);
  });

  it('brings files and cluster to where a later step begins', async () => {
    await press({ type: 'goTo', step: stepNumber(6) });
    await press({ type: 'setUp' });
    await running('web');
    await running('broken');
    assert.equal(await read(own('web.yaml')), await read(shipped('solutions/sidecar.yaml')));
    assert.equal(await read(own('broken.yaml')), await read(shipped('solutions/mended.yaml')));
    assert.equal(player().session.current, stepNumber(6));
  });

  it('survives its Namespace: says what is wrong, and makes it again', async () => {
    await type('kubectl delete namespace ship-logs');
    const notice = await until('a notice', () => player().notice, 60_000);
    assert.match(notice.text, /Namespace ship-logs/);
    assert.equal(notice.action, 'setUp');
    await press({ type: 'check' });
    await press({ type: 'setUp' });
    await running('web');
    await until('no notice', () => player().notice === undefined);
  });

  it('survives a cluster that is thrown away', async () => {
    await extension().exports.cluster.reset();
    await until('a notice', () => player().notice, 60_000);
    await press({ type: 'goTo', step: stepNumber(2) });
    await press({ type: 'setUp' });
    await running('web');
    await until('no notice', () => player().notice === undefined);
    extension().exports.cluster.running?.control.setSpeed(30);
  });

  it('says where a step cannot be prepared, and tries again', async () => {
    const write = (text: string) => vscode.workspace.fs.writeFile(own('broken.yaml'), new TextEncoder().encode(text));
    await write('kind: Nope\n');
    await press({ type: 'goTo', step: stepNumber(5) });
    const notice = await until('a notice', () => player().notice);
    assert.match(notice.text, /^This step could not be prepared\. kubectl apply -f broken\.yaml failed: /);
    assert.equal(notice.action, 'setUp');
    await write(await read(shipped('broken.yaml')));
    await press({ type: 'setUp' });
    await until('no notice', () => player().notice === undefined);
    assert.ok(await pod('broken'));
  });

  it('lets go of a set-up whose cluster is stopped, and can begin another', async () => {
    extension().exports.cluster.running?.control.setSpeed(1);
    const settingUp = press({ type: 'setUp' });
    await until('it has begun', async () => {
      const answer = await get('/api/v1/namespaces/ship-logs');
      return answer?.code === 404 || answer?.body.metadata?.deletionTimestamp !== undefined;
    });
    await extension().exports.cluster.stop();
    await settingUp;
    await extension().exports.cluster.start();
    await press({ type: 'goTo', step: stepNumber(2) });
    await press({ type: 'setUp' });
    await running('web');
    extension().exports.cluster.running?.control.setSpeed(30);
  });

  it('prepares a later step again after an earlier one was set up anew', async () => {
    await press({ type: 'goTo', step: stepNumber(5) });
    await until('the broken Pod', () => pod('broken'));
    await press({ type: 'goTo', step: stepNumber(2) });
    await press({ type: 'setUp' });
    assert.equal(await pod('broken'), undefined);
    await press({ type: 'goTo', step: stepNumber(5) });
    await until('the broken Pod again', () => pod('broken'));
    await press({ type: 'goTo', step: stepNumber(2) });
  });

  it('goes on where it was when it is opened again, with what the learner wrote', async () => {
    const mine = `# mine\n${await read(shipped('web.yaml'))}`;
    await vscode.workspace.fs.writeFile(own('web.yaml'), new TextEncoder().encode(mine));
    const { current } = player().session;
    await closeEditors();
    await until('no lab is open', () => extension().exports.labs.player() === undefined);
    await vscode.commands.executeCommand('podLabs.openLab', labId);
    assert.equal(player().session.current, current);
    assert.ok(isDone(stepNumber(1)));
    assert.equal(await read(own('web.yaml')), mine);
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
      assert.equal(player().session.lab.id, labId);
    }
  });

  it('keeps rules silent in its folder, as long as it is open', async () => {
    const lost =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: lost\nspec:\n  selector:\n    app: lost\n  ports:\n    - port: x\n';
    await vscode.workspace.fs.writeFile(own('lost.yaml'), new TextEncoder().encode(lost));
    const document = await vscode.workspace.openTextDocument(own('lost.yaml'));
    const codes = () =>
      remarksOn(document).map(({ code }) => String(typeof code === 'object' ? code.value : code).split('/')[0]);
    await until('what the API server says', () => codes().join() === 'schema');
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
    await until('the rules speak', () => codes().includes('relation'));
    await vscode.commands.executeCommand('podLabs.openLab', labId);
    await until('they are silent again', () => codes().join() === 'schema');
    await vscode.workspace.fs.delete(own('lost.yaml'));
  });

  it('can be opened after it could not be', async () => {
    await closeEditors();
    const mine = await read(own('web.yaml'));
    await vscode.workspace.fs.delete(own(), { recursive: true });
    // A file where the folder should be.
    await vscode.workspace.fs.writeFile(joinPath(own(), '..', 'ship-logs'), new Uint8Array());
    await vscode.commands.executeCommand('podLabs.openLab', labId);
    assert.equal(extension().exports.labs.player(), undefined);
    await vscode.workspace.fs.delete(joinPath(own(), '..', 'ship-logs'));
    await vscode.workspace.fs.writeFile(own('web.yaml'), new TextEncoder().encode(mine));
    await vscode.commands.executeCommand('podLabs.openLab', labId);
    assert.equal(player().session.lab.id, labId);
  });

  it('applies while the terminal follows logs', async () => {
    await type('kubectl logs -f web');
    await type('kubectl create namespace while-following');
    await until('the namespace', async () => (await get('/api/v1/namespaces/while-following'))?.code === 200);
  });

  it('leaves kubectl in the Namespace default when it is closed', async () => {
    await closeEditors();
    await until('no lab is open', () => extension().exports.labs.player() === undefined);
    await type('kubectl create configmap outside');
    await until('it', async () => (await get('/api/v1/namespaces/default/configmaps/outside'))?.code === 200);
  });
});

describe('a lab that is being written', function () {
  this.timeout(60_000);
  const folder = () => joinPath(workspaceFolder(), 'labs', 'mine', 'my-lab');
  const file = () => joinPath(folder(), 'lab.md');
  const text = [
    '---',
    'title: Mine',
    'summary: A lab of my own.',
    'minutes: 5',
    'level: beginner',
    'objectives: [try it]',
    'files: [gone.yaml]',
    '---',
    '## Begin',
    'Make one.',
    '```check',
    '- object: { kind: ConfigMap, name: mine }',
    '  exists: true',
    '```',
    '```hint',
    'kubectl',
    '```',
    '```solution',
    'commands: [kubectl create configmap mine]',
    '```',
    '',
  ].join('\n');
  after(closeEditors);

  it('gets its problems underlined at their exact places while it is typed', async () => {
    await vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(file());
    await vscode.window.showTextDocument(document);
    const [remark] = await until('a remark', () => remarksOn(document).length > 0 && remarksOn(document));
    assert.equal(remark?.message, 'There is no file gone.yaml in the lab’s folder.');
    assert.deepEqual(remark?.range.start, placeOf(document, 'gone.yaml'));
    assert.equal(remark?.severity, vscode.DiagnosticSeverity.Error);
    await vscode.commands.executeCommand('podLabs.tryLab');
    assert.equal(extension().exports.labs.player(), undefined);
    await replaceAll(document, text.replace('files: [gone.yaml]\n', ''));
    await until('no remark', () => remarksOn(document).length === 0);
    await document.save();
  });

  it('is played from the editor, keeps its progress apart, and follows what its author saves', async () => {
    await vscode.commands.executeCommand('podLabs.tryLab', file());
    assert.equal(player().session.lab.id, 'draft/mine/my-lab');
    await type('kubectl create configmap mine');
    await until(
      'it is done',
      () => extension().exports.labs.progress.read().labs['draft/mine/my-lab']?.steps.begin?.passed,
    );
    const document = await vscode.workspace.openTextDocument(file());
    await replaceAll(document, document.getText().replace('title: Mine', 'title: Ours'));
    await document.save();
    await until('the new title', () => player().session.lab.title === 'Ours');
    await vscode.workspace.fs.delete(joinPath(workspaceFolder(), 'labs'), { recursive: true });
  });
});
