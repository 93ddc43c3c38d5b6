import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, extension, openYaml, until } from './sandbox.ts';

// Runs first (by its name): later tests load the rest of the extension.
describe('activation', () => {
  afterEach(closeEditors);

  it('does not happen without a YAML file', async () => {
    await vscode.workspace.openTextDocument({ language: 'markdown', content: '# kind: Pod' });
    assert.equal(extension().isActive, false);
  });

  it('loads nothing for YAML without a manifest', async () => {
    await openYaml('services:\n  web:\n    image: nginx\n');
    await until('activation', () => extension().isActive);
    const { cluster, manifestHelpLoaded } = extension().exports;
    assert.equal(manifestHelpLoaded(), false);
    assert.equal(cluster.state, 'stopped');
  });

  it('loads the help for manifests with the first manifest, and still no cluster', async () => {
    await openYaml('apiVersion: v1\nkind: Pod\n');
    await until('the help is loaded', () => extension().isActive && extension().exports.manifestHelpLoaded());
    assert.equal(extension().exports.cluster.state, 'stopped');
  });

  it('contributes each command that the manifest promises', async () => {
    const all = await vscode.commands.getCommands(true);
    const promised = extension().packageJSON.contributes.commands as { command: string }[];
    const missing = promised.map(({ command }) => command).filter((command) => !all.includes(command));
    assert.deepEqual(missing, []);
  });
});
