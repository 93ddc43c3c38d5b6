/**
 * The words of the YAML reader of kubectl and the API server (go-yaml v2) for the commonest mistakes. Its scanner counts
 * lines from 1, its parser from 0. `code` and `message` are those of package `yaml`, `offset` is where it stopped.
 */
export function yamlProblem(code: string, message: string, text: string, offset: number): string {
  const lineAt = (position: number) => text.slice(0, position).split('\n').length;
  const line = lineAt(offset);
  const flow = /Flow (map|sequence)/.exec(message);
  if (flow) return `line ${line - 1}: did not find expected ',' or '${flow[1] === 'map' ? '}' : ']'}'`;
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY': {
      const colon = text.slice(offset).search(/:(?=\s|$)/);
      return `line ${lineAt(offset + Math.max(0, colon))}: mapping values are not allowed in this context`;
    }
    case 'MULTILINE_IMPLICIT_KEY':
      return `line ${line + 1}: could not find expected ':'`;
    case 'TAB_AS_INDENT':
    case 'BAD_SCALAR_START':
      return `line ${line}: found character that cannot start any token`;
    case 'MISSING_CHAR':
      if (/quote/.test(message)) return `line ${line}: found unexpected end of stream`;
      if (/Implicit (map )?keys/.test(message)) return `line ${line + 1}: could not find expected ':'`;
      return `line ${Math.max(1, line - 1)}: did not find expected key`;
    case 'BAD_INDENT':
    case 'UNEXPECTED_TOKEN':
      return `line ${Math.max(1, line - 1)}: did not find expected key`;
    case 'BAD_ALIAS':
      return `line ${line}: did not find expected alphabetic or numeric character`;
    default:
      return `line ${line}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
  }
}
