import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { type ManifestSymbol, maxSymbols, symbolsOf } from '../../../src/manifests/navigation/symbols.ts';

/** An outline as lines: sort, name, detail and the words that are selected. */
function outline(text: string): string[] {
  const lines: string[] = [];
  const show = ({ sort, name, detail, selectionRange, children }: ManifestSymbol, depth: number) => {
    const selected = text.slice(selectionRange.start, selectionRange.end);
    lines.push(`${'  '.repeat(depth)}${sort} ${name} | ${detail} | ${selected}`);
    for (const child of children) show(child, depth + 1);
  };
  for (const symbol of symbolsOf(readManifests(text))) show(symbol, 0);
  return lines;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata: { labels: { app: web } }
    spec:
      volumes:
        - name: settings
          configMap: { name: web-settings }
      initContainers:
        - name: proxy
          image: envoyproxy/envoy:v1.31
          restartPolicy: Always
        - { name: migrate, image: migrate }
      containers:
        - name: app
          image: nginx:1.27
          ports:
            - name: http
              containerPort: 80
            - containerPort: 9090
          env:
            - { name: MODE, value: fast }
            - name: TOKEN
              valueFrom: { secretKeyRef: { name: keys, key: token } }
          resources: { requests: { cpu: 100m }, limits: { memory: 64Mi } }
          readinessProbe: { httpGet: { path: /healthz, port: http } }
          volumeMounts:
            - { name: settings, mountPath: /etc/web }
`;

describe('the outline of a file', () => {
  it('has the parts of a workload that a reader looks for', () => {
    assert.deepEqual(outline(deployment), [
      'manifest Deployment web | shop | web',
      '  selector selector | app=web | selector',
      '  volume settings | configMap · web-settings | settings',
      '  container proxy | sidecar · envoyproxy/envoy:v1.31 | proxy',
      '  container migrate | init container · migrate | migrate',
      '  container app | container · nginx:1.27 | app',
      '    port http | 80/TCP | http',
      '    port 9090/TCP |  | 9090',
      '    variable MODE | fast | MODE',
      '    variable TOKEN | secretKeyRef · keys.token | TOKEN',
      '    resources resources | requests cpu 100m · limits memory 64Mi | resources',
      '    probe readinessProbe | httpGet · /healthz :http | readinessProbe',
      '    mount /etc/web | settings | /etc/web',
    ]);
  });

  it('has ports, rules, metrics and keys of other kinds, and no value of a Secret', () => {
    const text = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: web }, { port: 81 }]
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
stringData: { token: hush }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
    - host: shop.example
      http: { paths: [{ path: /x, backend: { service: { name: web } } }] }
---
apiVersion: example.com/v1
kind: Thing
metadata: { name: other }
spec: { containers: [{ name: a }] }
`;
    assert.deepEqual(outline(text), [
      'manifest Service web |  | web',
      '  selector selector app | web | app',
      '  port http | 80 → web | http',
      '  port 81 | 81 → 81 | 81',
      'manifest Secret keys |  | keys',
      '  key token |  | token',
      'manifest HorizontalPodAutoscaler web |  | web',
      '  metric cpu | 50 % | type: Resource',
      'manifest Ingress web |  | web',
      '  rule shop.example |  | shop.example',
      '    rule /x | web | /x',
      'manifest Thing other |  | other',
    ]);
  });

  it('puts the items of a List into it', () => {
    const item = (name: string) =>
      `  - apiVersion: v1\n    kind: ConfigMap\n    metadata: { name: ${name} }\n    data: { a: b }\n`;
    assert.deepEqual(outline(`# all\napiVersion: v1\nkind: List\nitems:\n${item('one')}${item('two')}`), [
      'manifest List |  | List',
      '  manifest ConfigMap one |  | one',
      '    key a |  | a',
      '  manifest ConfigMap two |  | two',
      '    key a |  | a',
    ]);
  });

  it('says nothing of templates and of other files', () => {
    assert.deepEqual(outline('apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Values.name }} }\n'), []);
    assert.deepEqual(outline('services:\n  web: { image: nginx }\n'), []);
  });

  it('is bounded', () => {
    const keys = Array.from({ length: maxSymbols + 5 }, (_, index) => `  key${index}: value\n`).join('');
    assert.equal(outline(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n${keys}`).length, maxSymbols);
  });

  it('selects inside of what it frames, whatever the text', () => {
    const check = ({ range, selectionRange, children, name }: ManifestSymbol) => {
      assert.ok(name.trim() !== '');
      assert.ok(range.start <= selectionRange.start && selectionRange.end <= range.end);
      assert.ok(selectionRange.start <= selectionRange.end);
      for (const child of children) check(child);
    };
    fc.assert(
      fc.property(fc.nat(deployment.length), fc.nat(30), fc.string({ maxLength: 8 }), (at, length, put) => {
        const text = deployment.slice(0, at) + put + deployment.slice(at + length);
        for (const symbol of symbolsOf(readManifests(text))) check(symbol);
      }),
      { numRuns: 300 },
    );
  });
});
