import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openYaml, placeOf, remarksOn, replaceAll, until } from './sandbox.ts';

const sidecar = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: logs
      emptyDir: {}
  initContainers:
    - name: shipper
      image: example.com/shipper:1
      restartPolicy: Always
      volumeMounts:
        - name: logs
          mountPath: /logs
  containers:
    - name: app
      image: nginx:1.27
`;

const textOf = (contents: readonly (vscode.MarkdownString | vscode.MarkedString)[]) =>
  contents.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');

async function completionsAtEnd(document: vscode.TextDocument): Promise<vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(document.getText().length),
  );
  // The editor offers words of the text, too.
  return list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);

describe('help with manifests', () => {
  afterEach(closeEditors);

  it('explains a field on hover', async () => {
    const document = await openYaml(sidecar);
    const hovers = await until('a hover', async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        placeOf(document, 'restartPolicy').translate(0, 3),
      );
      return found.length > 0 && found;
    });
    const text = hovers.map(({ contents }) => textOf(contents)).join('\n');
    assert.match(text, /restartPolicy/);
    assert.match(text, /sidecar/i);
  });

  it('finds nothing wrong with a right manifest', async () => {
    const document = await openYaml(sidecar);
    await replaceAll(
      document,
      sidecar.replace('/logs\n', '/nowhere\n').replace('- name: logs\n          ', '- name: lags\n          '),
    );
    await until('a remark', () => remarksOn(document).length > 0);
    await replaceAll(document, sidecar);
    await until('no remark', () => remarksOn(document).length === 0);
  });

  it('underlines an unknown field in the words of the API server', async () => {
    const document = await openYaml(sidecar.replace('restartPolicy', 'restartpolicy'));
    const [remark] = await until('a remark', () => remarksOn(document).length > 0 && remarksOn(document));
    assert.match(remark?.message ?? '', /unknown field "spec\.initContainers\[0\]\.restartpolicy"/);
    assert.equal(document.getText(remark?.range), 'restartpolicy');
  });

  it('underlines a mount without a volume', async () => {
    const document = await openYaml(
      sidecar.replace('- name: logs\n          mountPath', '- name: lags\n          mountPath'),
    );
    const [remark] = await until('a remark', () => remarksOn(document).length > 0 && remarksOn(document));
    assert.match(remark?.message ?? '', /spec\.initContainers\[0\]\.volumeMounts\[0\]\.name: Not found: "lags"/);
    assert.equal(document.getText(remark?.range), 'lags');
  });

  it('mends a misspelt field', async () => {
    const document = await openYaml(sidecar.replace('restartPolicy', 'restartpolicy'));
    const [remark] = await until('a remark', () => remarksOn(document).length > 0 && remarksOn(document));
    assert.ok(remark);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      remark.range,
    );
    const fix = actions.find(({ title }) => title.includes('restartPolicy'));
    assert.ok(fix?.edit, `a fix among ${actions.map(({ title }) => title).join(', ')}`);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), sidecar);
  });

  it('mends all of a rule, or of a file, at once', async () => {
    const wrong = sidecar.replace('restartPolicy', 'restartpolicy').replace('metadata:', 'metaData:');
    const document = await openYaml(wrong);
    const unknown = () => remarksOn(document).filter(({ message }) => message.includes('unknown field'));
    const remarks = await until('two remarks', () => unknown().length > 1 && unknown());
    const offered = (range: vscode.Range, kind?: string) =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        kind,
        20,
      );
    const ofRule = (await offered(remarks[0]?.range ?? new vscode.Range(0, 0, 0, 0))).filter(({ title }) =>
      title.startsWith('Fix all schema/unknown-field'),
    );
    assert.equal(ofRule.length, 1);
    assert.ok(ofRule[0]?.edit, 'resolved with its edits');
    const everything = new vscode.Range(0, 0, document.lineCount, 0);
    const [ofFile, ...others] = await offered(everything, 'source.fixAll.podLabs');
    assert.ok(ofFile?.edit && others.length === 0);
    assert.equal(ofFile.kind?.value, 'source.fixAll.podLabs');
    await vscode.workspace.applyEdit(ofFile.edit);
    assert.equal(document.getText(), sidecar);
  });

  it('completes fields and volume names', async () => {
    const document = await openYaml(`${sidecar}      vol`);
    assert.ok((await completionsAtEnd(document)).some(({ label }) => label === 'volumeMounts'));
    await replaceAll(document, `${sidecar}      volumeMounts:\n        - name: `);
    const names = await completionsAtEnd(document);
    assert.deepEqual(
      names.map(({ label }) => label),
      [{ label: 'logs', description: 'emptyDir' }],
    );
  });

  it('writes what belongs to a field below it, with places to fill in', async () => {
    const document = await openYaml(`${sidecar}      vol`);
    const item = (await completionsAtEnd(document)).find(({ label }) => label === 'volumeMounts');
    assert.ok(item?.insertText instanceof vscode.SnippetString, 'a snippet');
    assert.ok(item.range instanceof vscode.Range);
    await vscode.window.activeTextEditor?.insertSnippet(item.insertText, item.range);
    const written = '      volumeMounts:\n        - name: logs\n          mountPath: /data';
    assert.equal(document.getText(), `${sidecar}${written}`);
  });

  it('offers whole manifests after a separator, and the apiVersion with a kind', async () => {
    const document = await openYaml(`${sidecar}---\nDep`);
    const whole = (await completionsAtEnd(document)).find((item) => labelOf(item) === 'Deployment + Service');
    assert.ok(whole?.insertText instanceof vscode.SnippetString && whole.range instanceof vscode.Range);
    await vscode.window.activeTextEditor?.insertSnippet(whole.insertText, whole.range);
    assert.match(
      document.getText(),
      /---\napiVersion: apps\/v1\nkind: Deployment\n[\s\S]*\n---\napiVersion: v1\nkind: Service\n/,
    );
    await replaceAll(document, `${sidecar}---\nkind: Job`);
    const kind = (await completionsAtEnd(document)).find((item) => labelOf(item) === 'Job');
    assert.equal(kind?.additionalTextEdits?.[0]?.newText, 'apiVersion: batch/v1\n');
  });

  it('offers whole manifests in an empty file, but in none of another program', async () => {
    const labelsIn = async (document: vscode.TextDocument) => (await completionsAtEnd(document)).map(labelOf);
    const empty = await openYaml('');
    assert.ok((await labelsIn(empty)).includes('Deployment + Service'));
    const compose = vscode.Uri.joinPath(empty.uri, '..', 'compose.yaml');
    await vscode.workspace.fs.writeFile(compose, new Uint8Array());
    assert.deepEqual(await labelsIn(await vscode.workspace.openTextDocument(compose)), []);
  });

  it('renames what can be renamed everywhere, and says so where nothing can', async () => {
    const document = await openYaml(sidecar);
    const prepared = async (text: string) =>
      vscode.commands.executeCommand<{ placeholder: string }>(
        'vscode.prepareRename',
        document.uri,
        placeOf(document, text).translate(0, 1),
      );
    assert.equal((await until('the help', () => prepared('shipper'))).placeholder, 'shipper');
    await assert.rejects(prepared('nginx'), /What can be renamed here/);
  });

  it('explains a rule before it offers to silence it', async () => {
    const document = await openYaml(sidecar.replace('    - name: app\n', '    - name: app\n      command: [ls -l]\n'));
    await until('a remark', () => remarksOn(document).length > 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      remarksOn(document)[0]?.range,
    );
    const ours = actions.map(({ title }) => title.split(' ')[0] ?? '').filter((word) => /Explain|Silence/.test(word));
    assert.deepEqual(ours, ['Explain', 'Silence']);
  });

  it('offers nothing above a template', async () => {
    const document = await openYaml(sidecar.replace('name: web', 'name: {{ .Release.Name }}'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(lenses, []);
  });

  it('offers Apply, Diff, Diagram and a trial above each manifest', async () => {
    const document = await openYaml(`${sidecar}---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n`);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const shown = lenses.map(({ range, command }) => `${range.start.line} ${command?.command}`);
    assert.deepEqual(shown, [
      '0 podLabs.apply',
      '0 podLabs.diff',
      '0 podLabs.showDiagram',
      '0 podLabs.predict',
      '19 podLabs.apply',
      '19 podLabs.diff',
      '19 podLabs.predict',
    ]);
  });
});

describe('bad input', () => {
  afterEach(closeEditors);

  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (let i = 0; i < 8; i++) {
    const before = String.fromCharCode(97 + i);
    bomb.push(`${String.fromCharCode(98 + i)}: &${String.fromCharCode(98 + i)} [${`*${before},`.repeat(8)}*${before}]`);
  }
  const inputs: Record<string, string> = {
    'a half-written manifest': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "we',
    'an alias bomb': `apiVersion: v1\nkind: Pod\n${bomb.join('\n')}`,
    'five megabytes': `apiVersion: v1\nkind: Pod\nmetadata:\n  name: big\n  annotations:\n    x: ${'y'.repeat(5_000_000)}\n`,
    'HTML in names':
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: <img src=x onerror=alert(1)>\nspec:\n  containers: []\n',
    'wrong types everywhere': 'apiVersion: v1\nkind: Pod\nmetadata: 7\nspec:\n  containers: yes\n  volumes: {a: 1}\n',
  };
  for (const [name, text] of Object.entries(inputs)) {
    it(`${name}: says so and stays quick`, async () => {
      const startMs = Date.now();
      const document = await openYaml(text);
      await until('a remark', () => remarksOn(document).length > 0);
      await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, new vscode.Position(1, 1));
      await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri);
      assert.ok(Date.now() - startMs < 5000, `took ${Date.now() - startMs} ms`);
    });
  }

  for (const [name, text] of [
    ['an empty file', ''],
    ['a manifest that only begins', 'apiVersion: v1\nkind:'],
  ] as const)
    it(`${name}: says nothing`, async () => {
      const document = await openYaml(text);
      await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, new vscode.Position(0, 0));
      assert.deepEqual(remarksOn(document), []);
    });
});
