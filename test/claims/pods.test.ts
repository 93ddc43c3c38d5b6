import assert from 'node:assert/strict';
import { ClaimCluster, podText } from './claimCluster.ts';

describe('claims of the documentation on Pods', () => {
  it('C001 C003 containers of one Pod share an address, ports and localhost', async () => {
    const on = new ClaimCluster();
    const second = '  - {name: b, image: "nginx:1.27"}\n  - {name: c, image: "nginx:1.27"}\n';
    await on.apply(podText('a') + second);
    assert.match(await on.ok('exec a -c app -- wget -qO- localhost'), /Welcome to nginx/);
    assert.equal(await on.ok('exec a -c app -- hostname -i'), await on.field('pod a', '.status.podIP'));
    assert.match(await on.ok('logs a -c c'), /bind\(\) to 0\.0\.0\.0:80 failed \(98: Address (already )?in use\)/);
  });

  it('C002 containers of other Pods are reached by their address only', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    await on.ok('run web --image=nginx:1.27');
    on.wait(20);
    const ip = await on.field('pod web', '.status.podIP');
    assert.notEqual(ip, await on.field('pod a', '.status.podIP'));
    assert.match(await on.ok(`exec a -- wget -qO- ${ip}`), /Welcome to nginx/);
    assert.match(await on.refused('exec a -- wget -qO- localhost'), /Connection refused/);
  });

  it('C005 the name is a DNS subdomain', async () => {
    const on = new ClaimCluster();
    assert.match(await on.applyRefused(podText('Web_1')), /a lowercase RFC 1123 subdomain must consist of/);
    assert.match(await on.apply(podText('web.1')), /created/);
  });

  it('C007 C008 C009 only few fields of a Pod may change', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'tolerations: [{key: x, operator: Exists}]' }));
    const patch = (spec: string) => `patch pod a -p '{"spec":${spec}}'`;
    assert.match(
      await on.refused(patch('{"hostname":"b"}')),
      /pod updates may not change fields other than `spec\.containers\[\*\]\.image`/,
    );
    assert.match(
      await on.refused('patch pod a --type=json -p \'[{"op":"remove","path":"/spec/tolerations/0"}]\''),
      /Forbidden/,
    );
    const more = '[{"op":"add","path":"/spec/tolerations/-","value":{"key":"y","operator":"Exists"}}]';
    assert.match(await on.ok(`patch pod a --type=json -p '${more}'`), /patched/);
    assert.match(await on.ok(patch('{"containers":[{"name":"app","image":"busybox:1.37"}]}')), /patched/);
    assert.match(await on.ok(patch('{"activeDeadlineSeconds":500}')), /patched/);
    assert.match(await on.ok(patch('{"activeDeadlineSeconds":400}')), /patched/);
    assert.match(
      await on.refused(patch('{"activeDeadlineSeconds":500}')),
      /must be less than or equal to previous value/,
    );
  });

  it('C010 no finalizer is added to an object that is being deleted', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    await on.ok('patch pod a -p \'{"metadata":{"finalizers":["example.com/a"]}}\'');
    await on.ok('delete pod a --wait=false');
    assert.match(
      await on.refused('patch pod a -p \'{"metadata":{"finalizers":["example.com/a","example.com/b"]}}\''),
      /no new finalizers can be added if the object is being deleted/,
    );
    on.wait(60);
    assert.match(await on.ok('get pod a'), /Terminating|Error|Completed/);
    await on.ok('patch pod a -p \'{"metadata":{"finalizers":null}}\'');
    assert.match(await on.refused('get pod a'), /NotFound/);
  });

  it('C012 C013 the generation grows with the spec, and the kubelet tells what it has seen', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a'));
    assert.equal(await on.field('pod a', '.metadata.generation'), '1');
    assert.equal(await on.field('pod a', '.status.observedGeneration'), '1');
    await on.ok('label pod a x=y');
    assert.equal(await on.field('pod a', '.metadata.generation'), '1');
    await on.ok('set image pod/a app=busybox:1.37');
    assert.equal(await on.field('pod a', '.metadata.generation'), '2');
    on.wait(30);
    assert.equal(await on.field('pod a', '.status.observedGeneration'), '2');
    assert.equal(await on.field('pod a', '.status.conditions[?(@.type=="Ready")].observedGeneration'), '2');
  });

  it('C015 a container is restarted in the same Pod', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { command: 'sleep 5; exit 1' }), 4);
    const uid = await on.field('pod a', '.metadata.uid');
    const ip = await on.field('pod a', '.status.podIP');
    on.wait(12);
    assert.equal(await on.field('pod a', '.status.containerStatuses[0].restartCount'), '1');
    assert.equal(await on.field('pod a', '.metadata.uid'), uid);
    assert.equal(await on.field('pod a', '.status.podIP'), ip);
  });

  it('C369 C368 fields that are set by default', async () => {
    const on = new ClaimCluster();
    await on.ok('run a --image=nginx');
    const spec = JSON.parse(await on.ok('get pod a -o jsonpath={.spec}'));
    assert.equal(
      [
        spec.dnsPolicy,
        spec.enableServiceLinks,
        spec.restartPolicy,
        spec.schedulerName,
        spec.terminationGracePeriodSeconds,
        spec.priority,
        spec.preemptionPolicy,
        spec.containers[0].terminationMessagePolicy,
        spec.containers[0].imagePullPolicy,
        spec.serviceAccountName,
      ].join(),
      'ClusterFirst,true,Always,default-scheduler,30,0,PreemptLowerPriority,File,Always,default',
    );
    const [volume] = spec.volumes;
    assert.match(volume.name, /^kube-api-access-[a-z0-9]{5}$/);
    assert.equal(volume.projected.sources[0].serviceAccountToken.expirationSeconds, 3607);
    assert.equal(volume.projected.sources[1].configMap.name, 'kube-root-ca.crt');
    assert.equal(volume.projected.sources[2].downwardAPI.items[0].fieldRef.fieldPath, 'metadata.namespace');
    const [mount] = spec.containers[0].volumeMounts;
    assert.deepEqual([mount.mountPath, mount.readOnly], ['/var/run/secrets/kubernetes.io/serviceaccount', true]);
  });
});
