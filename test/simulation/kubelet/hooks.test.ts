import assert from 'node:assert/strict';
import { PodRun, script } from './podRun.ts';

/** Ends at once on SIGTERM. */
const polite = 'trap "echo bye; exit 0" TERM; while true; do sleep 1; done';
const sleeping = (seconds: number) => ({ exec: { command: ['sleep', `${seconds}`] } });

/** Seconds from the deletion of a running Pod until it is gone. */
function secondsToEnd(run: PodRun): number {
  run.secondsUntil(() => run.condition('Ready') === 'True', 30);
  run.delete();
  return run.secondsUntil(() => run.pod === undefined, 200);
}

function between(seconds: number, low: number, high: number): void {
  assert.ok(seconds >= low && seconds <= high, `${seconds} s, not from ${low} to ${high}`);
}

describe("a kubelet's hooks", () => {
  it('preStop comes before the stop signal', () => {
    between(secondsToEnd(new PodRun({ containers: [script(polite)] })), 0, 2.5);
    const run = new PodRun({ containers: [script(polite, { lifecycle: { preStop: sleeping(5) } })] });
    between(secondsToEnd(run), 5, 7.5);
    const asleep = new PodRun({ containers: [script(polite, { lifecycle: { preStop: { sleep: { seconds: 8 } } } })] });
    between(secondsToEnd(asleep), 8, 10.5);
  });

  it('preStop is taken from the grace period, and two more seconds are given to one that overruns it', () => {
    const terminationGracePeriodSeconds = 10;
    const deaf = { containers: [script('sleep 1000', { lifecycle: { preStop: sleeping(4) } })] };
    between(secondsToEnd(new PodRun({ terminationGracePeriodSeconds, ...deaf })), 10, 11);
    const long = { containers: [script('sleep 1000', { lifecycle: { preStop: sleeping(100) } })] };
    between(secondsToEnd(new PodRun({ terminationGracePeriodSeconds, ...long })), 12, 13);
  });

  it('preStop that fails is told, and the container ends all the same', () => {
    const preStop = { exec: { command: ['sh', '-c', 'exit 3'] } };
    const run = new PodRun({ containers: [script(polite, { lifecycle: { preStop } })] });
    between(secondsToEnd(run), 0, 3);
    assert.ok(run.events.includes('FailedPreStopHook x1 PreStopHook failed'), run.events.join('\n'));
    const unknown = new PodRun({
      containers: [script(polite, { lifecycle: { preStop: { tcpSocket: { port: 80 } } } })],
    });
    between(secondsToEnd(unknown), 0, 3);
    assert.ok(unknown.events.includes('FailedPreStopHook x1 PreStopHook failed'));
  });

  it('preStop is not run when a container ends by itself', () => {
    const preStop = { exec: { command: ['touch', '/data/hook'] } };
    const run = new PodRun({
      restartPolicy: 'Never',
      volumes: [{ name: 'data', emptyDir: {} }],
      containers: [
        script('sleep 3', { lifecycle: { preStop }, volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
        script('sleep 6; ls /data', { name: 'look', volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
      ],
    });
    run.runSeconds(15);
    assert.equal(run.pod?.status?.phase, 'Succeeded');
    const log = run.cluster.send({
      method: 'GET',
      path: '/api/v1/namespaces/default/pods/web/log',
      query: { container: 'look' },
    });
    assert.deepEqual([log.code, log.body], [200, '']);
  });

  it('postStart keeps a container from running until it is done', () => {
    const run = new PodRun({ containers: [script('sleep 1000', { lifecycle: { postStart: sleeping(6) } })] });
    run.runSeconds(5);
    assert.deepEqual(run.status()?.state, { waiting: { reason: 'ContainerCreating' } });
    run.runSeconds(5);
    assert.ok(run.status()?.state?.running);
    assert.equal(run.condition('Ready'), 'True');
  });

  it('postStart that fails ends the container, which is started again', () => {
    const postStart = { exec: { command: ['sh', '-c', 'echo no >&2; exit 1'] } };
    const run = new PodRun({ containers: [script(polite, { lifecycle: { postStart } })] });
    run.runSeconds(5);
    assert.ok(run.events.includes('FailedPostStartHook x2 PostStartHook failed'), run.events.join('\n'));
    assert.ok(run.events.includes('Killing x2 FailedPostStartHook'));
    const { message = '' } = run.status()?.state?.waiting ?? {};
    assert.match(
      message,
      /back-off 10s|^Exec lifecycle hook \(\[sh -c echo no >&2; exit 1\]\) for Container "app" in Pod "web_default\(.*\)" failed - error: command 'sh -c echo no >&2; exit 1' exited with 1: no\n, message: "no\\n"$/,
    );
    run.runSeconds(100);
    assert.ok((run.status()?.restartCount ?? 0) >= 2);
    assert.equal(run.status()?.state?.waiting?.reason, 'CrashLoopBackOff');
  });

  it('postStart is broken off when the Pod is ended', () => {
    const run = new PodRun({ containers: [script(polite, { lifecycle: { postStart: { sleep: { seconds: 25 } } } })] });
    run.runSeconds(5);
    run.delete();
    between(
      run.secondsUntil(() => run.pod === undefined, 40),
      0,
      3,
    );
    assert.equal(run.cluster.timeline.pendingWork, 0);
  });

  it('HTTP hooks are content with any answer, and fail without one', () => {
    const postStart = { httpGet: { port: 8080, path: '/warm' } };
    const run = new PodRun({ containers: [script(polite, { lifecycle: { postStart } })] });
    run.runSeconds(5);
    assert.ok(run.events.includes('FailedPostStartHook x2 PostStartHook failed'), run.events.join('\n'));
  });
});
