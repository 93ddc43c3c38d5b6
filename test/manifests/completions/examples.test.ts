import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { completionsAt } from '../../../src/manifests/completion.ts';
import { factsOf } from '../../../src/manifests/facts/manifestFacts.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';

/** The documentation's examples are data to run against, not part of the project. */
const examples = process.env.EXAMPLES_DIR ?? fileURLToPath(new URL('../../../../shared/examples', import.meta.url));

/** Fields of other releases, and what a running Pod has. */
const unknown = new Set(['ServiceSpec.ipFamily', 'PodSpec.ephemeralContainers']);

describe('the examples of the Kubernetes documentation', () => {
  if (!existsSync(examples)) {
    it.skip(
      `write only fields that are offered (skipped: no examples at ${examples}; EXAMPLES_DIR names another folder)`,
    );
    return;
  }

  it('write only fields that are offered where they stand', () => {
    let count = 0;
    for (const name of (readdirSync(examples, { recursive: true }) as string[]).toSorted()) {
      if (!/\.ya?ml$/.test(name)) continue;
      const { text, documents } = readManifests(readFileSync(path.join(examples, name), 'utf8'));
      for (const document of documents) {
        for (const object of factsOf(document.parsed).objects) {
          if (object.path[0] === 'status' || object.path.includes('ephemeralContainers')) continue;
          for (const field of Object.keys(object.value)) {
            // One of eight: enough to see, and quick.
            if (field === 'status' || unknown.has(`${object.type}.${field}`) || count++ % 8 !== 0) continue;
            const { start } = document.rangeOf([...object.path, field], 'key');
            const labels = completionsAt(text, start).map(({ label }) => label);
            assert.ok(labels.includes(field), `${object.type}.${field} in ${name}, of ${labels.join(' ')}`);
          }
        }
      }
    }
    assert.ok(count > 4000, `only ${count} fields`);
  });
});
