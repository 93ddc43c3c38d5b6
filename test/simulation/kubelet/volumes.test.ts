import assert from 'node:assert/strict';
import type { Event, Pod, PodSpec } from '../../../src/api/generated/objects.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';

const namespace = '/api/v1/namespaces/default';

function newCluster(nodes = 1): Cluster {
  return new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 0, 5), nodes });
}

function send(cluster: Cluster, method: 'POST' | 'PUT', path: string, body: object): void {
  const { code, body: answer } = cluster.send({ method, path, body });
  assert.ok(code === 200 || code === 201, JSON.stringify(answer));
}

function add(cluster: Cluster, plural: string, body: object): void {
  send(cluster, 'POST', `${namespace}/${plural}`, body);
}

/** A Pod `name` whose container `app` runs a script. */
function run(
  cluster: Cluster,
  name: string,
  script: string,
  spec: Partial<PodSpec> = {},
  container: object = {},
): void {
  const app = { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', script], ...container };
  add(cluster, 'pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 1, containers: [app], ...spec },
  });
}

const pod = (cluster: Cluster, name: string) =>
  cluster.send({ method: 'GET', path: `${namespace}/pods/${name}` }).body as Pod;

function log(cluster: Cluster, name: string, container = 'app'): string {
  return String(cluster.send({ method: 'GET', path: `${namespace}/pods/${name}/log`, query: { container } }).body);
}

function messages(cluster: Cluster, reason: string): string[] {
  const { body } = cluster.send({ method: 'GET', path: '/api/v1/events' });
  return (body as { items: Event[] }).items.filter((e) => e.reason === reason).map(({ message = '' }) => message);
}

function configMap(data: Record<string, string>, name = 'settings'): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

/** The container mounts one volume at /v. */
const at = (volume: object, mount: object = {}) => ({
  spec: { volumes: [{ name: 'v', ...volume }] } as Partial<PodSpec>,
  container: { volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] },
});

/** What a script says of a volume. */
function seen(
  cluster: Cluster,
  script: string,
  volume: object,
  mount: object = {},
  spec: Partial<PodSpec> = {},
): string {
  const { spec: volumes, container } = at(volume, mount);
  run(cluster, 'web', script, { ...volumes, ...spec }, container);
  cluster.advanceBy(20_000);
  return log(cluster, 'web');
}

