import assert from 'node:assert/strict';
import type { Job, Pod } from '../../../src/api/generated/objects.ts';
import { workingCluster } from './workingCluster.ts';

const path = '/apis/batch/v1/namespaces/default/jobs';

/** A cluster with one Job whose containers run a line of shell. */
function withJob(script: string, spec: object = {}, podSpec: object = {}) {
  const working = workingCluster();
  const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sh', '-c', script] }];
  working.create(path, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'work' },
    spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers, ...podSpec } } },
  });
  const job = () => working.get<Job>(`${path}/work`);
  const conditions = () =>
    (job().status?.conditions ?? []).map(
      ({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`,
    );
  return {
    ...working,
    job,
    conditions,
    jobEvents: () => working.eventsOf('Job', 'work').map((text) => text.replace(/work-.*/, 'x')),
  };
}

/** The seconds at which the Job's Pods came. */
function births(pods: readonly Pod[]): number[] {
  const times = pods.map(({ metadata }) => Date.parse(metadata?.creationTimestamp ?? '')).sort((a, b) => a - b);
  return times.map((time) => (time - Date.UTC(2026, 0, 5, 9)) / 1000);
}

describe('Jobs', () => {
  it('run until enough Pods have succeeded, not more of them at once than they may', () => {
    const { cluster, job, conditions, pods, jobEvents } = withJob('sleep 5', { completions: 3, parallelism: 2 });
    cluster.advanceBy(3_000);
    assert.deepEqual(
      [job().status?.active, job().status?.ready, job().status?.terminating, job().status?.uncountedTerminatedPods],
      [2, 2, 0, {}],
    );
    cluster.advanceBy(60_000);
    const { active, succeeded, failed, ready, completionTime } = job().status ?? {};
    assert.deepEqual([active, succeeded, failed, ready], [undefined, 3, undefined, 0]);
    assert.ok(completionTime);
    const reached = 'True CompletionsReached: Reached expected number of succeeded pods';
    assert.deepEqual(conditions(), [`SuccessCriteriaMet ${reached}`, `Complete ${reached}`]);
    assert.deepEqual(jobEvents(), [...Array(3).fill('SuccessfulCreate: Created pod: x'), 'Completed: Job completed']);
    assert.ok(pods().every(({ metadata }) => metadata.finalizers === undefined));
  });

  it('back off longer after each failure, and give up at their limit', () => {
    const { cluster, job, conditions, pods, jobEvents } = withJob('exit 1', { backoffLimit: 3 });
    cluster.advanceBy(200_000);
    const times = births(pods());
    assert.equal(times.length, 4);
    const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    for (const [i, least] of [10, 20, 40].entries()) {
      assert.ok((waits[i] ?? 0) >= least && (waits[i] ?? 0) <= least + 3, `wait ${i}: ${waits[i]} s`);
    }
    assert.equal(job().status?.failed, 4);
    const reached = 'True BackoffLimitExceeded: Job has reached the specified backoff limit';
    assert.deepEqual(conditions(), [`FailureTarget ${reached}`, `Failed ${reached}`]);
    assert.equal(jobEvents().at(-1), 'BackoffLimitExceeded: Job has reached the specified backoff limit');
  });

  it('end with their deadline, when their Pods are gone', () => {
    const { cluster, job, conditions, pods, jobEvents } = withJob('sleep 1000', { activeDeadlineSeconds: 20 });
    cluster.advanceBy(22_000);
    assert.equal(job().status?.terminating, 1);
    const past = 'True DeadlineExceeded: Job was active longer than specified deadline';
    assert.deepEqual(conditions(), [`FailureTarget ${past}`]);
    cluster.advanceBy(60_000);
    assert.deepEqual(conditions(), [`FailureTarget ${past}`, `Failed ${past}`]);
    assert.deepEqual([job().status?.failed, job().status?.terminating, pods().length], [1, 0, 0]);
    assert.deepEqual(jobEvents(), [
      'SuccessfulCreate: Created pod: x',
      'SuccessfulDelete: Deleted pod: x',
      'DeadlineExceeded: Job was active longer than specified deadline',
    ]);
  });

  it('give each Pod its index', () => {
    const { cluster, job, pods } = withJob('test "$JOB_COMPLETION_INDEX" != 9 && hostname', {
      completionMode: 'Indexed',
      completions: 5,
      parallelism: 3,
    });
    cluster.advanceBy(60_000);
    assert.deepEqual([job().status?.succeeded, job().status?.completedIndexes], [5, '0-4']);
    const third = pods().find(({ spec }) => spec?.hostname === 'work-3');
    assert.match(third?.metadata.name ?? '', /^work-3-[a-z0-9]{5}$/);
    const key = 'batch.kubernetes.io/job-completion-index';
    assert.deepEqual([third?.metadata.labels?.[key], third?.metadata.annotations?.[key]], ['3', '3']);
    assert.deepEqual(third?.spec?.containers[0]?.env, [
      {
        name: 'JOB_COMPLETION_INDEX',
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${key}']` } },
      },
    ]);
  });

  it('count failures for each index where they are told to', () => {
    const { cluster, job, conditions } = withJob('test "$JOB_COMPLETION_INDEX" != 1', {
      completionMode: 'Indexed',
      completions: 3,
      parallelism: 3,
      backoffLimitPerIndex: 1,
    });
    cluster.advanceBy(120_000);
    const { succeeded, failed, completedIndexes, failedIndexes } = job().status ?? {};
    assert.deepEqual([succeeded, failed, completedIndexes, failedIndexes], [2, 2, '0,2', '1']);
    assert.equal(conditions().at(-1), 'Failed True FailedIndexes: Job has failed indexes');
  });

  it('stop at too many failed indexes', () => {
    const { cluster, conditions } = withJob('exit 1', {
      completionMode: 'Indexed',
      completions: 6,
      parallelism: 2,
      backoffLimitPerIndex: 0,
      maxFailedIndexes: 1,
    });
    cluster.advanceBy(120_000);
    const message = 'Job has exceeded the specified maximal number of failed indexes';
    assert.equal(conditions().at(-1), `Failed True MaxFailedIndexesExceeded: ${message}`);
  });

  it('succeed by the indexes that count', () => {
    const { cluster, job, conditions } = withJob('test "$JOB_COMPLETION_INDEX" = 0 || sleep 1000', {
      completionMode: 'Indexed',
      completions: 3,
      parallelism: 3,
      successPolicy: { rules: [{ succeededIndexes: '0' }] },
    });
    cluster.advanceBy(120_000);
    const met = 'True SuccessPolicy: Matched rules at index 0';
    assert.deepEqual(conditions(), [`SuccessCriteriaMet ${met}`, `Complete ${met}`]);
    assert.deepEqual(
      [job().status?.succeeded, job().status?.completedIndexes, job().status?.active],
      [1, '0', undefined],
    );
  });

  it('fail at once where an exit code says that there is no use', () => {
    const rules = [{ action: 'FailJob', onExitCodes: { containerName: 'app', operator: 'In', values: [42] } }];
    const { cluster, conditions, pods } = withJob('exit 42', { podFailurePolicy: { rules } });
    cluster.advanceBy(60_000);
    assert.equal(pods().length, 1);
    const name = pods()[0]?.metadata.name;
    const message = `Container app for pod default/${name} failed with exit code 42 matching FailJob rule at index 0`;
    assert.equal(conditions().at(-1), `Failed True PodFailurePolicy: ${message}`);
  });

  it('do not count what the policy ignores', () => {
    const rules = [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [42] } }];
    const { cluster, job, pods } = withJob('exit 42', { podFailurePolicy: { rules }, backoffLimit: 0 });
    cluster.advanceBy(60_000);
    assert.equal(job().status?.failed, undefined);
    assert.ok(pods().length >= 2);
  });

  it('pause and go on', () => {
    const { cluster, job, conditions, pods, patch, jobEvents } = withJob('sleep 30', { suspend: true });
    cluster.advanceBy(5_000);
    assert.deepEqual([pods().length, job().status?.startTime], [0, undefined]);
    assert.deepEqual(conditions(), ['Suspended True JobSuspended: Job suspended']);
    patch(`${path}/work`, { spec: { suspend: false } });
    cluster.advanceBy(100_000);
    assert.equal(job().status?.succeeded, 1);
    assert.equal(conditions()[0], 'Suspended False JobResumed: Job resumed');
    assert.deepEqual(jobEvents(), [
      'Suspended: Job suspended',
      'SuccessfulCreate: Created pod: x',
      'Resumed: Job resumed',
      'Completed: Job completed',
    ]);
  });

  it('that are suspended lose their Pods', () => {
    const { cluster, job, pods, patch } = withJob('sleep 1000');
    cluster.advanceBy(10_000);
    patch(`${path}/work`, { spec: { suspend: true } });
    cluster.advanceBy(60_000);
    assert.deepEqual([pods().length, job().status?.active, job().status?.terminating], [0, undefined, 0]);
  });

  it('leave nothing behind when they are deleted', () => {
    const { cluster, pods, send } = withJob('sleep 1000', { parallelism: 2 });
    cluster.advanceBy(10_000);
    send('DELETE', `${path}/work`, { propagationPolicy: 'Background' });
    cluster.advanceBy(60_000);
    assert.equal(pods().length, 0);
  });

  it('end where a sidecar is native, and never where it is an ordinary container', () => {
    const sidecar = { name: 'log', image: 'busybox:1.36', command: ['sleep', '100000'] };
    const native = withJob('sleep 5', {}, { initContainers: [{ ...sidecar, restartPolicy: 'Always' }] });
    native.cluster.advanceBy(120_000);
    assert.equal(native.job().status?.succeeded, 1);
    const app = { name: 'app', image: 'busybox:1.36', command: ['sleep', '5'] };
    const ordinary = withJob('', {}, { containers: [app, sidecar] });
    ordinary.cluster.advanceBy(3_600_000);
    assert.deepEqual([ordinary.job().status?.succeeded, ordinary.job().status?.active], [undefined, 1]);
  });
});
