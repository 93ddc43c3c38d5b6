import assert from 'node:assert/strict';
import { ClaimCluster, deploymentText } from './claimCluster.ts';

describe('claims of the documentation on Deployments', () => {
  it('C006 C229 a new template makes new Pods, another number of replicas keeps the old ones', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web', { spec: 'replicas: 2' }));
    const before = (await on.field('pods', '.items[*].metadata.name')).split(' ');
    await on.apply(deploymentText('web', { spec: 'replicas: 4' }));
    const scaled = (await on.field('pods', '.items[*].metadata.name')).split(' ');
    assert.equal(scaled.length, 4);
    assert.ok(before.every((name) => scaled.includes(name)));
    await on.apply(deploymentText('web', { spec: 'replicas: 4', image: 'nginx:1.27' }), 90);
    const renewed = (await on.field('pods', '.items[*].metadata.name')).split(' ');
    assert.equal(renewed.length, 4);
    assert.ok(renewed.every((name) => !scaled.includes(name)));
  });

  it('C225 C226 C227 what describe says of a finished Deployment', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web', { spec: 'replicas: 2' }), 60);
    const text = await on.ok('describe deployment web');
    assert.match(text, /^Replicas: +2 desired \| 2 updated \| 2 total \| 2 available \| 0 unavailable$/m);
    assert.match(
      text,
      /^ {2}Available +True +MinimumReplicasAvailable\n {2}Progressing +True +NewReplicaSetAvailable$/m,
    );
    assert.match(text, /^Annotations: +deployment\.kubernetes\.io\/revision: 1$/m);
  });

  it('C228 C470 names of ReplicaSets and Pods, and the label', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'));
    const hash = await on.field('rs', '.items[0].metadata.labels.pod-template-hash');
    assert.equal(await on.field('rs', '.items[0].metadata.name'), `web-${hash}`);
    assert.equal(await on.field('rs', '.items[0].spec.selector.matchLabels.pod-template-hash'), hash);
    for (const name of (await on.field('pods', '.items[*].metadata.name')).split(' ')) {
      assert.match(name, new RegExp(`^web-${hash}-[a-z0-9]{5}$`));
    }
  });

  it('C230 the Pods go with the Deployment', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'));
    await on.ok('delete deployment web');
    on.wait(60);
    assert.equal(await on.ok('get rs,pods'), 'No resources found in default namespace.');
  });

  it('C383 kubectl create deployment labels with app', async () => {
    const on = new ClaimCluster();
    await on.ok('create deployment hostnames --image=nginx:1.26');
    assert.equal(await on.field('deployment hostnames', '.metadata.labels.app'), 'hostnames');
  });

  it('C417 C462 C052 a deleted Pod is Terminating while its replacement runs', async () => {
    const on = new ClaimCluster();
    const pod = 'terminationGracePeriodSeconds: 60';
    await on.apply(
      deploymentText('web', { spec: 'replicas: 1', pod }).replace(
        'nginx:1.26',
        'busybox:1.36\n        command: [sh, -c, "trap : TERM; while true; do sleep 1; done"]',
      ),
    );
    const name = await on.field('pods', '.items[0].metadata.name');
    await on.ok(`delete pod ${name} --wait=false`);
    on.wait(10);
    const lines = (await on.ok('get pods')).split('\n');
    assert.equal(lines.length, 3);
    assert.match(lines.find((line) => line.startsWith(name)) ?? '', / 1\/1 +Terminating /);
    assert.match(lines.find((line) => !line.startsWith(name) && !line.startsWith('NAME')) ?? '', / 1\/1 +Running /);
    assert.match(await on.ok('get deployment web'), / 1\/1 +1 +1 /);
  });

  it('C449 C454 kubectl rollout restart makes a new ReplicaSet', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'), 60);
    assert.equal(await on.ok('rollout restart deployment/web'), 'deployment.apps/web restarted');
    on.wait(90);
    assert.equal((await on.ok('get rs --no-headers')).split('\n').length, 2);
    assert.equal(await on.ok('rollout status deployment/web'), 'deployment "web" successfully rolled out');
  });

  it('C450 the logs of a Deployment are those of one of its Pods, which is said', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'), 60);
    assert.match(await on.ok('logs deployment/web'), /^Found 3 pods, using pod\/web-/);
  });

  it('C456 only the template starts a rollout', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'));
    await on.ok('scale deployment web --replicas=5');
    await on.ok('annotate deployment web note=one');
    on.wait(30);
    assert.equal(
      (await on.ok('rollout history deployment web')).split('\n').filter((line) => /^\d/.test(line)).length,
      1,
    );
  });

  it('C457 the defaults', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web', { spec: 'minReadySeconds: 0' }), 0);
    const { spec } = JSON.parse(await on.ok('get deployment web -o json'));
    assert.deepEqual(
      [
        spec.replicas,
        spec.strategy.rollingUpdate.maxSurge,
        spec.strategy.rollingUpdate.maxUnavailable,
        spec.revisionHistoryLimit,
        spec.progressDeadlineSeconds,
      ],
      [1, '25%', '25%', 10, 600],
    );
  });

  it('C458 C459 C460 an update of three replicas goes one by one', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'), 60);
    await on.ok('set image deployment/web web=nginx:1.27');
    on.wait(120);
    const messages = await on.ok(
      `get events --field-selector reason=ScalingReplicaSet -o 'jsonpath={range .items[*]}{.message}{"\\n"}{end}'`,
    );
    const steps = messages.split('\n').map((line) => line.replace(/replica set \S+ /, ''));
    assert.deepEqual(steps, [
      'Scaled up from 0 to 3',
      'Scaled up from 0 to 1',
      'Scaled down from 3 to 2',
      'Scaled up from 1 to 2',
      'Scaled down from 2 to 1',
      'Scaled up from 2 to 3',
      'Scaled down from 1 to 0',
    ]);
  });

  it('C461 C464 C465 C466 a bad image: the old Pods stay, the deadline is said', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'), 60);
    await on.ok('set image deployment/web web=nginx:1.999');
    on.wait(120);
    const sets = (await on.ok('get rs --no-headers')).split('\n').map((line) => line.split(/ +/).slice(1, 4).join(' '));
    assert.deepEqual(sets.sort(), ['1 1 0', '3 3 3']);
    assert.match(await on.ok('get pods'), /0\/1 +(ImagePullBackOff|ErrImagePull)/);
    assert.equal(
      await on.field('deployment web', '.status.conditions[?(@.type=="Progressing")].reason'),
      'ReplicaSetUpdated',
    );
    on.wait(600);
    assert.equal(
      await on.field('deployment web', '.status.conditions[?(@.type=="Progressing")].reason'),
      'ProgressDeadlineExceeded',
    );
    assert.match(
      await on.refused('rollout status deployment/web'),
      /error: deployment "web" exceeded its progress deadline/,
    );
    assert.match(await on.ok('get deployment web'), / 3\/3 +1 +3 /);
  });

  it('C463 rollout status counts the new replicas', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'), 60);
    await on.ok('set image deployment/web web=nginx:1.27');
    const text = await on.ok('rollout status deployment/web');
    assert.match(
      text,
      /Waiting for deployment "web" rollout to finish: 2 out of 3 new replicas have been updated\.\.\./,
    );
    assert.match(text, /deployment "web" successfully rolled out$/);
  });

  it('C467 a new update during a rollout takes the half made ReplicaSet down', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'), 60);
    await on.ok('set image deployment/web web=nginx:1.999');
    on.wait(30);
    await on.ok('set image deployment/web web=nginx:1.27');
    on.wait(120);
    const sets = (await on.ok('get rs --no-headers')).split('\n').map((line) => line.split(/ +/).slice(1, 4).join(' '));
    assert.deepEqual(sets.sort(), ['0 0 0', '0 0 0', '3 3 3']);
  });

  it('C468 a paused Deployment cannot be rolled back and has no deadline', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'), 60);
    await on.ok('set image deployment/web web=nginx:1.27');
    on.wait(60);
    await on.ok('rollout pause deployment/web');
    await on.ok('set image deployment/web web=nginx:1.999');
    on.wait(700);
    assert.equal(
      await on.field('deployment web', '.status.conditions[?(@.type=="Progressing")].reason'),
      'DeploymentPaused',
    );
    assert.match(
      await on.refused('rollout undo deployment/web'),
      /you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume(?: deployment\/web)?' and try again/,
    );
  });

  it('C469 the selector stays, and the restart policy is Always', async () => {
    const on = new ClaimCluster();
    await on.apply(deploymentText('web'), 0);
    assert.match(
      await on.applyRefused(deploymentText('web').replaceAll('{app: web}', '{app: other}')),
      /selector: .*field is immutable/,
    );
    assert.match(
      await on.applyRefused(deploymentText('once', { pod: 'restartPolicy: Never' })),
      /spec\.template\.spec\.restartPolicy: Unsupported value: "Never": supported values: "Always"/,
    );
  });

  it('C471 a quota that refuses Pods is said in a condition', async () => {
    const on = new ClaimCluster();
    await on.ok('create quota q --hard=pods=1');
    await on.apply(deploymentText('web'));
    const condition = '.status.conditions[?(@.type=="ReplicaFailure")]';
    assert.equal(await on.field('deployment web', `${condition}.status}{${condition}.reason`), 'TrueFailedCreate');
    assert.match(
      await on.field('deployment web', `${condition}.message`),
      /forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1/,
    );
  });
});
