/** What a statement answers: columns and rows of texts, or a word for what it did. */
export type SqlAnswer =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly done: string }
  | { readonly refused: string };

/**
 * The little SQL that Pod Labs understands: `SELECT` of literals, sums and the functions that tell who answers. Tables
 * are not simulated, and it says so.
 */
export function answerSql(statement: string, functions: ReadonlyMap<string, string>): SqlAnswer {
  const text = statement.trim().replace(/;\s*$/, '').trim();
  const select = /^select\s+([\s\S]+)$/i.exec(text);
  if (/^(set|begin|commit|rollback|use|flush|reset|start|stop|change)\b/i.test(text)) {
    return { done: (text.split(/\s+/)[0] ?? '').toUpperCase() };
  }
  if (!select) return { refused: 'Pod Labs simulates SELECT of values only, not tables' };
  const columns: string[] = [];
  const row: string[] = [];
  for (const part of (select[1] as string).split(',')) {
    const [, written = '', alias] = /^\s*([\s\S]+?)(?:\s+as\s+"?(\w+)"?)?\s*$/i.exec(part) ?? [];
    const value = resultOf(written, functions);
    if (value === undefined) return { refused: 'Pod Labs simulates SELECT of values only, not tables' };
    columns.push(alias ?? written);
    row.push(value);
  }
  return { columns, rows: [row] };
}

function resultOf(expression: string, functions: ReadonlyMap<string, string>): string | undefined {
  const quoted = /^'([^']*)'$/.exec(expression);
  if (quoted) return quoted[1];
  if (/^\d+(\.\d+)?$/.test(expression)) return expression;
  const sum = /^(\d+)\s*([-+*])\s*(\d+)$/.exec(expression);
  if (sum) {
    const [, left, operator, right] = sum;
    const [a, b] = [Number(left), Number(right)];
    return String(operator === '+' ? a + b : operator === '-' ? a - b : a * b);
  }
  return functions.get(expression.toLowerCase());
}