describe('volumes of keys', () => {
  it('are links through ..data to a folder named after the moment', () => {
    const cluster = newCluster();
    add(cluster, 'configmaps', configMap({ a: '1', b: '2' }));
    const text = seen(cluster, 'cd /v; ls -a; cat a b; readlink a; readlink ..data', {
      configMap: { name: 'settings' },
    });
    assert.match(
      text,
      /^\.\n\.\.\n\.\.2026_01_05_00_00_\d\d\.\d+\n\.\.data\na\nb\n12\.\.data\/a\n\.\.2026_01_05_00_00_\d\d\.\d+\n$/,
    );
  });

  it('hold the keys that items name, at their paths, with their modes', () => {
    const cluster = newCluster();
    add(cluster, 'configmaps', configMap({ a: 'one', b: 'two' }));
    const items = [{ key: 'a', path: 'deep/down/name', mode: 0o400 }];
    const script = 'cd /v; ls; cat deep/down/name; ls -l deep/down/name | cut -c1-10';
    const text = seen(cluster, script, { configMap: { name: 'settings', items } });
    assert.equal(text, 'deep\none-r--------\n');
  });

  it('name the key that is missing, and skip it where it may be', () => {
    const cluster = newCluster();
    add(cluster, 'configmaps', configMap({ a: 'one' }));
    const items = [{ key: 'nope', path: 'nope' }];
    seen(cluster, 'true', { configMap: { name: 'settings', items } });
    assert.deepEqual(messages(cluster, 'FailedMount'), [
      'MountVolume.SetUp failed for volume "v" : configmap references non-existent config key: nope',
    ]);
    const other = newCluster();
    add(other, 'configmaps', configMap({ a: 'one' }));
    assert.equal(seen(other, 'ls /v; echo ok', { configMap: { name: 'settings', items, optional: true } }), 'ok\n');
  });

  it('hold bytes as they are', () => {
    const cluster = newCluster();
    const object = { ...configMap({}), binaryData: { bytes: '/wD+' } };
    add(cluster, 'configmaps', object);
    assert.equal(seen(cluster, 'wc -c < /v/bytes', { configMap: { name: 'settings' } }).trim(), '3');
  });

  it('follow the ConfigMap within 60 to 90 seconds; a subPath and a variable do not', () => {
    const cluster = newCluster();
    add(cluster, 'configmaps', configMap({ level: 'info' }));
    const volumes = [{ name: 'v', configMap: { name: 'settings' } }];
    const volumeMounts = [
      { name: 'v', mountPath: '/v' },
      { name: 'v', mountPath: '/single', subPath: 'level' },
    ];
    const env = [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } }];
    const script = 'while true; do echo "$(cat /v/level) $(cat /single) $LEVEL"; sleep 1; done';
    run(cluster, 'web', script, { volumes }, { volumeMounts, env });
    cluster.advanceBy(30_000);
    send(cluster, 'PUT', `${namespace}/configmaps/settings`, configMap({ level: 'debug' }));
    cluster.advanceBy(100_000);
    const lines = log(cluster, 'web').trim().split('\n');
    assert.equal(lines[0], 'info info info');
    assert.equal(lines.at(-1), 'debug info info');
    const changed = lines.indexOf('debug info info');
    assert.ok(changed >= 58 && changed <= 92, `after ${changed} s`);
  });

  it('wait for what is not there, with growing patience, and then start', () => {
    const cluster = newCluster();
    const { spec, container } = at({ secret: { secretName: 'key' } });
    run(cluster, 'web', 'cat /v/token', spec, container);
    cluster.advanceBy(130_000);
    assert.equal(pod(cluster, 'web').status?.containerStatuses?.[0]?.state?.waiting?.reason, 'ContainerCreating');
    const failed = messages(cluster, 'FailedMount');
    assert.ok(failed.includes('MountVolume.SetUp failed for volume "v" : secret "key" not found'));
    assert.ok(
      failed.includes(
        'Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[], failed to process volumes=[]: context deadline exceeded',
      ),
      failed.join('\n'),
    );
    add(cluster, 'secrets', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'key' },
      stringData: { token: 'x' },
    });
    cluster.advanceBy(130_000);
    assert.equal(log(cluster, 'web').trim(), 'x');
  });

  it('are read-only', () => {
    const cluster = newCluster();
    add(cluster, 'configmaps', configMap({ a: '1' }));
    assert.match(seen(cluster, 'echo 2 > /v/a 2>&1', { configMap: { name: 'settings' } }), /Read-only file system/);
  });
});

