import assert from 'node:assert/strict';
import type { EphemeralContainer } from '../../../src/api/generated/objects.ts';
import { PodRun, script } from './podRun.ts';

const path = '/api/v1/namespaces/default/pods/web';
const contentType = 'application/strategic-merge-patch+json';

function debug(run: PodRun, container: EphemeralContainer): void {
  const body = { spec: { ephemeralContainers: [container] } };
  const patch = { method: 'PATCH', path: `${path}/ephemeralcontainers`, contentType, body } as const;
  const { code, body: answer } = run.cluster.send(patch);
  assert.equal(code, 200, JSON.stringify(answer));
}

describe('ephemeral containers', () => {
  it('run in a Pod that runs, share its network, and are never started again', () => {
    const run = new PodRun({ containers: [{ name: 'app', image: 'nginx:1.27' }] });
    run.secondsUntil(() => run.condition('Ready') === 'True', 10);
    debug(run, { ...script('wget -qO- http://localhost/ | head -n 1; sleep 3; exit 4'), name: 'debugger' });
    run.runSeconds(3);
    const status = run.status('debugger');
    assert.ok(status?.state?.running);
    assert.deepEqual([status?.ready, status?.restartCount, status?.started], [false, 0, undefined]);
    const log = run.cluster.send({ method: 'GET', path: `${path}/log`, query: { container: 'debugger' } });
    assert.equal(log.body, '<!DOCTYPE html>\n');
    run.runSeconds(60);
    assert.equal(run.status('debugger')?.state?.terminated?.exitCode, 4);
    assert.equal(run.status('debugger')?.restartCount, 0);
    assert.equal(run.condition('Ready'), 'True');
    assert.equal(run.pod?.status?.phase, 'Running');
  });

  it('start where the app cannot, and are ended with the Pod', () => {
    const run = new PodRun({ containers: [script('', { image: 'nginx:1.72' })] });
    run.runSeconds(5);
    debug(run, { ...script('trap "exit 0" TERM; while true; do sleep 1; done'), name: 'debugger' });
    run.runSeconds(5);
    assert.ok(run.status('debugger')?.state?.running, JSON.stringify(run.statuses));
    assert.equal(run.pod?.status?.phase, 'Pending');
    run.delete();
    run.secondsUntil(() => run.pod === undefined, 5);
    assert.ok(run.events.includes('Killing x1 Stopping container debugger'), run.events.join('\n'));
  });

  it('wait for an image that cannot be pulled', () => {
    const run = new PodRun({ containers: [script('sleep 1000')] });
    run.secondsUntil(() => run.condition('Ready') === 'True', 10);
    debug(run, { name: 'debugger', image: 'busibox:1.36' });
    run.runSeconds(20);
    assert.equal(run.status('debugger')?.state?.waiting?.reason, 'ImagePullBackOff');
    assert.equal(run.condition('Ready'), 'True');
  });
});
