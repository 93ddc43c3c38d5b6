import assert from 'node:assert/strict';
import { matchesName } from '../../src/kubectl/setting/containerNames.ts';

describe('The containers that a kubectl set changes', () => {
  const table: readonly [pattern: string, name: string, matches: boolean][] = [
    ['*', 'web', true],
    ['web', 'web', true],
    ['web', 'web2', false],
    ['w*', 'web', true],
    ['*b', 'web', true],
    ['w*b', 'wb', true],
    ['w*wb', 'wb', false],
    ['a*b*c', 'axbxbxc', true],
    ['a*b*c', 'axcxb', false],
    ['w.b', 'web', false],
    [`${'a*'.repeat(30)}b`, 'a'.repeat(63), false],
  ];
  for (const [pattern, name, matches] of table) {
    it(`${pattern} ${matches ? 'takes' : 'leaves'} ${name}`, () => assert.equal(matchesName(name, pattern), matches));
  }
});