describe('projected volumes', () => {
  it('put several sources into one folder, with a token that is renewed at 80 % of its life', () => {
    const cluster = newCluster();
    add(cluster, 'configmaps', configMap({ a: 'one' }));
    const sources = [
      { configMap: { name: 'settings' } },
      { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.name' } }] } },
      { serviceAccountToken: { path: 'token', expirationSeconds: 600, audience: 'vault' } },
    ];
    const script = 'cat /v/a /v/labels; echo; while true; do cat /v/token; echo; sleep 60; done';
    const { spec, container } = at({ projected: { sources } });
    run(cluster, 'web', script, spec, container);
    cluster.advanceBy(900_000);
    const [first, ...tokens] = log(cluster, 'web').trim().split('\n');
    assert.equal(first, 'oneweb');
    const claims = tokens.map((token) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
    const lives = [...new Set(claims.map(({ iat }) => iat))];
    assert.equal(lives.length, 2, 'one token more after 480 to 570 s');
    assert.ok(lives[1] - lives[0] >= 480 && lives[1] - lives[0] <= 570);
    assert.deepEqual(claims[0].aud, ['vault']);
    assert.equal(claims[0].exp - claims[0].iat, 600);
  });

  it('say that trust bundles are not simulated', () => {
    const cluster = newCluster();
    seen(cluster, 'true', { projected: { sources: [{ clusterTrustBundle: { name: 'ca', path: 'ca.pem' } }] } });
    assert.deepEqual(messages(cluster, 'FailedMount'), [
      'MountVolume.SetUp failed for volume "v" : ClusterTrustBundle projections are not simulated',
    ]);
  });
});

describe('emptyDirs', () => {
  it('survive a restart of the container and not the Pod', () => {
    const cluster = newCluster();
    const script = 'echo x >> /v/starts; wc -l < /v/starts; sleep 5; exit 1';
    const { spec, container } = at({ emptyDir: {} });
    run(cluster, 'web', script, { ...spec, restartPolicy: 'Always' }, container);
    cluster.advanceBy(30_000);
    assert.ok(Number(log(cluster, 'web')) >= 2);
    cluster.send({ method: 'DELETE', path: `${namespace}/pods/web` });
    cluster.advanceBy(10_000);
    run(cluster, 'web', script, { ...spec, restartPolicy: 'Always' }, container);
    cluster.advanceBy(4_000);
    assert.equal(log(cluster, 'web').trim(), '1');
  });

  it('in memory are full at their limit', () => {
    const cluster = newCluster();
    const script = 'head -c 3000000 /dev/zero > /v/big; wc -c < /v/big; cp /v/big /v/more 2>&1';
    const text = seen(cluster, script, { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
    assert.match(text, /^1048576\n/);
    assert.match(text, /No space left on device/);
  });
});

describe('hostPaths', () => {
  it('are shared by the Pods of a Node and outlive them', () => {
    const cluster = newCluster();
    const volume = { hostPath: { path: '/data/shared', type: 'DirectoryOrCreate' } };
    const { spec, container } = at(volume);
    run(cluster, 'one', 'echo hello > /v/f', spec, container);
    cluster.advanceBy(10_000);
    cluster.send({ method: 'DELETE', path: `${namespace}/pods/one` });
    cluster.advanceBy(5_000);
    run(cluster, 'two', 'cat /v/f', spec, container);
    cluster.advanceBy(10_000);
    assert.equal(log(cluster, 'two'), 'hello\n');
  });

  for (const [type, path, what] of [
    ['Directory', '/nope', 'directory'],
    ['Directory', '/etc/hostname', 'directory'],
    ['File', '/etc', 'file'],
    ['Socket', '/run/docker.sock', 'socket file'],
    ['CharDevice', '/etc', 'character device'],
    ['BlockDevice', '/dev/sda', 'block device'],
  ] as const) {
    it(`of type ${type} refuse ${path}`, () => {
      const cluster = newCluster();
      seen(cluster, 'true', { hostPath: { path, type } });
      assert.deepEqual(messages(cluster, 'FailedMount'), [
        `MountVolume.SetUp failed for volume "v" : hostPath type check failed: ${path} is not a ${what}`,
      ]);
    });
  }

  it('may be a single file of the Node', () => {
    const cluster = newCluster();
    const text = seen(cluster, 'cat /v; rm /v', { hostPath: { path: '/etc/hostname', type: 'File' } });
    assert.match(text, /^node-1\n/);
    assert.match(text, /busy/);
  });
});

describe('subPaths', () => {
  it('are made where they are missing, and may hold variables of the container', () => {
    const cluster = newCluster();
    const env = [{ name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }];
    const { spec } = at({ emptyDir: {} });
    const volumeMounts = [
      { name: 'v', mountPath: '/all' },
      { name: 'v', mountPath: '/own', subPathExpr: '$(POD)/logs' },
    ];
    run(cluster, 'web', 'echo x > /own/f; ls /all/web/logs', spec, { env, volumeMounts });
    cluster.advanceBy(10_000);
    assert.equal(log(cluster, 'web'), 'f\n');
  });

  it('need the variables that they name', () => {
    const cluster = newCluster();
    const { spec, container } = at({ emptyDir: {} }, { subPathExpr: '$(NAME)' });
    run(cluster, 'web', 'true', spec, { ...container, env: [{ name: 'OTHER', value: 'x' }] });
    cluster.advanceBy(10_000);
    const waiting = pod(cluster, 'web').status?.containerStatuses?.[0]?.state?.waiting;
    assert.deepEqual(waiting, { reason: 'CreateContainerConfigError', message: 'missing value for NAME' });
  });
});

describe('other volumes', () => {
  it('that are not simulated say so', () => {
    const cluster = newCluster();
    seen(cluster, 'true', { nfs: { server: '10.0.0.1', path: '/' } });
    assert.deepEqual(messages(cluster, 'FailedMount'), [
      'MountVolume.SetUp failed for volume "v" : NFS volumes are not simulated: this cluster has no such storage',
    ]);
  });

  it('belong to the fsGroup', () => {
    const cluster = newCluster();
    const text = seen(
      cluster,
      'ls -ldn /v | cut -d" " -f1; touch /v/f; ls -ln /v/f',
      { emptyDir: {} },
      {},
      { securityContext: { fsGroup: 2000 } },
    );
    assert.match(text, /^drwxrwsrwx/);
    assert.match(text, / 2000 /);
  });
});

describe("a container's own files", () => {
  it('name its Pod, its aliases and the name servers', () => {
    const cluster = newCluster();
    const script = 'cat /etc/hosts; cat /etc/hostname; cat /etc/resolv.conf';
    run(cluster, 'web', script, {
      subdomain: 'team',
      hostAliases: [{ ip: '1.2.3.4', hostnames: ['a.local', 'b.local'] }],
      dnsConfig: { searches: ['example.org'], options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }] },
    });
    cluster.advanceBy(10_000);
    assert.equal(
      log(cluster, 'web'),
      [
        '# Kubernetes-managed hosts file.',
        '127.0.0.1\tlocalhost',
        '::1\tlocalhost ip6-localhost ip6-loopback',
        'fe00::0\tip6-localnet',
        'fe00::0\tip6-mcastprefix',
        'fe00::1\tip6-allnodes',
        'fe00::2\tip6-allrouters',
        '10.244.1.2\tweb.team.default.svc.cluster.local\tweb',
        '',
        '# Entries added by HostAliases.',
        '1.2.3.4\ta.local\tb.local',
        'web',
        'search default.svc.cluster.local svc.cluster.local cluster.local example.org',
        'nameserver 10.96.0.10',
        'options ndots:2 edns0',
        '',
      ].join('\n'),
    );
  });

  it('take its last words', () => {
    const cluster = newCluster();
    run(cluster, 'web', 'echo "no database" > /dev/termination-log; exit 3');
    run(
      cluster,
      'chatty',
      'for i in $(seq 100); do echo line $i; done; exit 1',
      {},
      {
        terminationMessagePolicy: 'FallbackToLogsOnError',
      },
    );
    cluster.advanceBy(10_000);
    const words = (name: string) => pod(cluster, name).status?.containerStatuses?.[0]?.state?.terminated?.message;
    assert.equal(words('web'), 'no database\n');
    assert.equal(words('chatty')?.split('\n').length, 81);
    assert.ok(words('chatty')?.startsWith('line 21\n'));
  });
});

describe("a container's environment", () => {
  it('knows the Services of its Namespace, and they may be referred to', () => {
    const cluster = newCluster();
    const spec = { clusterIP: '10.96.7.7', ports: [{ name: 'http', port: 80 }] };
    add(cluster, 'services', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'my-db' }, spec });
    run(
      cluster,
      'web',
      'env | grep MY_DB | sort; echo $URL; echo $KUBERNETES_SERVICE_HOST',
      {},
      {
        env: [{ name: 'URL', value: 'http://$(MY_DB_SERVICE_HOST):$(MY_DB_SERVICE_PORT_HTTP)/' }],
      },
    );
    cluster.advanceBy(10_000);
    assert.equal(
      log(cluster, 'web'),
      [
        'MY_DB_PORT=tcp://10.96.7.7:80',
        'MY_DB_PORT_80_TCP=tcp://10.96.7.7:80',
        'MY_DB_PORT_80_TCP_ADDR=10.96.7.7',
        'MY_DB_PORT_80_TCP_PORT=80',
        'MY_DB_PORT_80_TCP_PROTO=tcp',
        'MY_DB_SERVICE_HOST=10.96.7.7',
        'MY_DB_SERVICE_PORT=80',
        'MY_DB_SERVICE_PORT_HTTP=80',
        'http://10.96.7.7:80/',
        '10.96.0.1',
        '',
      ].join('\n'),
    );
  });

  it('takes limits that are not set from the Node', () => {
    const cluster = newCluster();
    const ref = (resource: string, divisor?: string) => ({ valueFrom: { resourceFieldRef: { resource, divisor } } });
    run(
      cluster,
      'web',
      'echo $CPU $MEMORY $REQUEST',
      {},
      {
        env: [
          { name: 'CPU', ...ref('limits.cpu') },
          { name: 'MEMORY', ...ref('limits.memory', '1Mi') },
          { name: 'REQUEST', ...ref('requests.cpu', '1m') },
        ],
        resources: { requests: { cpu: '250m' } },
      },
    );
    cluster.advanceBy(10_000);
    assert.equal(log(cluster, 'web'), '4 8192 250\n');
  });
});

