import assert from 'node:assert/strict';
import { ensureRealKubectl } from '../../scripts/realKubectl.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { documentValues } from '../oracle/manifestDocuments.ts';
import { withAgesOf } from '../scenarios/sameOutput.ts';
import { BothKubectls } from './bothKubectls.ts';
import { createIn } from './shownObjects.ts';

const installMs = 180_000;
const commandMs = 60_000;

/** Services of every sort, before Pods that are ready, are not ready, do not have the port, or are not there. */
const manifest = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec:
      containers:
        - { name: app, image: "nginx:1.27", ports: [{ name: http, containerPort: 80 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: wz-not-ready, labels: { app: web } }
spec:
  containers:
    - { name: app, image: "nginx:1.27", readinessProbe: { tcpSocket: { port: 81 } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, labels: { tier: front } }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: http }, { name: admin, port: 8080 }]
---
apiVersion: v1
kind: Service
metadata: { name: one-port }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: wrong-port-name }
spec: { selector: { app: web, tier: front }, ports: [{ port: 80, targetPort: htpp }] }
---
apiVersion: v1
kind: Service
metadata: { name: wrong-label }
spec: { selector: { app: wbe }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: headless }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: headless-without-ports }
spec: { clusterIP: None, selector: { app: web } }
---
apiVersion: v1
kind: Service
metadata: { name: by-hand }
spec: { ports: [{ name: db, port: 5432 }] }
---
apiVersion: v1
kind: Endpoints
metadata: { name: by-hand, annotations: { note: mirrored } }
subsets:
  - { addresses: [{ ip: 192.0.2.1, hostname: one }, { ip: 192.0.2.2 }], notReadyAddresses: [{ ip: 192.0.2.3 }], ports: [{ name: db, port: 5432 }] }
---
apiVersion: v1
kind: Service
metadata: { name: sliced-by-hand }
spec: { ports: [{ port: 80 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: sliced-by-hand-1, labels: { kubernetes.io/service-name: sliced-by-hand } }
addressType: IPv6
endpoints: [{ addresses: ["2001:db8::1"] }, { addresses: ["2001:db8::2"], conditions: { ready: false } }]
ports: [{ port: 8080 }, { name: other, port: 8081 }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
    - http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }
          - { path: /none, pathType: Prefix, backend: { service: { name: wrong-label, port: { number: 80 } } } }
`;

const shows: readonly (readonly string[])[] = [
  ['get', 'endpoints'],
  ['get', 'endpointslices'],
  ['get', 'endpointslices', '-o', 'wide', '--show-labels'],
  ['get', 'endpointslices,endpoints', '-o', 'yaml'],
  ['get', 'endpointslices', '-o', 'jsonpath={.items[*].endpoints[*].addresses}'],
  ['describe', 'endpoints'],
  ['describe', 'endpointslices'],
  ['describe', 'services'],
  ['describe', 'ingress'],
];

describe('both kubectls show the same of what is behind Services', () => {
  let both: BothKubectls;

  before(async function () {
    this.timeout(installMs);
    const { program } = await ensureRealKubectl();
    const cluster = new Cluster({ seed: 1, nodes: 2, startTimeMs: Date.UTC(2026, 0, 5, 9) });
    cluster.advanceBy(1000);
    for (const value of documentValues(manifest)) {
      const created = createIn(cluster, 'default', value);
      assert.equal(created?.code, 201, JSON.stringify(created?.body));
    }
    cluster.advanceBy(60_000);
    both = new BothKubectls(cluster, program);
    await both.open();
  });

  after(() => both?.close());

  for (const words of shows) {
    it(words.join(' '), async function () {
      this.timeout(commandMs);
      both.setClocks();
      const { builtIn, real } = await both.run(words);
      const wanted = real.stdout.split('\n');
      assert.deepEqual(withAgesOf(wanted, builtIn.stdout.split('\n')), wanted);
      assert.equal(builtIn.stderr, real.stderr);
      assert.equal(builtIn.exitCode, real.exitCode);
    });
  }
});
