import assert from 'node:assert/strict';
import type { Stored } from '../../src/api/objects.ts';
import { causes, jobTemplate, labels, type Part, specOf, statusCauses, stored, template } from './versions.ts';

const frozen = 'field is immutable';

describe('the metadata of a next version', () => {
  const cm = (metadata: Part) => stored('v1', 'ConfigMap', {}, metadata);
  const meta = (change: Part) => (object: Part) => Object.assign(object.metadata as Part, change);

  it('names the list of owners, not the owner', () => {
    const owner = { apiVersion: 'v1', kind: 'Event', name: 'e', uid: 'x' };
    assert.deepEqual(causes(cm({}), meta({ ownerReferences: [owner] })), [
      'metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"e","uid":"x"}: /v1, Kind=Event is disallowed from being an owner',
    ]);
    assert.deepEqual(causes(cm({}), meta({ ownerReferences: [{ ...owner, apiVersion: 'apps/', kind: 'A' }] })), [
      'metadata.ownerReferences.apiVersion: Invalid value: "apps/": version must not be empty',
    ]);
  });

  it('takes no new finalizer on the way out, and only those of a known maker', () => {
    const finalizers = ['example.com/a'];
    assert.deepEqual(causes(cm({}), meta({ finalizers: ['mine'] })), [
      'metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
    ]);
    assert.deepEqual(causes(cm({ deletionTimestamp: '2026-01-01T00:00:00Z' }), meta({ finalizers })), [
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/a"}',
    ]);
    const lease = stored('coordination.k8s.io/v1', 'Lease', { spec: {} });
    assert.deepEqual(causes(lease, meta({ finalizers: ['mine'] })), []);
  });
});

describe('the next version of a Job', () => {
  const job = (spec: Part = {}, status: Part = {}) =>
    stored('batch/v1', 'Job', {
      spec: {
        manualSelector: true,
        selector: { matchLabels: labels },
        template: { ...jobTemplate, metadata: { labels } },
        ...spec,
      },
      status,
    });
  const indexed = { completionMode: 'Indexed', completions: 3, parallelism: 3 };

  it('may grow where all its Pods run at once', () => {
    const old = job(indexed);
    assert.deepEqual(
      causes(old, (next) => Object.assign(specOf(next), { completions: 5, parallelism: 5 })),
      [],
    );
    assert.deepEqual(
      causes(old, (next) => Object.assign(specOf(next), { completions: 5 })),
      ['spec.completions: Invalid value: 5: can only be modified in tandem with spec.parallelism'],
    );
    assert.deepEqual(
      causes(job({ completions: 3 }), (next) => Object.assign(specOf(next), { completions: 5 })),
      [`spec.completions: Invalid value: 5: ${frozen}`],
    );
  });

  it('may move to other nodes while it is suspended and has not begun', () => {
    const move = (next: Part) => {
      const pod = (specOf(next).template as Part).spec as Part;
      pod.nodeSelector = { disk: 'ssd' };
      pod.affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: term } };
    };
    const term = { nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }] };
    assert.deepEqual(causes(job({ suspend: true }), move), []);
    assert.match(causes(job(), move)[0] ?? '', /^spec\.template: Invalid value: .*: field is immutable$/);
    const nearOthers = (next: Part) => {
      const near = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: {} }] };
      ((specOf(next).template as Part).spec as Part).affinity = { podAffinity: near };
    };
    assert.match(causes(job({ suspend: true }), nearOthers)[0] ?? '', /^spec\.template: .*: field is immutable$/);
  });

  it('keeps its policies, which are printed with their internal names', () => {
    const rules = [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }];
    assert.deepEqual(
      causes(job(), (next) =>
        Object.assign(specOf(next), { podFailurePolicy: { rules }, podReplacementPolicy: 'Failed' }),
      ),
      [
        `spec.podFailurePolicy: Invalid value: {"Rules":[{"Action":"FailJob","OnExitCodes":{"ContainerName":null,"Operator":"In","Values":[1]},"OnPodConditions":null}]}: ${frozen}`,
      ],
    );
  });

  it('has a status that holds together', () => {
    const at = (type: string) => ({ type, status: 'True' });
    const times = { startTime: '2026-01-01T00:00:00Z', completionTime: '2026-01-01T00:01:00Z' };
    const complete = { ...times, conditions: [at('SuccessCriteriaMet'), at('Complete')], succeeded: 1 };
    assert.deepEqual(statusCauses(job(), complete), []);
    assert.deepEqual(statusCauses(job(), { conditions: [at('Complete')] }), [
      'status.completionTime: Required value: completionTime is required for Complete jobs',
      'status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition',
      'status.startTime: Required value: startTime is required for finished job',
    ]);
    assert.deepEqual(
      statusCauses(job({}, complete), { ...times, conditions: [at('SuccessCriteriaMet')], succeeded: 0 }),
      [
        'status.completionTime: Invalid value: "2026-01-01T00:01:00Z": cannot set completionTime when there is no Complete=True condition',
        'status.conditions: Invalid value: cannot disable the terminal Complete=True condition',
        'status.succeeded: Invalid value: 0: cannot decrease the succeeded counter',
      ],
    );
    const overlap = { completedIndexes: '0-1', failedIndexes: '1' };
    assert.deepEqual(statusCauses(job({ ...indexed, backoffLimitPerIndex: 1 }), overlap), [
      'status.failedIndexes: Invalid value: "1": failedIndexes and completedIndexes overlap at index: 1',
    ]);
    assert.deepEqual(statusCauses(job(), { active: 1, ready: 2 }), [
      'status.ready: Invalid value: 2: cannot set more ready pods than active',
    ]);
  });
});

