import { checkDiagnostics } from '../markedYaml.ts';
import { podWith, workloadWith } from './manifests.ts';

describe('advice/same-port-in-pod', () => {
  it('is given for the second container with a port, beside the words of the server', () =>
    checkDiagnostics(
      podWith(`
containers:
  - name: app
    image: nginx:1.27
    ports: [{ containerPort: 80 }]
  - name: proxy
    image: httpd:2.4
    ports:
      - containerPort: 80
        ^^^^^^^^^^^^^^^^^ api/warning: duplicate port definition
                       ^^ advice/same-port-in-pod: app listens on 80/TCP already
`),
    ));

  it('counts sidecars, which stay, and not plain init containers, which are gone', () => {
    const ports = (restartPolicy: string, marks: string) =>
      podWith(`
initContainers:
  - name: first
    image: example.com/first:1
    ports: [{ containerPort: 80 }]
${restartPolicy}
containers:
  - name: app
    image: nginx:1.27
    ports:
      - containerPort: 80
${marks}
`).replaceAll(/^ *\n/gm, '');
    checkDiagnostics(
      ports(
        '    restartPolicy: Always',
        `        ^^^^^^^^^^^^^^^^^ api/warning: duplicate port definition
                       ^^ advice/same-port-in-pod: first listens on 80/TCP already`,
      ),
    );
    checkDiagnostics(ports('', ''));
  });

  it('is not given for other ports and protocols', () =>
    checkDiagnostics(
      podWith(`
containers:
  - name: app
    image: nginx:1.27
    ports: [{ containerPort: 53, protocol: UDP }, { containerPort: 80 }]
  - name: proxy
    image: httpd:2.4
    ports: [{ containerPort: 53, protocol: TCP }, { containerPort: 81 }]
`),
    ));
});

describe('advice/host-port-replicas', () => {
  const port = (mark: string) => `
containers:
  - name: app
    image: nginx:1.27
    ports:
      - containerPort: 80
        hostPort: 8080
${mark}`;
  it('is given where several Pods want one port of a Node', () => {
    const mark = '                  ^^^^ advice/host-port-replicas: each Node takes one of the 3 Pods';
    checkDiagnostics(workloadWith('Deployment', port(mark), 'replicas: 3'));
  });

  it('is not given for one Pod, and not for one on each Node', () => {
    checkDiagnostics(workloadWith('Deployment', port(''), 'replicas: 1'));
    checkDiagnostics(workloadWith('Deployment', port('')));
    checkDiagnostics(workloadWith('DaemonSet', port('')));
    checkDiagnostics(podWith(port('')));
  });
});

describe('advice/grace-period-zero', () => {
  const app = 'containers: [{ name: app, image: "nginx:1.27" }]';
  it('is given for 0, with the risk of a StatefulSet', () => {
    const mark = '                               ^ advice/grace-period-zero: ';
    const spec = (words: string) => `terminationGracePeriodSeconds: 0\n${mark}${words}\n${app}`;
    checkDiagnostics(podWith(spec('no SIGTERM')));
    checkDiagnostics(
      workloadWith('StatefulSet', spec('A StatefulSet may even start the next Pod'), 'serviceName: web'),
    );
  });

  it('is not given for more, or where nothing is written', () => {
    checkDiagnostics(podWith(`terminationGracePeriodSeconds: 1\n${app}`));
    checkDiagnostics(podWith(app));
  });
});

describe('advice/pre-stop-outlasts-grace', () => {
  const hook = (preStop: string, grace = '', mark = '') =>
    podWith(`
${grace}
containers:
  - name: app
    image: nginx:1.27
    lifecycle:
      preStop:
${mark}
        ${preStop}
`).replaceAll(/^ *\n/gm, '');
  const mark = '      ^^^^^^^ advice/pre-stop-outlasts-grace: ';

  it('is given for each way to sleep', () => {
    checkDiagnostics(hook('exec: { command: [sleep, "30"] }', '', `${mark}grace period of 30 s`));
    checkDiagnostics(hook('exec: { command: [sh, -c, "sleep 1m"] }', '', `${mark}after 60 s of sleep`));
    checkDiagnostics(
      hook('exec: { command: [/bin/sh, -c, "sleep 20; nginx -s quit; sleep 20"] }', '', `${mark}after 40 s`),
    );
    checkDiagnostics(
      hook('sleep: { seconds: 10 }', 'terminationGracePeriodSeconds: 10', `${mark}grace period of 10 s`),
    );
  });

  it('is not given for less, for what is no sleep, and where one cannot tell', () => {
    checkDiagnostics(hook('exec: { command: [sleep, "10"] }'));
    checkDiagnostics(hook('exec: { command: [sleep, "50"] }', 'terminationGracePeriodSeconds: 60'));
    checkDiagnostics(hook('exec: { command: [sh, -c, "nginx -s quit; while killall -0 nginx; do sleep 40; done"] }'));
    checkDiagnostics(hook('exec: { command: [nginx, -s, quit] }'));
    checkDiagnostics(hook('httpGet: { port: 80, path: /sleep }'));
  });
});
