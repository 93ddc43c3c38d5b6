import { checkRelations } from '../markedYaml.ts';

const pods = (ports: string, name = 'web') => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: web } }
spec: { containers: [{ name: app, image: 'nginx:1.27', ports: ${ports} }] }
---
`;

const service = (ports: string) => `apiVersion: v1
kind: Service
metadata: { name: front }
spec:
  selector: { app: web }
  ports:
${ports}`;

describe('a targetPort', () => {
  it('is silent where a container has it', () => {
    checkRelations(
      pods('[{ name: http, containerPort: 8080 }]') + service('    - { name: a, port: 80, targetPort: http }\n'),
    );
    checkRelations(pods('[{ containerPort: 8080 }]') + service('    - { port: 80, targetPort: 8080 }\n'));
    checkRelations(pods('[{ containerPort: 80 }]') + service('    - port: 80\n'));
  });

  it('by a name that no container has, has a likely one', () =>
    checkRelations(
      `${pods('[{ name: http, containerPort: 8080 }]')}${service(`    - port: 80
      targetPort: htpp
                  ^^^^ relation/unknown-target-port: No container of Pod web has a port named htpp, so this port of the Service has no endpoint. Did you mean http?
`)}`,
    ));

  it('by a name, where ports have others or none', () => {
    checkRelations(
      `${pods('[{ name: main, containerPort: 8080 }]')}${service(`    - port: 80
      targetPort: http
                  ^^^^ relation/unknown-target-port: Their ports are named main.
`)}`,
    );
    checkRelations(
      `${pods('[{ containerPort: 8080 }]')}${service(`    - port: 80
      targetPort: http
                  ^^^^ relation/unknown-target-port: None of their ports has a name.
`)}`,
    );
  });

  it('needs the same protocol', () =>
    checkRelations(
      `${pods('[{ name: dns, containerPort: 53 }]')}${service(`    - port: 53
      protocol: UDP
      targetPort: dns
                  ^^^ relation/unknown-target-port: is TCP, not UDP
`)}`,
    ));

  it('may be that of a sidecar, not of an init container', () => {
    const init = (more: string) => `apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  initContainers: [{ name: proxy, image: 'x:1', ports: [{ name: http, containerPort: 8080 }]${more} }]
  containers: [{ name: app, image: 'nginx:1.27', ports: [{ containerPort: 80 }] }]
---
`;
    checkRelations(`${init(', restartPolicy: Always')}${service('    - { port: 80, targetPort: http }\n')}`);
    checkRelations(
      `${init('')}${service(`    - port: 80
      targetPort: http
                  ^^^^ relation/unknown-target-port: No container of Pod web
`)}`,
    );
  });

  it('by number is only remarked where every container lists its ports', () => {
    checkRelations(
      `${pods('[{ name: http, containerPort: 8080 }]')}${service(`    - port: 80
      targetPort: 8081
                  ^^^^ relation/unlisted-target-port: none of the ports that Pod web list (http 8080)
`)}`,
    );
    checkRelations(
      `${pods('[{ containerPort: 8080 }]')}${service(`    - port: 80
            ^^ relation/unlisted-target-port: Port 80, which is the targetPort, too
`)}`,
    );
    checkRelations(pods('[]') + service('    - { port: 80, targetPort: 8081 }\n'));
  });

  it('of a Service without Pods is another rule’s matter', () =>
    checkRelations(service('    - { port: 80, targetPort: http }\n'), 'open'));

  it('is enough when some of the Pods have it', () =>
    checkRelations(
      pods('[{ name: http, containerPort: 8080 }]') +
        pods('[{ name: web, containerPort: 8080 }]', 'other') +
        service('    - { port: 80, targetPort: http }\n'),
    ));
});
