import assert from 'node:assert/strict';
import type { Stored } from '../../src/api/objects.ts';
import { readObject, warningsOf } from '../../src/api/review.ts';
import { labels, type Part, statusCauses, stored, template } from './versions.ts';

describe('a status', () => {
  const web = (kind: string, spec: Part = {}, status: Part = {}) =>
    stored('apps/v1', kind, { spec: { selector: { matchLabels: labels }, template, ...spec }, status });
  const cases: readonly [Stored, Part, string[]][] = [
    [
      web('Deployment'),
      { replicas: 1, readyReplicas: 2, availableReplicas: 3 },
      [
        'status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas',
        'status.availableReplicas: Invalid value: 3: cannot be greater than status.replicas',
        'status.availableReplicas: Invalid value: 3: cannot be greater than readyReplicas',
      ],
    ],
    [
      web('StatefulSet', {}, { replicas: 1, collisionCount: 2 }),
      { replicas: 1, availableReplicas: 1, collisionCount: 1 },
      [
        'status.availableReplicas: Invalid value: 1: cannot be greater than status.readyReplicas',
        'status.collisionCount: Invalid value: 1: cannot be decremented',
      ],
    ],
    [
      web('DaemonSet'),
      { numberReady: -1 },
      ['status.numberReady: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      stored('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: 1 } }),
      {
        expectedPods: -1,
        conditions: [
          { type: 'A', status: 'Yes', reason: 'R', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' },
        ],
      },
      [
        'status.conditions[0].status: Unsupported value: "Yes": supported values: "False", "True", "Unknown"',
        'status.expectedPods: Invalid value: -1: must be greater than or equal to 0',
      ],
    ],
    [
      stored('networking.k8s.io/v1', 'Ingress', {
        spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } },
      }),
      { loadBalancer: { ingress: [{ hostname: '10.0.0.1' }] } },
      ['status.loadBalancer.ingress[0].hostname: Invalid value: "10.0.0.1": must be a DNS name, not an IP address'],
    ],
  ];
  for (const [old, status, wanted] of cases)
    it(`of a ${old.kind} is checked`, () => {
      assert.deepEqual(statusCauses(old, status), wanted);
    });
});

describe('warnings', () => {
  const texts = (object: Stored, old?: Stored): string[] => {
    const { kind } = readObject(object, { fieldValidation: 'Ignore' });
    assert.ok(kind);
    return warningsOf(kind, object, old);
  };

  it('tell of a name that is no host name, of a new workload only', () => {
    const web = stored(
      'apps/v1',
      'Deployment',
      { spec: { selector: { matchLabels: labels }, template } },
      { name: 'a.b' },
    );
    assert.deepEqual(texts(web), [
      'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
    ]);
    assert.deepEqual(texts(web, web), []);
  });

  it('tell of ranges in other than the usual form', () => {
    const from = ['10.1.2.3/8', '2001:DB8::/32', '010.0.0.0/8'].map((cidr) => ({ ipBlock: { cidr } }));
    const policy = stored('networking.k8s.io/v1', 'NetworkPolicy', { spec: { ingress: [{ from }] } });
    assert.deepEqual(texts(policy), [
      'spec.ingress[0].from[0].ipBlock.cidr: CIDR value "10.1.2.3/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.1.2.3/32"?)',
      'spec.ingress[0].from[1].ipBlock.cidr: IPv6 CIDR value "2001:DB8::/32" should be in RFC 5952 canonical format ("2001:db8::/32")',
      'spec.ingress[0].from[2].ipBlock.cidr: non-standard CIDR value "010.0.0.0/8" will be considered invalid in a future Kubernetes release: use "10.0.0.0/8"',
    ]);
  });

  it('tell of a history without an end', () => {
    const spec = { selector: { matchLabels: labels }, template, revisionHistoryLimit: -1 };
    assert.deepEqual(texts(stored('apps/v1', 'StatefulSet', { spec })), [
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    ]);
  });

  it('tell of what is on its way out', () => {
    const slice = { addressType: 'FQDN', endpoints: [{ addresses: ['a.example.com'] }] };
    assert.deepEqual(texts(stored('discovery.k8s.io/v1', 'EndpointSlice', slice)), [
      'spec.addressType: FQDN endpoints are deprecated',
    ]);
    const expressions = [{ key: 'failure-domain.beta.kubernetes.io/zone', values: ['a'] }];
    const classes = { provisioner: 'example.com/p', allowedTopologies: [{ matchLabelExpressions: expressions }] };
    assert.deepEqual(texts(stored('storage.k8s.io/v1', 'StorageClass', classes)), [
      'allowedTopologies[0].matchLabelExpressions[0].key: deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
    ]);
  });
});
