import assert from 'node:assert/strict';
import { PodRun, script } from './podRun.ts';

const deaf = 'sleep 100000';

function between(seconds: number, low: number, high: number): void {
  assert.ok(seconds >= low && seconds <= high, `${seconds} s, not from ${low} to ${high}`);
}

function running(spec: ConstructorParameters<typeof PodRun>[0]): PodRun {
  const run = new PodRun(spec);
  run.secondsUntil(() => run.condition('Ready') === 'True', 30);
  return run;
}

describe('the end of a Pod', () => {
  it('takes the whole grace period where a process ignores SIGTERM', () => {
    const run = running({ containers: [script(deaf)] });
    run.delete();
    run.runSeconds(29);
    assert.ok(run.status()?.state?.running);
    between(
      run.secondsUntil(() => run.pod === undefined, 10),
      1,
      2,
    );
  });

  it('shows how the process ended', () => {
    const exitOf = (text: string) => {
      const run = running({ containers: [script(text)] });
      run.delete();
      let exitCode: number | undefined;
      run.secondsUntil(() => {
        exitCode = run.status()?.state?.terminated?.exitCode ?? exitCode;
        return run.pod === undefined;
      }, 40);
      return exitCode;
    };
    assert.equal(exitOf(deaf), 137);
    assert.equal(exitOf('trap "exit 143" TERM; while true; do sleep 1; done'), 143);
    assert.equal(exitOf('trap "exit 0" TERM; while true; do sleep 1; done'), 0);
  });

  it('comes sooner with a shorter grace period, given at once or later', () => {
    const now = running({ containers: [script(deaf)] });
    now.delete(1);
    between(
      now.secondsUntil(() => now.pod === undefined, 10),
      2,
      3,
    );
    const later = running({ containers: [script(deaf)] });
    later.delete();
    later.runSeconds(5);
    later.delete(3);
    between(
      later.secondsUntil(() => later.pod === undefined, 30),
      3,
      4,
    );
    const forced = running({ containers: [script(deaf)] });
    forced.delete(0);
    assert.equal(forced.pod, undefined);
  });

  it('of a Pod whose image is still being pulled is at once, and nobody knows of its container', () => {
    const run = new PodRun({ containers: [script(deaf, { image: 'nginx:1.27' })] });
    run.runSeconds(2);
    run.delete();
    let last: unknown;
    between(
      run.secondsUntil(() => {
        last = run.status()?.state?.terminated ?? last;
        return run.pod === undefined;
      }, 10),
      0,
      2,
    );
    assert.deepEqual(last, {
      exitCode: 137,
      reason: 'ContainerStatusUnknown',
      message: 'The container could not be located when the pod was terminated',
    });
  });

  it('of a Pod in its init containers leaves the others as they were', () => {
    const run = new PodRun({ initContainers: [script(deaf, { name: 'setup' })], containers: [script(deaf)] });
    run.runSeconds(5);
    run.delete(4);
    let states: unknown[] = [];
    run.secondsUntil(() => {
      if (run.pod?.status?.phase === 'Failed') states = run.statuses.map(({ state }) => Object.keys(state ?? {})[0]);
      return run.pod === undefined;
    }, 10);
    assert.deepEqual(states, ['terminated', 'waiting']);
  });

  it('ends sidecars after the others, in reverse order', () => {
    const stops = (name: string) => `trap "sleep 2; exit 0" TERM; while true; do sleep 1; done # ${name}`;
    const sidecar = (name: string) => script(stops(name), { name, restartPolicy: 'Always' });
    const run = running({ initContainers: [sidecar('first'), sidecar('second')], containers: [script(stops('app'))] });
    run.delete();
    const ended: string[] = [];
    run.secondsUntil(() => {
      for (const { name, state } of run.statuses) if (state?.terminated && !ended.includes(name)) ended.push(name);
      return run.pod === undefined;
    }, 40);
    assert.equal(run.events.filter((event) => event.startsWith('Killing')).length, 3);
  });

  it('comes when the Pod has been active for too long', () => {
    const run = running({ activeDeadlineSeconds: 20, terminationGracePeriodSeconds: 5, containers: [script(deaf)] });
    run.runSeconds(15);
    assert.equal(run.pod?.status?.phase, 'Running');
    run.secondsUntil(() => run.pod?.status?.phase === 'Failed', 15);
    between(run.cluster.timeline.nowMs / 1000 - 60, 24.9, 26.5);
    const { reason, message } = run.pod?.status ?? {};
    assert.equal(reason, 'DeadlineExceeded');
    assert.equal(message, 'Pod was active on the node longer than the specified deadline');
    assert.ok(run.events.includes(`DeadlineExceeded x1 ${message}`));
    assert.equal(run.condition('Ready'), 'False PodFailed');
    assert.equal(run.status()?.state?.terminated?.exitCode, 137);
  });

  it('of an active deadline can be brought forward', () => {
    const run = running({ activeDeadlineSeconds: 1000, terminationGracePeriodSeconds: 1, containers: [script(deaf)] });
    const body = { spec: { activeDeadlineSeconds: 10 } };
    const contentType = 'application/merge-patch+json';
    const path = '/api/v1/namespaces/default/pods/web';
    assert.equal(run.cluster.send({ method: 'PATCH', path, contentType, body }).code, 200);
    run.runSeconds(15);
    assert.equal(run.pod?.status?.phase, 'Failed');
  });
});
