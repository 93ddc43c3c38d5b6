import { checkDiagnostics } from '../markedYaml.ts';

const hpa = (spec: string) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
${spec}`;

describe('advice/hpa-target-kind', () => {
  it('is given for kinds without replicas', () => {
    for (const [kind, mark] of [
      ['DaemonSet', '^^^^^^^^^'],
      ['Job', '^^^'],
    ]) {
      checkDiagnostics(
        hpa(`  scaleTargetRef:
    apiVersion: apps/v1
    kind: ${kind}
          ${mark} advice/hpa-target-kind: A ${kind} cannot be scaled
    name: web
  maxReplicas: 5
`),
      );
    }
  });

  it('is not given for those with replicas, and for what only a cluster knows', () => {
    for (const kind of ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'GameServerFleet']) {
      checkDiagnostics(
        hpa(
          `  scaleTargetRef: { apiVersion: apps/v1, kind: ${kind}, name: web }\n  minReplicas: 2\n  maxReplicas: 5\n`,
        ),
      );
    }
  });
});

describe('advice/hpa-without-range', () => {
  const target = '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n';
  it('is given where nothing is left to decide, also with the default minimum of 1', () => {
    const mark = (words: string) => `               ^ advice/hpa-without-range: ${words}\n`;
    checkDiagnostics(hpa(`${target}  minReplicas: 3\n  maxReplicas: 3\n${mark('both 3')}`));
    checkDiagnostics(hpa(`${target}  maxReplicas: 1\n${mark('both 1')}`));
  });

  it('is not given where there is a range', () => {
    checkDiagnostics(hpa(`${target}  minReplicas: 1\n  maxReplicas: 2\n`));
    checkDiagnostics(hpa(`${target}  maxReplicas: 2\n`));
  });
});

const cronJob = (schedule: string) => `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "${schedule}"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: report, image: "example.com/report:1" }]
`;

describe('advice/cron-two-days', () => {
  it('is given where both kinds of days are named', () => {
    const schedule = '0 8 13 * 5';
    const line = `  schedule: "${schedule}"\n`;
    const mark = `            ${'^'.repeat(schedule.length + 2)} advice/cron-two-days: fits one of them\n`;
    checkDiagnostics(cronJob(schedule).replace(line, `${line}${mark}`));
  });

  it('is not given where one of them is a star, or the text is no schedule', () => {
    for (const schedule of ['0 8 13 * *', '0 8 * * 5', '@weekly', '*/5 * * * *', '@every 1h']) {
      checkDiagnostics(cronJob(schedule));
    }
  });
});

const budget = (spec: string) => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
${spec}`;

describe('advice/budget-without-room', () => {
  it('is given where no Pod may ever be away', () => {
    checkDiagnostics(
      budget(`  maxUnavailable: 0
                  ^ advice/budget-without-room: kubectl drain waits for ever
`),
    );
    checkDiagnostics(
      budget(`  minAvailable: 100%
                ^^^^ advice/budget-without-room: kubectl drain waits for ever
`),
    );
  });

  it('is not given where one may', () => {
    for (const spec of ['maxUnavailable: 1', 'maxUnavailable: 10%', 'minAvailable: 2', 'minAvailable: 90%']) {
      checkDiagnostics(budget(`  ${spec}\n`));
    }
  });
});
