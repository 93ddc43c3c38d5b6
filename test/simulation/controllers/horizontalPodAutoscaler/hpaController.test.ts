import assert from 'node:assert/strict';
import { paths, periodMs, scalingScene } from './scalingScene.ts';

const gotScale = "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale";
const byCpu = 'cpu resource utilization (percentage of request)';
const target = (apiVersion: string, kind: string, name: string) => ({ scaleTargetRef: { apiVersion, kind, name } });

describe('an HPA is looked at', () => {
  it('by the clock alone, for the first time a period after it was made', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 1);
    scene.measure({ web: { cpu: '100m' } });
    scene.advance(20_000);
    scene.autoscaler('web', {});
    scene.advance(periodMs - 1);
    assert.deepEqual([scene.sizeOf(paths.deployments, 'web'), scene.records('web').length], [1, 0]);
    scene.send('PATCH', `${paths.hpas}/web`, { metadata: { labels: { a: 'b' } } });
    scene.advance(1);
    assert.deepEqual([scene.sizeOf(paths.deployments, 'web'), scene.records('web').length], [2, 1]);
    scene.advance(periodMs * 4);
    assert.equal(scene.records('web').length, 5);
    const times = scene.records('web').map(({ timeMs }) => timeMs);
    assert.deepEqual(new Set(times.slice(1).map((timeMs, index) => timeMs - (times[index] ?? 0))), new Set([periodMs]));
  });

  it('and no more once it is gone; one of the same name begins anew', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 4);
    scene.measure({ web: { cpu: '10m' } });
    scene.autoscaler('web', {});
    scene.advance(periodMs * 3);
    scene.send('DELETE', `${paths.hpas}/web`);
    scene.advance(periodMs);
    assert.deepEqual(scene.records('web'), []);
    scene.autoscaler('web', {});
    scene.advance(periodMs * 20);
    assert.equal(scene.sizeOf(paths.deployments, 'web'), 4, 'its window has begun anew');
    scene.advance(periodMs);
    assert.equal(scene.sizeOf(paths.deployments, 'web'), 1);
  });

  it('every kind with a size can be its target', () => {
    for (const [path, kind, apiVersion] of [
      [paths.deployments, 'Deployment', 'apps/v1'],
      [paths.replicaSets, 'ReplicaSet', 'apps/v1'],
      [paths.statefulSets, 'StatefulSet', 'apps/v1'],
      [paths.controllers, 'ReplicationController', 'v1'],
      // The version makes no difference, the group does.
      [paths.deployments, 'Deployment', 'apps/v1beta2'],
    ] as const) {
      const scene = scalingScene();
      scene.workload(path, 'web', 2);
      scene.measure({ web: { cpu: '100m' } });
      scene.advance(20_000);
      scene.autoscaler('web', target(apiVersion, kind, 'web'));
      scene.advance(periodMs);
      assert.equal(scene.sizeOf(path, 'web'), 4, kind);
      const news = `Normal SuccessfulRescale: New size: 4; reason: ${byCpu} above target`;
      assert.deepEqual(scene.events('web'), [news], kind);
      scene.advance(5_000);
      assert.equal(scene.pods().length, 4, kind);
    }
  });
});

describe('an HPA whose target has no scale', () => {
  for (const [what, spec, problem] of [
    [
      'a Deployment that is not there',
      target('apps/v1', 'Deployment', 'nope'),
      'deployments/scale.apps "nope" not found',
    ],
    ['a StatefulSet', target('apps/v1', 'StatefulSet', 'nope'), 'statefulsets.apps "nope" not found'],
    [
      'a controller',
      target('v1', 'ReplicationController', 'nope'),
      'replicationcontrollers/scale.autoscaling "nope" not found',
    ],
    ['a kind of another group', target('apps/v1', 'Pod', 'web'), 'no matches for kind "Pod" in group "apps"'],
    [
      'the old group',
      target('extensions/v1beta1', 'Deployment', 'web'),
      'no matches for kind "Deployment" in group "extensions"',
    ],
    [
      'a kind without replicas',
      target('apps/v1', 'DaemonSet', 'web'),
      'the server could not find the requested resource',
    ],
  ] as const) {
    it(what, () => {
      const scene = scalingScene();
      scene.workload(paths.deployments, 'web', 2);
      scene.autoscaler('hpa', spec);
      scene.advance(periodMs * 2);
      const message = `AbleToScale False FailedGetScale: the HPA controller was unable to get the target's current scale: ${problem}`;
      assert.deepEqual(scene.conditions('hpa'), [message]);
      assert.deepEqual(scene.events('hpa'), [`Warning FailedGetScale: ${problem} (x2)`]);
      const { status } = scene.hpa('hpa');
      assert.deepEqual(
        [status?.currentReplicas, status?.desiredReplicas, status?.currentMetrics],
        [undefined, 0, null],
      );
      const record = scene.records('hpa').at(-1);
      assert.deepEqual([record?.outcome, record?.problem, record?.replicas], ['noScale', problem, undefined]);
    });
  }
});

