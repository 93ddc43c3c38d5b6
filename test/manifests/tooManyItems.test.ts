import assert from 'node:assert/strict';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { hoverAt } from '../../src/manifests/hover.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';

const head = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n';

function saidOf(text: string): string[] {
  return diagnose(readManifests(text)).map(({ code, range }) => `${code} «${text.slice(range.start, range.end)}»`);
}

describe('a manifest with more items than anybody checks', () => {
  it('is called so at its list, and nothing else is said of it', () => {
    const text = `# first\n---\n${head}  containers:\n${'  - { name: A_, image: "" }\n'.repeat(5_001)}`;
    assert.deepEqual(saidOf(text), ['syntax/too-large «containers»']);
    assert.equal(hoverAt(readManifests(text), text.indexOf('name: A_')), undefined);
  });

  it('may be an item of a List', () => {
    const args = `[${'a, '.repeat(5_001)}]`;
    const pod = `{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { containers: [{ args: ${args} }] } }`;
    const text = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: B_}}\n- ${pod}\n`;
    assert.deepEqual(saidOf(text), ['api/invalid «B_»', 'syntax/too-large «args»']);
  });

  it('may get them from aliases, or have many lists or keys', () => {
    const few = `  x: &x [${'[], '.repeat(200)}]\n  y: &y [${'*x, '.repeat(200)}]\n`;
    assert.deepEqual(saidOf(`${head}${few}`), ['syntax/too-large «*x»']);
    const keys = Array.from({ length: 20_001 }, (_, index) => `  k${index}: v\n`).join('');
    assert.deepEqual(saidOf(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n${keys}`), [
      'syntax/too-large «data»',
    ]);
  });

  it('is not meant by what is just large', () => {
    const items = Array.from(
      { length: 2_000 },
      (_, index) => `- {apiVersion: v1, kind: ConfigMap, metadata: {name: a${index}}}\n`,
    );
    assert.deepEqual(saidOf(`apiVersion: v1\nkind: List\nitems:\n${items.join('')}`), []);
    const keys = Array.from({ length: 10_000 }, (_, index) => `  k${index}: v\n`).join('');
    assert.deepEqual(saidOf(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n${keys}`), []);
  });
});
