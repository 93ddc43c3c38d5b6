import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitCommandLine } from '../../src/kubectl/commandLine.ts';

describe('splitting a command line', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['', []],
    ['  kubectl   get pods ', ['kubectl', 'get', 'pods']],
    [`get -o jsonpath='{.items[*].metadata.name}'`, ['get', '-o', 'jsonpath={.items[*].metadata.name}']],
    [`exec web -- sh -c "echo \\"hi\\" 'there'"`, ['exec', 'web', '--', 'sh', '-c', `echo "hi" 'there'`]],
    ['a\\ b ""', ['a b', '']],
    ['get pods # all of them', ['get', 'pods']],
    ['a#b', ['a#b']],
    ['"a\\nb"', ['a\\nb']],
  ];
  for (const [line, words] of cases) {
    it(`reads ${JSON.stringify(line)}`, () => assert.deepEqual(splitCommandLine(line), { words }));
  }

  it('says what is not closed', () => {
    assert.match(splitCommandLine("a 'b").problem ?? '', /quote/);
    assert.match(splitCommandLine('a "b').problem ?? '', /quote/);
    assert.match(splitCommandLine('a \\').problem ?? '', /backslash/);
    assert.match(splitCommandLine('a'.repeat(200_000)).problem ?? '', /too long/);
  });

  it('gives back words that were quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
        assert.deepEqual(splitCommandLine(line).words, words);
      }),
    );
  });
});
