import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Pod } from '../../../../src/api/generated/objects.ts';
import type { Stored } from '../../../../src/api/objects.ts';
import { replicasForUtilization } from '../../../../src/simulation/controllers/horizontalPodAutoscaler/replicaCalculator.ts';
import { hoverOf } from '../../markedYaml.ts';
import { checkAcross, deployment } from './checkAcross.ts';

function hpa(metrics: string, rest = 'minReplicas: 1\n  maxReplicas: 10'): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  ${rest}
  metrics: [${metrics}]
`;
}

function utilization(percent: string, name = 'cpu'): string {
  return `{ type: Resource, resource: { name: ${name}, target: { type: Utilization, averageUtilization: ${percent} } } }`;
}

function web(...requests: string[]): Record<string, string> {
  const containers = requests.map((list, index) => `{ name: c${index}, image: x, resources: { ${list} } }`);
  return {
    'web.yaml': deployment('web', 'app: web', `containers: [${containers.join(', ')}]`).replace(
      'replicas: 3',
      'replicas: 2',
    ),
  };
}

describe('hovers over an autoscaler', () => {
  it('reckon a percentage of what the Pods of the target request', () => {
    checkAcross(hpa(utilization('$050')), web('requests: { cpu: 200m }'), [
      '**50 % of the 200m** that each Pod requests **= 100m**',
      'no action between 90m and 110m',
      '| 50m | 1 |',
      '| 100m | 2, as it is |',
      '| 150m | 3 |',
      '| 400m | 8 |',
    ]);
    checkAcross(hpa(utilization('$050')), web('requests: { cpu: 150m }', 'limits: { cpu: 50m }'), [
      '**50 % of the 200m** that each Pod requests (`c0` 150m + `c1` 50m) **= 100m**',
    ]);
    checkAcross(hpa(utilization('$080', 'memory')), web('requests: { memory: 1Gi }'), [
      '**80 % of the 1Gi**',
      '**= about 819.2 MiB**',
    ]);
    const container =
      '{ type: ContainerResource, containerResource: { name: cpu, container: c0, target: { type: Utilization, averageUtilization: $060 } } }';
    checkAcross(hpa(container), web('requests: { cpu: 150m }', ''), [
      '**60 % of the 150m** that `c0` requests **= 90m**',
    ]);
    const first = `apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  maxReplicas: 3\n  targetCPUUtilizationPercentage: $050\n`;
    checkAcross(first, web('requests: { cpu: 200m }'), ['**50 % of the 200m**', '| 400m | 3 (maxReplicas; else 8) |']);
  });

  it('name the containers whose request is missing', () => {
    checkAcross(hpa(utilization('$050')), web('requests: { cpu: 200m }', ''), [
      '**This metric does nothing yet:** in `Deployment web`, `c1` has no request for `cpu`',
      'ContainerResource',
    ]);
    checkAcross(hpa(utilization('$050')), {}, ['50 % of what the Pods **request**, on average']);
  });

  it('show that the largest of several proposals wins', () => {
    const two = hpa(`${utilization('50')}, ${utilization('70', 'memory')}`).replace('metrics', 'met$0rics');
    checkAcross(two, web('requests: { cpu: 200m, memory: 100Mi }'), [
      '**the largest wins**, they are not averaged',
      'the largest proposal would be 4',
      '| `cpu` | 50 % of 200m = 100m | twice that | 4 |',
      '| `memory` | 70 % of 100Mi = 70Mi | half of that | 1 |',
    ]);
  });

  it('reckon averages and values of other metrics', () => {
    const pods = '{ type: Pods, pods: { metric: { name: rps }, target: { type: AverageValue, averageValue: $010 } } }';
    checkAcross(hpa(pods), web(''), ['10 for each Pod', 'between 9 and 11', '| 40 | 8 |']);
    const queue =
      '{ type: External, external: { metric: { name: queue }, target: { type: AverageValue, averageValue: $030 } } }';
    checkAcross(hpa(queue), web(''), ['The value divided by 30, rounded up, is the number of Pods.']);
  });

  it('say what scaleTargetRef finds', () => {
    const onName = hpa(utilization('50')).replace('kind: Deployment, name: web', 'kind: Deployment, name: $0web');
    checkAcross(onName, web(''), ['Scales `Deployment web` in `web.yaml`', '`replicas: 2` stands there, too']);
    checkAcross(onName, {}, ['no `Deployment web` in the Namespace `default`']);
    checkAcross(onName.replace('kind: Deployment', 'kind: DaemonSet'), {}, ['there is no number to scale']);
  });

  it('agree with the controller', () => {
    const ratios = [0.5, 1, 1.5, 2, 4];
    const tens = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(tens, tens, fc.integer({ min: 1, max: 9 }), (requestTens, percentTens, replicas) => {
        const [request, percent] = [requestTens * 100, percentTens * 10];
        const files = web(`requests: { cpu: ${request}m }`);
        files['web.yaml'] = (files['web.yaml'] ?? '').replace('replicas: 2', `replicas: ${replicas}`);
        const markdown = hoverOf(hpa(utilization(`$0${percent}`), 'maxReplicas: 100'), files)?.markdown ?? '';
        const rows = [...markdown.matchAll(/^\| (\d+)(m?) \| (\d+)/gm)];
        assert.equal(rows.length, ratios.length, markdown);
        rows.forEach(([, amount, unit, size], index) => {
          const usageMilli = Number(amount) * (unit === 'm' ? 1 : 1000);
          assert.equal(usageMilli, ((ratios[index] ?? 0) * (request * percent)) / 100);
          assert.equal(Number(size), controllerSays({ request, percent, replicas, usageMilli }), markdown);
        });
      }),
      { numRuns: 200 },
    );
  });
});

function controllerSays(given: { request: number; percent: number; replicas: number; usageMilli: number }): number {
  const pods = Array.from({ length: given.replicas }, (_, index) => {
    const metadata = {
      name: `web-${index}`,
      uid: `u${index}`,
      resourceVersion: '1',
      creationTimestamp: '2020-01-01T00:00:00Z',
    };
    const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: '2020-01-01T00:00:00Z' }];
    const spec = { containers: [{ name: 'c0', resources: { requests: { cpu: `${given.request}m` } } }] };
    return {
      metadata,
      spec,
      status: { phase: 'Running', startTime: '2020-01-01T00:00:00Z', conditions },
    } as unknown as Stored<Pod>;
  });
  const nowMs = Date.parse('2020-01-02T00:00:00Z');
  const sample = { timestampMs: nowMs, windowMs: 30_000, valueMilli: given.usageMilli };
  const samples = new Map(pods.map(({ metadata }) => [metadata.name, sample]));
  const proposal = replicasForUtilization(
    { pods, samples, currentReplicas: given.replicas, nowMs },
    { resource: 'cpu', percent: given.percent },
  );
  assert.equal(proposal.problem, undefined);
  return proposal.problem === undefined ? proposal.replicas : -1;
}
