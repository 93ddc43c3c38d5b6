import assert from 'node:assert/strict';
import { ClaimCluster, podText } from './claimCluster.ts';

/** The columns READY, STATUS and RESTARTS of a Pod. */
async function shown(on: ClaimCluster, name = 'a'): Promise<string> {
  return (await on.ok(`get pod ${name} --no-headers`)).split(/\s+/).slice(1, 4).join(' ');
}

/** What is shown, second by second, without repetitions. How long an error shows before its back-off is left open. */
async function shownOverTime(on: ClaimCluster, seconds: number, stepSeconds = 0.25): Promise<string[]> {
  const seen: string[] = [];
  for (let second = 0; second < seconds; second += stepSeconds) {
    const now = await shown(on);
    if (now !== seen.at(-1) && !/Error [1-9]/.test(now)) seen.push(now);
    on.wait(stepSeconds);
  }
  return seen;
}

const init = (name: string, command: string, more = '') =>
  `{name: ${name}, image: "busybox:1.36", command: [sh, -c, ${JSON.stringify(command)}]${more}}`;
const inits = (...containers: string[]) => `initContainers: [${containers.join(', ')}]`;

describe('claims of the documentation on what kubectl get shows of Pods', () => {
  it('C063 C359 C361 init containers are counted, and then the containers start', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: inits(init('i', 'sleep 3'), init('j', 'sleep 3')) }), 0);
    const seen = await shownOverTime(on, 15);
    assert.deepEqual(seen, [
      '0/1 Pending 0',
      '0/1 Init:0/2 0',
      '0/1 Init:1/2 0',
      '0/1 PodInitializing 0',
      '1/1 Running 0',
    ]);
  });

  it('C360 C363 an init container that fails again and again', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: inits(init('i', 'sleep 1; exit 3')) }), 0);
    const seen = await shownOverTime(on, 40);
    assert.deepEqual(seen.slice(0, 6), [
      '0/1 Pending 0',
      '0/1 Init:0/1 0',
      '0/1 Init:Error 0',
      '0/1 Init:0/1 1',
      '0/1 Init:CrashLoopBackOff 1',
      '0/1 Init:0/1 2',
    ]);
    const described = await on.ok('describe pod a');
    assert.match(described, /State: +Waiting\n +Reason: +CrashLoopBackOff/);
    assert.match(described, /Last State: +Terminated\n +Reason: +Error\n +Exit Code: +3/);
    assert.match(described, /Ready: +False\n +Restart Count: +3/);
  });

  it('C059 an init container that fails in a Pod that runs once', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: `restartPolicy: Never\n${inits(init('i', 'exit 3'))}` }));
    assert.equal(await shown(on), '0/1 Init:Error 0');
    assert.equal(await on.field('pod a', '.status.phase'), 'Failed');
    assert.equal(
      await on.field('pod a', '.status.conditions[?(@.type=="Initialized")].reason'),
      'ContainersNotInitialized',
    );
  });

  it('C019 C020 C028 Pods that have run', async () => {
    for (const [policy, code, expected, phase] of [
      ['Never', 0, '0/1 Completed 0', 'Succeeded'],
      ['Never', 2, '0/1 Error 0', 'Failed'],
      ['OnFailure', 0, '0/1 Completed 0', 'Succeeded'],
      ['OnFailure', 2, '0/1 CrashLoopBackOff 2', 'Running'],
      ['Always', 0, '0/1 CrashLoopBackOff 2', 'Running'],
    ]) {
      const on = new ClaimCluster();
      await on.apply(podText('a', { spec: `restartPolicy: ${policy}`, command: `sleep 1; exit ${code}` }), 30);
      assert.equal((await shown(on)).trim(), expected, `${policy} ${code}`);
      assert.equal(await on.field('pod a', '.status.phase'), phase);
    }
  });

  it('C024 C026 C377 a container that crashes', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { command: 'sleep 1; exit 1' }), 0);
    const seen = await shownOverTime(on, 25);
    assert.deepEqual(seen.slice(0, 6), [
      '0/1 Pending 0',
      '0/1 ContainerCreating 0',
      '1/1 Running 0',
      '0/1 Error 0',
      '1/1 Running 1',
      '0/1 CrashLoopBackOff 1',
    ]);
    const described = await on.ok('describe pod a');
    assert.match(
      described,
      /State: +Waiting\n +Reason: +CrashLoopBackOff\n +Last State: +Terminated\n +Reason: +Error\n +Exit Code: +1\n/,
    );
  });

  it('C342 C343 a container that ends well is started again', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { command: 'trap "exit 0" TERM; while true; do sleep 1; done' }), 10);
    await on.ok('exec a -- kill 1');
    const seen = await shownOverTime(on, 10);
    assert.deepEqual(seen, ['1/1 Running 0', '0/1 Completed 0', '1/1 Running 1']);
  });

  it('C021 C417 a Pod that ends is shown as Terminating, and its phase is not', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a').replace('PeriodSeconds: 1', 'PeriodSeconds: 20'));
    await on.ok('delete pod a --wait=false');
    on.wait(5);
    assert.equal(await shown(on), '1/1 Terminating 0');
    assert.equal(await on.field('pod a', '.status.phase'), 'Running');
  });

  it('C329 an image that cannot be pulled', async () => {
    const on = new ClaimCluster();
    await on.ok('run a --image=nginx:1.999');
    const seen = await shownOverTime(on, 40, 0.5);
    assert.deepEqual(seen.slice(0, 5), [
      '0/1 Pending 0',
      '0/1 ContainerCreating 0',
      '0/1 ErrImagePull 0',
      '0/1 ImagePullBackOff 0',
      '0/1 ErrImagePull 0',
    ]);
  });

  it('an image of an init container, a command that is not there, a key that is missing', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: inits('{name: i, image: "busybox:0.0.999"}') }));
    assert.match(await shown(on), /^0\/1 Init:(ImagePullBackOff|ErrImagePull) 0$/);
    await on.ok('run b --image=busybox:1.36 --command -- nothing-here');
    on.wait(4);
    assert.match(await shown(on, 'b'), /^0\/1 (RunContainerError|CrashLoopBackOff) [01]$/);
    await on.apply(podText('c', { container: 'envFrom: [{configMapRef: {name: none}}]' }), 10);
    assert.equal(await shown(on, 'c'), '0/1 CreateContainerConfigError 0');
  });

  it('gates keep a Pod from being scheduled', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'schedulingGates: [{name: example.com/wait}]' }));
    assert.equal(await shown(on), '0/1 SchedulingGated 0');
    await on.ok('patch pod a -p \'{"spec":{"schedulingGates":null}}\'');
    on.wait(20);
    assert.equal(await shown(on), '1/1 Running 0');
  });

  it('a Pod in which some containers have ended is NotReady', async () => {
    const on = new ClaimCluster();
    const second = '  - {name: b, image: "busybox:1.36", command: [sh, -c, "sleep 4; exit 0"]}\n';
    await on.apply(podText('a', { spec: 'restartPolicy: Never' }) + second, 20);
    assert.equal(await shown(on), '1/2 NotReady 0');
    assert.equal(await on.field('pod a', '.status.phase'), 'Running');
    assert.equal(
      await on.field('pod a', '.status.conditions[?(@.type=="Ready")].message'),
      'containers with unready status: [b]',
    );
  });

  it('C248 C249 Pods of a Node that stays off become Terminating, and go with the Node', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'nodeName: node-1' }));
    assert.ok(on.cluster.setNodePower('node-1', 'off'));
    on.wait(60);
    assert.equal(await shown(on), '1/1 Running 0');
    assert.equal(await on.field('pod a', '.status.conditions[?(@.type=="Ready")].status'), 'False');
    on.wait(320);
    assert.equal(await shown(on), '1/1 Terminating 0');
    on.wait(3600);
    assert.equal(await shown(on), '1/1 Terminating 0');
    assert.equal(
      await on.field('pod a', '.status.conditions[?(@.type=="DisruptionTarget")].reason'),
      'DeletionByTaintManager',
    );
    await on.ok('delete node node-1');
    on.wait(120);
    assert.match(await on.refused('get pod a'), /NotFound/);
  });

  it('C249 C250 a Pod of a Node that is off goes by force, or when the Node is back', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'nodeName: node-1' }));
    await on.apply(podText('b', { spec: 'nodeName: node-1' }));
    on.cluster.setNodePower('node-1', 'off');
    await on.ok('delete pod a b --wait=false');
    on.wait(100);
    assert.equal(await shown(on), '1/1 Terminating 0');
    await on.ok('delete pod a --grace-period=0 --force');
    assert.match(await on.refused('get pod a'), /NotFound/);
    on.cluster.setNodePower('node-1', 'on');
    on.wait(60);
    assert.match(await on.refused('get pod b'), /NotFound/);
  });
});
