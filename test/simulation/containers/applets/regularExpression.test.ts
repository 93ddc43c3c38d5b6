import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PatternError } from '../../../../src/simulation/containers/applets/patternSyntax.ts';
import {
  type Dialect,
  type RegularExpression,
  regularExpression,
} from '../../../../src/simulation/containers/applets/regularExpression.ts';
import { Exhausted, WorkLimit } from '../../../../src/simulation/containers/exhaustion.ts';

function read(text: string, dialect: Dialect): RegularExpression {
  const expression = regularExpression(text, dialect);
  if (expression instanceof PatternError) throw new Error(expression.text);
  return expression;
}

/** Expression, line, and the whole match with its groups. */
const matching: readonly [dialect: Dialect, expression: string, line: string, found: readonly string[] | undefined][] =
  [
    ['extended', 'a|ab', 'xab', ['ab']],
    ['extended', '(a|ab)(c|bcd)(d*)', 'abcd', ['abcd', 'a', 'bcd', '']],
    ['extended', '[[:digit:]]+', 'a12b', ['12']],
    ['extended', '^(a|a)*$', 'aaaa!', undefined],
    ['extended', 'a{2,3}', 'aaaa', ['aaa']],
    ['extended', 'a{,2}b', 'aab', ['aab']],
    ['extended', 'x{', 'x{', ['x{']],
    ['extended', '[]a]+', 'b]a', [']a']],
    ['extended', '[^a-c]', 'abcd', ['d']],
    ['extended', 'a\\.b', 'a.b', ['a.b']],
    ['basic', 'a\\+', 'caa', ['aa']],
    ['basic', 'a+', 'aa+', ['a+']],
    ['basic', '*a', 'b*a', ['*a']],
    ['basic', '\\(a*\\)b\\1', 'aabaa', ['aabaa', 'aa']],
    ['basic', '^\\(.*\\)\\1$', 'abab', ['abab', 'ab']],
    ['basic', 'a\\{2\\}', 'aaa', ['aa']],
    ['basic', 'a$b', 'a$b', ['a$b']],
    ['basic', '\\<b', 'ab b', ['b']],
    ['fixed', 'a.*[', 'xa.*[', ['a.*[']],
    ['fixed', '\\(', '\\(', ['\\(']],
  ];

const wrong: readonly [dialect: Dialect, expression: string, text: string][] = [
  ['extended', '(a', 'Unmatched ( or \\('],
  ['extended', 'a)', 'Unmatched ) or \\)'],
  ['basic', '[a', 'Unmatched [, [^, [:, [., or [='],
  ['basic', 'a\\', 'Trailing backslash'],
  ['basic', '\\(a\\)\\2', 'Invalid back reference'],
  ['extended', '[z-a]', 'Invalid range end'],
  ['extended', '[[:no:]]', 'Invalid character class name'],
  ['extended', 'a{1000}', 'Regular expression too big'],
];

/** Expressions that the host's RegExp reads in the same way. */
const { expression: anyExpression } = fc.letrec<{ expression: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]'),
    tie('expression').map((inner) => `(${inner})`),
  ),
  expression: fc
    .array(
      fc
        .array(fc.tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{1,2}')), { minLength: 1, maxLength: 2 })
        .map((parts) => parts.map(([atom, repeat]) => atom + repeat).join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map((ways) => ways.join('|')),
}));
const anyLine = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

describe('A regular expression', () => {
  for (const [dialect, expression, line, expected] of matching) {
    it(`(${dialect}) ${expression} finds ${JSON.stringify(expected)} in ${line}`, () => {
      const match = read(expression, dialect).find(line, 0, new WorkLimit());
      const found =
        match && Array.from({ length: match.length / 2 }, (_, i) => line.slice(match[i * 2], match[i * 2 + 1]));
      assert.deepEqual(found, expected);
    });
  }

  for (const [dialect, expression, text] of wrong) {
    it(`(${dialect}) ${expression} is refused: ${text}`, () => {
      const refusal = regularExpression(expression, dialect);
      assert.ok(refusal instanceof PatternError);
      assert.equal(refusal.text, text);
    });
  }

  it('finds the leftmost match, and the longest there', () => {
    fc.assert(
      fc.property(anyExpression, anyLine, (expression, line) => {
        const match = read(expression, 'extended').find(line, 0, new WorkLimit());
        const other = new RegExp(expression).exec(line);
        assert.equal(match?.[0], other?.index);
        if (!match || !other) return;
        const [begin, end] = match as [number, number];
        const lengths = Array.from({ length: line.length - begin + 1 }, (_, i) => i);
        const longest = lengths.filter((size) => {
          const whole = new RegExp(`^(?:${expression})$`);
          return whole.test(line.slice(begin, begin + size));
        });
        assert.equal(end - begin, longest[longest.length - 1]);
      }),
      { numRuns: 100 },
    );
  });

  it('takes a number of steps that grows with the line, not faster', () => {
    fc.assert(
      fc.property(anyExpression, fc.integer({ min: 1, max: 300 }), (expression, length) => {
        const line = `${'a'.repeat(length)}c`;
        read(`^(${expression})+$`, 'extended').find(
          line,
          0,
          new WorkLimit(20 * (expression.length + 10) * (length + 2)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('gives up where back references would take for ever', () => {
    const work = new WorkLimit(10_000);
    const find = () => read('^\\(a*\\)*\\1b', 'basic').find('a'.repeat(50), 0, work);
    assert.throws(find, (problem) => problem instanceof Exhausted);
  });
});
