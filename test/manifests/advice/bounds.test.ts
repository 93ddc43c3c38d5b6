import assert from 'node:assert/strict';
import { factsOf } from '../../../src/manifests/facts/manifestFacts.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { adviceRules } from '../../../src/manifests/rules/allRules.ts';

/** Texts on which a careless pattern takes for ever. */
const hostile: readonly (readonly [string, string])[] = [
  ['blanks', ' '.repeat(200_000)],
  ['openings of variables', '$('.repeat(100_000)],
  ['dollars', '$a'.repeat(100_000)],
  ['quotes', `"'`.repeat(100_000)],
  ['loops', 'while true; do done '.repeat(10_000)],
  ['lines', '\n'.repeat(200_000)],
  ['tails', 'tail -f |'.repeat(20_000)],
  ['slashes', '/'.repeat(200_000)],
  ['letters of a name', `${'a-'.repeat(100_000)}:`],
  ['brackets', '(`{'.repeat(60_000)],
  ['comments', '# '.repeat(100_000)],
  ['numbers', '9'.repeat(200_000)],
  ['sleeps', 'sleep 1;'.repeat(25_000)],
];

function podOf(text: string): string {
  const command = (words: string[]) => ({ command: words });
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      hostname: text,
      dnsPolicy: text,
      initContainers: [{ name: 'a', image: text, ...command(['sh', '-c', text, text]) }],
      containers: [
        {
          name: 'b',
          image: text,
          ...command([text, text]),
          env: [
            { name: 'a', value: text },
            { name: text, value: text },
          ],
        },
        { name: 'c', image: 'busybox', args: ['sh', '-c', text], resources: { limits: { cpu: text, memory: text } } },
        {
          name: 'd',
          lifecycle: { preStop: { exec: command(['sh', '-c', text]) } },
          livenessProbe: { exec: command([text]) },
        },
      ],
    },
  });
}

describe('the rules of advice', () => {
  for (const [what, text] of hostile) {
    it(`are done at once with many ${what}`, () => {
      const [document] = readManifests(podOf(text.slice(0, 35_000))).documents;
      assert.ok(document?.kind, 'is too long to be read');
      const facts = factsOf(document.parsed);
      const start = performance.now();
      for (const rule of adviceRules) {
        for (const { message } of rule.check(document, facts)) {
          assert.ok(message.length < 1000, `${rule.id} says ${message.length} letters`);
        }
      }
      const tookMs = performance.now() - start;
      assert.ok(tookMs < 500, `took ${Math.round(tookMs)} ms`);
    });
  }

  it('have ids of their own, in the form of their files', () => {
    const ids = adviceRules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^advice\/[a-z]+(-[a-z]+)*$/);
  });
});
