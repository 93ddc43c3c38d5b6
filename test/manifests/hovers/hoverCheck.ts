import assert from 'node:assert/strict';
import { hoverAt } from '../../../src/manifests/hover.ts';
import type { HoverSurroundings } from '../../../src/manifests/hovers/subject.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { readMarked } from '../markedYaml.ts';

/** A Pod `web` with these lines in its spec, which are indented by two. */
export function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`;
}

/** A Pod with one container `app`, whose further lines are these. */
export function containerPod(...lines: string[]): string {
  return pod(['  containers:', '    - name: app', ...lines.map((line) => `      ${line}`), ''].join('\n'));
}

/** What is said at `$0`. */
export function said(fixture: string, surroundings?: HoverSurroundings): string {
  const { text, offset } = readMarked(fixture);
  assert.ok(offset !== undefined, 'the fixture has no $0');
  return hoverAt(readManifests(text), offset, surroundings)?.markdown ?? '';
}

/** The hover at `$0` says all of this. */
export function says(fixture: string, ...words: (RegExp | string)[]): void {
  const markdown = said(fixture);
  for (const each of words) {
    const isThere = typeof each === 'string' ? markdown.includes(each) : each.test(markdown);
    assert.ok(isThere, `no ${String(each)} in:\n${markdown}`);
  }
}

/** The hover at `$0` says nothing of this. */
export function silentOf(fixture: string, ...words: RegExp[]): void {
  for (const each of words) assert.doesNotMatch(said(fixture), each);
}
