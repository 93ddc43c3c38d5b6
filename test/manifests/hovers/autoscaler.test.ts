import { says } from './hoverCheck.ts';

function hpa(...lines: string[]): string {
  const head = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: h }\nspec:\n';
  return head + lines.map((line) => `  ${line}\n`).join('');
}

const cpu = (target: string) => `metrics: [{ type: Resource, resource: { name: cpu, target: { ${target} } } }]`;

describe('hover on an autoscaler', () => {
  it('says of what a percentage is, and where nothing is done', () => {
    says(
      hpa(cpu('type: Utilization, average$0Utilization: 50')),
      '50 % of what the Pods **request**, on average: not of the limit, not of the Node',
      'Without a request of every container there is no percentage (`<unknown>`)',
      'Between **45 % and 55 %** nothing is done',
    );
    says(
      'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: { name: h }\nspec: { targetCPU$0UtilizationPercentage: 80 }\n',
      'Between **72 % and 88 %**',
    );
    says(hpa(cpu('type: AverageValue, average$0Value: 200m')), 'Between **`180m` and `220m`** nothing is done');
    says(
      hpa('metrics: [{ type: ContainerResource, containerResource: { target: { average$0Utilization: 60 } } }]'),
      'Without a request of this container',
    );
  });

  it('lets the largest proposal win', () => {
    const pods = '{ type: Pods, pods: { metric: { name: rps }, target: { type: AverageValue, averageValue: 1k } } }';
    says(
      hpa(cpu('type: Utilization, averageUtilization: 50').replace('metrics', 'met$0rics').replace(/]$/, `, ${pods}]`)),
      '**the largest wins**, they are not averaged',
      '- `cpu` of the whole Pod: 50 % of the request',
      '- `rps`: `1k` for each Pod',
    );
  });

  it('puts its bounds and its behavior into words, with the defaults', () => {
    says(hpa('max$0Replicas: 7'), 'Between **1** and **7** Pods');
    const down = '{ stabilizationWindowSeconds: 60, policies: [{ type: Percent, value: 10, periodSeconds: 60 }] }';
    says(
      hpa(`behav$0ior: { scaleDown: ${down} }`),
      '**Up:** at once, by at most 4 Pods each 15 s or 100 % each 15 s (the largest of these)',
      '**Down:** to the highest number that was wanted within the last 1 min, by at most 10 % each 1 min',
    );
    says(hpa('behavior: { scale$0Down: { selectPolicy: Disabled } }'), '**Down:** never');
    says(hpa('behavior: { scale$0Down: {} }'), 'within the last 5 min, by at most 100 % each 15 s');
  });
});
