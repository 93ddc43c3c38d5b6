import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openYaml, until } from './sandbox.ts';

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);

describe('the diagram', () => {
  afterEach(closeEditors);

  it('draws the Pod under the cursor as it is written, beside the editor', async () => {
    const document = await openYaml(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: drawn\nspec:\n  containers:\n    - name: app\n      image: nginx\n',
    );
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
});
