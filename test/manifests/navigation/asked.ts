import assert from 'node:assert/strict';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../../src/manifests/manifestSet.ts';
import { readMarked } from '../markedYaml.ts';

/** Files as a workspace, and the cursor in one of them. */
export interface Asked {
  readonly set: ManifestSet;
  readonly file: string;
  readonly offset: number;
  readonly texts: ReadonlyMap<string, string>;
  /** Where a range is, as `a.yaml:3 web`. */
  say(file: string, range: { start: number; end: number }): string;
}

/** The files as a workspace; the cursor is at `$0` in one of them. */
export function ask(fixtures: Record<string, string>): Asked {
  const marked = Object.entries(fixtures).map(([file, fixture]) => ({ file, ...readMarked(fixture) }));
  const texts = new Map(marked.map(({ file, text }) => [file, text]));
  const asked = marked.find(({ offset }) => offset !== undefined);
  assert.ok(asked?.offset !== undefined, 'no fixture has a $0');
  const files = marked.map(({ file, text }) => [file, readManifests(text)] as const);
  return {
    set: new ManifestSet(files, { world: 'open' }),
    file: asked.file,
    offset: asked.offset,
    texts,
    say(file, { start, end }) {
      const text = texts.get(file) ?? '';
      return `${file}:${text.slice(0, start).split('\n').length} ${text.slice(start, end)}`;
    },
  };
}
