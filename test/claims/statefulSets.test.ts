import assert from 'node:assert/strict';
import { ClaimCluster } from './claimCluster.ts';

/** The tutorial's headless Service and StatefulSet. */
function webText({ replicas = 2, spec = '', image = 'nginx:1.26' } = {}): string {
  return `apiVersion: v1
kind: Service
metadata: {name: nginx, labels: {app: nginx}}
spec:
  clusterIP: None
  selector: {app: nginx}
  ports: [{port: 80, name: web}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: nginx
  replicas: ${replicas}
  ${spec}
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      containers:
      - name: nginx
        image: ${image}
        volumeMounts: [{name: www, mountPath: /usr/share/nginx/html}]
  volumeClaimTemplates:
  - metadata: {name: www}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
`;
}

const imagesOf = (on: ClaimCluster) => on.field('pods', '.items[*].spec.containers[0].image');
const namesOf = (on: ClaimCluster) => on.field('pods', '.items[*].metadata.name');
const eventsOf = async (on: ClaimCluster, reason: string) => {
  const selector = `involvedObject.kind=StatefulSet,reason=${reason}`;
  const text = await on.field(`events --field-selector ${selector} --sort-by=.firstTimestamp`, '.items[*].message');
  return [...text.matchAll(/(?:create|delete) Pod (\S+)/g)].map((match) => match[1]);
};

