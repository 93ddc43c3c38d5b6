import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeEditors,
  extension,
  openYaml,
  placeOf,
  remarksOn,
  replaceAll,
  until,
  workspaceFolder,
} from './sandbox.ts';

const service = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: http
`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: web
          image: nginx:1.27
          ports:
            - name: http
              containerPort: 80
          envFrom:
            - configMapRef:
                name: settings
`;
const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  A: "1"\n';

const codes = (document: vscode.TextDocument) =>
  remarksOn(document).map(({ code }) => (typeof code === 'object' ? code.value : code));

const beside = async ({ uri }: vscode.TextDocument, name: string, text: string) => {
  const file = vscode.Uri.joinPath(uri, '..', name);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  return file;
};

describe('manifests that belong together', () => {
  afterEach(closeEditors);
  after(async () => {
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspaceFolder(), 'scratch'), { recursive: true });
  });

  it('are looked at together, saved or not', async () => {
    const document = await openYaml(service.replaceAll('shop', 'till'));
    await until('nothing is selected', () => codes(document).includes('relation/service-selects-nothing'));
    await beside(document, 'deployment.yaml', deployment.replaceAll('shop', 'till'));
    await until('the other file is seen', () => codes(document).length === 0);
    const other = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, '..', 'deployment.yaml'));
    await vscode.window.showTextDocument(other, { preview: false });
    await replaceAll(other, deployment.replaceAll('shop', 'till').replace('        app: till', '        app: tlil'));
    await until('what is typed there is seen here', () => codes(document).includes('relation/service-selects-nothing'));
  });

  it('are checked when they are not open, too, but for advice', async () => {
    const document = await openYaml('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: quiet\n');
    const closed = await beside(
      document,
      'closed.yaml',
      deployment.replace('image:', 'imag:').replaceAll('shop', 'closed'),
    );
    await until('the closed file is checked', () =>
      vscode.languages.getDiagnostics(closed).some(({ code }) => code === 'schema/unknown-field'),
    );
    await vscode.workspace.fs.delete(closed);
    await until('it is gone', () => vscode.languages.getDiagnostics(closed).length === 0);
  });

  it('are gone with their folder', async () => {
    await openYaml('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: going\n');
    const folder = vscode.Uri.joinPath(workspaceFolder(), 'scratch', 'going', 'deep');
    const file = vscode.Uri.joinPath(folder, 'a.yaml');
    const text = deployment.replace('image:', 'imag:').replaceAll('shop', 'going');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await until('the file is checked', () => vscode.languages.getDiagnostics(file).length > 0);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '..'), { recursive: true });
    await until('it is gone', () => vscode.languages.getDiagnostics(file).length === 0);
  });

  it('lack nothing that the running cluster has', async () => {
    const document = await openYaml(deployment.replaceAll('shop', 'shelf'));
    await until('the ConfigMap is missing', () => codes(document).includes('relation/missing-config-map'));
    const { client } = await extension().exports.cluster.start();
    await client.send({
      method: 'POST',
      path: '/api/v1/namespaces/default/configmaps',
      body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { A: '1' } },
    });
    await until('the cluster has it', () => !codes(document).includes('relation/missing-config-map'));
    await client.send({ method: 'DELETE', path: '/api/v1/namespaces/default/configmaps/settings' });
    await until('it is missing again', () => codes(document).includes('relation/missing-config-map'));
  });

  it('know what somebody made in the cluster by hand, and when it is made anew under its name', async () => {
    const document = await openYaml(service.replaceAll('shop', 'drawer'));
    const isMissed = () => codes(document).includes('relation/service-selects-nothing');
    await until('nothing is selected', isMissed);
    const { client } = await extension().exports.cluster.start();
    const path = '/api/v1/namespaces/default/pods';
    const make = (app: string) =>
      client.send({
        method: 'POST',
        path,
        body: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'by-hand', labels: { app } },
          spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
        },
      });
    await make('drawer');
    await until('the Pod is selected', () => !isMissed());
    await client.send({ method: 'DELETE', path: `${path}/by-hand`, query: { gracePeriodSeconds: '0' } });
    await make('other');
    await until('the new one is not', isMissed);
  });

  it('say what lives of them', async () => {
    const document = await openYaml(settings.replace('name: settings', 'name: living'));
    const { client } = await extension().exports.cluster.start();
    await client.send({
      method: 'POST',
      path: '/api/v1/namespaces/default/configmaps',
      body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'living' }, data: { A: '1', B: '2' } },
    });
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf(document, 'living'),
    );
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value)).join();
    assert.match(text, /In the cluster:.*DATA `2`/);
  });

  it('have an outline, and ways between names and what they name', async () => {
    const document = await openYaml(service);
    await beside(document, 'deployment.yaml', deployment);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['Service shop'],
    );
    const definitions = await until('a definition', async () => {
      const found = await vscode.commands.executeCommand<vscode.LocationLink[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        placeOf(document, 'targetPort: http').translate(0, 13),
      );
      return found.length > 0 && found;
    });
    assert.match(definitions[0]?.targetUri.path ?? '', /deployment\.yaml$/);
    assert.equal(definitions[0]?.targetSelectionRange?.start.line, 17);
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      definitions[0]?.targetUri,
      definitions[0]?.targetSelectionRange?.start,
    );
    assert.ok(references.some(({ uri }) => uri.toString() === document.uri.toString()));
  });

  it('are silent where the settings say so', async () => {
    const document = await openYaml(service.replaceAll('shop', 'silent'));
    await until('a remark', () => codes(document).includes('relation/service-selects-nothing'));
    const settingsOf = vscode.workspace.getConfiguration('podLabs');
    await settingsOf.update('diagnostics.severities', { 'relation/service-selects-nothing': 'off' }, true);
    await until('no remark', () => !codes(document).includes('relation/service-selects-nothing'));
    await settingsOf.update('diagnostics.severities', undefined, true);
    await until('a remark again', () => codes(document).includes('relation/service-selects-nothing'));
  });
});