describe('an HPA whose target lies outside its bounds', () => {
  it('moves it into them at once, without asking any metric', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'few', 1);
    scene.workload(paths.deployments, 'many', 9);
    scene.autoscaler('few', { minReplicas: 3 });
    scene.autoscaler('many', { maxReplicas: 5 });
    scene.advance(periodMs);
    assert.deepEqual([scene.sizeOf(paths.deployments, 'few'), scene.sizeOf(paths.deployments, 'many')], [3, 5]);
    const [low, high] = ['few', 'many'].map((name) => scene.events(name));
    assert.deepEqual(low, [
      'Normal SuccessfulRescale: New size: 3; reason: Current number of replicas below Spec.MinReplicas',
    ]);
    assert.deepEqual(high, [
      'Normal SuccessfulRescale: New size: 5; reason: Current number of replicas above Spec.MaxReplicas',
    ]);
    const rescaled = 'AbleToScale True SucceededRescale: the HPA controller was able to update the target scale to 3';
    assert.deepEqual(scene.conditions('few'), [rescaled]);
    const { status } = scene.hpa('few');
    assert.deepEqual([status?.currentReplicas, status?.desiredReplicas, status?.currentMetrics], [1, 3, null]);
    assert.ok(status?.lastScaleTime);
    assert.equal(status.observedGeneration, undefined, 'Kubernetes 1.34 does not write it');
  });

  it('does nothing at size 0, until somebody gives it another', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 0);
    scene.measure({ web: { cpu: '100m' } });
    scene.autoscaler('web', { minReplicas: 2 });
    scene.advance(periodMs * 3);
    const disabled =
      'ScalingActive False ScalingDisabled: scaling is disabled since the replica count of the target is zero';
    assert.deepEqual(scene.conditions('web'), [gotScale, disabled]);
    assert.deepEqual([scene.sizeOf(paths.deployments, 'web'), scene.events('web')], [0, []]);
    scene.scale(paths.deployments, 'web', 1);
    scene.advance(periodMs);
    assert.equal(scene.sizeOf(paths.deployments, 'web'), 2);
  });
});

describe('an HPA that cannot reckon', () => {
  it('leaves the size as it is, and says why', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 3);
    scene.autoscaler('web', {});
    scene.advance(periodMs * 2);
    const why =
      'failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API';
    const unable = `ScalingActive False FailedGetResourceMetric: the HPA was unable to compute the replica count: ${why}`;
    assert.deepEqual(scene.conditions('web'), [gotScale, unable]);
    const overall = `invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${why}`;
    assert.deepEqual(scene.events('web'), [
      `Warning FailedGetResourceMetric: ${why} (x2)`,
      `Warning FailedComputeMetricsReplicas: ${overall} (x2)`,
    ]);
    const { status } = scene.hpa('web');
    assert.deepEqual(
      [status?.currentReplicas, status?.desiredReplicas, status?.currentMetrics],
      [3, 0, [{ type: '' }]],
    );
    assert.equal(scene.sizeOf(paths.deployments, 'web'), 3);
  });

  it('is quiet after a while: Events of one object are limited', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 3);
    scene.autoscaler('web', {});
    scene.advance(periodMs * 40);
    const counts = scene.events('web').map((text) => Number(/\(x(\d+)\)$/.exec(text)?.[1]));
    assert.ok(
      counts.every((count) => count > 10 && count < 40),
      `${counts}`,
    );
  });

  it('shares its Pods with nobody', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 1);
    scene.measure({ web: { cpu: '100m' } });
    scene.autoscaler('web', {});
    scene.autoscaler('again', target('apps/v1', 'Deployment', 'web'));
    scene.advance(periodMs * 2);
    const both = 'pods by selector app=web are controlled by multiple HPAs: [default/again default/web]';
    for (const name of ['web', 'again']) {
      assert.deepEqual(scene.conditions(name), [gotScale, `ScalingActive False AmbiguousSelector: ${both}`]);
    }
    // Whoever is looked at first does not know of the other yet.
    assert.deepEqual(scene.events('web').slice(-2), [
      `Warning AmbiguousSelector: ${both}`,
      `Warning FailedComputeMetricsReplicas: ${both}`,
    ]);
    assert.deepEqual(scene.events('again'), [
      `Warning AmbiguousSelector: ${both} (x2)`,
      `Warning FailedComputeMetricsReplicas: ${both} (x2)`,
    ]);
    scene.send('DELETE', `${paths.hpas}/again`);
    scene.advance(periodMs);
    assert.match(scene.conditions('web')[1] ?? '', /^ScalingActive True ValidMetricFound/);
  });
});

