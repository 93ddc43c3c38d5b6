import assert from 'node:assert/strict';
import { PodRun, script } from './podRun.ts';

const exec = (...command: string[]) => ({ exec: { command } });
const unhealthy = (run: PodRun) => run.events.filter((event) => event.startsWith('Unhealthy'));

describe("a kubelet's probes", () => {
  it('restart a container that is no longer alive, as the documentation shows', () => {
    const run = new PodRun({
      containers: [
        script('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600', {
          livenessProbe: { ...exec('cat', '/tmp/healthy'), initialDelaySeconds: 5, periodSeconds: 5 },
        }),
      ],
    });
    run.secondsUntil(() => run.events.some((event) => event.startsWith('Killing')), 60);
    const elapsed = run.cluster.timeline.nowMs / 1000 - 60;
    assert.ok(elapsed >= 40 && elapsed <= 47, `${elapsed} s`);
    assert.equal(run.status()?.restartCount, 0);
    assert.deepEqual(unhealthy(run), [
      "Unhealthy x3 Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n",
    ]);
    assert.ok(run.events.includes('Killing x1 Container app failed liveness probe, will be restarted'));
    // A shell that is process 1 does not hear SIGTERM: the grace period passes.
    const seconds = run.secondsUntil(() => run.status()?.restartCount === 1, 40);
    assert.ok(seconds >= 29.5 && seconds <= 31.5, `${seconds} s`);
    assert.equal(run.status()?.lastState?.terminated?.exitCode, 137);
    const again = run.secondsUntil(() => run.status()?.restartCount === 2, 100);
    assert.ok(again >= 74 && again <= 76, `${again} s`);
  });

  it('use the grace period of the probe for its kill', () => {
    const run = new PodRun({
      terminationGracePeriodSeconds: 600,
      containers: [
        script('sleep 1000', {
          livenessProbe: { ...exec('false'), periodSeconds: 1, failureThreshold: 1, terminationGracePeriodSeconds: 4 },
        }),
      ],
    });
    run.secondsUntil(() => run.events.some((event) => event.startsWith('Killing')), 10);
    const seconds = run.secondsUntil(() => run.status()?.restartCount === 1, 10);
    assert.ok(seconds >= 3.9 && seconds <= 5, `${seconds} s`);
  });

  it('leave the others alone until the startup probe has succeeded', () => {
    const slow = 'sleep 25; touch /tmp/up; sleep 1000';
    const livenessProbe = { ...exec('test', '-f', '/tmp/up'), periodSeconds: 5, failureThreshold: 1 };
    const killed = new PodRun({ containers: [script(slow, { livenessProbe })] });
    killed.runSeconds(60);
    assert.ok((killed.status()?.restartCount ?? 0) > 0);

    const startupProbe = { ...exec('test', '-f', '/tmp/up'), periodSeconds: 5, failureThreshold: 10 };
    const saved = new PodRun({ containers: [script(slow, { livenessProbe, startupProbe })] });
    saved.runSeconds(20);
    assert.equal(saved.status()?.started, false);
    assert.equal(saved.condition('Ready'), 'False ContainersNotReady');
    saved.runSeconds(40);
    assert.equal(saved.status()?.started, true);
    assert.equal(saved.status()?.restartCount, 0);
    assert.equal(saved.condition('Ready'), 'True');
    assert.deepEqual(unhealthy(saved), ['Unhealthy x5 Startup probe failed: ']);
  });

  it('restart a container that does not start in time', () => {
    const startupProbe = { ...exec('false'), periodSeconds: 2, failureThreshold: 3 };
    const run = new PodRun({ containers: [script('trap exit TERM; while true; do sleep 1; done', { startupProbe })] });
    run.runSeconds(12);
    assert.ok(run.events.some((event) => event.endsWith('Container app failed startup probe, will be restarted')));
    assert.ok((run.status()?.restartCount ?? 0) >= 1);
  });

  it('take a container out of service and back, by their thresholds', () => {
    const run = new PodRun({
      containers: [
        script('touch /tmp/ok; sleep 20; rm /tmp/ok; sleep 20; touch /tmp/ok; sleep 1000', {
          readinessProbe: {
            ...exec('test', '-f', '/tmp/ok'),
            periodSeconds: 5,
            failureThreshold: 2,
            successThreshold: 2,
          },
        }),
      ],
    });
    run.secondsUntil(() => run.condition('Ready') === 'True', 15);
    const lost = run.secondsUntil(() => run.condition('Ready') !== 'True', 60);
    assert.ok(lost >= 15 && lost <= 30, `${lost} s`);
    assert.equal(run.condition('ContainersReady'), 'False ContainersNotReady');
    assert.equal(run.status()?.started, true);
    run.secondsUntil(() => run.condition('Ready') === 'True', 60);
    assert.equal(run.status()?.restartCount, 0);
  });

  it('are made at once when a container has started, whatever their period', () => {
    const run = new PodRun({
      containers: [script('sleep 1000', { readinessProbe: { ...exec('true'), periodSeconds: 60 } })],
    });
    const seconds = run.secondsUntil(() => run.condition('Ready') === 'True', 30);
    assert.ok(seconds < 3, `${seconds} s`);
  });

  it('say nothing of a container where they cannot be made', () => {
    const run = new PodRun({
      containers: [
        script('sleep 1000', {
          livenessProbe: { httpGet: { port: 'web' }, periodSeconds: 1, failureThreshold: 1 },
          readinessProbe: { ...exec('no-such-program'), periodSeconds: 1, failureThreshold: 1 },
        }),
      ],
    });
    run.runSeconds(30);
    assert.equal(run.status()?.restartCount, 0);
    const said = unhealthy(run).join('\n');
    const errored = 'probe errored and resulted in unknown state:';
    assert.ok(said.includes(`Liveness ${errored} strconv.Atoi: parsing "web": invalid syntax`), said);
    assert.match(said, /"no-such-program": executable file not found in \$PATH/);
    assert.match(said, /x\d \(combined from similar events\): /);
  });

  it('fail when nobody listens, when a command takes too long, and where nobody speaks gRPC', () => {
    const run = new PodRun({
      containers: [
        script('sleep 1000', {
          ports: [{ name: 'web', containerPort: 8080 }],
          livenessProbe: {
            tcpSocket: { port: 8081 },
            periodSeconds: 3600,
            failureThreshold: 10,
            initialDelaySeconds: 2,
          },
          readinessProbe: { httpGet: { port: 'web', path: 'healthz' }, periodSeconds: 3600 },
        }),
        script('sleep 1000', {
          name: 'other',
          livenessProbe: { ...exec('sleep', '5'), periodSeconds: 3600, timeoutSeconds: 2 },
          readinessProbe: { grpc: { port: 9090 }, periodSeconds: 3600 },
        }),
      ],
    });
    run.runSeconds(3700);
    const { podIP } = run.pod?.status ?? {};
    const said = run.events.map((event) => event.replace(/x\d+ /, ''));
    for (const text of [
      `Unhealthy Readiness probe failed: Get "http://${podIP}:8080/healthz": dial tcp ${podIP}:8080: connect: connection refused`,
      `Unhealthy Liveness probe failed: dial tcp ${podIP}:8081: connect: connection refused`,
      'Unhealthy Liveness probe failed: command timed out: "sleep 5" timed out after 2s',
      `Unhealthy Readiness probe failed: timeout: failed to connect service "${podIP}:9090" within 1s: context deadline exceeded`,
    ]) {
      assert.ok(said.includes(text), `${text} is not among\n${said.join('\n')}`);
    }
  });

  it('of a sidecar hold up the next init container', () => {
    const run = new PodRun({
      initContainers: [
        script('sleep 8; touch /tmp/up; sleep 1000', {
          name: 'proxy',
          restartPolicy: 'Always',
          startupProbe: { ...exec('test', '-f', '/tmp/up'), periodSeconds: 1, failureThreshold: 30 },
        }),
        script('sleep 1', { name: 'setup' }),
      ],
      containers: [script('sleep 1000')],
    });
    run.runSeconds(7);
    assert.ok(run.status('proxy')?.state?.running);
    assert.ok(run.status('setup')?.state?.waiting);
    assert.equal(run.condition('Initialized'), 'False ContainersNotInitialized');
    run.runSeconds(8);
    assert.equal(run.status('setup')?.state?.terminated?.exitCode, 0);
    assert.ok(run.status('app')?.state?.running);
  });

  it('of readiness go on while the Pod ends, the others do not', () => {
    const run = new PodRun({
      containers: [
        script('touch /tmp/ok; trap "rm /tmp/ok" TERM; while true; do sleep 1; done', {
          readinessProbe: { ...exec('test', '-f', '/tmp/ok'), periodSeconds: 1, failureThreshold: 1 },
          livenessProbe: { ...exec('test', '-f', '/tmp/ok'), periodSeconds: 1, failureThreshold: 1 },
        }),
      ],
    });
    run.secondsUntil(() => run.condition('Ready') === 'True', 10);
    run.delete();
    run.runSeconds(10);
    assert.equal(run.condition('Ready'), 'False ContainersNotReady');
    assert.ok(run.status()?.state?.running);
    assert.ok(!run.events.some((event) => event.includes('Liveness')));
  });

  it('write nothing while nothing changes', () => {
    const probe = { ...exec('true'), periodSeconds: 1 };
    const run = new PodRun({
      containers: [script('sleep 100000', { livenessProbe: probe, readinessProbe: probe, startupProbe: probe })],
    });
    run.runSeconds(10);
    const { revision } = run.cluster;
    const { resourceVersion } = run.pod?.metadata ?? {};
    run.runSeconds(120);
    assert.equal(run.pod?.metadata?.resourceVersion, resourceVersion);
    assert.ok(run.cluster.revision - revision < 60, 'only Leases and such');
  });
});
