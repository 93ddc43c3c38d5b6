import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { deploymentText, KubectlBench, mapText, podText } from './kubectlBench.ts';

describe('the real kubectl reads', function () {
  this.timeout(60_000);
  let kubectl: KubectlBench;
  before(async function () {
    this.timeout(180_000);
    kubectl = await KubectlBench.open();
    kubectl.write('all.yaml', [mapText, deploymentText, podText].join('---\n'));
    await kubectl.prints('create -f all.yaml');
    await kubectl.prints('wait pod/p --for=condition=Ready --timeout=20s');
  });
  after(async () => {
    await kubectl.close();
    assert.deepEqual(kubectl.bench.mistakes, []);
  });

  it('the documentation of fields', async () => {
    const tree = await kubectl.prints('explain pod.spec.containers --recursive');
    assert.match(tree, /^KIND: {7}Pod\nVERSION: {4}v1\n\nFIELD: containers <\[\]Container>\n/);
    assert.match(tree, /\n {2}env\t<\[\]EnvVar>\n {4}name\t<string> -required-\n/);
    assert.match(tree, /\n {2}imagePullPolicy\t<string>\n {2}enum: Always, IfNotPresent, Never\n/);
    const metrics = await kubectl.prints('explain hpa.spec.metrics --api-version=autoscaling/v2');
    assert.match(metrics, /^GROUP: {6}autoscaling\nKIND: {7}HorizontalPodAutoscaler\nVERSION: {4}v2\n/);
    assert.match(metrics, /metrics contains the specifications for which to use to calculate the\n/);
    assert.match(await kubectl.prints('explain deployments'), /Deployment enables declarative updates for Pods/);
    assert.match(await kubectl.prints('explain svc.spec.type'), /ENUM:\n {4}ClusterIP\n {4}ExternalName\n/);
    assert.match(await kubectl.fails(1, 'explain pod.spec.nope'), /field "nope" does not exist/);
  });

  it('an object in every format', async () => {
    const printed = async (format: string) => await kubectl.prints('get cm m -o', format);
    assert.match(await printed('wide'), /^NAME +DATA +AGE\nm +2 /);
    assert.equal(JSON.parse(await printed('json')).data.a, '1');
    assert.match(await printed('yaml'), /^apiVersion: v1\ndata:\n {2}a: "1"\n/);
    assert.equal(await printed('name'), 'configmap/m\n');
    assert.equal(await printed('jsonpath={.data.a}'), '1');
    assert.deepEqual(JSON.parse(await printed('jsonpath-as-json={.data}')), [{ a: '1', b: '2' }]);
    kubectl.write('path', '{.data.b}');
    assert.equal(await printed('jsonpath-file=path'), '2');
    assert.equal(await printed('custom-columns=N:.metadata.name,A:.data.a'), 'N     A\nm     1\n');
    kubectl.write('columns', 'NAME A\nmetadata.name data.a\n');
    assert.equal(await printed('custom-columns-file=columns'), 'NAME   A\nm      1\n');
    assert.equal(await printed('go-template={{.data.a}}'), '1');
    kubectl.write('template', '{{range $key, $value := .data}}{{$key}}={{$value}} {{end}}');
    assert.equal(await printed('go-template-file=template'), 'a=1 b=2 ');
  });

  it('lists in pieces and in an order, and subresources', async () => {
    const names = 'get cm --chunk-size=1 -o name';
    assert.equal(await kubectl.prints(names), 'configmap/kube-root-ca.crt\nconfigmap/m\n');
    const sorted = await kubectl.prints('get nodes,cm --sort-by=.metadata.name -o name');
    assert.deepEqual(sorted.trim().split('\n'), ['configmap/kube-root-ca.crt', 'configmap/m', 'node/node-1']);
    assert.match(await kubectl.prints('get deploy web --subresource=status'), /^NAME +READY +UP-TO-DATE/);
    const scale = await kubectl.prints('get deploy web --subresource=scale -o jsonpath={.kind}/{.spec.replicas}');
    assert.equal(scale, 'Scale/2');
    const refusal = await kubectl.fails(1, 'get cm m --subresource=status');
    assert.equal(refusal, 'Error from server (NotFound): the server could not find the requested resource\n');
  });

  it('paths that name no resource', async () => {
    for (const path of ['/healthz', '/livez', '/readyz']) assert.equal(await kubectl.prints('get --raw', path), 'ok');
    assert.match(await kubectl.prints('get --raw /readyz?verbose'), /^\[\+\]ping ok\n[\s\S]*\nreadyz check passed\n$/);
    assert.equal(JSON.parse(await kubectl.prints('get --raw /version')).minor, '34');
    assert.deepEqual(JSON.parse(await kubectl.prints('get --raw /api')).versions, ['v1']);
    const { groups } = JSON.parse(await kubectl.prints('get --raw /apis'));
    assert.ok(groups.some(({ name }: { name: string }) => name === 'apps'));
    const { paths } = JSON.parse(await kubectl.prints('get --raw /openapi/v3'));
    const { serverRelativeURL } = paths['apis/apps/v1'];
    assert.equal(JSON.parse(await kubectl.prints('get --raw', serverRelativeURL)).openapi, '3.0.0');
    assert.match(await kubectl.prints('api-versions'), /^apiregistration.k8s.io\/v1\napps\/v1\n[\s\S]*\nv1\n$/);
  });

  it('who it is and what it may', async () => {
    assert.equal(
      await kubectl.prints('auth whoami'),
      'ATTRIBUTE   VALUE\nUsername    kubernetes-admin\nGroups      [kubeadm:cluster-admins system:authenticated]\n',
    );
    assert.equal(await kubectl.prints('auth can-i create pods'), 'yes\n');
    const rules = (await kubectl.prints('auth can-i --list')).split('\n').map((line) => line.split(/ {2,}/));
    assert.deepEqual(rules[1], ['*.*', '[]', '[]', '[*]']);
    assert.deepEqual(rules[2], ['', '[*]', '[]', '[*]']);
    const token = await kubectl.prints('create token default --duration=1h');
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    assert.equal(claims.sub, 'system:serviceaccount:default:default');
    assert.equal(claims.exp - claims.iat, 3600);
    const refusal = await kubectl.fails(1, 'create token nobody');
    assert.equal(refusal, 'error: failed to create token: serviceaccounts "nobody" not found\n');
  });

  it('events and a dump of the cluster', async () => {
    const events = await kubectl.prints('events --for pod/p');
    assert.match(events, /Normal +Started +Pod\/p +Started container app\n/);
    assert.equal((await kubectl.run('events --types=Warning')).stderr, 'No events found in default namespace.\n');
    assert.equal(await kubectl.prints('cluster-info dump --output-directory=dump'), 'Cluster info dumped to dump\n');
    for (const file of ['nodes.json', 'default/pods.json', 'default/p/logs.txt']) {
      assert.ok(existsSync(kubectl.path(`dump/${file}`)), file);
    }
  });

  it('plain words about kinds and programs that are not here', async () => {
    for (const kind of ['csr', 'crd']) {
      assert.equal(await kubectl.fails(1, 'get', kind), `error: the server doesn't have a resource type "${kind}"\n`);
    }
    assert.match(await kubectl.fails(1, 'certificate approve x'), /doesn't have a resource type "certificatesigning/);
    assert.match(await kubectl.fails(1, 'port-forward pod/p 0:80'), /port-forward is not in the embedded cluster yet/);
  });
});