describe('an HPA that reckons', () => {
  it('writes what it saw, and when it scaled last', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 2);
    scene.measure({ web: { cpu: '100m', memory: '32Mi' } });
    scene.advance(20_000);
    scene.autoscaler('web', {});
    scene.advance(periodMs);
    const { status } = scene.hpa('web');
    assert.deepEqual(
      [status?.currentReplicas, status?.desiredReplicas, status?.lastScaleTime],
      [2, 4, '2026-11-22T08:00:36Z'],
    );
    const cpu = { name: 'cpu', current: { averageUtilization: 100, averageValue: '100m' } };
    assert.deepEqual(status?.currentMetrics, [{ type: 'Resource', resource: cpu }]);
    assert.deepEqual(scene.conditions('web'), [
      'AbleToScale True SucceededRescale: the HPA controller was able to update the target scale to 4',
      `ScalingActive True ValidMetricFound: the HPA was able to successfully calculate a replica count from ${byCpu}`,
      'ScalingLimited False DesiredWithinRange: the desired count is within the acceptable range',
    ]);
  });

  it('scales as a part of the controller manager, through the subresource', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 1);
    scene.autoscaler('web', { minReplicas: 2 });
    scene.advance(periodMs);
    const { managedFields = [] } = (
      scene.send('GET', `${paths.deployments}/web`).body as { metadata: { managedFields?: object[] } }
    ).metadata;
    const scaled = managedFields.find((entry) => 'subresource' in entry && entry.subresource === 'scale');
    assert.deepEqual(scaled && { ...scaled, time: '' }, {
      manager: 'kube-controller-manager',
      operation: 'Update',
      apiVersion: 'apps/v1',
      time: '',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      subresource: 'scale',
    });
  });

  it('goes up by its policy, and down by its own', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 1);
    scene.measure({ web: { totalMilli: 500 } });
    scene.advance(20_000);
    const onePod = [{ type: 'Pods', value: 1, periodSeconds: 30 }];
    scene.autoscaler('web', {
      behavior: { scaleUp: { policies: onePod }, scaleDown: { stabilizationWindowSeconds: 0, policies: onePod } },
    });
    const sizes = () =>
      Array.from({ length: 8 }, () => {
        scene.advance(periodMs);
        return scene.sizeOf(paths.deployments, 'web');
      });
    assert.deepEqual(sizes(), [2, 2, 3, 3, 4, 4, 5, 5]);
    scene.measure({ web: { totalMilli: 50 } });
    assert.deepEqual(sizes(), [4, 4, 3, 3, 2, 2, 1, 1]);
    assert.ok(scene.events('web').includes('Normal SuccessfulRescale: New size: 4; reason: All metrics below target'));
  });

  it('undoes what a person sets, at once or after the window', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 2);
    scene.measure({ web: { totalMilli: 100 } });
    scene.advance(20_000);
    scene.autoscaler('web', {});
    scene.advance(periodMs * 25);
    scene.scale(paths.deployments, 'web', 6);
    scene.advance(periodMs * 2);
    // It proposed no more than 2 for five minutes, so nothing holds the six.
    assert.equal(scene.sizeOf(paths.deployments, 'web'), 2);
    scene.scale(paths.deployments, 'web', 1);
    scene.advance(periodMs);
    assert.equal(scene.sizeOf(paths.deployments, 'web'), 2);
  });
});
