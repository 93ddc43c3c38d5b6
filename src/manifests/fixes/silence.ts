import { endOfLine, isFirstInLine, startOfLine } from '../edits/lines.ts';
import { styleOf } from '../edits/textStyle.ts';
import { documentAt, type ManifestDiagnostic, type ManifestFile } from '../manifestFile.ts';
import { suppressionsIn } from '../suppressions.ts';
import { type Fix, fixWith } from './fix.ts';

const silenced = /^(relation|advice)\/|^api\/warning$/;

/**
 * A comment above the line that silences the rule there, for what is no error of the API server. None in JSON, which has no
 * comments, and inside of texts.
 */
export function silenceFix(file: ManifestFile, { code, range }: ManifestDiagnostic): Fix[] {
  const document = documentAt(file, range.start);
  const { text } = file;
  if (!silenced.test(code) || !document || styleOf(document.parsed).language === 'json') return [];
  const start = startOfLine(text, range.start);
  const line = text.slice(start, endOfLine(text, start));
  const first = start + (/^[ \t]*/.exec(line)?.[0].length ?? 0);
  const isOwnLine = document.pathAt(firstLetter(text, first)) !== undefined || isFirstInLine(text, range.start);
  const touched = document.pathAt(range.start);
  if (!isOwnLine || (touched && touched.range.start < start)) return [];
  const indent = text.slice(start, first);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  // A second comment would come between the first and its line.
  const above = suppressionsIn(text).find(({ start: from }) => from === start);
  if (above && above.rules.length > 0) {
    const end = endOfLine(text, text.lastIndexOf('pod-labs-disable-next-line', start));
    return fixWith(`Silence ${code} for this line`, [{ range: { start: end, end }, newText: ` ${code}` }]);
  }
  const comment = `${indent}# pod-labs-disable-next-line ${code}${lineEnd}`;
  return fixWith(`Silence ${code} for this line`, [{ range: { start, end: start }, newText: comment }]);
}

function firstLetter(text: string, offset: number): number {
  return offset + (/^(- +)*/.exec(text.slice(offset, offset + 100))?.[0].length ?? 0);
}
