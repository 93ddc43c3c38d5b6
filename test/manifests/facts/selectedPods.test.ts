import assert from 'node:assert/strict';
import { selectedPods, selectorsOfPods } from '../../../src/manifests/facts/selectedPods.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../../src/manifests/manifestSet.ts';

function setOf(...documents: string[]): ManifestSet {
  return new ManifestSet([['a.yaml', readManifests(documents.join('\n---\n'))]], { world: 'closed' });
}

function pod(name: string, labels: string, namespace = 'default'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace}, labels: {${labels}} }\nspec: { containers: [] }`;
}

/** What each selector of the manifest of this name selects. */
function selectedBy(set: ManifestSet, name: string): string[][] {
  const manifest = set.manifests.find((one) => one.name === name);
  assert.ok(manifest);
  return manifest.facts.selectors.map((selector) => selectedPods(set, manifest, selector).map((one) => one.name));
}

describe('the Pods that a selector selects', () => {
  it('have all of its labels, in its own Namespace', () => {
    const set = setOf(
      pod('a', 'app: web, tier: front'),
      pod('b', 'app: web'),
      pod('c', 'app: web, tier: front', 'other'),
      'apiVersion: v1\nkind: Service\nmetadata: { name: front }\nspec: { selector: { app: web, tier: front } }',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: budget }\nspec: { selector: { matchExpressions: [{ key: tier, operator: DoesNotExist }] } }',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: all }\nspec: { podSelector: {} }',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: wrong }\nspec: { selector: { matchExpressions: [{ key: tier, operator: Is }] } }',
    );
    assert.deepEqual(selectedBy(set, 'front'), [['a']]);
    assert.deepEqual(selectedBy(set, 'budget'), [['b']]);
    assert.deepEqual(selectedBy(set, 'all'), [['a', 'b']]);
    assert.deepEqual(selectedBy(set, 'wrong'), [[]]);
  });

  it('are for a workload only its own', () => {
    const deployment = (name: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`;
    const set = setOf(deployment('one'), deployment('two'));
    assert.deepEqual(selectedBy(set, 'one'), [['one']]);
    assert.deepEqual(
      selectedBy(setOf(deployment('one').replace('labels: { app: web }', 'labels: { app: x }')), 'one'),
      [[]],
    );
  });

  it('of a peer or an affinity may be in other Namespaces', () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: other, labels: { team: a } }';
    const peers = (peer: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: policy }\nspec: { podSelector: { matchLabels: { app: none } }, ingress: [{ from: [${peer}] }] }`;
    const others = [
      pod('here', 'app: web'),
      pod('there', 'app: web', 'other'),
      pod('far', 'app: web', 'third'),
      namespace,
    ];
    const selected = (peer: string) => selectedBy(setOf(...others, peers(peer)), 'policy')[1];
    const web = 'podSelector: { matchLabels: { app: web } }';
    assert.deepEqual(selected(`{ ${web} }`), ['here']);
    assert.deepEqual(selected(`{ ${web}, namespaceSelector: { matchLabels: { team: a } } }`), ['there']);
    assert.deepEqual(selected(`{ ${web}, namespaceSelector: {} }`), ['here', 'there', 'far']);
    const byName = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: third } }';
    assert.deepEqual(selected(`{ ${web}, ${byName} }`), ['far']);
    const term = `{ topologyKey: zone, labelSelector: { matchLabels: { app: web } }, namespaces: [third, other] }`;
    const choosy = `apiVersion: v1\nkind: Pod\nmetadata: { name: choosy }\nspec: { containers: [], affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [${term}] } } }`;
    assert.deepEqual(selectedBy(setOf(...others, choosy), 'choosy'), [['far', 'there']]);
  });

  it('know who selects them', () => {
    const set = setOf(
      pod('a', 'app: web'),
      pod('b', 'app: api'),
      'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web } }',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: all }\nspec: { podSelector: {} }',
    );
    const [a, b] = set.withPods();
    assert.ok(a && b);
    assert.deepEqual(
      [a, b].map((pods) => selectorsOfPods(set, pods).map(({ manifest }) => manifest.name)),
      [['web', 'all'], ['all']],
    );
  });
});
