import assert from 'node:assert/strict';
import { ClaimCluster } from './claimCluster.ts';

const slicesOfWeb = 'get endpointslices -l kubernetes.io/service-name=web';
const conditions = `${slicesOfWeb} -o jsonpath='{range .items[*].endpoints[*]}{.targetRef.name} {.conditions.ready} {.conditions.serving} {.conditions.terminating}{"\\n"}{end}'`;

const service = (spec = '{selector: {app: web}, ports: [{port: 80}]}') =>
  `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: ${spec}}\n`;

const pod = (name: string, container = '') =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {app: web}}, spec: {containers: [{name: app, image: "nginx:1.27"${container}}]}}\n`;

describe('claims of the documentation on EndpointSlices', () => {
  it('C123 without a selector there are none, and those made by hand are linked by a label', async () => {
    const on = new ClaimCluster();
    await on.apply(service('{ports: [{port: 80}]}') + pod('a'));
    assert.match(await on.ok(slicesOfWeb), /No resources found/);
    const slice =
      '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: mine, labels: {kubernetes.io/service-name: web}}, addressType: IPv4, endpoints: [{addresses: [192.0.2.1]}], ports: [{port: 80}]}';
    await on.apply(slice);
    assert.match(await on.ok('describe service web'), /^Endpoints: +192\.0\.2\.1:80$/m);
  });

  it('C140 C147 one has one list of ports: a named port with two numbers makes two', async () => {
    const on = new ClaimCluster();
    const http = (port: number) => `, ports: [{name: http, containerPort: ${port}}]`;
    const ports = '{selector: {app: web}, ports: [{port: 80, targetPort: http}]}';
    await on.apply(service(ports) + pod('a', http(80)) + pod('b', http(8080)));
    const listed = await on.ok(`${slicesOfWeb} --no-headers -o custom-columns=P:.ports[*].port,T:.addressType`);
    assert.deepEqual(
      listed
        .split('\n')
        .map((line) => line.split(/ +/).join(' '))
        .sort(),
      ['80 IPv4', '8080 IPv4'],
    );
  });

  it('C142 C144 serving follows the readiness of the Pod, and so does ready, or it is always true', async () => {
    const on = new ClaimCluster();
    await on.apply(service() + pod('a', ', readinessProbe: {tcpSocket: {port: 81}}'));
    assert.equal(await on.ok(conditions), 'a false false false');
    await on.ok(`patch service web -p '{"spec":{"publishNotReadyAddresses":true}}'`);
    on.wait(1);
    assert.equal(await on.ok(conditions), 'a true false false');
  });

  it('C146 C358 C385 C411 what kubectl shows of them', async () => {
    const on = new ClaimCluster();
    await on.apply(service());
    assert.match(await on.ok(slicesOfWeb), /^web-[b-z2-9]{5} +IPv4 +<unset> +<unset> +/m);
    await on.apply(pod('a') + pod('b'));
    const addresses = [await on.field('pod a', '.status.podIP'), await on.field('pod b', '.status.podIP')];
    assert.match(await on.ok(slicesOfWeb), new RegExp(`^web-.{5} +IPv4 +80 +${addresses.join(',')} +`, 'm'));
    const first = `${slicesOfWeb} -o jsonpath`;
    const managedBy = `'{.items[0].metadata.labels.endpointslice\\.kubernetes\\.io/managed-by}'`;
    assert.equal(await on.ok(`${first}=${managedBy}`), 'endpointslice-controller.k8s.io');
    assert.equal(await on.ok(`${first}='{.items[0].metadata.ownerReferences[*].kind}'`), 'Service');
  });

  it('C150 Endpoints that somebody wrote are mirrored, but not with the label that says no', async () => {
    const on = new ClaimCluster();
    const endpoints =
      '---\n{apiVersion: v1, kind: Endpoints, metadata: {name: web}, subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{port: 80}]}]}\n';
    await on.apply(service('{ports: [{port: 80}]}') + endpoints);
    assert.match(await on.ok(slicesOfWeb), /192\.0\.2\.1/);
    await on.ok('label endpoints web endpointslice.kubernetes.io/skip-mirror=true');
    on.wait(1);
    assert.match(await on.ok(slicesOfWeb), /No resources found/);
  });

  it('C143 C417 C418 C419 C420 C422 a Pod that ends is there until it is gone', async () => {
    const on = new ClaimCluster();
    const template =
      '{metadata: {labels: {app: web}}, spec: {terminationGracePeriodSeconds: 120, containers: [{name: app, image: "nginx:1.27", lifecycle: {preStop: {exec: {command: [sleep, "180"]}}}}]}}';
    const deployment = `---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: ${template}}}\n`;
    await on.apply(service() + deployment);
    const old = await on.ok("get pods -o jsonpath='{.items[0].metadata.name}'");
    await on.ok(`delete pod ${old} --wait=false`);
    on.wait(30);
    const fresh = await on.ok(`get pods -o jsonpath='{.items[?(@.metadata.name!="${old}")].metadata.name}'`);
    const pods = await on.ok('get pods');
    assert.match(pods, new RegExp(`^${old} +1/1 +Terminating +`, 'm'));
    assert.match(pods, new RegExp(`^${fresh} +1/1 +Running +`, 'm'));
    assert.equal(await on.ok(conditions), `${old} false true true\n${fresh} true true false`);
    assert.match(await on.ok(`${slicesOfWeb} -o jsonpath='{.items[0].endpoints[0].nodeName}'`), /^node-[12]$/);
    on.wait(85);
    assert.equal(await on.ok(conditions), `${old} false true true\n${fresh} true true false`);
    on.wait(10);
    assert.equal(await on.ok(conditions), `${fresh} true true false`);
  });
});
