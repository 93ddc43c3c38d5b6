import assert from 'node:assert/strict';
import { hoverAt } from '../../../src/manifests/hover.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { readCorpus } from '../../oracle/oracleCases.ts';

/** Letters of a hover: some of the reference's own paragraphs are long. */
const maxLength = 8000;

describe('hover on every field of the recorded manifests', () => {
  it('is bounded, without holes, and leads to a page', function () {
    this.timeout(60_000);
    let hovers = 0;
    for (const { name, manifest } of readCorpus()) {
      const file = readManifests(manifest);
      // Words of the text: each may be a key or a value. A third of them, since manifests are much alike.
      const words = Array.from(manifest.slice(0, 20_000).matchAll(/[\w."'$*/-]+/g));
      for (const { index } of words.filter((_, at) => at % 3 === name.length % 3)) {
        const hover = hoverAt(file, index, { nowMs: Date.UTC(2024, 4, 5) });
        if (!hover) continue;
        hovers++;
        const where = `${name} at ${index}:\n${hover.markdown}`;
        // The reference itself has this word.
        const said = hover.markdown.replace(/is undefined\.|undefined (behavior|order)/g, '');
        assert.doesNotMatch(said, /\bundefined\b|\bNaN\b|\[object |Infinity|``(?!`| )/, where);
        assert.match(hover.markdown, /\]\(https:\/\/kubernetes\.io\/docs\/[^)]+\)$/, where);
        assert.ok(hover.markdown.length < maxLength, where);
      }
    }
    assert.ok(hovers > 3000, `only ${hovers}`);
  });

  it('is bounded however long the manifest is', () => {
    const names = Array.from({ length: 400 }, (_, index) => `name-of-a-rather-long-container-${index}`);
    const container = (name: string) =>
      `    - { name: ${name}, image: nginx, resources: { requests: { cpu: 1m } }, volumeMounts: [{ name: v, mountPath: /${name} }], env: [{ name: A, value: $(${name}) }] }\n`;
    const volume = '  volumes:\n    - name: v\n      emptyDir: {}\n';
    const manifest = `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n${volume}  initContainers:\n${names.map(container).join('')}  containers:\n${names.map((name) => container(`app-${name}`)).join('')}`;
    const file = readManifests(manifest);
    for (const { index } of manifest.slice(0, 1000).matchAll(/[\w/$]+/g)) {
      const { markdown = '' } = hoverAt(file, index) ?? {};
      assert.ok(markdown.length < maxLength, markdown);
    }
    for (const { index } of manifest.slice(-600).matchAll(/[\w/$]+/g)) {
      const { markdown = '' } = hoverAt(file, manifest.length - 600 + index) ?? {};
      assert.ok(markdown.length < maxLength, markdown);
    }
  });
});
