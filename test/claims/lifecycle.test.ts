import assert from 'node:assert/strict';
import type { Pod } from '../../src/api/generated/objects.ts';
import { ClaimCluster, podText } from './claimCluster.ts';

const pod = async (on: ClaimCluster, name = 'a') => JSON.parse(await on.ok(`get pod ${name} -o json`)) as Pod;
const condition = (on: ClaimCluster, type: string, field = 'status') =>
  on.field('pod a', `.status.conditions[?(@.type=="${type}")].${field}`);
const init = (name: string, command: string, more = '') =>
  `{name: ${name}, image: "busybox:1.36", command: [sh, -c, ${JSON.stringify(command)}]${more}}`;
const inits = (...containers: string[]) => `initContainers: [${containers.join(', ')}]`;
const sidecar = ', restartPolicy: Always';

describe('claims of the documentation on the lifecycle of Pods', () => {
  it('C017 C018 C022 C064 phases and states', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: inits(init('i', 'sleep 5')) }), 4);
    const waiting = await pod(on);
    assert.equal(waiting.status?.phase, 'Pending');
    assert.ok(waiting.status?.initContainerStatuses?.[0]?.state?.running);
    assert.deepEqual(waiting.status?.containerStatuses?.[0]?.state, { waiting: { reason: 'PodInitializing' } });
    on.wait(10);
    const { status } = await pod(on);
    assert.equal(status?.phase, 'Running');
    const ended = status?.initContainerStatuses?.[0];
    assert.deepEqual([ended?.ready, ended?.started, ended?.restartCount, ended?.lastState], [true, false, 0, {}]);
    const { reason, exitCode, startedAt, finishedAt } = ended?.state?.terminated ?? {};
    assert.deepEqual([reason, exitCode], ['Completed', 0]);
    assert.ok(startedAt && finishedAt && startedAt < finishedAt);
  });

  it('C024 restarts wait 10 s, 20 s and so on up to 300 s', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { command: 'exit 1' }), 0);
    const starts: number[] = [];
    let last = '';
    for (let second = 0; second < 1500; second++) {
      const started = await on.field('pod a', '.status.containerStatuses[0].lastState.terminated.startedAt');
      if (started !== '' && started !== last) starts.push(Date.parse(started) / 1000);
      last = started;
      on.wait(1);
    }
    const gaps = starts.slice(1).map((start, i) => start - (starts[i] ?? 0));
    [10, 20, 40, 80, 160, 300, 300].forEach((expected, i) => {
      const gap = gaps[i] ?? 0;
      assert.ok(gap >= expected && gap <= expected + 5, `${gaps}`);
    });
  });

  it('C025 ten good minutes forget the crashes before', async () => {
    const on = new ClaimCluster();
    const command = 'echo >> /v/lives; [ $(wc -l < /v/lives) -eq 4 ] && sleep 660; exit 1';
    const container = 'volumeMounts: [{name: v, mountPath: /v}]';
    await on.apply(podText('a', { spec: 'volumes: [{name: v, emptyDir: {}}]', container, command }), 90);
    const restarts = () => on.field('pod a', '.status.containerStatuses[0].restartCount');
    assert.equal(await restarts(), '3');
    on.wait(625);
    assert.equal(await restarts(), '5');
  });

  it('C035 C036 C037 conditions of a Pod with an init container', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: inits(init('i', 'sleep 5')) }), 4);
    const types = ['PodScheduled', 'PodReadyToStartContainers', 'Initialized', 'ContainersReady', 'Ready'];
    const all = async () => Promise.all(types.map((type) => condition(on, type)));
    assert.deepEqual(await all(), ['True', 'True', 'False', 'False', 'False']);
    assert.equal(await condition(on, 'Initialized', 'message'), 'containers with incomplete status: [i]');
    assert.equal(await condition(on, 'Ready', 'reason'), 'ContainersNotReady');
    on.wait(10);
    assert.deepEqual(await all(), ['True', 'True', 'True', 'True', 'True']);
  });

  it('C036 C037 without init containers Initialized comes first; pulls come after the sandbox', async () => {
    const on = new ClaimCluster();
    await on.ok('run a --image=nginx:1.999');
    on.wait(5);
    assert.equal(await condition(on, 'Initialized'), 'True');
    assert.equal(await condition(on, 'PodReadyToStartContainers'), 'True');
    await on.apply(podText('b', { spec: 'volumes: [{name: v, configMap: {name: none}}]' }), 10);
    const conditions = (await pod(on, 'b')).status?.conditions ?? [];
    const status = (type: string) => conditions.find((one) => one.type === type)?.status;
    assert.deepEqual([status('Initialized'), status('PodReadyToStartContainers')], ['True', 'False']);
  });

  it('C029 C445 C080 a sidecar restarts in a Pod that runs once, and counts in READY', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: `restartPolicy: Never\n${inits(init('s', 'sleep 5; exit 0', sidecar))}` }), 4);
    assert.match(await on.ok('get pod a'), /2\/2 +Running +0/);
    on.wait(5);
    const status = (await pod(on)).status?.initContainerStatuses?.[0];
    assert.deepEqual([status?.restartCount, status?.started, status?.ready], [1, true, true]);
    assert.equal(status?.lastState?.terminated?.reason, 'Completed');
  });

  it('C050 C075 C443 sidecars end after the others, the last first', async () => {
    const on = new ClaimCluster();
    const sayBye = (name: string) =>
      `trap 'echo ${name} > /v/$(ls /v | wc -l); exit 0' TERM; while true; do sleep 1; done`;
    const mount = ', volumeMounts: [{name: v, mountPath: /v}]';
    const spec = `${inits(init('s', sayBye('s'), sidecar + mount), init('t', sayBye('t'), sidecar + mount))}
nodeName: node-1
volumes: [{name: v, hostPath: {path: /said, type: DirectoryOrCreate}}]`;
    const container = 'volumeMounts: [{name: v, mountPath: /v}]';
    const text = podText('a', { spec, container, command: sayBye('app') }).replace('Seconds: 1', 'Seconds: 30');
    await on.apply(text);
    await on.ok('delete pod a');
    const reader = 'nodeName: node-1\nvolumes: [{name: v, hostPath: {path: /said}}]';
    await on.apply(podText('b', { spec: reader, container, command: 'cat /v/*; sleep 1000' }));
    assert.equal(await on.ok('logs b'), 'app\nt\ns');
  });

  it('C047 C048 C054 C313 a hook that takes too long gets two more seconds', async () => {
    const on = new ClaimCluster();
    const container = 'lifecycle: {preStop: {exec: {command: [sleep, "100"]}}}';
    await on.apply(podText('a', { container }).replace('Seconds: 1', 'Seconds: 10'));
    const phases = new Set<string>();
    await on.ok('delete pod a --wait=false');
    let seconds = 0;
    for (; (await on.ok('get pod a --ignore-not-found')) !== ''; seconds++) {
      phases.add(await on.field('pod a', '.status.phase'));
      on.wait(0.5);
    }
    assert.ok(seconds / 2 >= 12 && seconds / 2 <= 14, `${seconds / 2}`);
    assert.match(await on.ok('get events'), /Killing +pod\/a +Stopping container app/);
  });

  it('C049 preStop is not run without a grace period', async () => {
    const on = new ClaimCluster();
    const container = 'lifecycle: {preStop: {exec: {command: [sleep, "100"]}}}';
    await on.apply(podText('a', { container }).replace('Seconds: 1', 'Seconds: 0'));
    await on.ok('delete pod a');
    on.wait(5);
    assert.doesNotMatch(await on.ok('get events'), /PreStop/);
  });

  it('C061 C065 C081 what the kinds of containers may not have', async () => {
    const on = new ClaimCluster();
    const wrong: [string, RegExp][] = [
      [
        init('i', '', ', lifecycle: {preStop: {exec: {command: [ls]}}}'),
        /initContainers\[0\]\.lifecycle: Forbidden: may not be set for init containers/,
      ],
      [init('i', '', ', readinessProbe: {exec: {command: [ls]}}'), /initContainers\[0\]\.readinessProbe: Forbidden/],
      [init('app', ''), /initContainers\[0\]\.name: Duplicate value: "app"/],
    ];
    for (const [container, words] of wrong)
      assert.match(await on.applyRefused(podText('x', { spec: inits(container) })), words);
  });

  it('C070 the time of init containers counts for the active deadline', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: `activeDeadlineSeconds: 10\n${inits(init('i', 'sleep 100'))}` }), 20);
    assert.deepEqual(
      [await on.field('pod a', '.status.phase'), await on.field('pod a', '.status.reason')],
      ['Failed', 'DeadlineExceeded'],
    );
  });

  it('C038 a gate that nobody has opened counts as closed', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'readinessGates: [{conditionType: example.com/ok}]' }));
    assert.deepEqual([await condition(on, 'Ready'), await condition(on, 'ContainersReady')], ['False', 'True']);
    assert.equal(await condition(on, 'Ready', 'reason'), 'ReadinessGatesNotReady');
    assert.equal(
      await condition(on, 'Ready', 'message'),
      'corresponding condition of pod readiness gate "example.com/ok" does not exist.',
    );
  });

  it('C055 terminating Pods that no Node has go at once', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'nodeSelector: {no: where}' }));
    await on.ok('delete pod a');
    assert.match(await on.refused('get pod a'), /NotFound/);
  });

  it('a Pod deleted while its init container runs ends without the others', async () => {
    const on = new ClaimCluster();
    await on.apply(
      podText('a', { spec: inits(init('i', 'sleep 1000'), init('j', 'true')) }).replace('Seconds: 1', 'Seconds: 4'),
      5,
    );
    await on.ok('delete pod a --wait=false');
    on.wait(2);
    assert.match(await on.ok('get pod a'), /0\/1 +(Terminating|Init:0\/2) +0/);
    await on.ok('wait --for=delete pod/a');
    const events = await on.ok('get events');
    assert.match(events, /Stopping container i/);
    assert.doesNotMatch(events, /container:? (j|app)/);
  });

  it('C391 C392 C394 C396 C399 last words', async () => {
    const on = new ClaimCluster();
    await on.apply(
      podText('a', { spec: 'restartPolicy: Never', command: 'echo Sleep expired > /dev/termination-log' }),
    );
    assert.equal(await on.field('pod a', '.status.containerStatuses[0].state.terminated.message'), 'Sleep expired');
    await on.apply(
      podText('b', { container: 'terminationMessagePolicy: FallbackToLogsOnError', command: 'echo oh; exit 1' }),
      6,
    );
    assert.equal(await on.field('pod b', '.status.containerStatuses[0].lastState.terminated.message'), 'oh');
  });
});
