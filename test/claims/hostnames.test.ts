import assert from 'node:assert/strict';
import { ClaimCluster, podText } from './claimCluster.ts';

const names = 'hostname; hostname -f; hostname -d; cat /etc/hostname; echo $HOSTNAME; tail -n 1 /etc/hosts';

async function namesIn(spec: string): Promise<string[]> {
  const on = new ClaimCluster();
  await on.apply(podText('a', { spec, command: `${names}; sleep 1000` }));
  const ip = await on.field('pod a', '.status.podIP');
  return (await on.ok('logs a')).replaceAll(ip, 'IP').replaceAll('\t', ' ').split('\n');
}

describe('claims of the documentation on names of Pods', () => {
  it('C105 the name of a Pod is its host name', async () => {
    assert.deepEqual(await namesIn('dnsPolicy: ClusterFirst'), ['a', 'a', 'a', 'a', 'IP a']);
  });

  it('C106 spec.hostname takes its place', async () => {
    assert.deepEqual(await namesIn('hostname: b'), ['b', 'b', 'b', 'b', 'IP b']);
  });

  it('C107 C108 a subdomain makes a whole name, which hostname -f tells', async () => {
    const whole = 'b.c.default.svc.cluster.local';
    const domain = 'c.default.svc.cluster.local';
    assert.deepEqual(await namesIn('hostname: b\nsubdomain: c'), ['b', whole, domain, 'b', 'b', `IP ${whole} b`]);
    const asFqdn = await namesIn('hostname: b\nsubdomain: c\nsetHostnameAsFQDN: true');
    assert.deepEqual(asFqdn, [whole, whole, domain, whole, whole, `IP ${whole} b`]);
  });

  it('C109 C110 C165 a whole name of more than 64 characters keeps the Pod waiting', async () => {
    const on = new ClaimCluster();
    const label = 'c'.repeat(50);
    await on.apply(podText('a', { spec: `hostname: b\nsubdomain: ${label}\nsetHostnameAsFQDN: true` }));
    assert.match(await on.ok('get pod a'), /0\/1 +ContainerCreating/);
    const long = `b.${label}.default.svc.cluster.local`;
    const problem = `FQDN ${long} is too long (64 characters is the max, ${long.length} characters requested)`;
    const described = await on.ok('describe pod a');
    assert.ok(
      described.toLowerCase().includes('failed to construct fqdn from pod hostname and cluster domain'),
      described,
    );
    assert.ok(described.includes(problem), described);
  });

  it('C111 C112 hostnameOverride came after 1.34 and is dropped', async () => {
    const on = new ClaimCluster();
    await on.apply(podText('a', { spec: 'hostnameOverride: my.own.name\nhostNetwork: true' }), 0);
    assert.equal(await on.field('pod a', '.spec.hostnameOverride'), '');
    assert.deepEqual(await namesIn('hostnameOverride: my.own.name'), ['a', 'a', 'a', 'a', 'IP a']);
  });

  it('C113 C114 C116 C117 fields and resources as variables', async () => {
    const on = new ClaimCluster();
    const fields = [
      'metadata.name',
      'metadata.namespace',
      'metadata.uid',
      "metadata.labels['app']",
      'spec.serviceAccountName',
      'spec.nodeName',
      'status.hostIP',
      'status.hostIPs',
      'status.podIP',
      'status.podIPs',
    ];
    const variables = fields.map((path, i) => `{name: V${i}, valueFrom: {fieldRef: {fieldPath: "${path}"}}}`);
    for (const resource of [
      'requests.cpu',
      'limits.cpu',
      'requests.memory',
      'limits.memory',
      'limits.ephemeral-storage',
    ]) {
      variables.push(`{name: V${variables.length}, valueFrom: {resourceFieldRef: {resource: ${resource}}}}`);
    }
    const container = `resources: {requests: {cpu: 1500m, memory: 10Mi}}\nenv: [${variables.join(', ')}]`;
    const each = variables.map((_, i) => `"$V${i}"`).join(' ');
    await on.apply(podText('a', { container, command: `printf '%s\\n' ${each}; sleep 1000` }));
    const field = (path: string) => on.field('pod a', path);
    const node = await field('.spec.nodeName');
    const allocatable = async (name: string) => on.field(`node ${node}`, `.status.allocatable.${name}`);
    const bytes = (text: string) => {
      const [, digits, unit = ''] = /^(\d+)(Ki|Mi|Gi)?$/.exec(text) ?? [];
      return String(Number(digits) * 1024 ** ['', 'Ki', 'Mi', 'Gi'].indexOf(unit));
    };
    const [hostIp, podIp] = [await field('.status.hostIP'), await field('.status.podIP')];
    assert.deepEqual((await on.ok('logs a')).split('\n'), [
      'a',
      'default',
      await field('.metadata.uid'),
      'a',
      'default',
      node,
      hostIp,
      hostIp,
      podIp,
      podIp,
      '2',
      await allocatable('cpu'),
      '10485760',
      bytes(await allocatable('memory')),
      bytes(await allocatable('ephemeral-storage')),
    ]);
  });

  it('C115 C118 labels and annotations as files; a file follows a resize, a variable does not', async () => {
    const on = new ClaimCluster();
    const spec = `volumes:
- name: info
  downwardAPI:
    items:
    - {path: labels, fieldRef: {fieldPath: metadata.labels}}
    - {path: cpu, resourceFieldRef: {containerName: app, resource: limits.cpu, divisor: 1m}}`;
    const container = `resources: {limits: {cpu: 500m, memory: 100Mi}}
volumeMounts: [{name: info, mountPath: /info}]
env: [{name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}]`;
    await on.apply(podText('a', { spec, container }));
    await on.ok('label pod a tier=front');
    const cpu =
      '{"spec":{"containers":[{"name":"app","resources":{"limits":{"cpu":"600m"},"requests":{"cpu":"600m"}}}]}}';
    await on.ok(`patch pod a --subresource resize -p '${cpu}'`);
    on.wait(180);
    assert.equal(await on.ok('exec a -- cat /info/labels'), 'app="a"\ntier="front"');
    assert.equal(await on.ok("exec a -- sh -c 'echo $(cat /info/cpu) $CPU'"), '600 500');
  });
});
