import assert from 'node:assert/strict';
import { diagnose } from '../../../src/manifests/diagnostics.ts';
import { applyEdits } from '../../../src/manifests/edits/applyEdits.ts';
import type { Fix } from '../../../src/manifests/fixes/fix.ts';
import { fixesFor } from '../../../src/manifests/fixes.ts';
import { type ManifestDiagnostic, type ManifestFile, readManifests } from '../../../src/manifests/manifestFile.ts';
import { readCorpus } from '../../oracle/oracleCases.ts';

interface Offered {
  readonly name: string;
  readonly file: ManifestFile;
  readonly diagnostic: ManifestDiagnostic;
  readonly fix: Fix;
}

/** Every fix for what the editor says of the recorded manifests. */
function* offeredFixes(): Generator<Offered> {
  for (const { name, manifest } of readCorpus()) {
    const file = readManifests(manifest);
    for (const diagnostic of diagnose(file)) {
      for (const fix of fixesFor(file, diagnostic)) yield { name, file, diagnostic, fix };
    }
  }
}

function same(one: ManifestDiagnostic, other: ManifestDiagnostic): boolean {
  return one.code === other.code && one.path === other.path && one.message === other.message;
}

describe('quick fixes of the recorded manifests', () => {
  it('mend what they are offered for and leave the file readable', () => {
    const titles = new Map<string, number>();
    const wrong: string[] = [];
    for (const { name, file, diagnostic, fix } of offeredFixes()) {
      const where = `${name}: ${fix.title} for ${diagnostic.code} ${diagnostic.message.slice(0, 120)}`;
      const text = applyEdits(file.text, fix.edits);
      const after = readManifests(text);
      const syntax = (one: ManifestFile) => one.problems.length;
      if (syntax(after) > syntax(file)) wrong.push(`${where}\n  unreadable\n${text}`);
      const left = diagnose(after);
      const before = diagnose(file).filter((one) => same(one, diagnostic)).length;
      if (left.filter((one) => same(one, diagnostic)).length >= before) wrong.push(`${where}\n  is still there`);
      titles.set(diagnostic.code, (titles.get(diagnostic.code) ?? 0) + 1);
    }
    assert.deepEqual(wrong, []);
    assert.ok([...titles.values()].reduce((sum, count) => sum + count, 0) > 200, JSON.stringify([...titles]));
  });
});
