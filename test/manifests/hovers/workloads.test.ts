import { says, silentOf } from './hoverCheck.ts';

function workload(kind: string, spec: string, apiVersion = 'apps/v1'): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\nspec:\n${spec}`;
}

describe('hover on the shares of a rolling update', () => {
  const deployment = (replicas: number, rolling: string) =>
    workload('Deployment', `  replicas: ${replicas}\n  strategy: { rollingUpdate: { ${rolling} } }\n`);

  it('rounds the surge up and the unavailable ones down', () => {
    says(
      deployment(10, 'maxSur$0ge: 25%, maxUnavailable: 25%'),
      '`maxSurge` `25%` = 3 (rounded up), `maxUnavailable` `25%` = 2 (rounded down)',
      '**at most 13 Pods**, and **at least 8** of them are available',
    );
    says(deployment(3, 'maxSurge: 1, maxUnav$0ailable: 0'), '`maxSurge` 1, `maxUnavailable` 0', 'at most 4 Pods');
    says(deployment(4, 'max$0Surge: 0'), '`maxUnavailable` `25%` = 1 (rounded down)');
  });

  it('knows that both cannot be nothing', () => {
    says(
      deployment(3, 'maxSur$0ge: 0, maxUnavailable: 25%'),
      'one Pod may be unavailable: else there would be no way on',
    );
    silentOf(deployment(3, 'maxSur$0ge: 0, maxUnavailable: 1'), /no way on/);
    silentOf(deployment(3, 'maxSur$0ge: a lot'), /While a rollout runs/);
  });

  it('has no number for a DaemonSet, whose Nodes nobody knows', () => {
    says(
      workload('DaemonSet', '  updateStrategy: { rollingUpdate: { max$0Unavailable: 10% } }\n'),
      '`10%` is rounded **up**: of 3 Nodes 1, of 10 Nodes 1, of 50 Nodes 5',
    );
  });
});

describe('hover on a disruption budget', () => {
  const budget = (spec: string) => workload('PodDisruptionBudget', `  ${spec}\n`, 'policy/v1');

  it('rounds up, for both fields', () => {
    says(budget('min$0Available: 50%'), 'of 1: 0, of 2: 1, of 3: 1, of 5: 2, of 10: 5', '`50%` is rounded **up**');
    says(budget('max$0Unavailable: 50%'), 'of 1: 1, of 2: 1, of 3: 2, of 5: 3, of 10: 5');
    says(budget('min$0Available: 2'), 'of 1: 0, of 2: 0, of 3: 1');
  });

  it('warns of a drain that never ends', () => {
    says(budget('max$0Unavailable: 0'), '`kubectl drain` waits for ever');
    says(budget('min$0Available: 100%'), '`kubectl drain` waits for ever');
    silentOf(budget('min$0Available: 2'), /for ever/);
  });
});

describe('hover on a Job', () => {
  const job = (...lines: string[]) => workload('Job', lines.map((line) => `  ${line}\n`).join(''), 'batch/v1');

  it('counts tries and waits', () => {
    says(job('backoff$0Limit: 4'), 'After **5 failures** in all', '10 s, 20 s, 40 s, 1 min 20 s, together 2 min 30 s');
    says(job('backoff$0Limit: 0'), 'After **1 failure** in all');
    says(job('backoff$0Limit: 8'), '… (at most 10 min)');
    says(job('backoff$0Limit: 2', 'template: { spec: { restartPolicy: OnFailure } }'), 'Restarts of containers count');
  });

  it('counts rounds', () => {
    says(
      job('comple$0tions: 5', 'parallelism: 2'),
      '**5 successes** wanted, at most 2 Pods at a time: at least 3 rounds',
    );
    says(job('completions: 3', 'paral$0lelism: 9', 'completionMode: Indexed'), 'each index from 0 to 2', 'all at once');
    says(job('paral$0lelism: 3'), 'done when one has succeeded and all have ended');
    says(job('paral$0lelism: 0'), 'no Pod starts');
  });

  it('says what its limits of time do', () => {
    says(
      job('activeDeadline$0Seconds: 600'),
      'After **10 min** in all',
      '`DeadlineExceeded`',
      'whatever `backoffLimit` says',
    );
    says(job('ttlSeconds$0AfterFinished: 100'), '**1 min 40 s** after its end the Job is deleted');
  });
});

describe('hover on a StatefulSet', () => {
  const set = (...lines: string[]) => workload('StatefulSet', lines.map((line) => `  ${line}\n`).join(''));

  it('names its Pods, their names in DNS and their claims', () => {
    says(set('repli$0cas: 2'), '2 Pods with fixed names: `web-0` and `web-1`');
    says(set('repli$0cas: 5', 'ordinals: { start: 3 }'), '`web-3`, `web-4` … `web-7`');
    says(
      set('service$0Name: db'),
      '`web-0.db.shop.svc.cluster.local`',
      '**not** made by itself',
      '`web-0.db` is enough',
    );
    says(
      set('replicas: 2', 'volumeClaim$0Templates: [{ metadata: { name: data } }]'),
      '`data-web-0` and `data-web-1`',
      'The claims stay',
    );
  });

  it('says who gets a new template', () => {
    const rolling = (partition: number) => `updateStrategy: { rollingUpdate: { parti$0tion: ${partition} } }`;
    says(set('replicas: 3', rolling(1)), 'Only `web-1` and above');
    says(set('replicas: 3', rolling(3)), 'No Pod gets a new template');
    says(set('replicas: 3', rolling(0)), 'All Pods get a new template');
  });
});
