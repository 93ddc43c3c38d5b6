import assert from 'node:assert/strict';
import { alignCells, TableColumns } from '../../src/kubectl/columns.ts';

describe('columns', () => {
  it('align neighbouring lines only', () => {
    const lines = [['Name:', 'web'], ['IPs:'], ['  IP:', '10.0.0.1'], ['Controlled By:', 'x']];
    assert.equal(alignCells(lines, 2), 'Name:  web\nIPs:\n  IP:           10.0.0.1\nControlled By:  x\n');
  });

  it('align inner columns over the lines that have them', () => {
    const lines = [
      ['a', 'bbbb', 'c'],
      ['aaa', 'b', 'c'],
      ['a', 'end'],
      ['a', 'b', 'c'],
    ];
    assert.equal(alignCells(lines, 1), 'a   bbbb c\naaa b    c\na   end\na   b c\n');
  });

  it('of a table keep their width while rows come', () => {
    const table = new TableColumns();
    assert.equal(
      table.print([
        ['NAME', 'STATUS', 'AGE'],
        ['web', 'Running', '1s'],
      ]),
      'NAME   STATUS    AGE\nweb    Running   1s\n',
    );
    assert.equal(table.print([['web', 'Completed', '2s']]), 'web    Completed   2s\n');
    assert.equal(table.print([['web', 'Running', '3s']]), 'web    Running     3s\n');
  });
});
