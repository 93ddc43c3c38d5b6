/**
 * Says where a list item (`- …`) at an offset of a YAML text does not stand below the items before it, which is what a reader
 * chokes on most often; nothing where the line is no item or stands in its column. Columns are counted from 1.
 */
export function misplacedItem(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const own = dashColumn(text.slice(start, lineEnd < 0 ? text.length : lineEnd));
  if (own === undefined) return undefined;
  const before = text.slice(0, start).split('\n').map(dashColumn);
  const above = before.findLast((column) => column !== undefined);
  if (above === undefined || above === own) return undefined;
  return `this item begins in column ${own}, the one above it in column ${above}: the dashes of a list stand one below the other`;
}

function dashColumn(line: string): number | undefined {
  const match = /^( *)-(?:\s|$)/.exec(line);
  return match ? (match[1] ?? '').length + 1 : undefined;
}
