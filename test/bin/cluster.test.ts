import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { environmentOutsideNpm } from '../../scripts/command.ts';
import { projectFolder } from '../../scripts/project.ts';
import { parseCommandLine } from '../../src/bin/commandLine.ts';

const startMs = 30_000;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(
  args: readonly string[],
  via: 'npm' | 'node',
): { child: ChildProcess; ended: Promise<Ended>; line: Promise<string> } {
  const [program, first] =
    via === 'npm' ? ['npm', ['run', '-s', 'cluster', '--']] : [process.execPath, ['scripts/cluster.mjs']];
  const child = spawn(program as string, [...(first as string[]), ...args], {
    cwd: projectFolder,
    env: environmentOutsideNpm(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const line = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')));
    });
    child.on('close', () => reject(new Error(`it ended before it was ready: ${stderr}`)));
  });
  line.catch(() => undefined);
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return { child, ended, line };
}

describe('the headless cluster', function () {
  this.timeout(startMs * 2);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'pod-labs-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('applies manifests, says one line when it is ready, serves, and ends with 0 when interrupted', async () => {
    const kubeconfig = path.join(folder, 'config');
    const manifest = path.join(folder, 'map.yaml');
    writeFileSync(manifest, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {key: value}\n');
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const { child, ended, line } = start(
        ['--nodes', '3', '--speed=max', '--kubeconfig', kubeconfig, manifest],
        'node',
      );
      const ready = JSON.parse(await line);
      assert.deepEqual(Object.keys(ready), ['ready', 'kubeconfig', 'server', 'dns']);
      assert.deepEqual([ready.ready, ready.kubeconfig], [true, kubeconfig]);
      assert.match(ready.dns, /^127\.0\.0\.1:\d+$/);
      assert.match(ready.server, /^https:\/\/127\.0\.0\.1:\d+$/);
      assert.equal(statSync(kubeconfig).mode & 0o777, 0o600);
      const config = new KubeConfig();
      config.loadFromFile(kubeconfig);
      const api = config.makeApiClient(CoreV1Api);
      assert.equal((await api.listNode()).items.length, 3);
      assert.deepEqual((await api.readNamespacedConfigMap({ name: 'm', namespace: 'default' })).data, { key: 'value' });
      child.kill(signal);
      const { code, stdout } = await ended;
      assert.equal(code, 0);
      assert.equal(stdout.trim().split('\n').length, 1, 'nothing else on standard output');
    }
  });

  it('runs by npm, and takes its own kubeconfig with it', async () => {
    const { child, ended, line } = start(['--port', '0'], 'npm');
    const { kubeconfig } = JSON.parse(await line);
    assert.match(readFileSync(kubeconfig, 'utf8'), /current-context: pod-labs/);
    child.kill('SIGTERM');
    assert.equal((await ended).code, 0);
    assert.ok(!existsSync(kubeconfig));
  });

  it('ends with 2 and a clear error where it is used wrongly', async () => {
    const foreign = path.join(folder, 'foreign');
    writeFileSync(foreign, 'apiVersion: v1\nkind: Config\n');
    const wrong: [string[], RegExp][] = [
      [['--speed', 'fast'], /--speed fast: a number above 0/],
      [['no-such-file.yaml'], /the path "no-such-file.yaml" does not exist/],
      [['--kubeconfig', foreign], /is another kubeconfig/],
    ];
    for (const [args, message] of wrong) {
      const { code, stdout, stderr } = await start(args, 'node').ended;
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, message);
    }
  });
});

describe('the command line of the headless cluster', () => {
  it('is read', () => {
    const defaults = { port: 0, dnsPort: 0, nodes: 1, seed: 1, speed: 1, manifests: [] };
    assert.deepEqual(parseCommandLine([]), defaults);
    assert.deepEqual(
      parseCommandLine([
        '--port=8443',
        '--dns-port',
        '53',
        '--nodes',
        '5',
        '--seed',
        '7',
        '--speed',
        '2.5',
        'a',
        '-',
        'b',
      ]),
      { port: 8443, dnsPort: 53, nodes: 5, seed: 7, speed: 2.5, manifests: ['a', '-', 'b'] },
    );
    assert.deepEqual(parseCommandLine(['--speed', 'max', '--kubeconfig', 'k']), {
      ...defaults,
      speed: Number.POSITIVE_INFINITY,
      kubeconfig: 'k',
    });
    assert.equal(parseCommandLine(['--help']), 'help');
  });

  it('is refused where it is wrong', () => {
    const wrong = [
      ['--nodes', '0'],
      ['--nodes', '101'],
      ['--nodes', 'many'],
      ['--port', '65536'],
      ['--port', '-1'],
      ['--port'],
      ['--seed', '1.5'],
      ['--speed', '0'],
      ['--speed', ''],
      ['--dns-port', 'x'],
      ['--unknown'],
      ['-x'],
      ['--port', '1', '--port', '2'],
    ];
    for (const args of wrong) {
      const parsed = parseCommandLine(args);
      assert.ok(parsed !== 'help' && 'problem' in parsed, args.join(' '));
    }
  });
});
