import assert from 'node:assert/strict';
import { fixesOf } from '../markedYaml.ts';

/** What is wrong, the fix's title, what becomes of it. */
type Case = readonly [before: string, title: string, after: string];

function check(head: string, tail: string, cases: readonly Case[]): void {
  for (const [before, title, after] of cases) {
    it(`${title}: ${before.trim().split('\n').at(-1)?.trim()}`, () => {
      const fixes = fixesOf(head + before + tail);
      assert.equal(fixes.get(title), head + after + tail, [...fixes.keys()].join(', ') || 'no fixes');
    });
  }
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n';
const app = '  containers:\n    - name: app\n      image: nginx\n';
const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n';
const inTemplate = app.replaceAll(/^/gm, '    ').trimEnd();
const template = `  template:
    metadata:
      labels:
        app: web
    spec:
${inTemplate}
`;

describe('quick fixes of fields on the wrong level', () => {
  check(pod, '', [
    [
      `  livenessProbe:\n    exec:\n      command: [ls] # fast\n${app}`,
      'Move to spec.containers[0].livenessProbe',
      `${app}      livenessProbe:\n        exec:\n          command: [ls] # fast\n`,
    ],
    [`${app}      restartpolicy: Always\n`, 'Rename to restartPolicy', `${app}      restartPolicy: Always\n`],
    [`${app}      nodeSelector: { a: b }\n`, 'Move to spec.nodeSelector', `${app}  nodeSelector: { a: b }\n`],
    [
      `${app}      securityContext:\n        fsGroup: 1\n`,
      'Move to spec.securityContext.fsGroup',
      `${app}  securityContext:\n    fsGroup: 1\n`,
    ],
    [
      `${app}      resources:\n        cpu: 100m\n`,
      'Move to spec.containers[0].resources.requests[cpu]',
      `${app}      resources:\n        requests:\n          cpu: 100m\n`,
    ],
    [`${app}      frobnicate: 1\n`, 'Remove frobnicate', app],
  ]);
  check(deployment, '', [
    [
      `  selector:\n    app: web\n${template}`,
      'Move to spec.selector.matchLabels[app]',
      `  selector:\n    matchLabels:\n      app: web\n${template}`,
    ],
    [
      `  selector: { matchLabels: { app: web } }\n${template}    replicas: 2\n`,
      'Move to spec.replicas',
      `  selector: { matchLabels: { app: web } }\n${template}  replicas: 2\n`,
    ],
  ]);
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
`;
  check(ingress, '', [
    [
      '              serviceName: web\n',
      'Move to spec.rules[0].http.paths[0].backend.service.name',
      '              service:\n                name: web\n',
    ],
  ]);
});

describe('quick fixes of values of the wrong type', () => {
  check(`${pod}${app}`, '', [
    [
      '      env:\n        - name: A\n          value: yes\n',
      'Put it in quotes: "yes"',
      '      env:\n        - name: A\n          value: "yes"\n',
    ],
    [
      '      env:\n        - name: A\n          value: 1.10\n',
      'Put it in quotes: "1.10"',
      '      env:\n        - name: A\n          value: "1.10"\n',
    ],
    [
      '      env: { A: b }\n',
      'Make it a list of things with names',
      '      env:\n        - name: A\n          value: b\n',
    ],
    ['      command: sh\n', 'Make it a list', '      command: [sh]\n'],
    [
      '      ports:\n        containerPort: 80\n        name: http\n',
      'Make it a list',
      '      ports:\n        - containerPort: 80\n          name: http\n',
    ],
    ['      ports: [80]\n', 'Write { containerPort: 80 }', '      ports: [{ containerPort: 80 }]\n'],
    [
      '      livenessProbe:\n        exec: [ls]\n',
      'Write { command: [ls] }',
      '      livenessProbe:\n        exec:\n          command:\n            - ls\n',
    ],
    [
      '      livenessProbe:\n        exec: { command: [ls] }\n        periodSeconds: 1m\n',
      'Change to 60',
      '      livenessProbe:\n        exec: { command: [ls] }\n        periodSeconds: 60\n',
    ],
    ['      stdin: enabled\n', 'Change to true', '      stdin: true\n'],
    [
      '      resources:\n        requests:\n          - cpu: 1\n          - memory: 1Gi\n',
      'Take the dashes away',
      '      resources:\n        requests:\n          cpu: 1\n          memory: 1Gi\n',
    ],
    [
      '      resources: { limits: { memory: 512MB } }\n',
      'Change to 512Mi',
      '      resources: { limits: { memory: 512Mi } }\n',
    ],
    [
      '      resources: { limits: { memory: 1 GiB } }\n',
      'Change to 1Gi',
      '      resources: { limits: { memory: 1Gi } }\n',
    ],
    ['      resources: { limits: { cpu: "0,5" } }\n', 'Change to 0.5', '      resources: { limits: { cpu: "0.5" } }\n'],
  ]);
  check(`${pod}${app}`, '', [
    [
      '  volumes:\n    - name: a\n      secret: { secretName: a, defaultMode: "0644" }\n',
      'Change to 0644',
      '  volumes:\n    - name: a\n      secret: { secretName: a, defaultMode: 0644 }\n',
    ],
  ]);
  check('apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\n', '', [
    [
      'data:\n  # the word\n  a: plain text\n',
      'Move it to stringData, where plain text stands',
      'stringData:\n  # the word\n  a: plain text\n',
    ],
    ['data:\n  a: plain text\n', 'Encode it in base64', 'data:\n  a: cGxhaW4gdGV4dA==\n'],
  ]);
  check('apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{ port: 80 }]\n', '', [
    [
      '  selector:\n    matchLabels:\n      app: web\n',
      'Take matchLabels away: this selector has labels only',
      '  selector:\n    app: web\n',
    ],
  ]);
});

describe('quick fixes of what is missing', () => {
  check(pod, '', [
    [
      '  restartPolicy: Never\n',
      'Add containers',
      '  restartPolicy: Never\n  containers:\n    - name: app\n      image: nginx\n',
    ],
    [
      '  containers:\n    - image: ghcr.io/a/shop:1\n',
      'Add name',
      '  containers:\n    - name: shop\n      image: ghcr.io/a/shop:1\n',
    ],
    ['  containers:\n    - name: redis\n', 'Add image', '  containers:\n    - name: redis\n      image: redis\n'],
    [
      `${app}      ports: [{ containerPort: 8080 }]\n      livenessProbe: {}\n`,
      'Add httpGet',
      `${app}      ports: [{ containerPort: 8080 }]\n      livenessProbe:\n        httpGet:\n          path: /\n          port: 8080\n`,
    ],
  ]);
  check('apiVersion: v1\nkind: Pod\n', `spec:\n${app}`, [
    ['metadata: {}\n', 'Add name', 'metadata:\n  name: my-pod\n'],
    ['', 'Add name', 'metadata:\n  name: my-pod\n'],
  ]);
  check(deployment, '', [
    [template, "Select the template's labels", `${template}  selector:\n    matchLabels:\n      app: web\n`],
  ]);
  const job = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: web\nspec:\n';
  check(job, '', [[template, 'Add restartPolicy: Never', `${template}      restartPolicy: Never\n`]]);
  const hpa =
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web\nspec:\n  maxReplicas: 3\n';
  check(`${hpa}  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n`, '', [
    [
      '  metrics:\n    - type: Resource\n      resource: { name: cpu, target: { averageUtilization: 50 } }\n',
      'Add type',
      '  metrics:\n    - type: Resource\n      resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } }\n',
    ],
  ]);
  check(hpa, '', [
    [
      '  scaleTargetRef: { kind: Deployment, name: web }\n',
      'Add apiVersion: apps/v1',
      '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n',
    ],
  ]);
});

describe('quick fixes of values that may not be', () => {
  check(pod, '', [
    [`  restartPolicy: always\n${app}`, 'Change to Always', `  restartPolicy: Always\n${app}`],
    [`  restartPolicy: Sometimes\n${app}`, 'Change to Never', `  restartPolicy: Never\n${app}`],
    [
      '  containers:\n    - name: My_App\n      image: nginx\n',
      'Change to my-app',
      '  containers:\n    - name: my-app\n      image: nginx\n',
    ],
    [
      `${app}      ports: [{ containerPort: 80, name: very-long-port-name }]\n`,
      'Change to very-long-port',
      `${app}      ports: [{ containerPort: 80, name: very-long-port }]\n`,
    ],
    [`${app}    - name: app\n      image: redis\n`, 'Change to app-2', `${app}    - name: app-2\n      image: redis\n`],
    [
      `${app}      volumeMounts: [{ name: My_Data, mountPath: /d }]\n  volumes:\n    - name: My_Data\n      emptyDir: {}\n`,
      'Change to my-data',
      `${app}      volumeMounts: [{ name: my-data, mountPath: /d }]\n  volumes:\n    - name: my-data\n      emptyDir: {}\n`,
    ],
    [
      `${app}      resources: { requests: { cpu: 2 }, limits: { cpu: 1 } }\n`,
      'Lower the cpu request to 1',
      `${app}      resources: { requests: { cpu: 1 }, limits: { cpu: 1 } }\n`,
    ],
    [
      `${app}      env:\n        - name: A\n          value: b\n          valueFrom: { fieldRef: { fieldPath: metadata.name } }\n`,
      'Remove value',
      `${app}      env:\n        - name: A\n          valueFrom: { fieldRef: { fieldPath: metadata.name } }\n`,
    ],
    [
      `${app}      env:\n        - name: A\n          valueFrom: { fieldRef: { fieldPath: status.podIp } }\n`,
      'Change to status.podIP',
      `${app}      env:\n        - name: A\n          valueFrom: { fieldRef: { fieldPath: status.podIP } }\n`,
    ],
  ]);
  check(deployment, template, [
    [
      '  selector: { matchLabels: { app: shop } }\n',
      "Select the Pods by the template's labels",
      '  selector: { matchLabels: { app: web } }\n',
    ],
    [
      '  replicas: -1\n  selector: { matchLabels: { app: web } }\n',
      'Change to 0',
      '  replicas: 0\n  selector: { matchLabels: { app: web } }\n',
    ],
    [
      '  strategy:\n    type: Recreate\n    rollingUpdate: { maxSurge: 1 }\n  selector: { matchLabels: { app: web } }\n',
      'Remove rollingUpdate',
      '  strategy:\n    type: Recreate\n  selector: { matchLabels: { app: web } }\n',
    ],
  ]);
  check(`${deployment}  selector: { matchLabels: { app: shop } }\n`, '', [
    [template, "Give the Pods the selector's labels", template.replace('app: web', 'app: shop')],
  ]);
  const job = template
    .replace('    spec:\n', '    spec:\n      restartPolicy: Never\n')
    .replaceAll('\n', '\n  ')
    .trimEnd();
  const cron = 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: web\nspec:\n';
  check(cron, `  jobTemplate:\n    spec:\n    ${job}\n`, [
    ['  schedule: 0 */5 * * * *\n', 'Without seconds: */5 * * * *', '  schedule: "*/5 * * * *"\n'],
  ]);
});

describe('quick fixes of warnings', () => {
  check(`${pod}${app}`, '', [
    [
      '      resources: { limits: { memory: 128m } }\n',
      'Change to 128Mi',
      '      resources: { limits: { memory: 128Mi } }\n',
    ],
    [
      '      resources: { limits: { memory: 128m } }\n',
      'Change to 128M',
      '      resources: { limits: { memory: 128M } }\n',
    ],
    [
      '      env:\n        - name: A\n          value: b\n        - name: A\n          value: c\n',
      'Remove the first A, which is hidden',
      '      env:\n        - name: A\n          value: c\n',
    ],
    [
      '  nodeSelector: { beta.kubernetes.io/os: linux }\n',
      'Rename to kubernetes.io/os',
      '  nodeSelector: { kubernetes.io/os: linux }\n',
    ],
  ]);
  check('apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n', '', [
    [
      '  annotations:\n    kubernetes.io/ingress.class: nginx\nspec:\n  defaultBackend: { service: { name: a, port: { number: 80 } } }\n',
      'Write ingressClassName instead',
      'spec:\n  defaultBackend: { service: { name: a, port: { number: 80 } } }\n  ingressClassName: nginx\n',
    ],
  ]);
});
