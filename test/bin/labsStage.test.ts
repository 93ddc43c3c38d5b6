import assert from 'node:assert/strict';
import { EmbeddedStage } from '../../src/bin/embeddedStage.ts';
import { wordsOf } from '../../src/labs/commandReader.ts';
import { makeNamespace, namespaceState, namespacesOf, removeNamespaces } from '../../src/labs/labCluster.ts';
import { bringTo, prepareLab } from '../../src/labs/stage.ts';
import { labOf } from '../labs/labText.ts';
import { folder, soundLab } from '../labs/provenLab.ts';

const lab = labOf(soundLab);
const stageOf = (of = lab): EmbeddedStage => new EmbeddedStage(of, async (path) => folder[path] ?? '');

describe('a stage without an editor', () => {
  it('begins as the lab wants: its files, its Namespace, its Nodes, its set-up', async () => {
    const big = labOf(soundLab.replace('cluster:', 'cluster:\n  nodes: 3'));
    const stage = stageOf(big);
    await prepareLab(big, stage);
    assert.deepEqual([...stage.files.keys()], ['web.yaml', 'given.yaml']);
    const nodes = await stage.context.kubectl(['get', 'nodes', '-o', 'name']);
    assert.equal(nodes.stdout.trim().split('\n').length, 3);
    const given = await stage.context.kubectl(['get', 'configmap', 'given', '-o', 'jsonpath={.metadata.namespace}']);
    assert.equal(given.stdout, 'shop');
  });

  it('adds Nodes where there are too few, and takes none away', async () => {
    const stage = stageOf();
    await prepareLab({ ...lab, cluster: { nodes: 3, namespaces: [], setup: [] } }, stage);
    const nodes = async (): Promise<string[]> =>
      (await stage.context.kubectl(['get', 'nodes', '-o', 'name'])).stdout.trim().split('\n');
    assert.deepEqual(await nodes(), ['node/lab-node-1', 'node/lab-node-2', 'node/node-1']);
    await prepareLab({ ...lab, cluster: { nodes: 1, namespaces: [], setup: [] } }, stage);
    assert.equal((await nodes()).length, 3);
  });

  it('makes a Namespace anew once the old one has gone', async () => {
    const stage = stageOf();
    await makeNamespace('shop', stage);
    await stage.context.kubectl(['run', 'slow', '--image', 'busybox:1.36', '--command', '--', 'sleep', '600']);
    await stage.pass(10_000);
    await stage.context.client.send({ method: 'DELETE', path: '/api/v1/namespaces/shop' });
    assert.equal(await namespaceState('shop', stage.context), 'ending');
    await makeNamespace('shop', stage);
    assert.equal(await namespaceState('shop', stage.context), 'there');
    assert.match((await stage.context.kubectl(['get', 'pods'])).stderr, /No resources found/);
    // One that is there stays as it is.
    await stage.context.kubectl(['create', 'configmap', 'kept']);
    await makeNamespace('shop', stage);
    assert.equal((await stage.context.kubectl(['get', 'configmap', 'kept'])).exitCode, 0);
    await removeNamespaces(['shop'], stage);
    assert.equal(await namespaceState('shop', stage.context), 'gone');
    await removeNamespaces(['shop'], stage);
  });

  it('makes the further Namespaces of a lab with its own, and takes them away with it', async () => {
    const wide = labOf(soundLab.replace('cluster:', 'cluster:\n  namespaces: [stock]'));
    const stage = stageOf(wide);
    await prepareLab(wide, stage);
    assert.deepEqual(namespacesOf(wide), ['shop', 'stock']);
    assert.equal(await namespaceState('stock', stage.context), 'there');
    await removeNamespaces(namespacesOf(wide), stage);
    assert.equal(await namespaceState('shop', stage.context), 'gone');
    assert.equal(await namespaceState('stock', stage.context), 'gone');
  });

  it('comes to a step by the solutions before it, and says which one does not do', async () => {
    const stage = stageOf();
    await bringTo(lab, 'mend-it', stage);
    assert.match(stage.files.get('web.yaml') ?? '', /nginx:1\.27/);
    assert.match((await stage.context.kubectl(['get', 'pod', 'web'])).stderr, /NotFound/);
    const wrong = labOf(soundLab.replace('solutions/web.yaml', 'web.yaml'));
    await assert.rejects(bringTo(wrong, 'mend-it', stageOf(wrong)), {
      message: 'The solution of the step “Start it” does not pass its checks here.',
    });
    const failing = labOf(soundLab.replace('[kubectl get configmap given]', '[kubectl get configmap gone]'));
    await assert.rejects(
      bringTo(failing, 'start-it', stageOf(failing)),
      /^LabError: kubectl get configmap gone failed: .*NotFound/,
    );
  });

  it('runs commands while virtual time goes on, in the lab’s Namespace, with its files', async () => {
    const stage = stageOf();
    await prepareLab(lab, stage);
    const beganMs = stage.context.nowMs();
    const sleep = ['run', 'one', '--image', 'busybox:1.36', '--restart', 'Never', '--command', '--', 'sleep', '20'];
    assert.equal((await stage.context.kubectl(sleep)).exitCode, 0);
    const waited = await stage.context.kubectl(
      wordsOf("kubectl wait pod/one --for=jsonpath='{.status.phase}'=Succeeded --timeout=60s"),
    );
    assert.deepEqual(waited, { stdout: 'pod/one condition met\n', stderr: '', exitCode: 0 });
    const passedMs = stage.context.nowMs() - beganMs;
    assert.ok(passedMs > 20_000 && passedMs < 40_000, String(passedMs));
    const missing = await stage.context.kubectl(['apply', '-f', 'gone.yaml']);
    assert.deepEqual([missing.exitCode, missing.stderr], [1, 'error: the path "gone.yaml" does not exist\n']);
  });

  it('breaks off a command that follows, after so much of the cluster’s time', async () => {
    const stage = stageOf();
    await prepareLab(lab, stage);
    const beganMs = stage.context.nowMs();
    const { exitCode, stdout } = await stage.kubectlFor(['get', 'configmaps', '-w'], 10_000);
    assert.equal(exitCode, 130);
    assert.match(stdout, /^NAME[\s\S]*given/);
    assert.ok(stage.context.nowMs() - beganMs < 11_000);
    await assert.rejects(stage.context.kubectl(['get', 'pods', '-w']), { message: 'kubectl get pods -w does not end' });
  });

  it('plays the same twice in the same way', async () => {
    const times = [];
    for (let run = 0; run < 2; run += 1) {
      const stage = stageOf();
      await bringTo(lab, 'mend-it', stage);
      times.push([stage.context.nowMs(), (await stage.context.kubectl(['get', 'events'])).stdout]);
    }
    assert.deepEqual(times[0], times[1]);
  });
});
