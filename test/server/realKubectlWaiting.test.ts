import assert from 'node:assert/strict';
import { deploymentText, KubectlBench, mapText, podText } from './kubectlBench.ts';

describe('the real kubectl waits', function () {
  this.timeout(60_000);
  let kubectl: KubectlBench;
  before(async function () {
    this.timeout(180_000);
    kubectl = await KubectlBench.open();
    // It does not listen to SIGTERM.
    kubectl.write('pod.yaml', podText.replace('exit 0', ''));
    kubectl.write('map.yaml', mapText);
    kubectl.write('web.yaml', deploymentText);
  });
  beforeEach(async () => {
    await kubectl.prints('apply -f pod.yaml');
    await kubectl.prints('wait pod/p --for=condition=Ready --timeout=20s');
  });
  after(async () => {
    await kubectl.close();
    assert.deepEqual(kubectl.bench.mistakes, []);
  });

  it('for conditions, values, creation and deletion', async () => {
    assert.equal(await kubectl.prints('wait pod/p --for=jsonpath={.status.phase}=Running'), 'pod/p condition met\n');
    assert.equal(await kubectl.prints('wait pod/p --for=jsonpath={.status.podIP}'), 'pod/p condition met\n');
    const created = kubectl.run('wait configmap/m --for=create --timeout=20s');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await kubectl.prints('create -f map.yaml');
    assert.equal((await created).stdout, 'configmap/m condition met\n');
    const gone = kubectl.run('wait cm/m --for=delete --timeout=20s');
    await kubectl.prints('delete cm m');
    assert.equal((await gone).exitCode, 0);
    assert.equal(await kubectl.prints('wait pod/nobody --for=delete --timeout=1s'), '');
    const late = await kubectl.fails(1, 'wait pod/p --for=delete --timeout=1s');
    // Its informer may log that its watch was short.
    assert.match(late, /(^|\n)error: timed out waiting for the condition on pods\/p\n$/);
    const nobody = await kubectl.fails(1, 'wait pod -l app=nobody --for=condition=Ready');
    assert.equal(nobody, 'error: no matching resources found\n');
  });

  it('while Pods end with and without grace', async () => {
    assert.equal(
      await kubectl.prints('delete pod p --grace-period=20 --wait=false'),
      'pod "p" deleted from default namespace\n',
    );
    const period = await kubectl.prints('get pod p -o jsonpath={.metadata.deletionGracePeriodSeconds}');
    assert.equal(period, '20');
    const forced = await kubectl.run('delete pod p --force --grace-period=0');
    assert.match(forced.stderr, /^Warning: Immediate deletion does not wait for confirmation/);
    assert.equal(forced.stdout, 'pod "p" force deleted from default namespace\n');
    await kubectl.prints('apply -f pod.yaml');
    await kubectl.prints('wait pod/p --for=condition=Ready --timeout=20s');
    assert.equal(await kubectl.prints('delete pod p --now'), 'pod "p" deleted from default namespace\n');
    assert.match(await kubectl.fails(1, 'get pod p'), /^Error from server \(NotFound\): pods "p" not found\n$/);
  });

  it('for what depends on what is deleted, as --cascade says', async () => {
    for (const [cascade, left] of [
      ['orphan', 'configmap/child'],
      ['background', ''],
      ['foreground', ''],
    ]) {
      await kubectl.prints('create -f web.yaml');
      const uid = await kubectl.prints('get deploy web -o jsonpath={.metadata.uid}');
      const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid, blockOwnerDeletion: true };
      const child = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'child', ownerReferences: [owner] } };
      await kubectl.run('create -f -', [], { stdin: JSON.stringify(child) });
      await kubectl.prints(`delete deploy web --cascade=${cascade}`);
      if (left === '') await kubectl.prints('wait cm/child --for=delete --timeout=20s');
      assert.equal((await kubectl.prints('get cm child -o name --ignore-not-found')).trim(), left);
      await kubectl.prints('delete cm child --ignore-not-found');
    }
  });

  it('until an object has lost its finalizers', async () => {
    const held = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'held', finalizers: ['example.com/hold'] } };
    await kubectl.run('create -f -', [], { stdin: JSON.stringify(held) });
    const deleted = kubectl.run('delete cm held');
    await kubectl.prints('wait cm/held --for=jsonpath={.metadata.deletionTimestamp} --timeout=10s');
    await kubectl.prints('patch cm held --type=json -p', '[{"op":"remove","path":"/metadata/finalizers"}]');
    assert.equal((await deleted).exitCode, 0);
  });

  it('for changes and prints them', async () => {
    const watch = (flags: string, interruptAt: string) => kubectl.run(`get cm -w ${flags}`, [], { interruptAt });
    const watches = [
      watch('-o name', 'configmap/m\nconfigmap/m\n'),
      watch('-A --output-watch-events', 'DELETED'),
      watch('--watch-only', '\nm '),
      watch('-o jsonpath={.data.a};', ';1;1;'),
    ];
    // Nothing tells when a kubectl that prints nothing yet has begun to watch.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await kubectl.prints('create -f map.yaml');
    await kubectl.prints('delete -f map.yaml');
    const [names, events, only, paths] = (await Promise.all(watches)).map(({ stdout }) => stdout);
    assert.equal(names, 'configmap/kube-root-ca.crt\nconfigmap/m\nconfigmap/m\n');
    assert.match(events ?? '', /^EVENT +NAMESPACE +NAME +DATA +AGE\nADDED +default +kube-root-ca.crt +1 /);
    assert.match(events ?? '', /\nADDED +default +m +2 +\S+\nDELETED +default +m +2 +\S+\n$/);
    assert.match(only ?? '', /^NAME +DATA +AGE\nm +2 /);
    assert.match(paths ?? '', /^;1;1;/);
  });

  it('for no container to debug with, which the server adds', async () => {
    const target = 'debug p --image=busybox:1.36 --profile=general --attach=false';
    assert.equal((await kubectl.run(`${target} -c shell --target=app -- sleep 1`)).exitCode, 0);
    const [container] = JSON.parse(await kubectl.prints('get pod p -o jsonpath={.spec.ephemeralContainers}'));
    assert.equal(container.name, 'shell');
    assert.equal(container.targetContainerName, 'app');
    assert.equal(container.imagePullPolicy, 'IfNotPresent');
    assert.equal(container.terminationMessagePath, '/dev/termination-log');
    await kubectl.prints(`${target} --copy-to=copy --container=app -- sleep 100`);
    const command = await kubectl.prints('get pod copy -o jsonpath={.spec.containers[0].command}');
    assert.equal(command, '["sleep","100"]');
    await kubectl.prints('delete pod copy --now');
  });
});
