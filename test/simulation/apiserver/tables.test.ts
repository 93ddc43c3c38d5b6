import assert from 'node:assert/strict';
import { findKind, servedKinds } from '../../../src/api/kinds.ts';
import { pathOf } from '../../../src/api/route.ts';
import { resourceOf } from '../../../src/simulation/apiserver/registry.ts';
import { makeServer, startTimeMs } from './harness.ts';

const asTable = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };

/** The row of an object as it stands, whatever a server would say of it: name of the column to cell. */
function rowOf(apiVersion: string, kind: string, object: object): Record<string, string | number | boolean> {
  const info = findKind(apiVersion, kind);
  assert.ok(info);
  const { table } = resourceOf(info);
  assert.ok(table, `${kind} has no columns of its own`);
  const cells = table.cells({ apiVersion, kind, ...object }, startTimeMs + 90_000);
  assert.equal(cells.length, table.columns.length);
  return Object.fromEntries(table.columns.map(({ name }, i) => [name, cells[i] as string]));
}

const metadata = { name: 'web', namespace: 'default', creationTimestamp: '2026-01-01T00:00:00Z' };
const template = {
  spec: {
    containers: [
      { name: 'a', image: 'x:1' },
      { name: 'b', image: 'y:2' },
    ],
  },
};
const selector = {
  matchLabels: { app: 'web' },
  matchExpressions: [{ key: 'tier', operator: 'In', values: ['b', 'a'] }],
};

