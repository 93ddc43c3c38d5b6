import { checkRelations } from '../markedYaml.ts';

const requests = ', resources: { requests: { cpu: 100m } }';

/** A Deployment whose container `app` is written on a line by itself. */
const deployment = (container = `{ name: app, image: x:1${requests} }`, rest = '', spec = '') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
${rest}  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
${spec}      containers:
        - ${container}
---
`;

const hpa = (target: string, metrics = '', name = 'web') => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name} }
spec:
  minReplicas: 1
  maxReplicas: 5
  scaleTargetRef:
    apiVersion: apps/v1
${target}${metrics}---
`;
const web = '    kind: Deployment\n    name: web\n';
const utilization = (mark = '', resource = 'cpu') => `  metrics:
    - type: Resource
      resource:
        name: ${resource}
${mark}        target: { type: Utilization, averageUtilization: 50 }
`;

describe('the target of an autoscaler', () => {
  it('is there', () => checkRelations(deployment() + hpa(web, utilization())));

  it('is missing only in a closed world, and may have a near name or another kind', () => {
    checkRelations(hpa(web), 'open');
    checkRelations(
      hpa('    kind: Deployment\n    name: web\n          ^^^ relation/hpa-target-missing: nothing to scale\n'),
    );
    checkRelations(
      deployment() +
        hpa('    kind: Deployment\n    name: wbe\n          ^^^ relation/hpa-target-missing: Did you mean web?\n'),
    );
    checkRelations(
      deployment() +
        hpa(
          '    kind: StatefulSet\n          ^^^^^^^^^^^ relation/hpa-target-missing: write kind: Deployment\n    name: web\n',
        ),
    );
  });

  it('is looked for under its group', () => {
    checkRelations(
      deployment() +
        hpa(web).replace(
          '    apiVersion: apps/v1\n',
          '    apiVersion: app/v1\n                ^^^^^^ relation/hpa-target-missing: Under apiVersion app/v1\n',
        ),
    );
    checkRelations(hpa('    kind: Rollout\n    name: web\n').replace('apps/v1', 'argoproj.io/v1alpha1'));
  });

  it('has one autoscaler', () => {
    const marked = (other: string) =>
      `    kind: Deployment\n    name: web\n          ^^^ relation/hpa-same-target: HorizontalPodAutoscaler ${other} scales Deployment web, too\n`;
    checkRelations(deployment() + hpa(marked('b'), '', 'a') + hpa(marked('a'), '', 'b'), 'open');
    checkRelations({ 'a/a.yaml': deployment() + hpa(web, '', 'a'), 'b/b.yaml': hpa(web, '', 'b') });
  });
});

describe('the requests of an autoscaler’s target', () => {
  const marked = (words: string) => utilization(`              ^^^ relation/hpa-missing-request: ${words}\n`);

  it('are missed at both ends', () =>
    checkRelations(
      deployment(
        'name: app\n                ^^^ relation/hpa-missing-request: HorizontalPodAutoscaler web measures cpu\n          image: x:1',
      ) + hpa(web, marked('of Deployment web app requests no cpu: the autoscaler shows <unknown> and does nothing.')),
      'open',
    ));

  it('are needed by each container, sidecars too', () =>
    checkRelations(
      deployment(
        `{ name: app, image: x:1${requests} }`,
        '',
        `      initContainers:
        - name: setup
          image: x:1
        - name: shipper
                ^^^^^^^ relation/hpa-missing-request: container shipper (a sidecar) requests none
          image: x:1
          restartPolicy: Always
`,
      ) +
        hpa(
          web,
          marked(
            'of Deployment web shipper (a sidecar) requests no cpu: the autoscaler shows <unknown> and does nothing. Add resources.requests.cpu there, or measure app alone with a metric of type ContainerResource.',
          ),
        ),
    ));

  it('are those of the metric', () =>
    checkRelations(
      deployment(
        `name: app\n                ^^^ relation/hpa-missing-request: measures memory\n          image: x:1\n          resources: { requests: { cpu: 1 } }`,
      ) + hpa(web, utilization('              ^^^^^^ relation/hpa-missing-request: no memory\n', 'memory')),
    ));

  it('may be limits, the Pod’s as a whole, or a LimitRange’s', () => {
    checkRelations(
      deployment('{ name: app, image: x:1, resources: { limits: { cpu: 1 } } }') + hpa(web, utilization()),
    );
    checkRelations(
      deployment('{ name: app, image: x:1 }', '', '      resources: { requests: { cpu: 1 } }\n') +
        hpa(web, utilization()),
    );
    const range = (type: string) =>
      `apiVersion: v1\nkind: LimitRange\nmetadata: { name: usual }\nspec: { limits: [{ type: ${type}, defaultRequest: { cpu: 100m } }] }\n`;
    checkRelations(deployment('{ name: app, image: x:1 }') + hpa(web, utilization()) + range('Container'));
  });

  it('are not needed for amounts, nor where another container is measured', () => {
    checkRelations(
      deployment('{ name: app, image: x:1 }') +
        hpa(
          web,
          '  metrics: [{ type: Resource, resource: { name: cpu, target: { type: AverageValue, averageValue: 100m } } }]\n',
        ),
    );
    const only = (container: string) => `  metrics:
    - type: ContainerResource
      containerResource:
        name: cpu
        container: ${container}
        target: { type: Utilization, averageUtilization: 50 }
`;
    const both = deployment(`{ name: app, image: x:1${requests} }\n        - { name: helper, image: x:1 }`);
    checkRelations(both + hpa(web, only('app')));
    checkRelations(
      both +
        hpa(
          web,
          only(
            'ap\n                   ^^ relation/hpa-container-missing: Deployment web has no container ap, so this metric is never known. Its containers are app and helper.',
          ),
        ),
    );
  });

  it('are needed by the default metric, and by autoscaling/v1', () => {
    const container = 'name: app\n                ^^^ relation/hpa-missing-request: measures cpu\n          image: x:1';
    checkRelations(
      deployment(container) +
        hpa('    kind: Deployment\n    name: web\n          ^^^ relation/hpa-missing-request: no cpu\n'),
    );
    const first = hpa(
      web,
      '  targetCPUUtilizationPercentage: 50\n                                  ^^ relation/hpa-missing-request: no cpu\n',
    );
    checkRelations(deployment(container) + first.replace('autoscaling/v2', 'autoscaling/v1'));
  });
});

describe('replicas beside an autoscaler', () => {
  it('are set back by each apply', () =>
    checkRelations(
      deployment(
        undefined,
        '  replicas: 3\n  ^^^^^^^^ relation/hpa-and-replicas: HorizontalPodAutoscaler web sets the number of Pods, and each apply of this file sets it back to 3.\n',
      ) + hpa(web, utilization()),
      'open',
    ));

  it('are fine alone, and 0 switches the autoscaler off', () => {
    checkRelations(deployment(undefined, '  replicas: 3\n'));
    checkRelations(deployment(undefined, '  replicas: 0\n') + hpa(web, utilization()));
  });

  it('belong to the autoscaler of their own folder', () =>
    checkRelations({
      'a/web.yaml': deployment(undefined, '  replicas: 3\n'),
      'b/web.yaml': deployment(),
      'b/hpa.yaml': hpa(web, utilization()),
    }));
});
