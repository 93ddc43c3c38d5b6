import assert from 'node:assert/strict';
import { hostNamesOf } from '../../src/manifests/facts/hostNames.ts';
import { factsOf } from '../../src/manifests/facts/manifestFacts.ts';
import { fixAll } from '../../src/manifests/fixAll.ts';
import { hoverAt } from '../../src/manifests/hover.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../src/manifests/manifestSet.ts';

const many = (count: number, text: string) => Array.from({ length: count }, () => text).join('');
const pod = (container: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: nginx, ${container} }] }\n`;

describe('answers to what nobody would write', () => {
  it('know of one name in one file only the first few, and of other files all the same', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { selector: { a: b } }\n---\n';
    const files = ['b.yaml', 'c.yaml'].map((file) => [file, readManifests(many(300, service))] as const);
    const named = new ManifestSet(files, { world: 'closed' }).named('Service', 'default', 'a');
    assert.equal(named.length, 40);
    assert.deepEqual([...new Set(named.map(({ file }) => file))], ['b.yaml', 'c.yaml']);
  });

  it('name so many hosts of one text, each where it stands', () => {
    const text = many(5_000, 'shop:8080 ');
    const [document] = readManifests(pod(`env: [{ name: A, value: "${text}" }]`)).documents;
    assert.ok(document);
    const hosts = hostNamesOf(factsOf(document.parsed));
    assert.equal(hosts.length, 200);
    assert.deepEqual([hosts[199]?.offset, hosts[199]?.occurrence], [1990, 199]);
  });

  it('repeat no endless amount', () => {
    const text = pod(`resources: { requests: { cpu: "${many(100_000, '9')}" } }`);
    const markdown = hoverAt(readManifests(text), text.indexOf('999') + 1)?.markdown ?? '';
    assert.ok(markdown.length < 5_000, `${markdown.length} letters`);
  });

  it('mend a part at a time where each fix goes through a long text', () => {
    const containers = Array.from({ length: 12 }, (_, index) => `  - { name: c${index}, imag: nginx }\n`).join('');
    const head = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n';
    const mended = fixAll(readManifests(`${head}${containers}  # ${many(1_000_000, 'x')}\n`));
    const count = mended.split('image:').length - 1;
    assert.ok(count > 0 && count < 12, `${count} mended`);
    assert.equal(fixAll(readManifests(head + containers)).split('image:').length - 1, 12);
  });
});
