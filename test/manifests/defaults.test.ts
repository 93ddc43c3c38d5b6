import assert from 'node:assert/strict';
import { type FieldPath, formatPath } from '../../src/api/field.ts';
import { readObject } from '../../src/api/review.ts';
import { defaultOf } from '../../src/manifests/defaults.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { valueAt } from '../../src/manifests/plainLookup.ts';
import { readCorpus } from '../oracle/oracleCases.ts';

/** The paths of all fields with a name, from the outside in. */
function fieldsOf(value: unknown, path: FieldPath = []): FieldPath[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldsOf(item, [...path, index]));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => [[...path, key], ...fieldsOf(item, [...path, key])]);
}

function without(value: unknown, path: FieldPath): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  const owner = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>;
  delete owner[String(path.at(-1))];
  return copy;
}

describe('the default of a field', () => {
  it('is what the server puts in when the field is left out of the whole manifest', () => {
    const seen = new Set<string>();
    let defaults = 0;
    for (const { manifest } of readCorpus()) {
      for (const document of readManifests(manifest).documents) {
        const { kind, value } = document;
        if (!kind) continue;
        for (const path of fieldsOf(value)) {
          const place: string = `${kind.kind} ${formatPath(path).replace(/\d+/g, '')} ${String(valueAt(value, path))}`;
          if (path[0] === 'apiVersion' || path[0] === 'kind' || seen.has(place)) continue;
          seen.add(place);
          const options = { fieldValidation: 'Ignore', namespace: 'default' } as const;
          const byServer = valueAt(readObject(without(value, path), options).object, path);
          const isPlain = ['string', 'number', 'boolean'].includes(typeof byServer);
          assert.equal(defaultOf(document, path), isPlain ? String(byServer) : undefined, `${place}\n${manifest}`);
          if (isPlain) defaults++;
        }
      }
    }
    assert.ok(defaults > 100, `only ${defaults}`);
  });
});
