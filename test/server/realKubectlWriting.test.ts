import assert from 'node:assert/strict';
import { deploymentText, KubectlBench, mapText } from './kubectlBench.ts';

const conflictAdvice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
`;

describe('the real kubectl changes', function () {
  this.timeout(60_000);
  let kubectl: KubectlBench;
  before(async function () {
    this.timeout(180_000);
    kubectl = await KubectlBench.open();
    kubectl.write('map.yaml', mapText);
    kubectl.write('web.yaml', deploymentText);
  });
  after(async () => {
    await kubectl.close();
    assert.deepEqual(kubectl.bench.mistakes, []);
  });
  beforeEach(async () => {
    await kubectl.prints('create -f map.yaml -f web.yaml');
  });
  afterEach(async () => {
    await kubectl.prints('delete -f map.yaml -f web.yaml');
  });
  const dataOfMap = async () => JSON.parse(await kubectl.prints('get cm m -o jsonpath={.data}'));

  it('an object in an editor', async () => {
    const edit = (what: string, script: string) =>
      kubectl.run(`edit ${what}`, [], { env: kubectl.editor('ed', script) });
    const same = await edit('cm m', 'exit 0');
    assert.deepEqual(same, { stdout: '', stderr: 'Edit cancelled, no changes made.\n', exitCode: 0 });
    const changed = await edit('cm m', `sed -i 's/a: "1"/a: one/' "$1"`);
    assert.deepEqual(changed, { stdout: 'configmap/m edited\n', stderr: '', exitCode: 0 });
    assert.equal((await dataOfMap()).a, 'one');
    const refused = await edit('deploy web', `sed -i 's/replicas: 2/replicas: -2/' "$1"; cp "$1" seen`);
    assert.equal(refused.exitCode, 1);
    assert.match(
      refused.stderr,
      /^error: deployments.apps "web" is invalid\nA copy of your changes has been stored to /,
    );
    assert.match(refused.stderr, /\nerror: Edit cancelled, no valid changes were saved.\n$/);
    // Somebody else writes while the editor is open: only what was edited is sent, so both changes are there.
    const other = { method: 'PATCH', contentType: 'application/merge-patch+json', body: { data: { c: 'other' } } };
    const path = '/api/v1/namespaces/default/configmaps/m';
    const busy = kubectl.run('edit cm m', [], {
      env: kubectl.editor('slow', `touch open; while [ ! -e written ]; do sleep 0.05; done; sed -i 's/"2"/two/' "$1"`),
    });
    await kubectl.until('open');
    assert.equal(kubectl.bench.cluster.send({ ...other, method: 'PATCH', path }).code, 200);
    kubectl.write('written', '');
    assert.equal((await busy).stdout, 'configmap/m edited\n');
    assert.deepEqual(await dataOfMap(), { a: 'one', b: 'two', c: 'other' });
    assert.match(
      (await edit('cm nope', 'exit 0')).stderr,
      /^Error from server \(NotFound\): configmaps "nope" not found\n$/,
    );
  });

  it('nothing, and says what would change', async () => {
    assert.deepEqual(await kubectl.run('diff -f web.yaml'), { stdout: '', stderr: '', exitCode: 0 });
    kubectl.write('folder/web.yaml', deploymentText.replace('replicas: 2', 'replicas: 5'));
    kubectl.write('folder/new.yaml', mapText.replace('name: m', 'name: new'));
    for (const how of ['', ' --server-side --force-conflicts']) {
      const { stdout, exitCode } = await kubectl.run(`diff -f folder${how}`);
      assert.equal(exitCode, 1);
      assert.match(stdout, /\n- {2}replicas: 2\n\+ {2}replicas: 5\n/);
      assert.match(stdout, /\n\+kind: ConfigMap\n/);
    }
    assert.match(await kubectl.fails(1, 'get cm new'), /NotFound/);
    kubectl.write('bad.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: bad}\nspec: {}\n');
    assert.match(
      (await kubectl.run('diff -f bad.yaml')).stderr,
      /^The Deployment "bad" is invalid: \n\* spec.selector: Req/,
    );
  });

  it('fields with each kind of patch', async () => {
    assert.equal(await kubectl.prints('patch cm m -p', '{"data":{"a":"s"}}'), 'configmap/m patched\n');
    assert.equal(await kubectl.prints('patch cm m -p', '{"data":{"a":"s"}}'), 'configmap/m patched (no change)\n');
    await kubectl.prints('patch cm m --type=merge -p', '{"data":{"b":null,"c":"3"}}');
    const json = '[{"op":"test","path":"/data/a","value":"s"},{"op":"move","from":"/data/c","path":"/data/d"}]';
    await kubectl.prints('patch cm m --type=json -p', json);
    assert.deepEqual(await dataOfMap(), { a: 's', d: '3' });
    const failed = await kubectl.fails(1, 'patch cm m --type=json -p', '[{"op":"test","path":"/data/a","value":"x"}]');
    const rejected = 'The request is invalid: the server rejected our request due to an error in our request\n';
    assert.equal(failed, rejected);
    const containers = '{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"busybox:1.36"}]}}}}';
    await kubectl.prints('patch deploy web -p', containers);
    const names = 'get deploy web -o jsonpath={.spec.template.spec.containers[*].name}';
    assert.equal(await kubectl.prints(names), 'side app', 'a strategic merge keeps the other containers');
    await kubectl.prints('patch deploy web --type=merge -p', containers);
    assert.equal(await kubectl.prints(names), 'side', 'a merge replaces lists');
    const scale = await kubectl.prints(
      'patch deploy web --subresource=scale --type=merge -p',
      '{"spec":{"replicas":4}}',
    );
    assert.equal(scale, 'scale.autoscaling/web patched\n');
    const both = '{"spec":{"replicas":9},"status":{"collisionCount":3}}';
    await kubectl.prints('patch deploy web --subresource=status --type=merge -p', both);
    assert.equal(await kubectl.prints('get deploy web -o jsonpath={.spec.replicas}/{.status.collisionCount}'), '4/3');
  });

  it('fields as their manager', async () => {
    const ann = 'apply --server-side -f map9.yaml --field-manager=ann';
    kubectl.write('map9.yaml', mapText.replace('"1"', '"9"'));
    assert.equal(await kubectl.prints('apply --server-side -f map.yaml'), 'configmap/m serverside-applied\n');
    assert.equal(
      await kubectl.fails(1, ann),
      `error: Apply failed with 2 conflicts: conflicts with "kubectl":\n- .data.a\nconflicts with "kubectl-create" using v1:\n- .data.a\n${conflictAdvice}`,
    );
    assert.equal(await kubectl.prints(`${ann} --force-conflicts`), 'configmap/m serverside-applied\n');
    assert.deepEqual(await dataOfMap(), { a: '9', b: '2' });
    assert.match(
      await kubectl.fails(1, 'apply --server-side -f map.yaml'),
      /1 conflict: conflict with "ann": .data.a\n/,
    );

    // What was applied by the client alone goes over to the manager of the server's apply: no conflict with oneself.
    kubectl.write('own.yaml', mapText.replace('name: m', 'name: own'));
    kubectl.write('own9.yaml', mapText.replace('name: m', 'name: own').replace('"1"', '"9"').replace(', b: "2"', ''));
    await kubectl.prints('apply -f own.yaml');
    assert.equal(await kubectl.prints('apply --server-side -f own9.yaml'), 'configmap/own serverside-applied\n');
    const own = JSON.parse(await kubectl.prints('get cm own -o json --show-managed-fields'));
    assert.deepEqual(own.data, { a: '9' }, 'what the client side had applied and is gone is pruned');
    const managers = own.metadata.managedFields.map((entry: Record<string, string>) => [
      entry.manager,
      entry.operation,
    ]);
    assert.ok(
      !managers.some(([manager]: string[]) => manager === 'kubectl-client-side-apply'),
      JSON.stringify(managers),
    );
    await kubectl.prints('delete cm own');
  });
});
