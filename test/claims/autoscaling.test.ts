import assert from 'node:assert/strict';
import { ClaimCluster } from './claimCluster.ts';

/** Containers that compute all the time, and may use twice what they request: 100m of 50m. */
const busy = (
  name: string,
  { replicas = 'replicas: 1, ', requests = '{cpu: 50m}', kind = 'Deployment', more = '' } = {},
) =>
  `---\n{apiVersion: apps/v1, kind: ${kind}, metadata: {name: ${name}}, spec: {${replicas}selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: busy, image: "busybox:1.36", command: [sh, -c, "while true; do :; done"], resources: {requests: ${requests}, limits: {cpu: 100m}}}${more}]}}}}\n`;

const cpu = (percent: number) =>
  `{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: ${percent}}}}`;

const hpa = (name: string, { metrics = cpu(100), max = 10, behavior = '', target = 'Deployment' } = {}) =>
  `---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: ${name}}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: ${target}, name: ${name}}, minReplicas: 1, maxReplicas: ${max}, metrics: [${metrics}]${behavior}}}\n`;

const condition = (type: string) => `.status.conditions[?(@.type=="${type}")].reason`;

/** A cluster whose metrics-server has something to say. */
async function measuring(manifest: string): Promise<ClaimCluster> {
  const on = new ClaimCluster(2, { addons: 'kubeadm' });
  await on.apply(manifest, 60);
  return on;
}

const recordsOf = (on: ClaimCluster, name = 'web') => on.cluster.hpaRecords('default', name);

