/** A JSON value as Go's `%v` prints it: `map[a:1 b:2]`, `[x y]`, `<no value>` for nothing. */
export function goText(value: unknown, missing = '<no value>'): string {
  if (value === undefined || value === null) return missing;
  if (Array.isArray(value)) return `[${value.map((item) => goText(item, '<nil>')).join(' ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${entries.map(([key, child]) => `${key}:${goText(child, '<nil>')}`).join(' ')}]`;
  }
  return String(value);
}

/** A JSON value as Go's `%#v` prints it: `map[string]interface {}{"a":"b"}`. */
export function goSyntax(value: unknown): string {
  if (value === undefined || value === null) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[string]interface {}{${entries.map(([key, child]) => `${JSON.stringify(key)}:${goSyntax(child)}`).join(', ')}}`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
