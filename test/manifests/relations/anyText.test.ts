import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { diagnose } from '../../../src/manifests/diagnostics.ts';
import { fixesFor } from '../../../src/manifests/fixes.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../../src/manifests/manifestSet.ts';

/** The manifests of the rules' own pages: each is nearly right, or nearly wrong. */
const folder = fileURLToPath(new URL('../../../docs/rules/', import.meta.url));
const manifests = readdirSync(folder)
  .sort()
  .flatMap((file) =>
    [...readFileSync(folder + file, 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text),
  );

const values = ['null', '[]', '{}', '5', '"a b"', 'web', '- x', '*a', '{ a: [1] }', '-1', '"__proto__"', 'constructor'];

/** A manifest with some values replaced, lines left out or indented otherwise. */
const mutated = fc
  .tuple(
    fc.constantFrom(...manifests),
    fc.constantFrom(...manifests),
    fc.array(fc.record({ line: fc.nat(), value: fc.constantFrom(...values), how: fc.nat(3) }), { maxLength: 5 }),
  )
  .map(([one, other, changes]) => {
    const lines = `${one}---\n${other}`.split('\n');
    for (const { line, value, how } of changes) {
      const at = line % lines.length;
      const text = lines[at] ?? '';
      if (how === 0) lines.splice(at, 1);
      else if (how === 1) lines[at] = `  ${text}`;
      else lines[at] = text.replace(/(:|-) .*|:$/, (_, mark: string = ':') => `${mark} ${value}`);
    }
    return lines.join('\n');
  });

describe('rules between any manifests', () => {
  it('never throw, stay inside the text, and so do their fixes', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(mutated, fc.constantFrom('open', 'closed'), (text, world) => {
        const file = readManifests(text);
        const around = { set: new ManifestSet([['a.yaml', file]], { world }), file: 'a.yaml' };
        for (const diagnostic of diagnose(file, { around })) {
          const { range } = diagnostic;
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, diagnostic.code);
          assert.ok(diagnostic.message.length < 2000, diagnostic.code);
          for (const { edits } of fixesFor(file, diagnostic, around)) {
            for (const edit of edits) assert.ok(edit.range.start >= 0 && edit.range.end <= text.length);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
