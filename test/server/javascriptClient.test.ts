import assert from 'node:assert/strict';
import {
  ApiException,
  CoreV1Api,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  type V1ConfigMap,
} from '@kubernetes/client-node';
import { kubeconfigText } from '../../src/server/kubeconfig.ts';
import { DoorBench } from './doorBench.ts';

describe('the official JavaScript client', () => {
  let bench: DoorBench;
  let api: CoreV1Api;
  let config: KubeConfig;
  before(async () => {
    bench = await DoorBench.open();
    const { certificatePem } = bench.certificate;
    config = new KubeConfig();
    config.loadFromString(kubeconfigText({ server: bench.door.server, certificatePem, token: bench.token }));
    api = config.makeApiClient(CoreV1Api);
  });
  after(async () => {
    await bench.close();
    assert.deepEqual(bench.mistakes, []);
  });

  const mapNamed = (name: string): V1ConfigMap => ({
    metadata: { name, labels: { made: 'here' } },
    data: { key: 'one' },
  });

  it('creates, reads, lists, patches and deletes', async () => {
    const created = await api.createNamespacedConfigMap({ namespace: 'default', body: mapNamed('a') });
    assert.ok(created.metadata?.uid);
    assert.ok(created.metadata?.creationTimestamp instanceof Date);
    const list = await api.listNamespacedConfigMap({ namespace: 'default', labelSelector: 'made=here' });
    assert.deepEqual(
      list.items.map(({ metadata }) => metadata?.name),
      ['a'],
    );
    const patched = await api.patchNamespacedConfigMap(
      { name: 'a', namespace: 'default', body: { data: { key: 'two' } } },
      setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch),
    );
    assert.deepEqual(patched.data, { key: 'two' });
    const jsonPatched = await api.patchNamespacedConfigMap({
      name: 'a',
      namespace: 'default',
      body: [{ op: 'replace', path: '/data/key', value: 'three' }],
    });
    assert.deepEqual(jsonPatched.data, { key: 'three' });
    const replaced = await api.replaceNamespacedConfigMap({ name: 'a', namespace: 'default', body: jsonPatched });
    assert.equal(replaced.metadata?.resourceVersion, jsonPatched.metadata?.resourceVersion, 'nothing changed');
    await api.deleteNamespacedConfigMap({ name: 'a', namespace: 'default' });
    await assert.rejects(api.readNamespacedConfigMap({ name: 'a', namespace: 'default' }), (error) => {
      assert.ok(error instanceof ApiException);
      assert.equal(error.code, 404);
      assert.match(String(error.body), /configmaps \\?"a\\?" not found/);
      return true;
    });
  });

  it('keeps an informer up to date', async () => {
    const heard: string[] = [];
    const informer = makeInformer(config, '/api/v1/namespaces/default/configmaps', () =>
      api.listNamespacedConfigMap({ namespace: 'default' }),
    );
    for (const verb of ['add', 'update', 'delete'] as const) {
      informer.on(verb, (map) => heard.push(`${verb} ${map.metadata?.name} ${map.data?.key ?? ''}`.trim()));
    }
    informer.on('error', (error) => heard.push(`error ${error}`));
    await informer.start();
    await api.createNamespacedConfigMap({ namespace: 'default', body: mapNamed('b') });
    await api.patchNamespacedConfigMap(
      { name: 'b', namespace: 'default', body: { data: { key: 'two' } } },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
    await api.deleteNamespacedConfigMap({ name: 'b', namespace: 'default' });
    for (let looks = 0; heard.length < 4 && looks < 400; looks += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const told = [...heard];
    await informer.stop();
    assert.deepEqual(told, ['add kube-root-ca.crt', 'add b one', 'update b two', 'delete b two']);
  });
});
