import assert from 'node:assert/strict';
import type { PodSpec } from '../../src/api/generated/objects.ts';
import { created, createdWarnings, updated } from './said.ts';

const pod = (spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', ...metadata },
  spec: { containers: [{ name: 'app', image: 'nginx:1' }], ...spec },
});
const container = (more: object) => ({ containers: [{ name: 'app', image: 'nginx:1', ...more }] });
const template = (spec: object) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image: 'nginx:1' }], ...spec },
    },
  },
});

const hostPort = { hostNetwork: true, ...container({ ports: [{ containerPort: 9100 }] }) };
const claims = 'spec.containers[0].resources.claims[0]';
const spread = (more: object) => ({
  maxSkew: 1,
  topologyKey: 'zone',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: { app: 'web' } },
  ...more,
});
const nodeTerm = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['a b'] }] };
const labelText =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const tooMany = 'Forbidden: may not specify more than 1 volume type';

/** What the server says of these specs of a Pod. */
const specs: readonly (readonly [string, object, readonly string[]])[] = [
  ['a port on the host network', hostPort, []],
  [
    'two init containers with one host port, one after the other',
    {
      initContainers: [
        { name: 'a', image: 'a', ports: [{ containerPort: 80, hostPort: 80 }] },
        {
          name: 'b',
          image: 'b',
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 81, hostPort: 80 },
          ],
        },
      ],
    },
    // The server looks at each init container as if it were the only one.
    ['spec.initContainers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
  ],
  [
    'resize policies',
    { restartPolicy: 'Never', ...container({ resizePolicy: [{ resourceName: 'gpu', restartPolicy: 'Maybe' }] }) },
    [
      'spec.containers[0].resizePolicy: Unsupported value: "gpu": supported values: "cpu", "memory"',
      'spec.containers[0].resizePolicy: Unsupported value: "Maybe": supported values: "NotRequired", "RestartContainer"',
      "spec.containers[0].resizePolicy: Invalid value: \"Maybe\": must be 'NotRequired' when `restartPolicy` is 'Never'",
    ],
  ],
  [
    'a claim that the Pod does not have',
    container({ resources: { claims: [{ name: 'gpu' }] } }),
    [`${claims}: Not found: "gpu": must be one of the names in pod.spec.resourceClaims which is empty`],
  ],
  [
    'a claim of nothing',
    { resourceClaims: [{ name: 'gpu' }] },
    [
      'spec.resourceClaims[0]: Invalid value: {"Name":"gpu","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
    ],
  ],
  [
    'huge pages in parts',
    container({ resources: { limits: { cpu: '1', 'hugepages-2Mi': '3Mi' } } }),
    [
      'spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
      // A limit without a request is a request too.
      'spec.containers[0].resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
    ],
  ],
  [
    'constraints of one kind',
    { topologySpreadConstraints: [spread({}), spread({ maxSkew: 2 })] },
    ['spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"'],
  ],
  [
    'keys without a selector',
    { topologySpreadConstraints: [spread({ labelSelector: undefined, matchLabelKeys: ['app'] })] },
    [
      'spec.topologySpreadConstraints[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set',
    ],
  ],
  [
    'values that no label has, needed and wished',
    {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [nodeTerm] },
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: nodeTerm }],
        },
      },
    },
    [
      `spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values[0]: Invalid value: "a b": ${labelText}`,
    ],
  ],
  ['leading zeros in an old field', { hostAliases: [{ ip: '010.0.0.1', hostnames: ['a'] }] }, []],
  [
    'the order of DNS policies',
    { dnsPolicy: 'Cluster' },
    [
      'spec.dnsPolicy: Unsupported value: "Cluster": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ],
  ],
  [
    'what Windows does not know',
    { os: { name: 'windows' }, securityContext: { runAsUser: 1 }, hostPID: true },
    [
      'spec.hostPID: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod',
    ],
  ],
  [
    'what Linux does not know',
    { os: { name: 'linux' }, ...container({ securityContext: { windowsOptions: { runAsUserName: 'a\\b\\c' } } }) },
    [
      'spec.containers[0].securityContext.windowsOptions.runAsUserName: Invalid value: "a\\\\b\\\\c": runAsUserName cannot contain more than one backslash',
      'spec.containers[0].securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
    ],
  ],
  [
    'two sources of one volume',
    {
      volumes: [
        { name: 'a', emptyDir: {}, downwardAPI: { items: [] } },
        { name: 'b', emptyDir: {}, cephfs: { monitors: ['a'] } },
      ],
    },
    [`spec.volumes[0].downwarAPI: ${tooMany}`, `spec.volumes[1].cephFS: ${tooMany}`],
  ],
  [
    'a disk with a partition that is none',
    { volumes: [{ name: 'a', gcePersistentDisk: { pdName: 'd', partition: 300 } }] },
    ['spec.volumes[0].persistentDisk.partition: Invalid value: 300: must be between 1 and 255, inclusive'],
  ],
  [
    'a claim that the Pod makes itself',
    {
      volumes: [
        {
          name: 'a',
          ephemeral: {
            volumeClaimTemplate: {
              metadata: { name: 'x' },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          },
        },
        { name: 'b', persistentVolumeClaim: { claimName: 'web-a' } },
      ],
    },
    [
      'spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set',
      'spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "web-a": must not reference a PVC that gets created for an ephemeral volume',
    ],
  ],
  [
    'a driver without a name that fits',
    { volumes: [{ name: 'a', csi: { driver: '', nodePublishSecretRef: {} } }] },
    [
      'spec.volumes[0].csi.driver: Required value',
      "spec.volumes[0].csi.driver: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.volumes[0].csi.nodePublishSecretRef.name: Required value',
    ],
  ],
];

describe('the rules of a Pod', () => {
  for (const [name, spec, wanted] of specs)
    it(`say of ${name}: ${wanted.length === 0 ? 'right' : wanted.length}`, () =>
      assert.deepEqual(created(pod(spec)), wanted));

  it('leave the host port of a template to its Pods', () => {
    assert.deepEqual(created(template(hostPort)), []);
    const other = { hostNetwork: true, ...container({ ports: [{ containerPort: 9100, hostPort: 9101 }] }) };
    assert.deepEqual(created(template(other)), [
      'spec.template.spec.containers[0].ports[0].hostPort: Invalid value: 9101: must match `containerPort` when `hostNetwork` is true',
    ]);
  });

  it('compare old annotations with the fields', () => {
    const annotations = { 'container.apparmor.security.beta.kubernetes.io/app': 'unconfined' };
    const context = { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } };
    assert.deepEqual(created(pod(container(context), { annotations })), [
      'spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match',
    ]);
  });
});

