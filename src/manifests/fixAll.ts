import { type DiagnoseOptions, diagnose } from './diagnostics.ts';
import { applyEdits } from './edits/applyEdits.ts';
import type { TextEdit } from './edits/textEdit.ts';
import { fixesFor } from './fixes.ts';
import { documentAt, type ManifestDiagnostic, type ManifestFile, readManifests } from './manifestFile.ts';

/** Rounds of mending and reading again; one mistake seldom hides more than two others. */
const maxRounds = 20;
/** Fixes that are looked for in one round; of a file with more, the rest waits for the next. */
const maxFixesOfRound = 200;
/** Letters that are gone through for fixes in all, each of which goes through its whole document: some seconds. */
const maxLettersRead = 5_000_000;
/** Fixes that are tried one by one where all together do not help. */
const maxTrials = 10;

/** What is to be mended, and what a diagnosis goes by. */
export interface FixAllOptions extends DiagnoseOptions {
  /** The rule, where it is only one. */
  readonly code?: string;
}

/**
 * The text after all fixes that have only one sensible way, of errors and warnings. What is done in one round never overlaps; then
 * the text is read again, until nothing changes. A fix after which things would be worse is not made.
 */
export function fixAll(file: ManifestFile, options: FixAllOptions = {}): string {
  let now = state(file, options, options.around);
  const reading = { lettersLeft: maxLettersRead };
  for (let round = 0; round < maxRounds; round++) {
    const fixes = fixesOfRound(now, options, reading);
    const together = better(now, apart(fixes), options);
    const alone = () => fixes.slice(0, maxTrials).map((edits) => better(now, edits, options));
    const next = together ?? alone().find((one) => one !== undefined);
    if (!next) break;
    now = next;
  }
  return now.file.text;
}

interface State {
  readonly file: ManifestFile;
  readonly around: DiagnoseOptions['around'];
  readonly diagnostics: readonly ManifestDiagnostic[];
}

function state(file: ManifestFile, { severities }: FixAllOptions, around: DiagnoseOptions['around']): State {
  const diagnostics = diagnose(file, { ...(around && { around }), ...(severities && { severities }) });
  return { file, around, diagnostics };
}

/** What comes of edits, if it is better than what is. */
function better(now: State, edits: readonly TextEdit[], options: FixAllOptions): State | undefined {
  if (edits.length === 0) return undefined;
  const file = readManifests(applyEdits(now.file.text, edits), now.file);
  const around = now.around && { ...now.around, set: now.around.set.replacing(now.around.file, file) };
  const next = state(file, options, around);
  const [before, after] = [troubles(now.diagnostics), troubles(next.diagnostics)];
  const first = before.findIndex((count, index) => count !== after[index]);
  return first >= 0 && (after[first] ?? 0) < (before[first] ?? 0) ? next : undefined;
}

function fixesOfRound(
  { file, around, diagnostics }: State,
  { code }: FixAllOptions,
  reading: { lettersLeft: number },
): (readonly TextEdit[])[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.severity !== 'info' && (code === undefined || diagnostic.code === code))
    .slice(0, maxFixesOfRound)
    .flatMap((diagnostic) => {
      if (reading.lettersLeft <= 0) return [];
      reading.lettersLeft -= documentAt(file, diagnostic.range.start)?.parsed.text.length ?? 0;
      const fix = fixesFor(file, diagnostic, around).find(({ unambiguous }) => unambiguous);
      return fix && fix.edits.length > 0 ? [fix.edits] : [];
    });
}

/** The edits of those fixes that do not touch another's: of two that do, the earlier's. */
function apart(fixes: readonly (readonly TextEdit[])[]): TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const edits of fixes) {
    if (!edits.some((edit) => chosen.some((other) => meet(edit, other)))) chosen.push(...edits);
  }
  return chosen;
}

function meet({ range: one }: TextEdit, { range: other }: TextEdit): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** How many there are of each sort, the sorts that hide others first. */
function troubles(diagnostics: readonly ManifestDiagnostic[]): number[] {
  const sorts: ((one: ManifestDiagnostic) => boolean)[] = [
    ({ code, severity }) => code.startsWith('syntax/') && severity === 'error',
    ({ code, field }) => code === 'api/unknown-kind' || (code === 'api/required' && (field?.length ?? 0) <= 1),
    ({ code }) => code.startsWith('schema/'),
    ({ severity }) => severity === 'error',
    () => true,
  ];
  return sorts.map((isOfSort) => diagnostics.filter(isOfSort).length);
}