describe('claims of the documentation on autoscaling', () => {
  it('C196 C197 C206 every 15 s; current size times the ratio; at most twice as many, or 4 more', async () => {
    const on = await measuring(busy('web'));
    await on.apply(hpa('web', { metrics: cpu(25) }), 14);
    assert.equal(await on.field('deployment/web', '.spec.replicas'), '1');
    on.wait(2);
    // 200 % where 25 % are wanted is eight times as many; without behavior 4 is as far as it goes.
    assert.deepEqual([recordsOf(on)[0]?.proposal, await on.field('deployment/web', '.spec.replicas')], [8, '4']);
    on.wait(15);
    assert.deepEqual([recordsOf(on).length, await on.field('deployment/web', '.spec.replicas')], [2, '8']);

    const withPolicies = await measuring(busy('web'));
    await withPolicies.apply(hpa('web', { metrics: cpu(25), behavior: ', behavior: {scaleDown: {}}' }), 16);
    assert.equal(await withPolicies.field('deployment/web', '.spec.replicas'), '5', 'four more');
  });

  it('C198 no change within a tenth', async () => {
    const on = await measuring(busy('web'));
    await on.apply(hpa('web', { metrics: cpu(190) }));
    assert.equal(await on.field('deployment/web', '.spec.replicas'), '1');
    assert.equal(recordsOf(on).at(-1)?.metrics[0]?.calculation?.verdict, 'withinTolerance');
  });

  it('C199 without a request in each container there is no percentage', async () => {
    const sidecar = ', {name: log, image: "busybox:1.36", command: [sleep, infinity]}';
    const on = await measuring(busy('web', { more: sidecar }));
    await on.apply(hpa('web'));
    assert.match(await on.ok('get hpa web'), /cpu: <unknown>\/100%/);
    assert.match(await on.ok('describe hpa web'), /missing request for cpu in container log of Pod web-/);
    assert.equal(await on.field('deployment/web', '.spec.replicas'), '1');
  });

  it('C201 C203 new Pods count as idle while it goes up', async () => {
    const on = await measuring(busy('web'));
    await on.apply(hpa('web', { metrics: cpu(100) }), 31);
    const [first, second] = recordsOf(on);
    assert.deepEqual([first?.replicas, second?.metrics[0]?.calculation?.counts], [2, { counted: 1, notMeasured: 1 }]);
    assert.deepEqual([second?.metrics[0]?.calculation?.assumedRatio, second?.replicas], [1, 2]);
  });

  it('C204 the largest result wins; where one metric cannot be read, nothing shrinks', async () => {
    const on = await measuring(busy('web', { replicas: 'replicas: 3, ' }));
    const hits = '{type: Pods, pods: {metric: {name: hits}, target: {type: AverageValue, averageValue: "10"}}}';
    const fast = ', behavior: {scaleDown: {stabilizationWindowSeconds: 0}}';
    await on.apply(hpa('web', { metrics: `${cpu(1000)}, ${hits}`, behavior: fast }), 35);
    assert.equal(await on.field('deployment/web', '.spec.replicas'), '3');
    await on.apply(hpa('web', { metrics: `${cpu(1000)}, ${cpu(100)}`, behavior: fast }), 16);
    assert.deepEqual(
      [recordsOf(on).at(-1)?.chosenMetric, await on.field('deployment/web', '.spec.replicas')],
      [1, '6'],
    );
    await on.apply(hpa('web', { metrics: cpu(1000), behavior: fast }), 60);
    assert.equal(await on.field('deployment/web', '.spec.replicas'), '1');
  });

  it('C205 down after 300 s, up at once', async () => {
    const on = await measuring(busy('web', { replicas: 'replicas: 3, ' }));
    await on.apply(hpa('web', { metrics: cpu(1000) }), 300);
    assert.equal(await on.field('deployment/web', '.spec.replicas'), '3');
    assert.equal(await on.field('hpa/web', condition('AbleToScale')), 'ScaleDownStabilized');
    on.wait(20);
    assert.equal(await on.field('deployment/web', '.spec.replicas'), '1');
  });

  it('C207 C208 a period is at most half an hour; selectPolicy may forbid a direction', async () => {
    const on = new ClaimCluster();
    const behavior = (seconds: number, select = 'Max') =>
      `, behavior: {scaleUp: {selectPolicy: ${select}, policies: [{type: Pods, value: 1, periodSeconds: ${seconds}}]}}`;
    assert.match(await on.applyRefused(hpa('web', { behavior: behavior(1801) })), /must be less than or equal to 1800/);
    assert.match(await on.applyRefused(hpa('web', { behavior: behavior(60, 'Most') })), /Unsupported value: "Most"/);
    const measured = await measuring(busy('web'));
    await measured.apply(hpa('web', { behavior: behavior(60, 'Disabled') }));
    assert.equal(await measured.field('deployment/web', '.spec.replicas'), '1');
    assert.equal(await measured.field('hpa/web', condition('ScalingLimited')), 'ScaleUpLimit');
  });

  it('C210 C211 size 0 pauses it; a DaemonSet has no size', async () => {
    const on = new ClaimCluster();
    await on.apply(busy('web', { replicas: 'replicas: 0, ' }) + busy('agent', { kind: 'DaemonSet', replicas: '' }));
    await on.apply(hpa('web') + hpa('agent', { target: 'DaemonSet' }));
    assert.equal(await on.field('hpa/web', condition('ScalingActive')), 'ScalingDisabled');
    assert.equal(await on.field('hpa/agent', condition('AbleToScale')), 'FailedGetScale');
    assert.match(await on.refused('autoscale daemonset agent --max=3'), /could not find scale subresource/);
  });

  it('C212 a manifest with a size resets it, and one that has lost it once, to 1', async () => {
    const on = await measuring(busy('web'));
    await on.apply(hpa('web', { max: 3 }), 120);
    const size = () => on.field('deployment/web', '.spec.replicas');
    assert.equal(await size(), '3');
    await on.apply(busy('web'), 0);
    assert.equal(await size(), '1');
    on.wait(60);
    assert.equal(await size(), '3');
    await on.apply(busy('web', { replicas: '' }), 0);
    assert.equal(await size(), '1');
    on.wait(60);
    await on.apply(busy('web', { replicas: '' }), 0);
    assert.equal(await size(), '3');
  });

  it('C213 C214 C224 what kubectl prints, and without metrics-server', async () => {
    const on = new ClaimCluster();
    await on.apply(busy('php-apache'));
    assert.equal(
      await on.ok('autoscale deployment php-apache --cpu=50% --min=1 --max=10'),
      'horizontalpodautoscaler.autoscaling/php-apache autoscaled',
    );
    on.wait(20);
    const [head, row] = (await on.ok('get hpa')).split('\n').map((line) => line.split(/ {2,}/));
    assert.deepEqual(head?.slice(0, 6), ['NAME', 'REFERENCE', 'TARGETS', 'MINPODS', 'MAXPODS', 'REPLICAS']);
    assert.deepEqual(row?.slice(0, 6), ['php-apache', 'Deployment/php-apache', 'cpu: <unknown>/50%', '1', '10', '1']);
    assert.match(
      await on.ok('describe hpa php-apache'),
      /could not find the requested resource \(get pods\.metrics\.k8s\.io\)/,
    );
  });

  it('C218 C219 C220 the conditions of one that is well, and of one at its end', async () => {
    const on = await measuring(busy('web', { replicas: 'replicas: 2, ' }));
    await on.apply(hpa('web', { metrics: cpu(200) }));
    const said = `{range .status.conditions[*]}{.type} {.status} {.reason}{"\\n"}{end}`;
    assert.equal(
      await on.ok(`get hpa web -o jsonpath='${said}'`),
      'AbleToScale True ReadyForNewScale\nScalingActive True ValidMetricFound\nScalingLimited False DesiredWithinRange',
    );
    await on.apply(hpa('web', { metrics: cpu(50), max: 3 }));
    assert.equal(await on.field('hpa/web', condition('ScalingLimited')), 'TooManyReplicas');
  });

  it('C221 C222 C223 which targets there are', async () => {
    const on = new ClaimCluster();
    const pods = (target: string) => `{type: Pods, pods: {metric: {name: hits}, target: ${target}}}`;
    const aValue = '{type: Value, value: "10"}';
    assert.match(
      await on.applyRefused(hpa('web', { metrics: pods(aValue) })),
      /must specify a positive target averageValue/,
    );
    const memory = (target: string) => `{type: Resource, resource: {name: memory, target: ${target}}}`;
    assert.match(
      await on.applyRefused(hpa('web', { metrics: memory(aValue) })),
      /must set either a target raw value or a target utilization/,
    );
    await on.apply(hpa('web', { metrics: pods('{type: AverageValue, averageValue: 10500m}') }));
    assert.match(await on.ok('get hpa web'), /<unknown>\/10500m/);
  });
});
