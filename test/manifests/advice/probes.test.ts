import { checkDiagnostics } from '../markedYaml.ts';
import { podWith } from './manifests.ts';

const probes = (liveness: string, readiness: string, mark = '') =>
  podWith(`
containers:
  - name: app
    image: nginx:1.27
    livenessProbe:
${mark}
${liveness}
    readinessProbe:
${readiness}
`).replaceAll(/^ *\n/gm, '');
const mark = '    ^^^^^^^^^^^^^ advice/liveness-like-readiness: restarts the container';

describe('advice/liveness-like-readiness', () => {
  it('is given where both ask the same and liveness is not more patient', () => {
    const http = '      httpGet: { path: /ready, port: 80 }';
    checkDiagnostics(probes(http, http, mark));
    checkDiagnostics(probes('      httpGet: { port: 80 }', '      httpGet: { path: /, port: 80, scheme: HTTP }', mark));
    checkDiagnostics(probes(`${http}\n      failureThreshold: 2`, http, mark));
    const exec = '      exec: { command: [cat, /tmp/ready] }';
    checkDiagnostics(probes(exec, exec, mark));
    const grpc = '      grpc: { port: 80 }';
    checkDiagnostics(probes(grpc, grpc, mark));
  });

  it('is not given for other questions, for an open port, or where liveness waits longer', () => {
    const http = '      httpGet: { path: /ready, port: 80 }';
    checkDiagnostics(probes('      httpGet: { path: /live, port: 80 }', http));
    checkDiagnostics(probes('      httpGet: { path: /ready, port: 81 }', http));
    checkDiagnostics(probes('      tcpSocket: { port: 80 }', '      tcpSocket: { port: 80 }'));
    checkDiagnostics(probes(`${http}\n      failureThreshold: 6`, http));
    checkDiagnostics(probes(`${http}\n      periodSeconds: 20`, http));
    checkDiagnostics(
      podWith('containers:\n  - name: app\n    image: nginx:1.27\n    livenessProbe:\n      httpGet: { port: 80 }'),
    );
  });
});

describe('advice/unknown-probe-port', () => {
  const withProbe = (probe: string, ports: string, mark: string) =>
    podWith(`
containers:
  - name: app
    image: nginx:1.27
    ports: [${ports}]
    ${probe}:
      httpGet:
        port: htpp
${mark}  - name: b
    image: nginx:1.27
    ports: [{ name: htpp, containerPort: 81 }]
`).replaceAll(/^ *\n/gm, '');
  const http = '{ name: http, containerPort: 80 }';
  const line = (says: string) => `              ^^^^ advice/unknown-probe-port: ${says}\n`;

  it('is given for a name that no port of the container has', () => {
    checkDiagnostics(withProbe('readinessProbe', http, line('never becomes ready. Did you mean http?')));
    checkDiagnostics(withProbe('startupProbe', '', line('None of its ports has a name.')));
    const two = '{ name: admin, containerPort: 80 }, { name: metrics, containerPort: 90 }';
    checkDiagnostics(withProbe('livenessProbe', two, line('notices anything. Its ports are named admin and metrics.')));
  });

  it('is not given for names that are there, and for numbers', () => {
    checkDiagnostics(withProbe('readinessProbe', http, '').replace('port: htpp', 'port: http'));
    checkDiagnostics(withProbe('readinessProbe', http, '').replace('port: htpp', 'port: 8080'));
  });
});
