import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openYaml, placeOf, replaceAll, until } from './sandbox.ts';

const shop = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: web
          image: nginx:1.27
          readinessProbe:
            httpGet: { path: /, port: 8080 }
---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector: { app: shop }
  ports:
    - port: 80
`;

const lensTitles = async ({ uri }: vscode.TextDocument) =>
  (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri)).map(
    ({ command }) => command?.title ?? '',
  );

const tried = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Pod Labs: what would happen');

describe('what would happen', () => {
  afterEach(closeEditors);

  it('is said above each manifest, underlined where it fails, and explained on hover', async () => {
    const document = await openYaml(shop);
    await until('lenses', async () =>
      (await lensTitles(document)).some((title) => title.includes('What would happen?')),
    );
    await vscode.commands.executeCommand('podLabs.predict', document.uri);
    const found = tried(document);
    const probe = found.find(({ code }) => String(code).includes('probe')) ?? found[0];
    assert.ok(probe, 'the probe that never passes is underlined');
    assert.match(probe.message, /8080/);
    const titles = await lensTitles(document);
    assert.ok(
      titles.some((title) => /0 of 2/.test(title)),
      titles.join(' | '),
    );
    const hoverAt = async (position: vscode.Position) => {
      const command = 'vscode.executeHoverProvider';
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(command, document.uri, position);
      return hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value)).join();
    };
    assert.match(await hoverAt(placeOf(document, 'shop').translate(0, 1)), /In the trial: lands on/);
    // The editor's own hover says it already.
    assert.doesNotMatch(await hoverAt(probe.range.start), /In the trial/);
    assert.match(await hoverAt(probe.range.end.translate(0, 1)), /In the trial/);
  });

  it('is forgotten with the next key, and right after the mistake is mended', async () => {
    const document = await openYaml(shop);
    await vscode.commands.executeCommand('podLabs.predict', document.uri);
    assert.ok(tried(document).length > 0);
    await replaceAll(document, shop.replace('port: 8080', 'port: 80'));
    assert.deepEqual(tried(document), []);
    assert.ok(!(await lensTitles(document)).some((title) => /of 2/.test(title)));
    await vscode.commands.executeCommand('podLabs.predict', document.uri);
    assert.deepEqual(tried(document), []);
    const titles = await lensTitles(document);
    assert.ok(
      titles.some((title) => /2 of 2/.test(title)),
      titles.join(' | '),
    );
  });

  it('is broken off by a key', async () => {
    const document = await openYaml(shop);
    const trial = vscode.commands.executeCommand('podLabs.predict', document.uri);
    await replaceAll(document, `${shop}# more\n`);
    await trial;
    assert.deepEqual(tried(document), []);
    assert.ok(!(await lensTitles(document)).some((title) => /of 2/.test(title)));
  });

  it('takes in what the file needs from others that are not open', async () => {
    const document = await openYaml(shop.slice(shop.indexOf('---')));
    const beside = vscode.Uri.joinPath(document.uri, '..', 'shop.yaml');
    const deployment = shop.slice(0, shop.indexOf('---')).replace('port: 8080', 'port: 80');
    await vscode.workspace.fs.writeFile(beside, new TextEncoder().encode(deployment));
    await until('its endpoints', async () => {
      await vscode.commands.executeCommand('podLabs.predict', document.uri);
      return (await lensTitles(document)).some((title) => /2 endpoints/.test(title));
    });
  });

  it('has a report of its own', async () => {
    const document = await openYaml(shop);
    await vscode.commands.executeCommand('podLabs.predict', document.uri);
    const report = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('pod-labs-prediction:/What would happen.md'),
    );
    assert.match(report.getText(), /# What would happen\?/);
    assert.match(report.getText(), /Deployment shop/);
    assert.ok(placeOf(document, 'readinessProbe'));
  });
});
