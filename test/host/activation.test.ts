import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ClusterHost } from '../../src/vscode/clusterHost.ts';
import type { Edge } from '../../src/vscode/edge.ts';
import { mayHoldManifest, onFirstDocument } from '../../src/vscode/kubernetesDocuments.ts';
import { closeEditors, extension, openYaml, until } from './sandbox.ts';

// Runs first (by its name): later tests load the rest of the extension.
describe('activation', () => {
  afterEach(closeEditors);

  it('loads nothing without a YAML or JSON file', async () => {
    await vscode.workspace.openTextDocument({ language: 'markdown', content: '# kind: Pod' });
    // VS Code's own settings are JSON, too, and may wake the extension.
    const { isActive, exports } = extension();
    assert.equal(isActive && exports.manifestHelpLoaded(), false);
    assert.ok(!isActive || exports.cluster.state === 'stopped');
  });

  it('loads nothing for YAML without a manifest', async () => {
    await openYaml('services:\n  web:\n    image: nginx\n');
    await until('activation', () => extension().isActive);
    const { cluster, manifestHelpLoaded } = extension().exports;
    assert.equal(manifestHelpLoaded(), false);
    assert.equal(cluster.state, 'stopped');
  });

  it('brings the cluster of the last session back for a manifest, not for any YAML file', async () => {
    const workspaceState = { get: () => true, update: async () => {} };
    const quietly = async (_what: string, action: () => unknown) => action();
    const edge = { log: { info() {} }, run: quietly, quietly } as unknown as Edge;
    const cluster = new ClusterHost({ workspaceState } as unknown as vscode.ExtensionContext, edge);
    const began: string[] = [];
    const seen = cluster.onDidChange((state) => began.push(state));
    const look = onFirstDocument(mayHoldManifest, () => cluster.bringBack());
    const compose = await openYaml('services:\n  web:\n    image: nginx\n');
    await until('the file is seen', () => vscode.workspace.textDocuments.includes(compose));
    assert.deepEqual(began, []);
    look.dispose();
    cluster.bringBack();
    await until('it came back', () => began[0] === 'starting');
    seen.dispose();
    // Asked for once more, it does nothing: a cluster that was stopped since stays so.
    await cluster.stop();
    cluster.bringBack();
    assert.equal(cluster.state, 'stopped');
    cluster.dispose();
  });

  it('loads the help for manifests with the first file that may become one, and still no cluster', async () => {
    // Its first letters need the help most.
    await openYaml('');
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