describe('claims of the documentation on StatefulSets', () => {
  it('C429 C430 C441 Pods have their numbers, which are their host names, and come one after the other', async () => {
    const on = new ClaimCluster();
    await on.apply(webText({ replicas: 3 }), 60);
    assert.equal(await namesOf(on), 'web-0 web-1 web-2');
    for (const name of ['web-0', 'web-1', 'web-2']) assert.equal(await on.ok(`exec ${name} -- hostname`), name);
    assert.deepEqual(await eventsOf(on, 'SuccessfulCreate'), ['web-0', 'web-1', 'web-2']);
    for (const [before, after] of [
      ['web-0', 'web-1'],
      ['web-1', 'web-2'],
    ]) {
      const readyAt = await on.field(`pod ${before}`, '.status.conditions[?(@.type=="Ready")].lastTransitionTime');
      const createdAt = await on.field(`pod ${after}`, '.metadata.creationTimestamp');
      assert.ok(createdAt >= readyAt, `${after} came when ${before} was ready`);
    }
    assert.equal((await on.apply(webText({ replicas: 3 }))).split('\n')[0], 'service/nginx unchanged');
  });

  it('C243 C244 C245 C246 every way to another size is one, down goes the highest first, and not while one is unwell', async () => {
    const on = new ClaimCluster();
    await on.apply(webText({ replicas: 3 }), 60);
    assert.equal(await on.ok('scale sts web --replicas=4'), 'statefulset.apps/web scaled');
    on.wait(30);
    await on.ok(`patch sts web -p '{"spec":{"replicas":5}}'`);
    on.wait(30);
    assert.equal(await on.field('sts web', '.status.readyReplicas'), '5');
    await on.apply(webText({ replicas: 2 }), 60);
    assert.deepEqual(await eventsOf(on, 'SuccessfulDelete'), ['web-4', 'web-3', 'web-2']);
    await on.ok('set image pod/web-0 nginx=nginx:no-such-version');
    on.wait(30);
    await on.ok('scale sts web --replicas=1');
    on.wait(120);
    assert.equal(await namesOf(on), 'web-0 web-1');
    await on.ok('set image pod/web-0 nginx=nginx:1.26');
    on.wait(120);
    assert.equal(await namesOf(on), 'web-0');
  });

  it('C432 C433 a Pod comes back with its name and its claim, which outlast scaling and deletion', async () => {
    const on = new ClaimCluster();
    await on.apply(webText(), 60);
    const uid = await on.field('pod web-1', '.metadata.uid');
    await on.ok('exec web-1 -- sh -c "echo kept > /usr/share/nginx/html/index.html"');
    await on.ok('delete pod web-1');
    on.wait(30);
    assert.notEqual(await on.field('pod web-1', '.metadata.uid'), uid);
    assert.equal(await on.ok('exec web-1 -- curl -s localhost'), 'kept');
    await on.ok('scale sts web --replicas=0');
    on.wait(60);
    await on.ok('delete sts web');
    assert.equal(await on.field('pvc', '.items[*].metadata.name'), 'www-web-0 www-web-1');
  });

  it('C434 C435 C436 updates go from the highest number down to the partition, or wait for a hand', async () => {
    const on = new ClaimCluster();
    await on.apply(webText({ replicas: 3 }), 60);
    await on.apply(webText({ replicas: 3, image: 'nginx:1.27' }), 90);
    assert.deepEqual(await eventsOf(on, 'SuccessfulDelete'), ['web-2', 'web-1', 'web-0']);
    assert.equal(await imagesOf(on), 'nginx:1.27 nginx:1.27 nginx:1.27');
    const partition = 'updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}';
    await on.apply(webText({ replicas: 3, image: 'nginx:1.28', spec: partition }), 90);
    assert.equal(await imagesOf(on), 'nginx:1.27 nginx:1.27 nginx:1.28');
    await on.ok('delete pod web-1 web-2');
    on.wait(60);
    assert.equal(await imagesOf(on), 'nginx:1.27 nginx:1.27 nginx:1.28');
    const byHand = 'updateStrategy: {type: OnDelete}';
    await on.apply(webText({ replicas: 3, image: 'nginx:1.26', spec: byHand }), 90);
    assert.equal(await imagesOf(on), 'nginx:1.27 nginx:1.27 nginx:1.28');
    await on.ok('delete pod web-1');
    on.wait(30);
    assert.equal(await imagesOf(on), 'nginx:1.27 nginx:1.26 nginx:1.28');
  });

  it('C437 C438 Pods that were left behind are adopted, and the Service stays', async () => {
    const on = new ClaimCluster();
    await on.apply(webText(), 60);
    await on.ok('delete sts web --cascade=orphan');
    await on.ok('delete pod web-0');
    const uid = await on.field('pod web-1', '.metadata.uid');
    await on.apply(webText(), 60);
    assert.equal(await namesOf(on), 'web-0 web-1');
    assert.equal(await on.field('pod web-1', '.metadata.uid'), uid);
    assert.equal(await on.field('pods', '.items[*].metadata.ownerReferences[0].name'), 'web web');
    await on.ok('delete sts web');
    on.wait(60);
    assert.equal(await on.ok('get pods'), 'No resources found in default namespace.');
    assert.match(await on.ok('get service nginx'), /None/);
  });

  it('C439 Parallel starts and stops Pods together, and still updates one by one', async () => {
    const on = new ClaimCluster();
    await on.apply(webText({ replicas: 3, spec: 'podManagementPolicy: Parallel' }), 1);
    assert.equal(await namesOf(on), 'web-0 web-1 web-2');
    on.wait(60);
    await on.apply(webText({ replicas: 3, spec: 'podManagementPolicy: Parallel', image: 'nginx:1.27' }), 1);
    assert.deepEqual(await eventsOf(on, 'SuccessfulDelete'), ['web-2']);
    on.wait(90);
    assert.deepEqual(await eventsOf(on, 'SuccessfulDelete'), ['web-2', 'web-1', 'web-0']);
    await on.ok('scale sts web --replicas=0');
    on.wait(1);
    assert.equal((await eventsOf(on, 'SuccessfulDelete')).length, 3);
    assert.equal(await on.field('sts web', '.status.replicas'), '0');
  });

  it('C095 C247 after a drain the new Pod waits until the old one of its name is gone', async () => {
    const on = new ClaimCluster(2);
    await on.apply(
      webText({ replicas: 1 })
        .replace(/ {8}volumeMounts.*\n/, '        lifecycle: {preStop: {sleep: {seconds: 20}}}\n')
        .replace(/ {2}volumeClaimTemplates[\s\S]*/, ''),
      60,
    );
    const node = await on.field('pod web-0', '.spec.nodeName');
    const uid = await on.field('pod web-0', '.metadata.uid');
    await on.ok(`cordon ${node}`);
    await on.ok('delete pod web-0 --wait=false');
    on.wait(10);
    assert.equal(await on.field('pods', '.items[*].metadata.uid'), uid);
    on.wait(60);
    assert.notEqual(await on.field('pods', '.items[*].metadata.uid'), uid);
    assert.notEqual(await on.field('pod web-0', '.spec.nodeName'), node);
  });
});
