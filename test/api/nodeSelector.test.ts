import assert from 'node:assert/strict';
import type { NodeSelectorRequirement } from '../../src/api/generated/objects.ts';
import { matchesNodeTerm } from '../../src/api/nodeSelector.ts';

const node = { name: 'node-1', labels: { disks: '4', size: '1.5', empty: '' } };

/** A condition on the Node's labels, and whether it holds. */
const table: readonly [key: string, operator: string, values: string[] | undefined, holds: boolean][] = [
  ['disks', 'In', ['3', '4'], true],
  ['disks', 'NotIn', ['4'], false],
  ['missing', 'NotIn', ['4'], true],
  ['disks', 'Gt', ['3'], true],
  ['disks', 'Lt', ['4'], false],
  ['size', 'Gt', ['1'], false],
  ['empty', 'Gt', ['-1'], false],
  ['missing', 'Lt', ['9'], false],
  ['missing', 'DoesNotExist', undefined, true],
  ['constructor', 'Exists', undefined, false],
  ['toString', 'DoesNotExist', undefined, true],
];

describe('A term of a node selector', () => {
  for (const [key, operator, values, holds] of table) {
    it(`${holds ? 'chooses' : 'does not choose'} by ${key} ${operator} ${values?.join() ?? ''}`, () => {
      const requirement: NodeSelectorRequirement = { key, operator, ...(values && { values }) };
      assert.equal(matchesNodeTerm({ matchExpressions: [requirement] }, node), holds);
    });
  }

  it('chooses by name, and nothing where it is empty', () => {
    const byName = (name: string) => ({ matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] });
    assert.equal(matchesNodeTerm(byName('node-1'), node), true);
    assert.equal(matchesNodeTerm(byName('node-2'), node), false);
    assert.equal(matchesNodeTerm({}, node), false);
  });
});
