import type { ManifestDiagnostic } from '../manifests/manifestFile.ts';

/** One diagnostic in its file; lines and columns count from 1, columns in UTF-16 units. */
export interface ReportedDiagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** Behind the last letter. */
  readonly endColumn: number;
  readonly severity: ManifestDiagnostic['severity'];
  readonly code: string;
  readonly message: string;
  /** The field, where one is meant: `spec.containers[0].image`. */
  readonly path?: string;
}

/** The diagnostics of one file with their places in its text, in the order of the text. */
export function reported(file: string, text: string, found: readonly ManifestDiagnostic[]): ReportedDiagnostic[] {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: lineEnd, index }) => index + lineEnd.length)];
  const positionAt = (offset: number) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  return found.map(({ range, severity, code, message, path }) => {
    const start = positionAt(range.start);
    const end = positionAt(range.end);
    const place = { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
    return { file, ...place, severity, code, message, ...(path && { path }) };
  });
}

/** A JSON array, a diagnostic a line. */
export function jsonReport(diagnostics: readonly ReportedDiagnostic[]): string {
  if (diagnostics.length === 0) return '[]\n';
  return `[\n${diagnostics.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`;
}

/** A line for each, and how many there are of which sort. */
export function humanReport(diagnostics: readonly ReportedDiagnostic[], fileCount: number): string {
  const lines = diagnostics.map(({ file, line, column, severity, code, message, path }) => {
    const isNamed = !path || /^(relation|advice)\//.test(code) || message.includes(path);
    return printable(`${file}:${line}:${column} ${severity} ${code} ${isNamed ? '' : `${path}: `}${message}`);
  });
  const files = fileCount === 1 ? '1 file' : `${fileCount} files`;
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = diagnostics.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${count === 1 || severity === 'info' ? severity : `${severity}s`}`];
  });
  return [...lines, `${counts.length === 0 ? 'no problems' : counts.join(', ')} in ${files}`, ''].join('\n');
}

/** What a manifest says may hold anything, also what moves a terminal's cursor. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return letter === '\n' ? '\\n' : letter === '\t' ? ' ' : `\\u{${code.toString(16)}}`;
  });
}