describe('a next version of a Pod', () => {
  const before = pod({ activeDeadlineSeconds: 60, schedulingGates: [{ name: 'wait' }], nodeSelector: { disk: 'ssd' } });
  const change = (spec: Partial<PodSpec>) => updated(before, { ...before, spec: { ...before.spec, ...spec } });

  it('may lose gates, but not get new ones', () => {
    assert.deepEqual(change({ schedulingGates: [] }), []);
    assert.deepEqual(change({ schedulingGates: [{ name: 'other' }] }), [
      "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'other'",
    ]);
  });

  it('may ask for more of its Node while it waits', () => {
    assert.deepEqual(change({ nodeSelector: { disk: 'ssd', zone: 'a' } }), []);
    assert.deepEqual(change({ nodeSelector: { zone: 'a' } }), [
      'spec.nodeSelector: Invalid value: {"zone":"a"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    ]);
  });

  it('keeps its deadline', () => {
    const { activeDeadlineSeconds, ...rest } = before.spec as PodSpec;
    assert.deepEqual(updated(before, { ...before, spec: rest }), [
      'spec.activeDeadlineSeconds: Invalid value: "null": must not update from a positive integer to nil value',
    ]);
  });

  it('is told of a wrong value and of the change together', () => {
    const [value, whole, ...more] = change({ restartPolicy: 'Sometimes' });
    assert.match(value ?? '', /^spec\.restartPolicy: Unsupported value: "Sometimes"/);
    assert.match(whole ?? '', /^spec: Forbidden: pod updates may not change fields other than .*-\s"RestartPolicy"/s);
    assert.deepEqual(more, []);
  });
});

describe('the warnings of a Pod', () => {
  const cases: readonly (readonly [string, object, readonly string[]])[] = [
    ['nothing unusual', {}, []],
    [
      'an old label',
      { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } },
      ['spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'],
    ],
    [
      'spreading of no Pods',
      { topologySpreadConstraints: [spread({ labelSelector: undefined })] },
      ['spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod'],
    ],
    [
      'ports that overlap',
      container({ ports: [{ containerPort: 80 }, { containerPort: 80, hostPort: 8080 }] }),
      ['spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]'],
    ],
    [
      'a variable made from its old value',
      container({
        env: [
          { name: 'A', value: 'x' },
          { name: 'A', value: '$(A)y' },
        ],
      }),
      [],
    ],
    [
      'an address with leading zeros',
      { hostAliases: [{ ip: '010.0.0.1', hostnames: ['a'] }] },
      [
        'spec.hostAliases[0].ip: non-standard IP address "010.0.0.1" will be considered invalid in a future Kubernetes release: use "10.0.0.1"',
      ],
    ],
    [
      'a volume of the past',
      { volumes: [{ name: 'a', glusterfs: { endpoints: 'e', path: 'p' } }] },
      ['spec.volumes[0].glusterfs: deprecated in v1.25, non-functional in v1.26+'],
    ],
  ];
  for (const [name, spec, wanted] of cases)
    it(`tell of ${name}`, () => assert.deepEqual(createdWarnings(pod(spec)), wanted));
});
