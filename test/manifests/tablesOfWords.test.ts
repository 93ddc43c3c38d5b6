import assert from 'node:assert/strict';
import { servedKinds } from '../../src/api/kinds.ts';
import { hasType, typeSchema } from '../../src/api/schema.ts';
import { fieldNotes } from '../../src/manifests/fieldNotes.ts';
import { meaningsOfNothing } from '../../src/manifests/meaningOfNothing.ts';
import { knownPages, pageOf } from '../../src/manifests/pages.ts';
import { closedValuesOf, valueTables } from '../../src/manifests/valueMeanings.ts';

/** The keys (`Type` or `Type.field`) that the schema does not know. */
function unknownKeys(keys: readonly string[]): string[] {
  return keys.filter((key) => {
    const [type = '', field] = key.split('.');
    return !hasType(type) || (field !== undefined && !typeSchema(type).fields.has(field));
  });
}

describe('the words for fields and values', () => {
  it('are about types and fields that exist', () => {
    assert.deepEqual(unknownKeys(Object.keys(valueTables)), []);
    assert.deepEqual(unknownKeys(Object.keys(knownPages)), []);
    assert.deepEqual(unknownKeys(Object.keys(meaningsOfNothing)), []);
    assert.deepEqual(unknownKeys(Object.keys(fieldNotes)), []);
  });

  it('are there for each value of a closed set, and for no other', () => {
    for (const [key, meanings] of Object.entries(valueTables)) {
      const [type = '', field = ''] = key.split('.');
      const values = typeSchema(type).fields.get(field)?.values;
      if (values) assert.deepEqual(Object.keys(meanings).toSorted(), values.toSorted(), key);
    }
  });

  it('are there for each closed set of a type that manifests use', () => {
    const missing = new Set<string>();
    const seen = new Set<string>();
    const visit = (type: string) => {
      if (seen.has(type) || !hasType(type)) return;
      seen.add(type);
      for (const field of typeSchema(type).fields.values()) {
        let inner = field.type;
        while (inner.kind === 'list' || inner.kind === 'map') inner = inner.of;
        if (inner.kind === 'object') visit(inner.type);
        // A container's restart policy has a hover of its own.
        if (field.values && !closedValuesOf(type, field.name) && field.name !== 'restartPolicy') {
          if (!Object.hasOwn(valueTables, `${type}.${field.name}`)) missing.add(`${type}.${field.name}`);
        }
      }
    };
    for (const { type } of servedKinds) visit(type);
    assert.deepEqual([...missing], []);
  });

  it('lead to a page for each served kind', () => {
    for (const kind of servedKinds) {
      const { title, address } = pageOf(kind, kind.type, 'kind');
      assert.match(address, /^https:\/\/kubernetes\.io\/docs\/[\w/#-]+$/, kind.kind);
      assert.notEqual(title, 'Kubernetes objects', kind.kind);
    }
  });
});