describe('tables', () => {
  it('are there for every kind', () => {
    const { send } = makeServer();
    for (const info of servedKinds) {
      const { code, body } = send('GET', pathOf(info, 'default'), undefined, asTable);
      assert.equal(code, 200, info.kind);
      assert.equal((body as { kind: string }).kind, 'Table', info.kind);
    }
  });

  it('show the Pods of Deployments', () => {
    const status = { readyReplicas: 1, updatedReplicas: 2, availableReplicas: 1 };
    assert.deepEqual(rowOf('apps/v1', 'Deployment', { metadata, spec: { replicas: 3, selector, template }, status }), {
      Name: 'web',
      Ready: '1/3',
      'Up-to-date': 2,
      Available: 1,
      Age: '90s',
      Containers: 'a,b',
      Images: 'x:1,y:2',
      Selector: 'app=web,tier in (a,b)',
    });
  });

  it('show how Jobs go on', () => {
    const row = (spec: object, status: object = {}) =>
      rowOf('batch/v1', 'Job', { metadata, spec: { template, ...spec }, status });
    const begun = { startTime: '2026-01-01T00:00:30Z' };
    assert.equal(row({ completions: 3 }, { succeeded: 1 }).Completions, '1/3');
    assert.equal(row({ parallelism: 2 }).Completions, '0/1 of 2');
    assert.deepEqual([row({}).Status, row({}).Duration], ['Running', '']);
    assert.equal(row({}, begun).Duration, '60s');
    const complete = {
      ...begun,
      completionTime: '2026-01-01T00:00:40Z',
      conditions: [{ type: 'Complete', status: 'True' }],
    };
    assert.deepEqual([row({}, complete).Status, row({}, complete).Duration], ['Complete', '10s']);
  });

  it('show the schedule of CronJobs', () => {
    const spec = { schedule: '*/5 * * * *', suspend: false, jobTemplate: { spec: { template } } };
    const status = { lastScheduleTime: '2026-01-01T00:01:00Z', active: [{}] };
    const {
      Schedule,
      Timezone,
      Suspend,
      Active,
      'Last Schedule': last,
      Selector,
    } = rowOf('batch/v1', 'CronJob', { metadata, spec, status });
    assert.deepEqual(
      [Schedule, Timezone, Suspend, Active, last, Selector],
      ['*/5 * * * *', '<none>', 'False', 1, '30s', '<none>'],
    );
  });

  it('show what autoscalers measure', () => {
    const target = (type: string, more: object) => ({ type, ...more });
    const targets = (metrics: object[], currentMetrics: object[] | null = null) =>
      rowOf('autoscaling/v2', 'HorizontalPodAutoscaler', {
        metadata,
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 3, metrics },
        status: { currentMetrics },
      }).Targets;
    const cpu = {
      type: 'Resource',
      resource: { name: 'cpu', target: target('Utilization', { averageUtilization: 50 }) },
    };
    const memory = {
      type: 'Resource',
      resource: { name: 'memory', target: target('AverageValue', { averageValue: '1Gi' }) },
    };
    const queue = { type: 'External', external: { target: target('AverageValue', { averageValue: '30' }) } };
    assert.equal(targets([cpu]), 'cpu: <unknown>/50%');
    assert.equal(
      targets([cpu], [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 12 } } }]),
      'cpu: 12%/50%',
    );
    assert.equal(targets([cpu, memory]), 'cpu: <unknown>/50%, memory: <unknown>/1Gi');
    assert.equal(targets([queue, cpu, memory]), '<unknown>/30 (avg), cpu: <unknown>/50% + 1 more...');
  });

  it('show where Services are reached', () => {
    const row = (spec: object, status: object = {}) => {
      const {
        'Cluster-IP': cluster,
        'External-IP': external,
        'Port(s)': ports,
      } = rowOf('v1', 'Service', { metadata, spec, status });
      return [cluster, external, ports];
    };
    const ports = [
      { port: 80, protocol: 'TCP' },
      { port: 443, nodePort: 30443, protocol: 'TCP' },
    ];
    assert.deepEqual(row({ type: 'ClusterIP', clusterIPs: ['10.96.1.1'], ports }), [
      '10.96.1.1',
      '<none>',
      '80/TCP,443:30443/TCP',
    ]);
    assert.deepEqual(row({ type: 'LoadBalancer', clusterIPs: ['10.96.1.1'] }), ['10.96.1.1', '<pending>', '<none>']);
    const loadBalancer = { ingress: [{ ip: '1.2.3.4' }, { hostname: 'lb.example.com' }] };
    assert.equal(row({ type: 'LoadBalancer' }, { loadBalancer })[1], '1.2.3.4,lb.example.com');
    assert.deepEqual(row({ type: 'ExternalName', externalName: 'db.example.com' }), [
      '<none>',
      'db.example.com',
      '<none>',
    ]);
    assert.equal(row({ type: 'ClusterIP', clusterIPs: ['None'] })[0], 'None');
  });

  it('shorten long lists', () => {
    const addresses = ['10.1.0.1', '10.1.0.2', '10.1.0.3', '10.1.0.4'];
    const slice = {
      metadata,
      addressType: 'IPv4',
      endpoints: addresses.map((each) => ({ addresses: [each] })),
      ports: [{ port: 80 }],
    };
    assert.equal(
      rowOf('discovery.k8s.io/v1', 'EndpointSlice', slice).Endpoints,
      '10.1.0.1,10.1.0.2,10.1.0.3 + 1 more...',
    );
    const subsets = [{ addresses: addresses.map((ip) => ({ ip })), ports: [{ port: 80 }] }];
    assert.equal(
      rowOf('v1', 'Endpoints', { metadata, subsets }).Endpoints,
      '10.1.0.1:80,10.1.0.2:80,10.1.0.3:80 + 1 more...',
    );
    const rules = ['a', 'b', 'c', 'd'].map((host) => ({ host }));
    assert.equal(rowOf('networking.k8s.io/v1', 'Ingress', { metadata, spec: { rules } }).Hosts, 'a,b,c + 1 more...');
  });

  it('show volumes and claims', () => {
    const claim = {
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'standard', volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    };
    const {
      Status,
      Volume,
      Capacity,
      'Access Modes': modes,
      StorageClass,
    } = rowOf('v1', 'PersistentVolumeClaim', { metadata, ...claim });
    assert.deepEqual([Status, Volume, Capacity, modes, StorageClass], ['Pending', '', '', '', 'standard']);
    const bound = {
      spec: { ...claim.spec, volumeName: 'pv-1' },
      status: { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteMany', 'ReadWriteOnce'] },
    };
    const row = rowOf('v1', 'PersistentVolumeClaim', { metadata, ...bound });
    assert.deepEqual([row.Status, row.Volume, row.Capacity, row['Access Modes']], ['Bound', 'pv-1', '1Gi', 'RWO,RWX']);
  });

  it('show quotas with what is used of them', () => {
    const status = {
      hard: { pods: '4', 'limits.cpu': '2', 'requests.cpu': '1' },
      used: { pods: '1', 'limits.cpu': '500m' },
    };
    const { Request, Limit } = rowOf('v1', 'ResourceQuota', { metadata, status });
    assert.deepEqual([Request, Limit], ['pods: 1/4, requests.cpu: 0/1', 'limits.cpu: 500m/2']);
  });

  it('show whom roles are bound to', () => {
    const subjects = [
      { kind: 'User', name: 'ada' },
      { kind: 'ServiceAccount', name: 'default', namespace: 'lab' },
      { kind: 'ServiceAccount', name: 'web', namespace: 'lab' },
    ];
    const binding = { metadata, roleRef: { kind: 'ClusterRole', name: 'view' }, subjects };
    const { Role, Users, Groups, ServiceAccounts } = rowOf('rbac.authorization.k8s.io/v1', 'RoleBinding', binding);
    assert.deepEqual([Role, Users, Groups, ServiceAccounts], ['ClusterRole/view', 'ada', '', 'lab/default, lab/web']);
  });

  it('show the rest', () => {
    assert.equal(
      rowOf('policy/v1', 'PodDisruptionBudget', { metadata, spec: { minAvailable: '50%' } })['Max Unavailable'],
      'N/A',
    );
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    const standard = { metadata: { ...metadata, annotations }, provisioner: 'example.com/disk' };
    assert.equal(rowOf('storage.k8s.io/v1', 'StorageClass', standard).Name, 'web (default)');
    assert.equal(
      rowOf('networking.k8s.io/v1', 'NetworkPolicy', { metadata, spec: { podSelector: {} } })['Pod-Selector'],
      '<none>',
    );
    const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: '1', controller: true };
    const revision = { metadata: { ...metadata, ownerReferences: [owner] }, revision: 2 };
    assert.equal(rowOf('apps/v1', 'ControllerRevision', revision).Controller, 'statefulset.apps/db');
    const nodeSelector = { disk: 'ssd', arch: 'amd64' };
    const daemons = { metadata, spec: { selector, template: { spec: { nodeSelector } } } };
    assert.equal(rowOf('apps/v1', 'DaemonSet', daemons)['Node Selector'], 'arch=amd64,disk=ssd');
  });

  it('warn of kinds that are on their way out', () => {
    const { send } = makeServer();
    const warning = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';
    assert.deepEqual(send('GET', '/api/v1/namespaces/default/endpoints', undefined, asTable).warnings, [warning]);
    assert.equal(send('GET', '/api/v1/namespaces/default/services').warnings, undefined);
  });
});
