import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJsonPath, printJsonPath } from '../../src/kubectl/jsonPath.ts';

const pods = {
  items: [
    { metadata: { name: 'web', labels: { 'a.b/c': 'x' } }, status: { phase: 'Running', restarts: 2 } },
    { metadata: { name: 'api' }, status: { phase: 'Pending', restarts: 0 } },
  ],
};

describe('JSONPath', () => {
  const cases: readonly [string, string][] = [
    ['{.items[0].metadata.name}', 'web'],
    ['{.items[*].metadata.name}', 'web api'],
    ['{.items[-1].metadata.name}', 'api'],
    ['{.items[0:1].metadata.name}', 'web'],
    ['{$.items[1].status.restarts}', '0'],
    ['{.items[0].metadata.labels.a\\.b/c}', 'x'],
    ["{.items[0].metadata.labels['a.b/c']}", 'x'],
    ['{.items[?(@.status.phase=="Running")].metadata.name}', 'web'],
    ['{.items[?(@.status.restarts<1)].metadata.name}', 'api'],
    ['{.items[?(@.metadata.labels)].metadata.name}', 'web'],
    ['{..name}', 'web api'],
    ['{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}', 'web\tRunning\napi\tPending\n'],
    ['{.items[0].status}', '{"phase":"Running","restarts":2}'],
    ['{.nothing}', ''],
    ['name: {.items[0].metadata.name}!', 'name: web!'],
  ];
  for (const [template, expected] of cases) {
    it(`prints ${template}`, () => {
      const parsed = parseJsonPath(template);
      assert.equal(parsed.problem, undefined);
      assert.equal(printJsonPath(parsed, pods).text, expected);
    });
  }

  it('says what is wrong', () => {
    assert.ok(parseJsonPath('{.items[0').problem);
    assert.ok(parseJsonPath('{range .items[*]}').problem);
    assert.ok(parseJsonPath('{end}').problem);
    const outside = printJsonPath(parseJsonPath('{.items[7]}'), pods);
    assert.equal(outside.problem, 'array index out of bounds: index 7, length 2');
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => void printJsonPath(parseJsonPath(`{${text}}`), pods)));
  });
});
