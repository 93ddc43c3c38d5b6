import assert from 'node:assert/strict';
import { hoverOf } from './markedYaml.ts';

function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`;
}

/** The hover at `$0` explains `subject` and says all of this. */
function checkHover(fixture: string, subject: string, ...says: RegExp[]): void {
  const hover = hoverOf(fixture);
  assert.equal(hover?.subject, subject);
  for (const words of says) assert.match(hover?.markdown ?? '', words);
}

describe('hover', () => {
  it('gives type, requirement, documentation and a page', () => {
    checkHover(pod('  cont$0ainers: []\n'), 'containers', /list of Container/, /required/, /kubernetes\.io/);
    checkHover('apiVersion: v1\nki$0nd: Pod\n', 'kind', /Pod is a collection of containers/, /REST resource/);
    checkHover(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    ap$0p: web\n',
      'app',
      /\*\*labels\*\* · `app` `string`/,
    );
    checkHover(pod("  containers:\n    - name: a\n      command: ['s$0h']\n"), "'sh'", /\*\*command\*\*/);
  });

  it("shows the user's text as text", () => {
    const name = '"a`b](command:evil)<img src=x onerror=y>"';
    const { markdown = '' } = hoverOf(pod(`  containers:\n    - volumeMounts:\n        - name: $0${name}\n`)) ?? {};
    assert.match(markdown, /There is no volume `` a`b\]\(command:evil\)<img src=x onerror=y> ``/);
  });

  it('is silent between fields, in other files and in templates', () => {
    assert.equal(hoverOf(pod('  containers: []\n$0\n')), undefined);
    assert.equal(hoverOf('services:\n  w$0eb: {}\n'), undefined);
    assert.equal(hoverOf('apiVersion: example.com/v1\nki$0nd: Thing\n'), undefined);
    assert.equal(hoverOf('apiVersion: v1\nki$0nd: Pod\nmetadata:\n  name: {{ .Values.x }}\n'), undefined);
    assert.equal(hoverOf(pod('  frob$0nicate: 1\n')), undefined);
  });
});
