import assert from 'node:assert/strict';
import { type Completion, completionsAt } from '../../src/manifests/completion.ts';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { fixesFor } from '../../src/manifests/fixes.ts';
import { hoverAt } from '../../src/manifests/hover.ts';
import { type ManifestDiagnostic, type ManifestFile, readManifests } from '../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../src/manifests/manifestSet.ts';
import { expandedSnippet } from './snippetText.ts';

/** What a fixture says with its marks. */
interface Marked {
  readonly text: string;
  /** Of `$0`. */
  readonly offset: number | undefined;
  /** One a mark: `line:column-end code: words`. */
  readonly expected: readonly { readonly at: string; readonly says: string }[];
}

/**
 * A manifest with marks: `^^^^ code: words` below a line says that the text above is underlined with this code and that
 * the message holds these words; `$0` is a cursor. The marks are no part of the text.
 */
export function readMarked(fixture: string): Marked {
  const lines: string[] = [];
  const expected: { at: string; says: string }[] = [];
  for (const line of fixture.replace(/^\n/, '').split('\n')) {
    const mark = /^( *)(\^+) (.+)$/.exec(line);
    if (!mark) lines.push(line);
    else {
      const start = mark[1]?.length ?? 0;
      expected.push({ at: `${lines.length}:${start}-${start + (mark[2]?.length ?? 0)}`, says: mark[3] ?? '' });
    }
  }
  const marked = lines.join('\n');
  const cursor = marked.indexOf('$0');
  const text = cursor < 0 ? marked : marked.slice(0, cursor) + marked.slice(cursor + 2);
  return { text, offset: cursor < 0 ? undefined : cursor, expected };
}

function place(text: string, start: number, end: number): string {
  const line = text.slice(0, start).split('\n').length;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return `${line}:${start - lineStart}-${end - lineStart}`;
}

/** Diagnoses the fixture: exactly the marked diagnostics must come out. */
export function checkDiagnostics(fixture: string): void {
  const { text, expected } = readMarked(fixture);
  compare(text, expected, diagnose(readManifests(text)));
}

/**
 * Diagnoses marked files that belong together, by their names: exactly the marked diagnostics must come out of each. In a closed
 * world what they do not have is missing.
 */
export function checkRelations(fixtures: Record<string, string> | string, world: 'closed' | 'open' = 'closed'): void {
  const marked = Object.entries(typeof fixtures === 'string' ? { 'a.yaml': fixtures } : fixtures).map(
    ([file, fixture]) => ({ file, ...readMarked(fixture) }),
  );
  const files = new Map(marked.map(({ file, text }) => [file, readManifests(text)]));
  const set = new ManifestSet(files, { world });
  for (const { file, text, expected } of marked) {
    compare(text, expected, diagnose(files.get(file) ?? readManifests(text), { around: { set, file } }));
  }
}

function compare(text: string, expected: Marked['expected'], diagnostics: readonly ManifestDiagnostic[]): void {
  const actual = diagnostics.map(({ range, code, message }) => ({
    at: place(text, range.start, range.end),
    says: `${code}: ${message}`,
  }));
  const shown = actual.map(({ at, says }) => `${at} ${says}`).join('\n');
  assert.equal(actual.length, expected.length, `expected ${expected.length} diagnostics, got:\n${shown}`);
  for (const { at, says } of expected) {
    const [code = '', words = ''] = says.split(/: (.*)/);
    const found = actual.some((one) => one.at === at && one.says.startsWith(`${code}:`) && one.says.includes(words));
    assert.ok(found, `no "${says}" at ${at}; got:\n${shown}`);
  }
}

/**
 * Hovers at `$0`: the text that is explained, and what the explanation says; among the files `beside`, by their names, where there
 * are any.
 */
export function hoverOf(
  fixture: string,
  beside?: Record<string, string>,
): { subject: string; markdown: string } | undefined {
  const { text, offset } = readMarked(fixture);
  assert.ok(offset !== undefined, 'the fixture has no $0');
  const file = readManifests(text);
  const hover = hoverAt(file, offset, beside ? { around: aroundOf(file, beside) } : {});
  return hover && { subject: text.slice(hover.range.start, hover.range.end), markdown: hover.markdown };
}

/** A file whose folder has only the files `beside`, by their names. */
function aroundOf(file: ManifestFile, beside: Record<string, string>): { set: ManifestSet; file: string } {
  const others = Object.entries(beside).map(([name, other]) => [name, readManifests(other)] as const);
  return { set: new ManifestSet([['fixture.yaml', file], ...others], { world: 'closed' }), file: 'fixture.yaml' };
}

/** Completes at `$0`, in a folder that has the files `beside`, too; the fixture itself is `fixture.yaml`. */
export function completionsOf(fixture: string, beside?: Record<string, string>): Completion[] {
  const { text, offset } = readMarked(fixture);
  assert.ok(offset !== undefined, 'the fixture has no $0');
  if (!beside) return completionsAt(text, offset);
  const files = Object.entries({ 'fixture.yaml': text, ...beside }).map(
    ([name, content]) => [name, readManifests(content)] as const,
  );
  return completionsAt(text, offset, { set: new ManifestSet(files, { world: 'open' }), file: 'fixture.yaml' });
}

/** The fixture's text after the completion with this label was taken, as VS Code does it. */
export function completed(fixture: string, label: string, beside?: Record<string, string>): string {
  const completions = completionsOf(fixture, beside);
  const completion = completions.find((one) => one.label === label);
  assert.ok(completion, `no completion ${label}, only ${completions.map((one) => one.label).join(' | ')}`);
  return withCompletion(readMarked(fixture).text, completion);
}

/**
 * The text with a completion: further lines get the indentation of the line where it begins, and line ends are the file's. Its
 * snippet must say the same.
 */
export function withCompletion(text: string, { range, insertText, snippet, edits = [] }: Completion): string {
  if (snippet !== undefined) assert.equal(expandedSnippet(snippet), insertText);
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', range.start - 1) + 1, range.start))?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const indented = insertText.split('\n').map((line, index) => (index === 0 || line === '' ? line : indent + line));
  const all = [{ range, newText: indented.join('\n') }, ...edits];
  return applied(
    text,
    all.map((edit) => ({ ...edit, newText: edit.newText.replaceAll('\n', lineEnd) })),
  );
}

/**
 * Titles of the fixes of all diagnostics, each with the text that it leads to; the fixture is a file whose folder has only the
 * files `beside`, by their names.
 */
export function fixesOf(fixture: string, beside: Record<string, string> = {}): Map<string, string> {
  const { text } = readMarked(fixture);
  const file = readManifests(text);
  const around = aroundOf(file, beside);
  const fixes = diagnose(file, { around }).flatMap((diagnostic) => fixesFor(file, diagnostic, around));
  return new Map(fixes.map(({ title, edits }) => [title, applied(text, edits)]));
}

function applied(text: string, edits: readonly { range: { start: number; end: number }; newText: string }[]): string {
  const backwards = edits.toSorted((a, b) => b.range.start - a.range.start);
  return backwards.reduce(
    (out, { range, newText }) => out.slice(0, range.start) + newText + out.slice(range.end),
    text,
  );
}
