import assert from 'node:assert/strict';
import { ClaimCluster, podText } from './claimCluster.ts';

describe('claims of the documentation on looking into Pods', () => {
  it('C362 C364 describe and the log of an init container that has ended', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'initContainers: [{name: i, image: "busybox:1.36", command: [echo, done]}]' }));
    assert.match(
      await on.ok('describe pod a'),
      / {2}i:\n[\s\S]*?State: +Terminated\n +Reason: +Completed\n +Exit Code: +0\n[\s\S]*?Ready: +True\n +Restart Count: +0\n[\s\S]*?\nContainers:/,
    );
    assert.equal(await on.ok('logs a -c i'), 'done');
  });

  it('C370 the log of the life before', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { command: 'date +%s; sleep 3; exit 1' }), 8);
    const [now, before] = [await on.ok('logs a'), await on.ok('logs a --previous')];
    assert.ok(Number(now) > Number(before), `${now} ${before}`);
  });

  it('C082 C084 C373 C374 a container for debugging is added, never restarted, and stays', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    const said = await on.ok('debug a --image=busybox:1.36 --profile=general -- sh -c "exit 3"');
    assert.match(said, /Defaulting debug container name to debugger-[a-z0-9]{5}\./);
    on.wait(30);
    const described = await on.ok('describe pod a');
    assert.match(
      described,
      /Ephemeral Containers:\n +debugger-[\s\S]*?State: +Terminated[\s\S]*?Exit Code: +3[\s\S]*?Ready: +False\n +Restart Count: +0/,
    );
    assert.match(await on.ok('get pod a'), /1\/1 +Running +0/);
    const remove = '[{"op":"remove","path":"/spec/ephemeralContainers/0"}]';
    assert.match(
      await on.refused(`patch pod a --subresource ephemeralcontainers --type json -p '${remove}'`),
      /may not be removed|Forbidden/,
    );
    assert.match(await on.refused(`patch pod a --type json -p '${remove}'`), /Forbidden|may not/);
  });

  it('C372 a command that is not in the image', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    assert.match(
      await on.refused('exec a -- nothing-here'),
      /exec: "nothing-here": executable file not found in \$PATH/,
    );
  });

  it('C399 C401 C402 exec takes the first container, its environment, and leaves it running', async () => {
    const on = new ClaimCluster();
    const text = podText('a', { container: 'env: [{name: WHO, value: me}]' });
    await on.apply(`${text}  - {name: b, image: "busybox:1.36", command: [sleep, "1000"]}\n`);
    assert.match(await on.ok("exec a -- sh -c 'echo $WHO; exit 0'"), /Defaulted container "app" out of: app, b\nme/);
    assert.match(await on.ok('get pod a'), /2\/2 +Running +0/);
  });

  it('C336 C340 processes that containers see', async () => {
    const on = new ClaimCluster();
    const other = '  - {name: b, image: "busybox:1.36", command: [sleep, "2000"]}\n';
    await on.apply(podText('a') + other);
    await on.apply(podText('s', { spec: 'shareProcessNamespace: true' }) + other);
    assert.doesNotMatch(await on.ok('exec a -c app -- ps'), /sleep 2000|\/pause/);
    assert.match(await on.ok('exec s -c app -- ps'), /^ +1 \S+ +\S+ \/pause$[\s\S]*sleep 2000/m);
  });

  it('C094 the end by a limit of memory is no disruption', async () => {
    const on = new ClaimCluster();
    const container = 'resources: {limits: {memory: 20Mi}}';
    await on.apply(podText('a', { spec: 'restartPolicy: Never', container, command: 'tail /dev/zero' }));
    assert.match(await on.ok('get pod a'), /OOMKilled/);
    assert.equal(await on.field('pod a', '.status.conditions[?(@.type=="DisruptionTarget")].reason'), '');
  });

  it('C054 C354 a Pod with a finalizer stays in Terminating', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a').replace('{name: a,', '{name: a, finalizers: [example.com/wait],'));
    await on.ok('delete pod a --wait=false');
    on.wait(300);
    assert.equal(await on.field('pod a', '.status.phase'), 'Failed');
    await on.ok('patch pod a -p \'{"metadata":{"finalizers":null}}\'');
    assert.match(await on.refused('get pod a'), /NotFound/);
  });
});
