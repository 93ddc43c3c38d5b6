import assert from 'node:assert/strict';
import {
  addQuantities,
  canonicalQuantity,
  formatQuantity,
  parseQuantity,
  quantityOf,
  roundUp,
  toInteger,
  toMilli,
} from '../../src/api/quantity.ts';

function quantity(text: string): NonNullable<ReturnType<typeof parseQuantity>> {
  const parsed = parseQuantity(text);
  assert.ok(parsed, text);
  return parsed;
}

describe('quantities', () => {
  it('have one canonical form', () => {
    assert.equal(canonicalQuantity('1024Mi'), '1Gi');
    assert.equal(canonicalQuantity('1.5'), '1500m');
    assert.equal(canonicalQuantity('128MB'), undefined);
  });

  it('are exact', () => {
    assert.equal(formatQuantity(addQuantities(quantity('0.1'), quantity('0.2'))), '300m');
    assert.equal(formatQuantity(addQuantities(quantity('1Gi'), quantity('512Mi'))), '1536Mi');
    assert.equal(formatQuantity(quantityOf(2048, 'BinarySI')), '2Ki');
  });

  it('are rounded up', () => {
    assert.equal(toMilli(quantity('1u')), 1);
    assert.equal(toInteger(quantity('1500m')), 2);
    assert.equal(formatQuantity(roundUp(quantity('1.0001'), -3)), '1001m');
  });
});
