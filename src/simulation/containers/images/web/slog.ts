/** A line of Go's `log/slog`: `time=2026-11-22T16:00:00.000Z level=INFO source=main.go:1 msg="text"`, and what else it says. */
export function slogLine(
  nowMs: number,
  source: string,
  text: string,
  { level = 'INFO', more = '' }: { readonly level?: 'INFO' | 'WARN' | 'ERROR'; readonly more?: string } = {},
): string {
  const words = /[ ]/.test(text) ? `"${text}"` : text;
  return `time=${new Date(nowMs).toISOString()} level=${level} source=${source} msg=${words}${more === '' ? '' : ` ${more}`}\n`;
}
