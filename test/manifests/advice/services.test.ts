import { checkDiagnostics } from '../markedYaml.ts';
import { serviceWith } from './manifests.ts';

describe('advice/load-balancer-provider', () => {
  it('is given where nothing speaks of a provider', () =>
    checkDiagnostics(
      serviceWith(`
type: LoadBalancer
      ^^^^^^^^^^^^ advice/load-balancer-provider: EXTERNAL-IP stays <pending>
ports: [{ port: 80 }]
selector: { app: web }
`),
    ));

  it('is not given where one is chosen, nor for other types', () => {
    const ports = 'ports: [{ port: 80 }]\nselector: { app: web }';
    checkDiagnostics(serviceWith(`type: LoadBalancer\nloadBalancerClass: example.com/lb\n${ports}`));
    checkDiagnostics(serviceWith(`type: LoadBalancer\nloadBalancerIP: 192.0.2.10\n${ports}`));
    const annotations = 'annotations:\n  service.beta.kubernetes.io/aws-load-balancer-scheme: internal';
    checkDiagnostics(serviceWith(`type: LoadBalancer\n${ports}`, annotations));
    checkDiagnostics(serviceWith(`type: NodePort\n${ports}`));
    checkDiagnostics(serviceWith(ports));
  });
});

describe('advice/headless-target-port', () => {
  it('is given where nobody would translate the port', () =>
    checkDiagnostics(
      serviceWith(`
clusterIP: None
selector: { app: web }
ports:
  - port: 80
          ^^ advice/headless-target-port: clients must call port 8080
    targetPort: 8080
`),
    ));

  it('is not given for equal ports, for names, and where a Service has an address', () => {
    const ports = (text: string) => `selector: { app: web }\nports: [{ ${text} }]`;
    checkDiagnostics(serviceWith(`clusterIP: None\n${ports('port: 80, targetPort: 80')}`));
    checkDiagnostics(serviceWith(`clusterIP: None\n${ports('port: 80')}`));
    checkDiagnostics(serviceWith(`clusterIP: None\n${ports('port: 80, targetPort: http')}`));
    checkDiagnostics(serviceWith(ports('port: 80, targetPort: 8080')));
  });
});

describe('advice/external-name-address', () => {
  it('is given for an address', () =>
    checkDiagnostics(
      serviceWith(`
type: ExternalName
externalName: 192.0.2.10
              ^^^^^^^^^^ advice/external-name-address: it never resolves
`),
    ));

  it('is not given for names, also those that begin with digits', () => {
    checkDiagnostics(serviceWith('type: ExternalName\nexternalName: db.example.com'));
    checkDiagnostics(serviceWith('type: ExternalName\nexternalName: 1.2.3.4.example.com'));
  });
});
