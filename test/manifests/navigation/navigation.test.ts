import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../../src/manifests/manifestSet.ts';
import { definitionsAt, highlightsAt, referencesAt } from '../../../src/manifests/navigation/navigation.ts';
import { ask } from './asked.ts';

function definitions(fixtures: Record<string, string>): string[] {
  const { set, file, offset, say } = ask(fixtures);
  return definitionsAt(set, file, offset).map((found) => say(found.file, found.range));
}

function references(fixtures: Record<string, string>): string[] {
  const { set, file, offset, say } = ask(fixtures);
  const all = referencesAt(set, file, offset, 'with declaration').map((found) => say(found.file, found.range));
  const uses = referencesAt(set, file, offset, 'without declaration').map((found) => say(found.file, found.range));
  assert.ok(uses.every((use) => all.includes(use)));
  return all.map((place) => (uses.includes(place) ? place : `${place} (defined)`));
}

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels:
        app: web
        tier: front
    spec:
      serviceAccountName: robot
      volumes:
        - name: logs
          emptyDir: {}
        - name: settings
          configMap: { name: web-settings, items: [{ key: mode, path: mode }] }
      containers:
        - name: app
          image: nginx
          ports:
            - name: http
              containerPort: 80
          readinessProbe: { httpGet: { port: http } }
          volumeMounts:
            - { name: logs, mountPath: /logs }
            - { name: settings, mountPath: /etc/web }
        - name: helper
          image: busybox
          volumeMounts:
            - { name: logs, mountPath: /logs }
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector:
    app: web
    tier: front
  ports:
    - name: main
      port: 8080
      targetPort: http
`;
const budget = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  selector:
    matchExpressions:
      - { key: tier, operator: In, values: [front, back] }
`;

/** One of the texts above with the cursor in front of the nth place of some words. */
function at(text: string, words: string, nth = 1): string {
  let index = -1;
  for (let i = 0; i < nth; i++) index = text.indexOf(words, index + 1);
  assert.ok(index >= 0, words);
  return `${text.slice(0, index)}$0${text.slice(index)}`;
}

