/** One condition of a field selector: `status.phase!=Running`. */
export interface FieldRequirement {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

/** A field selector that was read; without a `problem` the requirements are the whole of it. */
export interface ReadFieldSelector {
  readonly requirements: readonly FieldRequirement[];
  readonly problem?: string;
}

/** Reads `metadata.name=web,status.phase!=Running`; `\,`, `\=` and `\\` stand for themselves in a value. */
export function parseFieldSelector(text: string): ReadFieldSelector {
  const requirements: FieldRequirement[] = [];
  for (const term of termsOf(text)) {
    if (term === '') continue;
    const split = splitTerm(term);
    if (!split) return { requirements: [], problem: `invalid selector: '${text}'; can't understand '${term}'` };
    const value = unescaped(split.value);
    if (typeof value !== 'string') return { requirements: [], problem: value.problem };
    requirements.push({ field: split.field, operator: split.operator, value });
  }
  return { requirements };
}

/** Whether the fields, by their path, are as the selector wants them; an unknown field is the caller's business. */
export function matchesFields(requirements: readonly FieldRequirement[], valueAt: (field: string) => string): boolean {
  return requirements.every(({ field, operator, value }) => (valueAt(field) === value) === (operator === '='));
}

function termsOf(text: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === ',') {
      terms.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...terms, text.slice(start)];
}

function splitTerm(term: string): FieldRequirement | undefined {
  for (let i = 0; i < term.length; i++) {
    for (const symbol of ['!=', '==', '=']) {
      if (!term.startsWith(symbol, i)) continue;
      const operator = symbol === '!=' ? '!=' : '=';
      return { field: term.slice(0, i), operator, value: term.slice(i + symbol.length) };
    }
  }
  return undefined;
}

function unescaped(text: string): string | { problem: string } {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\') {
      const next = text.charAt(++i);
      if (next !== '\\' && next !== ',' && next !== '=')
        return { problem: `invalid field selector: invalid escape sequence: \\${next}` };
      out += next;
    } else if (char === ',' || char === '=') return { problem: `invalid field selector: unescaped ${char}` };
    else out += char;
  }
  return out;
}
