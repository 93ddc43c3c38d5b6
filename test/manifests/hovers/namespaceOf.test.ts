import assert from 'node:assert/strict';
import { hoverAt } from '../../../src/manifests/hover.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../../src/manifests/manifestSet.ts';
import { readMarked } from '../markedYaml.ts';

/** The hover at `$0` for somebody whose kubectl is in the Namespace `my-lab`. */
function hoverInLab(fixture: string): string {
  const { text, offset = 0 } = readMarked(fixture);
  const file = readManifests(text);
  const set = new ManifestSet([['a.yaml', file]], { world: 'closed', namespace: 'my-lab' });
  return hoverAt(file, offset, { around: { set, file: 'a.yaml' } })?.markdown ?? '';
}

describe('the Namespace in a hover', () => {
  const pod = (metadata: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { ${metadata} }\nspec: { dnsPolicy: Cluster$0First, containers: [{ name: a, image: nginx }] }\n`;

  it('is where kubectl is, unless one is written', () => {
    assert.match(hoverInLab(pod('name: a')), /search my-lab\.svc\.cluster\.local svc\.cluster\.local cluster\.local/);
    assert.match(hoverInLab(pod('name: a, namespace: shop')), /search shop\.svc\.cluster\.local/);
    const set = `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec: { service$0Name: db }\n`;
    assert.match(hoverInLab(set), /`db-0\.db\.my-lab\.svc\.cluster\.local`/);
  });
});
