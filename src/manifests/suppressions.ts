import type { ManifestDiagnostic } from './manifestFile.ts';

/** A comment that silences rules: for one line, by the offsets of its start and end. */
interface Suppression {
  readonly start: number;
  readonly end: number;
  /** Ids or names of rules; none for all. */
  readonly rules: readonly string[];
}

const mark = 'pod-labs-disable-next-line';

/** The comments `# pod-labs-disable-next-line RULE …` of a text: each speaks of the next line that is no comment. */
export function suppressionsIn(text: string): Suppression[] {
  const found: Suppression[] = [];
  // Where the comments end that the last one stands among: a long row of them is walked once.
  let known = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const lineStart = text.lastIndexOf('\n', at) + 1;
    const lineEnd = endOfLine(text, at);
    if (!/^[ \t]*#[ \t]*$/.test(text.slice(lineStart, at))) continue;
    const rules = text
      .slice(at + mark.length, lineEnd)
      .split(/[\s,]+/)
      .filter((word) => /^[a-z]/.test(word));
    let start = Math.max(lineEnd + 1, known);
    while (start < text.length && /^[ \t]*(#.*)?\r?$/.test(text.slice(start, endOfLine(text, start)))) {
      start = endOfLine(text, start) + 1;
    }
    known = start;
    found.push({ start, end: endOfLine(text, start), rules });
  }
  return found;
}

/** Whether a comment silences this remark. What is not YAML cannot be silenced. */
export function isSuppressed({ range, code }: ManifestDiagnostic, suppressions: readonly Suppression[]): boolean {
  if (suppressions.length === 0 || code.startsWith('syntax/')) return false;
  return suppressions.some(
    ({ start, end, rules }) =>
      range.start >= start &&
      range.start <= end &&
      (rules.length === 0 || rules.some((rule) => rule === code || rule === code.slice(code.indexOf('/') + 1))),
  );
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
