import assert from 'node:assert/strict';
import { matchesFields, parseFieldSelector } from '../../src/api/fieldSelector.ts';

describe('field selectors', () => {
  it('read and match', () => {
    const { requirements } = parseFieldSelector('metadata.name=web,status.phase!=Running');
    const fields: Record<string, string> = { 'metadata.name': 'web', 'status.phase': 'Pending' };
    assert.equal(
      matchesFields(requirements, (field) => fields[field] ?? ''),
      true,
    );
    fields['status.phase'] = 'Running';
    assert.equal(
      matchesFields(requirements, (field) => fields[field] ?? ''),
      false,
    );
    assert.deepEqual(parseFieldSelector('a=b\\,c').requirements, [{ field: 'a', operator: '=', value: 'b,c' }]);
  });

  it('say what they do not understand', () => {
    assert.equal(parseFieldSelector('name').problem, "invalid selector: 'name'; can't understand 'name'");
  });
});
