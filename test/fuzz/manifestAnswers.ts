import assert from 'node:assert/strict';
import { completionsAt } from '../../src/manifests/completion.ts';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { fixesFor } from '../../src/manifests/fixes.ts';
import { hoverAt } from '../../src/manifests/hover.ts';
import { type ManifestFile, readManifests } from '../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../src/manifests/manifestSet.ts';
import { definitionsAt, referencesAt } from '../../src/manifests/navigation/navigation.ts';
import { symbolsOf } from '../../src/manifests/navigation/symbols.ts';
import type { TextRange } from '../../src/manifests/textRange.ts';

/** No answer to a text of some kilobytes is longer than these: a person reads it. */
const most = {
  diagnostics: 400,
  messageLength: 5_000,
  fixes: 12,
  hoverLength: 8_000,
  completions: 400,
  locations: 500,
};

/** Fixes are asked for so many diagnostics of a text; some of them are tried out, which takes time. */
const mostFixed = 10;

/** The name of the mutated file among the manifests around it. */
const file = 'mutated.yaml';

/** How many answers of each sort there were. */
export type AnswerCounts = Map<string, number>;

/** Asks everything that an editor asks about a text, and checks of each answer what must hold of any. */
export function checkAnswers(
  text: string,
  before: ManifestFile,
  offsets: readonly number[],
  counts: AnswerCounts,
): void {
  const count = (sort: string) => counts.set(sort, (counts.get(sort) ?? 0) + 1);
  const manifests = readManifests(text, before);
  for (const { range } of manifests.documents) checkRange(range, text, 'a document');
  const set = new ManifestSet(
    [
      [file, manifests],
      ['before.yaml', before],
    ],
    { world: 'closed' },
  );
  const around = { set, file };

  const diagnostics = diagnose(manifests, { around });
  assert.ok(diagnostics.length <= most.diagnostics, `${diagnostics.length} diagnostics`);
  for (const diagnostic of diagnostics) {
    const { code, range, message } = diagnostic;
    count(code.slice(0, code.indexOf('/')));
    checkRange(range, text, code);
    assert.ok(range.end > range.start || text === '', `${code} underlines nothing`);
    assert.ok(message !== '' && message.length <= most.messageLength, `${code} says ${message.length} letters`);
    if (diagnostics.indexOf(diagnostic) >= mostFixed) continue;
    const fixes = fixesFor(manifests, diagnostic, around);
    assert.ok(fixes.length <= most.fixes, `${code} has ${fixes.length} fixes`);
    for (const { title, edits } of fixes) {
      count('fix');
      assert.ok(title !== '' && edits.length > 0, code);
      checkEdits(edits, text, title);
    }
  }

  symbolsOf(manifests);
  for (const offset of offsets) {
    const hover = hoverAt(manifests, offset);
    if (hover) {
      count('hover');
      checkRange(hover.range, text, 'a hover', offset);
      assert.ok(hover.markdown.length <= most.hoverLength, `a hover of ${hover.markdown.length} letters`);
    }
    const completions = completionsAt(text, offset);
    assert.ok(completions.length <= most.completions, `${completions.length} completions`);
    for (const { range } of completions) checkRange(range, text, 'a completion', offset);
    if (completions.length > 0) count('completion');
    const locations = [...definitionsAt(set, file, offset), ...referencesAt(set, file, offset, 'with declaration')];
    assert.ok(locations.length <= most.locations, `${locations.length} definitions and references`);
    if (locations.length > 0) count('location');
  }
}

/** What is taken over from an earlier version of the text makes no difference. */
export function checkAgainAnew(text: string, before: ManifestFile): void {
  const simple = (from: ManifestFile | undefined) =>
    diagnose(readManifests(text, from)).map(({ range, code, message }) => ({ ...range, code, message }));
  assert.deepEqual(simple(before), simple(undefined));
}

function checkRange({ start, end }: TextRange, text: string, what: string, touched = start): void {
  const isInside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= text.length;
  assert.ok(
    isInside && start <= touched && touched <= end,
    `${what} at ${start}-${end} of ${text.length}, asked at ${touched}`,
  );
}

function checkEdits(
  edits: readonly { readonly range: TextRange; readonly newText: string }[],
  text: string,
  title: string,
): void {
  let end = 0;
  for (const { range, newText } of edits.toSorted((a, b) => a.range.start - b.range.start)) {
    checkRange(range, text, title);
    assert.ok(range.start >= end, `${title}: edits overlap`);
    assert.ok(newText.length <= text.length + 10_000, `${title}: ${newText.length} letters`);
    end = range.end;
  }
}