describe('the next version of other kinds', () => {
  const cases: readonly [string, Stored, (next: Part) => void, string[]][] = [
    [
      'a CronJob keeps a zone that is unknown by now, but takes no new one',
      stored('batch/v1', 'CronJob', {
        spec: { schedule: '* * * * *', timeZone: 'Old/Zone', jobTemplate: { spec: { template: jobTemplate } } },
      }),
      (next) => Object.assign(specOf(next), { suspend: true }),
      [],
    ],
    [
      'a CronJob takes no zone of the server',
      stored('batch/v1', 'CronJob', {
        spec: { schedule: '* * * * *', jobTemplate: { spec: { template: jobTemplate } } },
      }),
      (next) => Object.assign(specOf(next), { timeZone: 'LOCAL' }),
      [
        'spec.timeZone: Invalid value: "LOCAL": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
        'spec.timeZone: Invalid value: "LOCAL": unknown time zone LOCAL',
      ],
    ],
    [
      'a StatefulSet keeps its Service',
      stored('apps/v1', 'StatefulSet', { spec: { selector: { matchLabels: labels }, serviceName: 'a', template } }),
      (next) => Object.assign(specOf(next), { serviceName: 'b' }),
      [
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      ],
    ],
    [
      'a RoleBinding keeps its role',
      stored('rbac.authorization.k8s.io/v1', 'RoleBinding', {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
      }),
      (next) => Object.assign(next.roleRef as Part, { name: 'b' }),
      [
        'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"b"}: cannot change roleRef',
      ],
    ],
    [
      'a PriorityClass keeps its value',
      stored('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }, { namespace: undefined }),
      (next) => Object.assign(next, { value: 2 }),
      ['value: Forbidden: may not be changed in an update.'],
    ],
    [
      'a StorageClass keeps its parameters',
      stored('storage.k8s.io/v1', 'StorageClass', { provisioner: 'example.com/p' }),
      (next) => Object.assign(next, { parameters: { a: 'b' } }),
      ['parameters: Forbidden: updates to parameters are forbidden.'],
    ],
    [
      'an EndpointSlice keeps the type of its addresses',
      stored('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [] }),
      (next) => Object.assign(next, { addressType: 'IPv6' }),
      [`addressType: Invalid value: "IPv6": ${frozen}`],
    ],
    [
      'a ControllerRevision keeps its data',
      stored('apps/v1', 'ControllerRevision', { data: { a: 1 }, revision: 1 }),
      (next) => Object.assign(next, { data: { a: 2 } }),
      [`data: Invalid value: {"a":2}: ${frozen}`],
    ],
    [
      'a PodDisruptionBudget is looked at as a whole',
      stored('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: 1 } }),
      (next) => Object.assign(specOf(next), { minAvailable: -1 }),
      ['spec.minAvailable: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      'a ClusterRole that gathers others says which',
      stored('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [] }),
      (next) => Object.assign(next, { aggregationRule: {} }),
      [
        'aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil',
      ],
    ],
  ];
  for (const [title, old, change, wanted] of cases)
    it(title, () => {
      assert.deepEqual(causes(old, change), wanted);
    });
});
