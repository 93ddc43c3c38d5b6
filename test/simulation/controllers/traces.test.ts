import assert from 'node:assert/strict';
import { oracleExceptions } from '../../oracle/oracleExceptions.ts';
import { Tallies } from '../../oracle/tally.ts';
import { compareTraces } from '../../oracle/traces/compareTraces.ts';

describe('recorded runs of the real controllers', () => {
  it('go the same way here: sizes, Events, conditions, what is left', async () => {
    const tallies = new Tallies();
    await compareTraces(tallies);
    const { all, wrong } = tallies.of('parts');
    assert.deepEqual(
      wrong.filter((text) => !oracleExceptions[text.slice(0, text.indexOf(':'))]),
      [],
    );
    assert.ok(all >= 120, `only ${all} parts were compared`);
  });
});
