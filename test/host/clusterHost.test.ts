import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ClusterHost, type ClusterHostOptions } from '../../src/vscode/clusterHost.ts';
import type { Edge } from '../../src/vscode/edge.ts';
import { closeEditors, until, workspaceFolder } from './sandbox.ts';

// A host of its own beside the extension's, with a storage that the tests can look into.
describe('the cluster of a window', function () {
  this.timeout(60_000);
  const { fs } = vscode.workspace;
  const { joinPath } = vscode.Uri;
  let storage: vscode.Uri;
  let kept: Map<string, unknown>;
  const hosts: ClusterHost[] = [];

  beforeEach(() => {
    storage = joinPath(workspaceFolder(), 'storage', String(Date.now()));
    kept = new Map();
  });
  afterEach(async () => {
    for (const host of hosts.splice(0)) host.dispose();
    await closeEditors();
  });

  const attempt: Edge['run'] = async (_what, action) => {
    try {
      return await action();
    } catch {
      return undefined;
    }
  };
  const log = { info() {}, warn() {}, error() {}, debug() {} } as unknown as vscode.LogOutputChannel;
  function window(options: ClusterHostOptions = {}, storageUri: vscode.Uri | undefined = storage): ClusterHost {
    const workspaceState = {
      get: (key: string, otherwise: unknown) => kept.get(key) ?? otherwise,
      update: async (key: string, value: unknown) => void kept.set(key, value),
    };
    const context = { storageUri, workspaceState } as unknown as vscode.ExtensionContext;
    const host = new ClusterHost(context, { log, run: attempt, quietly: attempt }, options);
    hosts.push(host);
    return host;
  }
  const create = async (host: ClusterHost, name: string) => {
    const path = '/api/v1/namespaces/default/configmaps';
    const { code } = (await host.running?.client.send({ method: 'POST', path, body: { metadata: { name } } })) ?? {};
    assert.equal(code, 201);
  };
  const has = async (host: ClusterHost, name: string) => {
    const path = `/api/v1/namespaces/default/configmaps/${name}`;
    return (await host.running?.client.send({ method: 'GET', path }))?.code === 200;
  };
  const files = async () => {
    try {
      return (await fs.readDirectory(storage)).map(([name]) => name).sort();
    } catch {
      return [];
    }
  };
  const write = (name: string, text: string) => fs.writeFile(joinPath(storage, name), new TextEncoder().encode(text));
  const elapsed = (host: ClusterHost) => host.running?.control.time().elapsedMs ?? 0;

  it('keeps its time, its speed and its pause without a word of farewell', async () => {
    const before = window();
    const { control } = await before.start();
    await create(before, 'mine');
    control.setSpeed(60);
    await until('a minute', () => elapsed(before) > 60_000);
    control.pause();
    const stoodAtMs = elapsed(before);
    await until('the moment is kept', async () => {
      const file = joinPath(storage, 'cluster.moment.json');
      const text = new TextDecoder().decode(await Promise.resolve(fs.readFile(file)).catch(() => new Uint8Array()));
      return text.includes(`"atMs":${stoodAtMs},`) && text.includes('"paused":true');
    });
    const after = window();
    await after.start();
    assert.deepEqual(after.running?.control.time(), before.running?.control.time());
    assert.ok(await has(after, 'mine'));
  });

  it('goes back to an earlier moment with another cluster that was never told of the rest', async () => {
    const host = window();
    const { control, client } = await host.start();
    control.pause();
    await create(host, 'early');
    await control.advance(10_000);
    await create(host, 'late');
    const gone: string[] = [];
    host.running?.onGone((why) => gone.push(String(why)));
    assert.equal(await control.rewind(5_000), true);
    assert.equal(gone.length, 1);
    assert.notEqual(host.running?.client, client);
    assert.deepEqual([elapsed(host), host.running?.control.time().paused], [5_000, true]);
    assert.deepEqual([await has(host, 'early'), await has(host, 'late')], [true, false]);
  });

  it('writes before it returns where the host can, when the window closes', async () => {
    const written = new Map<string, string>();
    const host = window({ writeNow: (file, text) => void written.set(file.path.split('/').at(-1) ?? '', text) });
    await host.start();
    await create(host, 'last');
    void host.close();
    assert.match(written.get('cluster.jsonl') ?? '', /"last"/);
    assert.match(written.get('cluster.moment.json') ?? '', /"inputs":1/);
  });

  it('puts a journal aside that cannot be read, and begins anew', async () => {
    await write('cluster.jsonl', 'this is no journal');
    const host = window();
    await host.start();
    await create(host, 'new');
    await until('the new journal', async () => (await files()).includes('cluster.jsonl'));
    const damaged = new TextDecoder().decode(await fs.readFile(joinPath(storage, 'cluster.damaged.jsonl')));
    assert.equal(damaged, 'this is no journal');
  });

  it('starts where the kept journal cannot even be read', async () => {
    await fs.createDirectory(joinPath(storage, 'cluster.jsonl'));
    const host = window();
    await host.start();
    assert.equal(host.state, 'running');
    await host.close();
  });

  it('asks before it replays what did not come to its end the last time', async () => {
    const first = window();
    await first.start();
    await create(first, 'mine');
    await first.close();
    kept.set('podLabs.replaying', true);
    const cancelled = window({ askToBringBack: async () => undefined });
    await assert.rejects(cancelled.start());
    assert.equal(cancelled.state, 'stopped');
    const again = window({ askToBringBack: async () => 'bringBack' });
    await again.start();
    assert.ok(await has(again, 'mine'));
    assert.equal(kept.get('podLabs.replaying'), false);
    await again.close();
    kept.set('podLabs.replaying', true);
    const anew = window({ askToBringBack: async () => 'startAnew' });
    await anew.start();
    assert.equal(await has(anew, 'mine'), false);
    assert.ok((await files()).includes('cluster.damaged.jsonl'));
  });

  it('keeps nothing without a folder', async () => {
    const memoryOnly = { storageUri: undefined };
    const host = new ClusterHost(
      {
        ...memoryOnly,
        globalStorageUri: storage,
        workspaceState: { get: () => false, update: async () => {} },
      } as never,
      { log, run: attempt, quietly: attempt },
    );
    hosts.push(host);
    await host.start();
    await create(host, 'mine');
    await host.stop();
    assert.deepEqual(await files(), []);
  });

  it('starts, stops and resets one after the other', async () => {
    const host = window();
    const [first] = await Promise.all([host.start(), host.stop(), host.start(), host.reset(), host.stop()]);
    assert.equal(host.state, 'stopped');
    await assert.rejects(first.client.send({ method: 'GET', path: '/api' }), /The practice cluster was stopped\./);
    const started = host.start();
    void host.reset();
    const second = host.start();
    assert.notEqual(await started, await second);
    assert.equal(host.running, await second);
  });

  it('tells who waits why the cluster goes', async () => {
    const host = window();
    const { client } = await host.start();
    const told = new Promise((resolve) => {
      const request = { method: 'GET', path: '/api/v1/pods', query: { watch: 'true' } } as const;
      void client.open(request, { onChunk: () => {}, onEnd: resolve });
    });
    await host.reset();
    assert.deepEqual(await told, { error: 'The practice cluster was reset.' });
  });
});
