import assert from 'node:assert/strict';
import type { PersistentVolumeClaim, Pod } from '../../src/api/generated/objects.ts';
import { created, createdWarnings, defaulted, updated } from './said.ts';

const object = (kind: string, more: object) => ({ apiVersion: 'v1', kind, metadata: { name: 'a' }, ...more });
const volume = (spec: object) =>
  object('PersistentVolume', {
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' }, ...spec },
  });
const claim = (spec: object) =>
  object('PersistentVolumeClaim', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
const service = (spec: object, metadata: object = {}) =>
  object('Service', { metadata: { name: 'web', ...metadata }, spec: { ports: [{ port: 80 }], ...spec } });
const limits = (item: object) => object('LimitRange', { spec: { limits: [item] } });
const node = (spec: object, status: object = {}) => object('Node', { spec, status });
const endpoints = (address: object) =>
  object('Endpoints', { subsets: [{ addresses: [address], ports: [{ port: 80 }] }] });

/** What the server says of these new objects. */
const cases: readonly (readonly [string, object, readonly string[]])[] = [
  ['a volume', volume({}), []],
  [
    'a volume of nothing, of two sorts',
    volume({ capacity: { storage: '-1' }, nfs: { server: 's', path: '/' } }),
    [
      'spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity',
      'spec.capacity[storage]: Invalid value: "-1": must be greater than zero',
      'spec.nfs: Forbidden: may not specify more than 1 volume type',
    ],
  ],
  [
    'a local volume that is nowhere',
    volume({ hostPath: undefined, local: { path: '/a/../b' } }),
    [
      'spec.local.path: Invalid value: "/a/../b": must not contain \'..\'',
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
    ],
  ],
  [
    'a root that is wiped',
    volume({ hostPath: { path: '/.//' }, persistentVolumeReclaimPolicy: 'Recycle' }),
    ["spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'"],
  ],
  [
    'a driver with half a secret',
    volume({ hostPath: undefined, csi: { driver: 'd', volumeHandle: 'h', nodePublishSecretRef: { name: 's' } } }),
    ['spec.csi.nodePublishSecretRef.namespace: Required value'],
  ],
  [
    'attributes without a driver',
    volume({ volumeAttributesClassName: '' }),
    [
      'spec.volumeAttributesClassName: Required value: an empty string is disallowed',
      'spec.csi: Required value: has to be specified when using volumeAttributesClassName',
    ],
  ],
  [
    'a claim of nothing',
    object('PersistentVolumeClaim', { spec: { selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } } }),
    [
      'spec.accessModes: Required value: at least 1 access mode is required',
      'spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
      'spec.resources[storage]: Required value',
    ],
  ],
  [
    'data from a thing of the core group',
    claim({ dataSourceRef: { kind: 'Pod', name: 'p' } }),
    [
      'spec.dataSource: Invalid value: "Pod": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      'spec.dataSourceRef: Invalid value: "Pod": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
    ],
  ],
  ['the port of the kubelet', service({ type: 'LoadBalancer', ports: [{ port: 10250 }] }), []],
  [
    'addresses out of step',
    service({ clusterIPs: ['10.96.0.7'] }),
    ['spec.clusterIPs: Invalid value: ["10.96.0.7"]: must be empty when `clusterIP` is not specified'],
  ],
  [
    'who may send to a Service without a balancer',
    service({ loadBalancerSourceRanges: [' 10.0.0.0/8', 'all'] }),
    [
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
      'spec.LoadBalancerSourceRanges[1]: Invalid value: "all": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ],
  [
    'annotations that differ',
    service(
      {},
      {
        annotations: {
          'service.kubernetes.io/topology-aware-hints': 'Auto',
          'service.kubernetes.io/topology-mode': 'Disabled',
        },
      },
    ),
    [
      'metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: "Disabled": must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified',
    ],
  ],
  [
    'an empty limit of claims',
    limits({ type: 'PersistentVolumeClaim' }),
    [
      'spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
    ],
  ],
  [
    'a quota of what cannot be both',
    object('ResourceQuota', {
      spec: {
        scopeSelector: {
          matchExpressions: [
            { scopeName: 'BestEffort', operator: 'Exists' },
            { scopeName: 'NotBestEffort', operator: 'Exists' },
          ],
        },
      },
    }),
    ['spec.scopeSelector.matchExpressions: Invalid value: null: conflicting scopes'],
  ],
  [
    'taints that are the same',
    node({
      taints: [
        { key: 'a', effect: 'NoSchedule' },
        { key: 'a', value: 'b', effect: 'NoSchedule' },
        { key: 'b', effect: 'Never' },
      ],
    }),
    [
      'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"b","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
      'metadata.taints[2].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    'a Node with parts of a Pod',
    node({}, { capacity: { pods: '1500m' } }),
    [
      'status.capacity.pods: Invalid value: "1500m": must be an integer',
      'status.allocatable.pods: Invalid value: "1500m": must be an integer',
    ],
  ],
  [
    'an endpoint without an address',
    endpoints({ ip: 'web' }),
    [
      'subsets[0].addresses[0].ip: Invalid value: "web": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'subsets[0].addresses[0].ip: Invalid value: "web": must be a valid IP address',
    ],
  ],
  ['an endpoint with leading zeros', endpoints({ ip: '10.00.0.1' }), []],
  [
    'a Namespace that waits for nobody known',
    object('Namespace', { spec: { finalizers: ['me'] } }),
    ['spec.finalizers: Invalid value: "me": name is neither a standard finalizer name nor is it fully qualified'],
  ],
  [
    'a registry login that is no object',
    object('Secret', { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '["a"]' } }),
    [
      'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": json: cannot unmarshal array into Go value of type map[string]interface {}',
    ],
  ],
  [
    'a registry login that breaks off',
    object('Secret', { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{"auths":' } }),
    ['data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": unexpected end of JSON input'],
  ],
  [
    'a ConfigMap of more than a mebibyte',
    object('ConfigMap', { data: { a: 'x'.repeat(1024 * 1024 + 1) } }),
    ['[]: Too long: may not be more than 1048576 bytes'],
  ],
];

describe('the rules of the core kinds', () => {
  for (const [name, value, wanted] of cases)
    it(`say of ${name}: ${wanted.length === 0 ? 'right' : wanted.length}`, () =>
      assert.deepEqual(created(value), wanted));
});

describe('a next version', () => {
  it('of a volume has the same source', () => {
    const [first, ...more] = updated(volume({}), volume({ hostPath: { path: '/other' } }));
    assert.match(
      first ?? '',
      /^spec\.persistentvolumesource: Forbidden: spec\.persistentvolumesource is immutable after creation\n@@ .*- {2}"Path": "\/data"/s,
    );
    assert.deepEqual(more, []);
  });

  it('of a bound claim may ask for more, not for another class', () => {
    const bound = { phase: 'Bound', capacity: { storage: '1Gi' } };
    const grown = claim({ resources: { requests: { storage: '2Gi' } } });
    assert.deepEqual(updated(claim({}), grown, bound), []);
    assert.match(updated(claim({}), grown)[0] ?? '', /^spec: Forbidden: spec is immutable after creation except/);
    const shrunk = claim({ resources: { requests: { storage: '1Mi' } } });
    assert.deepEqual(updated(claim({}), shrunk, bound), [
      'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    ]);
    const other = updated(claim({ storageClassName: 'a' }), claim({ storageClassName: 'b' }), bound);
    assert.match(other[0] ?? '', /^- "StorageClassName": "a",\n\+ "StorageClassName": "b",$/m);
  });

  it('of a Service keeps its class', () => {
    const balanced = service({ type: 'LoadBalancer', loadBalancerClass: 'x.io/a' });
    assert.deepEqual(updated(balanced, service({ type: 'LoadBalancer' })), [
      'spec.loadBalancerClass: Invalid value: "null": may not change once set',
    ]);
  });

  it('of a Node keeps what was given', () => {
    const given = node({ podCIDRs: ['10.1.0.0/24'], providerID: 'x://1' });
    assert.deepEqual(updated(given, node({ podCIDRs: ['10.2.0.0/24'], providerID: 'x://2' })), [
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
      'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
    ]);
  });
});

describe('defaults', () => {
  it('forget data sources that a claim may not have', () => {
    const { spec } = defaulted<PersistentVolumeClaim>(claim({ dataSource: { kind: 'Pod', name: 'p' } }));
    assert.equal(spec?.dataSource, undefined);
    const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 's' };
    const copied = defaulted<PersistentVolumeClaim>(claim({ dataSource: snapshot }));
    assert.deepEqual(copied.spec?.dataSourceRef, snapshot);
  });

  it("make a Pod's request of its containers', where it has limits of its own", () => {
    const { spec } = defaulted<Pod>(
      object('Pod', {
        spec: {
          resources: { limits: { cpu: '2', memory: '1Gi' } },
          containers: [{ name: 'app', image: 'a', resources: { requests: { cpu: '500m' } } }],
        },
      }),
    );
    assert.deepEqual(spec?.resources?.requests, { cpu: '500m', memory: '1Gi' });
  });
});

describe('warnings', () => {
  it('tell of old ways and odd amounts', () => {
    assert.deepEqual(createdWarnings(claim({ resources: { requests: { storage: '1500m' } } })), [
      'spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer',
    ]);
    assert.deepEqual(createdWarnings(volume({ persistentVolumeReclaimPolicy: 'Recycle' })), [
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    ]);
    assert.deepEqual(createdWarnings(service({ externalName: 'example.com', externalIPs: ['2001:DB8::1'] })), [
      'spec.externalIPs[0]: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")',
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ]);
  });
});
