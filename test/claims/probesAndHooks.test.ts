import assert from 'node:assert/strict';
import { ClaimCluster, podText } from './claimCluster.ts';

const events = (on: ClaimCluster) => on.ok('get events -o custom-columns=R:.reason,C:.count,M:.message --no-headers');
const exec = (command: string, more = '') => `{exec: {command: [sh, -c, ${JSON.stringify(command)}]}${more}}`;
const restarts = (on: ClaimCluster) => on.field('pod a', '.status.containerStatuses[0].restartCount');
const ready = (on: ClaimCluster) => on.field('pod a', '.status.containerStatuses[0].ready');

describe('claims of the documentation on probes and hooks', () => {
  it('C289 defaults of probes', async () => {
    const on = new ClaimCluster();
    await on.apply(
      podText('a', { container: 'livenessProbe: {tcpSocket: {port: 80}}\nreadinessProbe: {httpGet: {port: 80}}' }),
      0,
    );
    const probe = JSON.parse(await on.field('pod a', '.spec.containers[0].readinessProbe'));
    assert.deepEqual(probe, {
      httpGet: { path: '/', port: 80, scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    });
  });

  it('C039 C290 C291 C300 C311 what is refused', async () => {
    const on = new ClaimCluster();
    const wrong: [string, RegExp][] = [
      [
        'livenessProbe: {exec: {command: [ls]}, successThreshold: 2}',
        /livenessProbe\.successThreshold: Invalid value: 2: must be 1/,
      ],
      [
        'startupProbe: {exec: {command: [ls]}, successThreshold: 2}',
        /startupProbe\.successThreshold: Invalid value: 2: must be 1/,
      ],
      [
        'readinessProbe: {exec: {command: [ls]}, terminationGracePeriodSeconds: 5}',
        /must not be set for readinessProbes/,
      ],
      ['livenessProbe: {exec: {command: [ls]}, terminationGracePeriodSeconds: 0}', /must be greater than 0/],
      ['livenessProbe: {exec: {command: [ls]}, tcpSocket: {port: 80}}', /may not specify more than 1 handler type/],
      ['livenessProbe: {periodSeconds: 5}', /must specify a handler type/],
      [
        'livenessProbe: {grpc: {port: name}}',
        /json: cannot unmarshal string into Go struct field GRPCAction|cannot unmarshal string/,
      ],
      [
        'lifecycle: {preStop: {exec: {command: [ls]}, sleep: {seconds: 1}}}',
        /may not specify more than 1 handler type/,
      ],
    ];
    for (const [container, words] of wrong) assert.match(await on.applyRefused(podText('x', { container })), words);
  });

  it('C295 C296 C297 the liveness probe of the documentation', async () => {
    const on = new ClaimCluster();
    const container = 'livenessProbe: {exec: {command: [cat, /tmp/healthy]}, initialDelaySeconds: 5, periodSeconds: 5}';
    const command = 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600';
    await on.apply(podText('a', { container, command }), 38);
    assert.equal(await restarts(on), '0');
    assert.match(
      await events(on),
      /Unhealthy +[12] +Liveness probe failed: cat: can't open '\/tmp\/healthy': No such file or directory/,
    );
    on.wait(12);
    assert.equal(await restarts(on), '1');
    assert.match(await events(on), /Killing +1 +Container app failed liveness probe, will be restarted/);
  });

  it('C043 C044 C306 readiness takes a container out of service and does not end it', async () => {
    const on = new ClaimCluster();
    const container = `readinessProbe: ${exec('test -f /tmp/ok', ', periodSeconds: 2, failureThreshold: 1')}`;
    await on.apply(podText('a', { container }), 8);
    assert.equal(await ready(on), 'false');
    await on.ok('exec a -- touch /tmp/ok');
    on.wait(5);
    assert.equal(await ready(on), 'true');
    await on.ok('exec a -- rm /tmp/ok');
    on.wait(5);
    assert.deepEqual([await ready(on), await restarts(on)], ['false', '0']);
  });

  it('C045 C294 a startup probe comes first; `started` tells', async () => {
    const on = new ClaimCluster();
    const container = `startupProbe: ${exec('test -f /tmp/up', ', periodSeconds: 4, failureThreshold: 30')}
livenessProbe: ${exec('exit 1', ', initialDelaySeconds: 5, periodSeconds: 1, failureThreshold: 1')}`;
    await on.apply(podText('a', { container, command: 'sleep 20; touch /tmp/up; sleep 1000' }), 15);
    const started = () => on.field('pod a', '.status.containerStatuses[0].started');
    assert.deepEqual([await started(), await ready(on), await restarts(on)], ['false', 'false', '0']);
    assert.doesNotMatch(await events(on), /Liveness/);
    on.wait(20);
    assert.match(await events(on), /Killing +1 +Container app failed liveness probe, will be restarted/);
  });

  it('C041 C299 a TCP probe needs an open port only', async () => {
    const on = new ClaimCluster();
    const probe = 'readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}';
    await on.apply(
      podText('a', { container: probe, command: 'sleep 10; while true; do nc -l -p 8080 < /dev/null; done' }),
      6,
    );
    assert.equal(await ready(on), 'false');
    assert.match(
      await events(on),
      /Readiness probe failed: dial tcp 10\.244\.\d+\.\d+:8080: connect: connection refused/,
    );
    on.wait(10);
    assert.equal(await ready(on), 'true');
  });

  it('C305 the grace period of a probe wins over that of the Pod', async () => {
    const on = new ClaimCluster();
    const container = `livenessProbe: ${exec('exit 1', ', periodSeconds: 1, failureThreshold: 1, terminationGracePeriodSeconds: 3')}`;
    await on.apply(podText('a', { container }).replace('Seconds: 1\n', 'Seconds: 600\n'), 10);
    assert.notEqual(await restarts(on), '0');
  });

  it('C307 C308 postStart runs beside the entrypoint, and the container waits for it', async () => {
    const on = new ClaimCluster();
    const container = `lifecycle: {postStart: ${exec('sleep 5; echo hook >> /tmp/said')}}`;
    await on.apply(podText('a', { container, command: 'echo main >> /tmp/said; sleep 1000' }), 4);
    assert.match(await on.ok('get pod a'), /0\/1 +ContainerCreating/);
    on.wait(6);
    assert.match(await on.ok('get pod a'), /1\/1 +Running/);
    assert.equal(await on.ok('exec a -- cat /tmp/said'), 'main\nhook');
  });

  it('C312 hooks that fail tell it, and a failed postStart ends the container', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { container: `lifecycle: {postStart: ${exec('exit 3')}}` }), 8);
    assert.match(await events(on), /FailedPostStartHook +\d+ +PostStartHook failed/);
    assert.notEqual(await restarts(on), '0');
    await on.apply(podText('b', { container: `lifecycle: {preStop: ${exec('exit 3')}}` }));
    await on.ok('delete pod b');
    assert.match(await events(on), /FailedPreStopHook +1 +PreStopHook failed/);
  });

  it('C310 preStop is not run when the container ends by itself', async () => {
    const on = new ClaimCluster();
    const spec = 'restartPolicy: Never\nvolumes: [{name: v, emptyDir: {}}]';
    const container = `volumeMounts: [{name: v, mountPath: /v}]\nlifecycle: {preStop: ${exec('touch /v/hook')}}`;
    const other =
      '  - {name: b, image: "busybox:1.36", command: [sleep, "1000"], volumeMounts: [{name: v, mountPath: /v}]}\n';
    await on.apply(podText('a', { spec, container, command: 'sleep 2' }) + other, 10);
    assert.equal(await on.ok('exec a -c b -- ls /v'), '');
  });

  it('C335 the pull policy by default', async () => {
    const on = new ClaimCluster();
    for (const [image, policy] of [
      ['nginx', 'Always'],
      ['nginx:latest', 'Always'],
      ['nginx:1.27', 'IfNotPresent'],
      [`nginx@sha256:${'a'.repeat(64)}`, 'IfNotPresent'],
    ]) {
      await on.ok(`run a --image=${image}`);
      assert.equal(await on.field('pod a', '.spec.containers[0].imagePullPolicy'), policy, image);
      await on.ok('delete pod a --force');
    }
  });

  it('C330 a pull secret that is not there is told, and the pull goes on', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'imagePullSecrets: [{name: none}]' }));
    assert.match(
      await events(on),
      /FailedToRetrieveImagePullSecret +\d+ +Unable to retrieve some image pull secrets \(none\); attempting to pull the image may not succeed\./,
    );
    assert.match(await on.ok('get pod a'), /1\/1 +Running/);
  });
});
