import assert from 'node:assert/strict';
import { formatPath } from '../../src/api/field.ts';
import { reviewCreate } from '../../src/api/review.ts';
import type { Part } from './versions.ts';

const labels = { app: 'web' };
const jobTemplate = { spec: { containers: [{ name: 'app', image: 'nginx:1.27' }], restartPolicy: 'Never' } };

function causes(apiVersion: string, kind: string, more: Part): string[] {
  const manifest = { apiVersion, kind, metadata: { name: 'web' }, ...more };
  const { fieldErrors } = reviewCreate(manifest, { fieldValidation: 'Strict' });
  return fieldErrors.map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

const hpa = (metric: Part) => ({
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    maxReplicas: 3,
    metrics: [metric],
  },
});
const value = { type: 'AverageValue', averageValue: '0' };
const http = (backend: Part) => ({ spec: { defaultBackend: backend } });

const cases: readonly [string, string, string, Part, string[]][] = [
  [
    'a Job with more failed indexes than fit into a status',
    'batch/v1',
    'Job',
    {
      spec: {
        completionMode: 'Indexed',
        completions: 200_000,
        parallelism: 1,
        backoffLimitPerIndex: 1,
        maxFailedIndexes: 150_000,
        template: jobTemplate,
      },
    },
    [
      'spec.maxFailedIndexes: Invalid value: 150000: must be less than or equal to 100000',
      'spec.maxFailedIndexes: Invalid value: 150000: must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index',
    ],
  ],
  [
    'a success policy with intervals that overlap',
    'batch/v1',
    'Job',
    {
      spec: {
        completionMode: 'Indexed',
        completions: 5,
        parallelism: 1,
        template: jobTemplate,
        successPolicy: {
          rules: [{ succeededIndexes: '0-2,1' }, { succeededIndexes: '3-3' }, { succeededIndexes: '5' }],
        },
      },
    },
    [
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0-2,1": error parsing succeededIndexes: non-increasing order, previous: 2, current: 1',
      'spec.successPolicy.rules[1].succeededIndexes: Invalid value: "3-3": error parsing succeededIndexes: non-increasing order, previous: 3, current: 3',
      'spec.successPolicy.rules[2].succeededIndexes: Invalid value: "5": error parsing succeededIndexes: too large index: "5"',
    ],
  ],
  [
    'an average of nothing',
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    hpa({ type: 'Pods', pods: { metric: { name: 'a' }, target: value } }),
    ['spec.metrics[0].pods.target.averageValue: Invalid value: "0": must be positive'],
  ],
  [
    'a resource that no container has',
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    hpa({
      type: 'ContainerResource',
      containerResource: { name: 'pods', container: 'app', target: { type: 'AverageValue', averageValue: '1' } },
    }),
    ['spec.metrics[0].containerResource.name: Invalid value: "pods": must be a standard resource for containers'],
  ],
  [
    'a backend of another kind without a group',
    'networking.k8s.io/v1',
    'Ingress',
    http({ resource: { kind: 'Bucket', name: 'a/b' } }),
    [`spec.defaultBackend.resource.name: Invalid value: "a/b": may not contain '/'`],
  ],
  [
    'hints that say the same twice',
    'discovery.k8s.io/v1',
    'EndpointSlice',
    {
      addressType: 'IPv4',
      endpoints: [
        { addresses: ['10.0.0.1'], hints: { forZones: [{ name: 'a' }, { name: 'a' }], forNodes: [{ name: 'B' }] } },
      ],
    },
    [
      'endpoints[0].hints.forZones[1].name: Duplicate value: "a"',
      "endpoints[0].hints.forNodes[0].name: Invalid value: \"B\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    'a class that preempts in no way',
    'scheduling.k8s.io/v1',
    'PriorityClass',
    { value: 1, preemptionPolicy: '' },
    ['preemptionPolicy: Required value'],
  ],
  [
    'topologies that say the same twice',
    'storage.k8s.io/v1',
    'StorageClass',
    {
      provisioner: 'example.com/p',
      allowedTopologies: ['a', 'a'].map((zone) => ({ matchLabelExpressions: [{ key: 'zone', values: [zone] }] })),
    },
    ['allowedTopologies[1].matchLabelExpressions: Duplicate value: ""'],
  ],
  [
    'a role that gathers others by a wrong selector',
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    {
      aggregationRule: {
        clusterRoleSelectors: [{ matchLabels: labels }, { matchExpressions: [{ key: 'a', operator: 'Is' }] }],
      },
    },
    [
      'aggregationRule.clusterRoleSelectors[1].matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
      'aggregationRule.clusterRoleSelectors[1]: Invalid value: null: invalid label selector.',
    ],
  ],
  [
    'an API of another name, without group and place in the order',
    'apiregistration.k8s.io/v1',
    'APIService',
    { spec: { version: 'v1beta1', groupPriorityMinimum: 0, versionPriority: 1001 } },
    [
      'metadata.name: Invalid value: "web": must be `spec.version+"."+spec.group`: "v1beta1."',
      'spec.group: Required value: only v1 may have an empty group and it better be legacy kube',
      'spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000',
      'spec.versionPriority: Invalid value: 1001: must be positive and less than 1000',
    ],
  ],
  [
    'an API of the server itself that has a certificate',
    'apiregistration.k8s.io/v1',
    'APIService',
    {
      metadata: { name: 'v1.example.com' },
      spec: {
        ...{ group: 'example.com', version: 'v1', groupPriorityMinimum: 100, versionPriority: 100 },
        ...{ caBundle: 'AAAA', insecureSkipTLSVerify: true },
      },
    },
    [
      'spec.caBundle: Invalid value: "3 bytes": local APIServices may not have a caBundle',
      'spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify',
    ],
  ],
  [
    'an API behind a Service without a name',
    'apiregistration.k8s.io/v1',
    'APIService',
    {
      metadata: { name: 'V1.example.com' },
      spec: {
        ...{ group: 'example.com', version: 'V1', groupPriorityMinimum: 100, versionPriority: 100 },
        ...{ service: { namespace: '', name: '', port: 0 }, caBundle: 'AAAA', insecureSkipTLSVerify: true },
      },
    },
    [
      "spec.version: Invalid value: \"V1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
      'spec.service.namespace: Required value',
      'spec.service.name: Required value',
      'spec.service.port: Invalid value: 0: port is not valid: must be between 1 and 65535, inclusive',
      'spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present',
    ],
  ],
];

describe('a new object', () => {
  for (const [title, apiVersion, kind, more, wanted] of cases)
    it(`with ${title} is refused`, () => {
      assert.deepEqual(causes(apiVersion, kind, more), wanted);
    });

  it('of the whole cluster loses its Namespace', () => {
    const metadata = { name: 'photos', namespace: 'shop' };
    const spec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/mnt' } };
    const volume = { apiVersion: 'v1', kind: 'PersistentVolume', metadata, spec };
    const { object, refusal } = reviewCreate(volume, { fieldValidation: 'Strict' });
    assert.deepEqual([refusal, object?.metadata], [undefined, { name: 'photos' }]);
  });

  it('loses fields whose gates are off', () => {
    const spec = { strategy: 'OldestEmulationVersion', preferredHolder: 'a', holderIdentity: 'b' };
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'a' }, spec };
    const { object } = reviewCreate(lease, { fieldValidation: 'Strict' });
    assert.deepEqual((object as unknown as { spec: unknown }).spec, { holderIdentity: 'b' });
  });
});
