import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { checkManifests } from '../../src/bin/checkManifests.ts';
import type { ReportedDiagnostic } from '../../src/bin/checkReport.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { readCorpus } from '../oracle/oracleCases.ts';

const good =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n';
const bad = good.replace('port: 80', 'port: "80"').replace('selector', 'selektor');
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: shop\nspec:\n  containers:\n    - name: a\n      image: nginx:1.27\n';

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], stdin = ''): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  const exitCode = await checkManifests(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
  });
  return { exitCode, stdout, stderr };
}

async function json(args: readonly string[], stdin = ''): Promise<ReportedDiagnostic[]> {
  const { stdout } = await run(['--format', 'json', ...args], stdin);
  return JSON.parse(stdout) as ReportedDiagnostic[];
}

describe('the check-manifests command', () => {
  let folder = '';
  const inFolder = (name: string) => path.join(folder, name);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'check-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('says nothing of a good file', async () => {
    await writeFile(inFolder('a.yaml'), good);
    assert.deepEqual(await run([inFolder('a.yaml')]), { exitCode: 0, stdout: 'no problems in 1 file\n', stderr: '' });
    assert.deepEqual(await run(['--format=json', inFolder('a.yaml')]), { exitCode: 0, stdout: '[]\n', stderr: '' });
  });

  it('prints a line for each problem, and how many there are', async () => {
    await writeFile(inFolder('a.yaml'), bad);
    const { exitCode, stdout } = await run([inFolder('a.yaml')]);
    assert.equal(exitCode, 1);
    const lines = stdout.split('\n');
    assert.equal(
      lines[0],
      `${inFolder('a.yaml')}:6:3 error schema/unknown-field unknown field "spec.selektor"; did you mean "selector"?`,
    );
    assert.match(
      lines[1] ?? '',
      /a\.yaml:9:13 error schema\/wrong-type spec\.ports\[0\]\.port: json: cannot unmarshal/,
    );
    assert.equal(lines.at(-2), '2 errors in 1 file');
  });

  it('prints JSON with the fields in their order, columns in UTF-16 units, and no path where there is none', async () => {
    const text = `${bad}---\napiVersion: v1\nkind: "😀\n`;
    await writeFile(inFolder('a.yaml'), `\ufeff${text.replaceAll('\n', '\r\n')}`);
    const { stdout } = await run(['--format', 'json', inFolder('a.yaml')]);
    const first = `{"file":${JSON.stringify(inFolder('a.yaml'))},"line":6,"column":3,"endLine":6,"endColumn":11,"severity":"error","code":"schema/unknown-field","message":"unknown field \\"spec.selektor\\"; did you mean \\"selector\\"?","path":"spec.selektor"}`;
    assert.ok(stdout.startsWith(`[\n  ${first},\n`), stdout);
    const found = JSON.parse(stdout) as ReportedDiagnostic[];
    const last = found.at(-1);
    assert.deepEqual([last?.line, last?.column, last?.endColumn, last?.code], [12, 7, 10, 'syntax/unclosed-quote']);
    assert.ok(last && !('path' in last));
  });

  it('reads standard input, and each file once, in the order they are named', async () => {
    await writeFile(inFolder('a.yaml'), bad);
    await writeFile(inFolder('b.yaml'), bad);
    const paths = [inFolder('b.yaml'), '-', inFolder('a.yaml'), inFolder('b.yaml'), '-'];
    const files = (await json(paths, bad)).map(({ file }) => file);
    assert.deepEqual([...new Set(files)], [inFolder('b.yaml'), '-', inFolder('a.yaml')]);
    assert.equal(files.length, 6);
  });

  it('looks into folders, by name, and leaves alone what is no manifest', async () => {
    await mkdir(inFolder('deep/er'), { recursive: true });
    await mkdir(inFolder('node_modules'));
    await mkdir(inFolder('.git'));
    for (const name of ['z.yml', 'deep/er/b.json', 'deep/a.yaml', 'node_modules/n.yaml', '.git/g.yaml', 'notes.txt']) {
      await writeFile(
        inFolder(name),
        name.endsWith('json') ? JSON.stringify({ apiVersion: 'v1', kind: 'Pod', spek: 1 }) : bad,
      );
    }
    await writeFile(inFolder('docker-compose.yaml'), 'services:\n  web:\n    image: x\n');
    await symlink(folder, inFolder('deep/round'));
    const files = (await json([folder])).map(({ file }) => path.relative(folder, file));
    assert.deepEqual([...new Set(files)], ['deep/a.yaml', 'deep/er/b.json', 'z.yml']);
  });

  it('is silent about templates, custom resources and other programs', async () => {
    for (const text of [
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n',
      'apiVersion: example.com/v1\nkind: Thing\nspec:\n  any: [1]\n',
      'on: push\njobs: {}\n',
      '',
    ]) {
      assert.deepEqual(await run(['--format', 'json', '-'], text), { exitCode: 0, stdout: '[]\n', stderr: '' });
    }
  });

  it('checks each file alone, or all together in a world that has nothing else', async () => {
    await writeFile(inFolder('service.yaml'), good);
    await writeFile(inFolder('pod.yaml'), pod);
    const files = [inFolder('service.yaml'), inFolder('pod.yaml')];
    assert.deepEqual(
      (await json(files)).filter(({ code }) => code.startsWith('relation/')),
      [],
    );
    const together = await json(['--relations', ...files]);
    const selector = together.find(({ code }) => code === 'relation/service-selects-nothing');
    assert.equal(selector?.file, inFolder('service.yaml'), JSON.stringify(together));
  });

  it('says what it cannot read, checks the rest, and ends with 2', async () => {
    await writeFile(inFolder('a.yaml'), bad);
    const { exitCode, stdout, stderr } = await run([inFolder('missing.yaml'), inFolder('a.yaml')]);
    assert.equal(exitCode, 2);
    assert.equal(stderr, `${inFolder('missing.yaml')}: there is no such file\n`);
    assert.match(stdout, /2 errors in 1 file\n$/);
  });

  it('says of a folder that it may not read', async () => {
    await mkdir(inFolder('closed'));
    await writeFile(inFolder('open.yaml'), good);
    await chmod(folder, 0o755);
    await chmod(inFolder('closed'), 0);
    const isRoot = process.geteuid?.() === 0;
    // Root may read everything; nobody may not.
    if (isRoot) process.seteuid?.(65_534);
    const { exitCode, stdout, stderr } = await run([folder]).finally(() => isRoot && process.seteuid?.(0));
    assert.equal(exitCode, 2);
    assert.equal(stderr, `${inFolder('closed')}: it may not be read\n`);
    assert.equal(stdout, 'no problems in 1 file\n');
  });

  it('explains wrong use on standard error, and help on standard output', async () => {
    for (const args of [
      [],
      ['--relations'],
      ['--frobnicate', 'a'],
      ['--format', 'xml', 'a'],
      ['--format'],
      ['--relations=no', 'a'],
    ]) {
      const { exitCode, stdout, stderr } = await run(args);
      assert.equal(exitCode, 2, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, /usage: npm run -s check-manifests/);
    }
    const help = await run(['--help']);
    assert.equal(help.exitCode, 0);
    assert.match(help.stdout, /^usage:/);
    assert.equal(help.stderr, '');
  });

  it('does not read to the end what is too large', async () => {
    let asked = 0;
    const endless = new Readable({
      read() {
        asked++;
        this.push('apiVersion: v1\nkind: Pod\n'.repeat(4000));
      },
    });
    let stdout = '';
    const write = (text: string) => {
      stdout += text;
    };
    assert.equal(await checkManifests(['--format', 'json', '-'], { stdin: endless, stdout: write, stderr: write }), 0);
    assert.match(stdout, /"code":"syntax\/too-large"/);
    assert.ok(asked < 100);
  });

  it('keeps to its line whatever a manifest says', async () => {
    const { stdout } = await run(['-'], good.replace('name: web', 'name: "a\\u001b[31m\\nb"'));
    assert.ok(!stdout.includes('\u001b'));
    assert.equal(stdout.trimEnd().split('\n').length, 2, stdout);
  });

  it('agrees with a real API server about every recorded manifest', async () => {
    const wrong: string[] = [];
    for (const { name, manifest, results } of readCorpus()) {
      if (exceptions[name]) continue;
      const taken = results.every(({ accepted, message }) => accepted || /already set in map/.test(message ?? ''));
      const { exitCode, stdout } = await run(['--format', 'json', '-'], manifest);
      if (exitCode !== (taken ? 0 : 1)) wrong.push(`${name}: exit ${exitCode}\n${stdout}`);
      // What the cluster does not serve, it says nothing of.
      const { documents } = readManifests(manifest);
      const isForeign = documents.every(({ kind, apiVersion }) => !kind && /\./.test(apiVersion ?? ''));
      if (isForeign && documents.length > 0) assert.equal(stdout, '[]\n', name);
    }
    assert.deepEqual(wrong, []);
  }).timeout(60_000);

  it('runs with npm from any folder', async () => {
    await writeFile(inFolder('a.yaml'), bad);
    const project = path.resolve(import.meta.dirname, '..', '..');
    const args = ['--prefix', project, 'run', '-s', 'check-manifests', '--', '--format', 'json', 'a.yaml'];
    const outcome = await new Promise<{ code: unknown; stdout: string }>((resolve) => {
      execFile('npm', args, { cwd: folder }, (error, stdout) => resolve({ code: error?.code, stdout }));
    });
    assert.equal(outcome.code, 1);
    const found = JSON.parse(outcome.stdout) as ReportedDiagnostic[];
    assert.deepEqual(
      found.map(({ file, line }) => `${file}:${line}`),
      ['a.yaml:6', 'a.yaml:9'],
    );
  }).timeout(60_000);
});

/** Where a look at the manifest alone cannot tell, and where kubectl speaks before the server does. */
const exceptions: Readonly<Record<string, string>> = {
  'pod-bad-namespace-missing': 'whether a namespace exists is known to the cluster',
  'pod-bad-priorityclass-missing': 'which PriorityClasses there are is known to the cluster',
  'pod-bad-runtimeclass-missing': 'which RuntimeClasses there are is known to the cluster',
  'svc-bad-clusterip-taken': 'which addresses are taken is known to the cluster',
  'svc-bad-nodeport-taken': 'which ports are taken is known to the cluster',
  'pod-bad-no-apiversion': 'kubectl refuses it; the server knows the kind by the path that it was posted to',
  'x-yaml-bad-brace': 'a Helm template is no manifest yet',
  'x-yaml-bad-empty-file': 'an empty file says nothing wrong',
  'x-yaml-bad-scalar': 'a text without apiVersion and kind may be anything',
};
