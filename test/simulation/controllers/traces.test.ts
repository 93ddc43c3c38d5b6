import assert from 'node:assert/strict';
import { oracleExceptions } from '../../oracle/oracleExceptions.ts';
import { Tallies } from '../../oracle/tally.ts';
import { compareTraces } from '../../oracle/traces/compareTraces.ts';

describe('recorded runs of the real controllers', () => {
  it('go the same way here: sizes, Events, conditions, what is left', async () => {
    const tallies = new Tallies();
    await compareTraces(tallies);
    const { all, wrong } = tallies.of('parts');
    const shown = tallies.of('shown');
    assert.deepEqual(
      [...wrong, ...shown.wrong].filter((text) => !oracleExceptions[text.slice(0, text.indexOf(':'))]),
      [],
    );
    assert.ok(all >= 120, `only ${all} parts were compared`);
    assert.ok(shown.all >= 13, `only ${shown.all} looks with kubectl were compared`);
  });
});