describe('limits of local storage', () => {
  const evicted = (cluster: Cluster) => {
    const { phase, reason, message, conditions = [] } = pod(cluster, 'web').status ?? {};
    const target = conditions.find(({ type }) => type === 'DisruptionTarget');
    assert.deepEqual([phase, reason, target?.reason], ['Failed', 'Evicted', 'TerminationByKubelet']);
    assert.deepEqual(messages(cluster, 'Evicted'), [message]);
    return message;
  };
  const writes = 'head -c 3000000 /dev/zero > $DIR/big; sleep 1000';

  it('end a Pod whose emptyDir holds more than it may, some time later', () => {
    const cluster = newCluster();
    const { spec, container } = at({ emptyDir: { sizeLimit: '1Mi' } });
    run(cluster, 'web', writes, spec, { ...container, env: [{ name: 'DIR', value: '/v' }] });
    cluster.advanceBy(9_000);
    assert.equal(pod(cluster, 'web').status?.phase, 'Running');
    cluster.advanceBy(120_000);
    assert.equal(evicted(cluster), 'Usage of EmptyDir volume "v" exceeds the limit "1Mi". ');
  });

  it('end a Pod that fills its writable layer', () => {
    const cluster = newCluster();
    const resources = { limits: { 'ephemeral-storage': '2Mi' } };
    run(cluster, 'web', writes, {}, { resources, env: [{ name: 'DIR', value: '/tmp' }] });
    cluster.advanceBy(120_000);
    assert.equal(evicted(cluster), 'Pod ephemeral local storage usage exceeds the total limit of containers 2Mi. ');
  });

  it('are for each container where others have none', () => {
    const cluster = newCluster();
    const resources = { limits: { 'ephemeral-storage': '2Mi' } };
    const command = ['sh', '-c', 'head -c 3000000 /dev/zero > /tmp/big; sleep 1000'];
    const containers = [
      { name: 'app', image: 'busybox:1.36', command, resources },
      { name: 'other', image: 'busybox:1.36', command: ['sleep', '1000'] },
    ];
    run(cluster, 'web', 'true', { containers });
    cluster.advanceBy(120_000);
    assert.equal(evicted(cluster), 'Container app exceeded its local ephemeral storage limit "2Mi". ');
  });
});

