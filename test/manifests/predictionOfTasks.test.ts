import assert from 'node:assert/strict';
import { both, deployment, has, linesOf, predicted, sentencesOf, service } from './predicted.ts';

describe('prediction of tasks and sizes', () => {
  describe('with Jobs', () => {
    const job = (lists: string) => `apiVersion: batch/v1
kind: Job
metadata: {name: work}
spec:
  backoffLimit: 1
  template:
    spec:
      restartPolicy: Never
${lists.replace(/^/gm, '      ')}
`;
    const work = `{name: work, image: 'busybox:1.36', command: [sh, -c, 'sleep 5; echo done']}`;
    const helper = `name: ship, image: 'busybox:1.36', command: [sh, -c, 'while true; do date; sleep 1; done']`;

    it('that never end, for a sidecar among the containers', () => {
      const prediction = predicted(job(`containers:\n- ${work}\n- {${helper}}`));
      has(
        prediction,
        'metadata.name error job-never-ends: never completes: ship goes on',
        'spec.template.spec.containers[1].name error job-never-ends: keeps the Job from completing',
      );
      assert.deepEqual(prediction.limits, ['Not everything had come to rest when the trial ended, after 11 min.']);
    });

    it('that end, with a native sidecar', () => {
      const prediction = predicted(
        job(`initContainers:\n- {${helper}, restartPolicy: Always}\ncontainers:\n- ${work}`),
      );
      assert.match(sentencesOf(prediction)[0] ?? '', /^Job work: completes after \d+ s$/);
      assert.deepEqual(
        prediction.notes.filter(({ severity }) => severity !== 'info').map(({ title }) => title),
        [],
      );
    });

    it('that fail', () => {
      const prediction = predicted(
        job(`containers:\n- {name: work, image: 'busybox:1.36', command: [sh, -c, 'exit 3']}`),
      );
      assert.match(sentencesOf(prediction)[0] ?? '', /^Job work: fails after \d+ s: BackoffLimitExceeded$/);
      has(prediction, 'spec.template.spec.containers[0].name error crash: exit code 3');
    });

    it('of a CronJob, which is run at once', () => {
      const prediction = predicted(`apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: '30 2 * * *'
  jobTemplate:
    spec:
      template:
        spec: {restartPolicy: Never, containers: [${work}]}
`);
      has(prediction, 'spec.schedule info cron-next: next run in 14 h: Tue 2026-01-06 02:30 UTC');
      assert.match(linesOf(prediction).join('\n'), /info job-completes: its Job completes after [\d.]+ s/);
    });
  });

  describe('with autoscalers', () => {
    const hpa = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 10
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
`;
    const php = (requests: string) =>
      deployment(`{name: web, image: registry.k8s.io/hpa-example, resources: {${requests}}}`, 1);
    const load = { requestsPerSecond: 20, service: { namespace: 'default', name: 'web' } };

    it('that scale for a chosen load', () => {
      const prediction = predicted(both(php('requests: {cpu: 200m}, limits: {cpu: 500m}'), service, hpa), { load });
      assert.match(sentencesOf(prediction)[2] ?? '', /web: 6 replicas at 20 requests\/s \(1 → .*6\)$/);
      assert.match(linesOf(prediction).join('\n'), /spec\.ports info load: 20 requests\/s: all answered/);
    });

    it('that know nothing without requests', () => {
      const prediction = predicted(both(php(''), service, hpa));
      has(prediction, 'metadata.name error hpa-unknown: <unknown>: missing request for cpu in container web');
    });

    it('that have no target', () => {
      const prediction = predicted(hpa);
      assert.match(
        linesOf(prediction)[0] ?? '',
        /^spec\.scaleTargetRef\.name error hpa-target: no target: deployments\/scale\.apps "web" not found$/,
      );
    });
  });
});