describe('going to a definition', () => {
  it("leads from a selector's pair to the labels of the Pods that it selects", () => {
    assert.deepEqual(definitions({ 'web.yaml': web, 'service.yaml': at(service, 'front') }), [
      'web.yaml:11 tier: front',
    ]);
    assert.deepEqual(definitions({ 'web.yaml': web, 'service.yaml': at(service, 'app: web') }), [
      'web.yaml:10 app: web',
    ]);
    assert.deepEqual(definitions({ 'web.yaml': at(web, 'app: web') }), ['web.yaml:10 app: web']);
    assert.deepEqual(definitions({ 'web.yaml': web, 'budget.yaml': at(budget, 'front') }), ['web.yaml:11 tier: front']);
    assert.deepEqual(definitions({ 'web.yaml': web, 'budget.yaml': at(budget, 'back') }), []);
    assert.deepEqual(definitions({ 'web.yaml': web, 'budget.yaml': at(budget, 'tier') }), ['web.yaml:11 tier: front']);
    const picky = service.replace('tier: front', 'tier: back');
    assert.deepEqual(definitions({ 'web.yaml': web, 'service.yaml': at(picky, 'app: web') }), []);
  });

  it('leads from a mount to its volume, and from a volume claim template', () => {
    assert.deepEqual(definitions({ 'web.yaml': at(web, 'logs, mountPath', 2) }), ['web.yaml:15 logs']);
    const database = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  volumeClaimTemplates:
    - metadata: { name: data }
  template:
    spec: { containers: [{ name: db, volumeMounts: [{ name: $0data, mountPath: /data }] }] }
`;
    assert.deepEqual(definitions({ 'db.yaml': database }), ['db.yaml:7 data']);
  });

  it("leads from a Service's target and a probe to the container's port, and from an Ingress to the Service's", () => {
    assert.deepEqual(definitions({ 'web.yaml': web, 'service.yaml': at(service, 'http') }), ['web.yaml:23 http']);
    assert.deepEqual(definitions({ 'web.yaml': at(web, 'http }') }), ['web.yaml:23 http']);
    assert.deepEqual(definitions({ 'web.yaml': web, 'service.yaml': at(service.replace('http', '80'), '80', 3) }), [
      'web.yaml:24 80',
    ]);
    const ingress = (port: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { defaultBackend: { service: { name: web, port: { ${port} } } } }
`;
    assert.deepEqual(definitions({ 'service.yaml': service, 'ingress.yaml': ingress('name: $0main') }), [
      'service.yaml:9 main',
    ]);
    assert.deepEqual(definitions({ 'service.yaml': service, 'ingress.yaml': ingress('number: $08080') }), [
      'service.yaml:10 8080',
    ]);
    assert.deepEqual(definitions({ 'service.yaml': service, 'ingress.yaml': at(ingress('number: 80'), 'web', 2) }), [
      'service.yaml:3 web',
    ]);
  });

  it('leads to ConfigMaps, their keys, ServiceAccounts, HPA targets, containers and Namespaces', () => {
    const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web-settings }\ndata:\n  mode: fast\n';
    const files = { 'settings.yaml': settings };
    assert.deepEqual(definitions({ ...files, 'web.yaml': at(web, 'web-settings') }), ['settings.yaml:3 web-settings']);
    assert.deepEqual(definitions({ ...files, 'web.yaml': at(web, 'mode') }), ['settings.yaml:5 mode']);
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: robot }\n';
    assert.deepEqual(definitions({ 'account.yaml': account, 'web.yaml': at(web, 'robot') }), ['account.yaml:3 robot']);
    const hpa = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: default }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  metrics: [{ type: ContainerResource, containerResource: { name: cpu, container: app } }]
`;
    assert.deepEqual(definitions({ 'web.yaml': web, 'hpa.yaml': at(hpa, 'web') }), ['web.yaml:3 web']);
    assert.deepEqual(definitions({ 'web.yaml': web, 'hpa.yaml': at(hpa, 'app }') }), ['web.yaml:20 app']);
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: default }\n';
    assert.deepEqual(definitions({ 'ns.yaml': namespace, 'hpa.yaml': at(hpa, 'default') }), ['ns.yaml:3 default']);
  });

  it('leads from a host name to its Service', () => {
    const client = `apiVersion: v1
kind: Pod
metadata: { name: client }
spec:
  containers:
    - name: app
      image: busybox
      env: [{ name: WEB_URL, value: "http://web:8080/a?next=http://$0web.default.svc/b" }]
      command: [sh, -c, "wget -O- http://web.default:8080 && echo web"]
`;
    assert.deepEqual(definitions({ 'client.yaml': client, 'service.yaml': service }), ['service.yaml:3 web']);
    assert.deepEqual(
      definitions({
        'client.yaml': client.replace('$0', '').replace('http://web:', 'http://$0web:'),
        'service.yaml': service,
      }),
      ['service.yaml:3 web', 'service.yaml:10 8080'],
    );
    assert.deepEqual(
      definitions({
        'client.yaml': client.replace('$0', '').replace('echo web', 'echo $0web'),
        'service.yaml': service,
      }),
      [],
    );
    assert.deepEqual(
      references({
        'client.yaml': client.replace('$0', ''),
        'service.yaml': service.replace('{ name: web', '{ name: $0web'),
      }),
      [
        'client.yaml:8 web',
        'client.yaml:8 web.default.svc',
        'client.yaml:9 web.default',
        'service.yaml:3 web (defined)',
      ],
    );
  });

  it('keeps to the Namespace, and frames the whole of what it finds', () => {
    const elsewhere = web.replace('{ name: web }', '{ name: web, namespace: other }');
    assert.deepEqual(definitions({ 'web.yaml': elsewhere, 'service.yaml': at(service, 'http') }), []);
    const { set, file, offset, say } = ask({ 'web.yaml': at(web, 'logs, mountPath') });
    const [found] = definitionsAt(set, file, offset);
    assert.equal(found && say('web.yaml', found.targetRange), 'web.yaml:15 name: logs\n          emptyDir: {}');
    assert.equal(found && say('web.yaml', found.origin), 'web.yaml:27 logs');
  });

  it('reads the items of a List', () => {
    const indented = (text: string) => text.trimEnd().replaceAll(/^/gm, '    ').replace('    ', '  - ');
    const list = `apiVersion: v1\nkind: List\nitems:\n${indented(web)}\n${indented(at(service, 'http'))}\n`;
    assert.deepEqual(definitions({ 'list.yaml': list }), ['list.yaml:26 http']);
  });
});

describe('finding references', () => {
  it('finds the selectors that select a label', () => {
    assert.deepEqual(
      references({ 'web.yaml': at(web, 'app: web', 2), 'service.yaml': service, 'budget.yaml': budget }),
      ['web.yaml:6 app: web', 'web.yaml:10 app: web (defined)', 'service.yaml:6 app: web'],
    );
    assert.deepEqual(
      references({ 'web.yaml': at(web, 'tier: front'), 'service.yaml': service, 'budget.yaml': budget }),
      ['web.yaml:11 tier: front (defined)', 'service.yaml:7 tier: front', 'budget.yaml:7 tier', 'budget.yaml:7 front'],
    );
  });

  it('finds mounts, ports and those who read a ConfigMap', () => {
    assert.deepEqual(references({ 'web.yaml': at(web, 'logs') }), [
      'web.yaml:15 logs (defined)',
      'web.yaml:27 logs',
      'web.yaml:32 logs',
    ]);
    assert.deepEqual(references({ 'web.yaml': at(web, 'http'), 'service.yaml': service }), [
      'web.yaml:23 http (defined)',
      'web.yaml:25 http',
      'service.yaml:11 http',
    ]);
    const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: $0web-settings }\n';
    assert.deepEqual(references({ 'settings.yaml': settings, 'web.yaml': web }), [
      'settings.yaml:3 web-settings (defined)',
      'web.yaml:18 web-settings',
    ]);
  });

  it('highlights those of the same file', () => {
    const { set, file, offset, say } = ask({ 'web.yaml': at(web, 'http'), 'service.yaml': service });
    assert.deepEqual(
      highlightsAt(set, file, offset).map(({ range, role }) => `${say(file, range)} ${role}`),
      ['web.yaml:23 http definition', 'web.yaml:25 http use'],
    );
  });

  it('says nothing between fields, of unknown files and of what names nothing', () => {
    assert.deepEqual(definitions({ 'web.yaml': at(web, 'nginx') }), []);
    assert.deepEqual(definitions({ 'web.yaml': `${web}$0\n\n` }), []);
    const { set } = ask({ 'web.yaml': at(web, 'http') });
    assert.deepEqual(referencesAt(set, 'none.yaml', 3, 'with declaration'), []);
  });
});

describe('navigation in any text', () => {
  it('gives ranges inside of the text, and a definition that its origin refers to', () => {
    const whole = `${web}---\n${service}---\n${budget}`;
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(20),
        fc.string({ maxLength: 6 }),
        fc.nat(whole.length),
        (cut, length, put, offset) => {
          const text = whole.slice(0, cut) + put + whole.slice(cut + length);
          const set = new ManifestSet([['a.yaml', readManifests(text)]], { world: 'open' });
          for (const { range, targetRange, origin } of definitionsAt(set, 'a.yaml', offset)) {
            for (const { start, end } of [range, targetRange, origin])
              assert.ok(0 <= start && start <= end && end <= text.length);
            assert.ok(targetRange.start <= range.start && range.end <= targetRange.end);
            const back = referencesAt(set, 'a.yaml', range.start, 'with declaration').map(
              ({ range: { start } }) => start,
            );
            assert.ok(back.includes(origin.start), `${text}\n${origin.start} ${range.start}`);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