describe('claims in Pods', () => {
  const claim = (name: string, spec: object = {}) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });

  it('keep their data from Pod to Pod, on one Node, and lose it with the claim', () => {
    const cluster = newCluster(3);
    add(cluster, 'persistentvolumeclaims', claim('data'));
    const { spec, container } = at({ persistentVolumeClaim: { claimName: 'data' } });
    for (const name of ['one', 'two', 'three']) {
      run(cluster, name, 'echo $HOSTNAME >> /v/names; cat /v/names', spec, container);
      cluster.advanceBy(20_000);
    }
    assert.equal(log(cluster, 'three'), 'one\ntwo\nthree\n');
    assert.equal(pod(cluster, 'one').spec?.nodeName, pod(cluster, 'three').spec?.nodeName);
    cluster.send({ method: 'DELETE', path: `${namespace}/persistentvolumeclaims/data` });
    cluster.advanceBy(20_000);
    add(cluster, 'persistentvolumeclaims', claim('data'));
    run(cluster, 'four', 'ls /v | wc -l', spec, container);
    cluster.advanceBy(20_000);
    assert.equal(log(cluster, 'four').trim(), '0');
  });

  it('are protected while a Pod uses them', () => {
    const cluster = newCluster();
    add(cluster, 'persistentvolumeclaims', claim('data'));
    const { spec, container } = at({ persistentVolumeClaim: { claimName: 'data' } });
    run(cluster, 'web', 'sleep 30', spec, container);
    cluster.advanceBy(10_000);
    const path = `${namespace}/persistentvolumeclaims/data`;
    cluster.send({ method: 'DELETE', path });
    cluster.advanceBy(10_000);
    assert.equal(cluster.send({ method: 'GET', path }).code, 200);
    cluster.advanceBy(30_000);
    assert.equal(cluster.send({ method: 'GET', path }).code, 404);
  });

  it('of generic ephemeral volumes come and go with the Pod', () => {
    const cluster = newCluster();
    const { metadata: _name, apiVersion: _version, kind: _kind, ...template } = claim('');
    const { spec, container } = at({ ephemeral: { volumeClaimTemplate: template } });
    run(cluster, 'web', 'echo x > /v/f; cat /v/f; sleep 1000', spec, container);
    cluster.advanceBy(20_000);
    assert.equal(log(cluster, 'web'), 'x\n');
    const path = `${namespace}/persistentvolumeclaims/web-v`;
    assert.equal(cluster.send({ method: 'GET', path }).code, 200);
    cluster.send({ method: 'DELETE', path: `${namespace}/pods/web` });
    cluster.advanceBy(30_000);
    assert.equal(cluster.send({ method: 'GET', path }).code, 404);
  });

  it('of a local volume need its path on the Node', () => {
    const cluster = newCluster();
    const terms = [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-1'] }] }];
    send(cluster, 'POST', '/api/v1/persistentvolumes', {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk' },
      spec: {
        capacity: { storage: '5Gi' },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'manual',
        local: { path: '/mnt/disks/ssd1' },
        nodeAffinity: { required: { nodeSelectorTerms: terms } },
      },
    });
    add(cluster, 'persistentvolumeclaims', claim('data', { storageClassName: 'manual' }));
    seen(cluster, 'true', { persistentVolumeClaim: { claimName: 'data' } });
    assert.deepEqual(messages(cluster, 'FailedMount'), [
      'MountVolume.NewMounter initialization failed for volume "disk" : path "/mnt/disks/ssd1" does not exist',
    ]);
  });
});
