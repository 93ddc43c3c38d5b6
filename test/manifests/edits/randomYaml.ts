import fc from 'fast-check';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const keys = ['name', 'app', 'image', 'on', '8080', 'with space', 'a.b/c', 'x', 'spec', 'list'];
const scalars: Json[] = [
  'web',
  'a: b',
  'yes',
  '',
  '# no',
  '1',
  'x # y',
  'two\nlines\n',
  "it's",
  '{x',
  '-',
  5,
  0.5,
  true,
  null,
];

const { map } = fc.letrec<{ map: { [key: string]: Json }; list: Json[]; any: Json }>((tie) => ({
  map: fc.dictionary(fc.constantFrom(...keys), tie('any'), { minKeys: 0, maxKeys: 4, noNullPrototype: true }),
  list: fc.array(tie('any'), { maxLength: 3 }),
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...scalars),
    tie('map'),
    tie('list'),
  ) as fc.Arbitrary<Json>,
}));

/** A text as somebody may have written it, and what it says. */
export interface WrittenValue {
  readonly text: string;
  readonly value: { [key: string]: Json };
}

/** Values and texts of them: blocks and braces, 2 or 4 blanks, comments, quotes, anchors, CRLF, JSON. */
export const writtenValue: fc.Arbitrary<WrittenValue> = fc
  .record({
    value: map.filter((value) => Object.keys(value).length > 0),
    choices: fc.array(fc.nat(99), { minLength: 20, maxLength: 60 }),
    language: fc.constantFrom('yaml', 'yaml', 'yaml', 'json', 'wide json'),
  })
  .map(({ value, choices, language }) => {
    if (language === 'json') return { value, text: `${JSON.stringify(value)}\n` };
    if (language === 'wide json') return { value, text: JSON.stringify(value, null, 2) };
    return { value, text: new Writer(choices).write(value) };
  });

class Writer {
  #at = 0;
  #comments = 0;
  #anchors = 0;
  readonly #choices: readonly number[];

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  write(value: { [key: string]: Json }): string {
    const indent = this.#chance(30) ? 4 : 2;
    const listIndent = this.#chance(50) ? 0 : indent;
    const head = this.#chance(30) ? ['---'] : [];
    const lines = [...head, ...this.#map(value, indent, listIndent)];
    const end = this.#chance(20) ? '' : '\n';
    return `${lines.join('\n')}${end}`.replaceAll('\n', this.#chance(30) ? '\r\n' : '\n');
  }

  #chance(percent: number): boolean {
    return (this.#choices[this.#at++ % this.#choices.length] ?? 0) < percent;
  }

  #comment(): string {
    return `# note ${this.#comments++}`;
  }

  #map(value: { [key: string]: Json }, indent: number, listIndent: number): string[] {
    return Object.entries(value).flatMap(([key, item]) => {
      const above = this.#chance(15) ? [this.#comment()] : [];
      const name = /^[a-z]+$/.test(key) && key !== 'on' && this.#chance(80) ? key : JSON.stringify(key);
      const [first, ...others] = this.#value(item, indent, listIndent);
      return [...above, `${name}:${first}`, ...others];
    });
  }

  /** What stands behind a colon, and the lines below it. */
  #value(value: Json, indent: number, listIndent: number): string[] {
    const anchor = this.#chance(10) ? ` &a${this.#anchors++}` : '';
    const behind = this.#chance(15) ? ` ${this.#comment()}` : '';
    if (Array.isArray(value) && value.length > 0 && this.#chance(75)) {
      return [anchor + behind, ...this.#list(value, indent, listIndent).map((line) => shift(line, listIndent))];
    }
    if (isMap(value) && this.#chance(75)) {
      return [anchor + behind, ...this.#map(value, indent, listIndent).map((line) => shift(line, indent))];
    }
    if (value === 'two\nlines\n' && this.#chance(70))
      return [`${anchor} |`, ...['two', 'lines'].map((line) => shift(line, indent))];
    if (value === null && this.#chance(50)) return [anchor + behind];
    return [`${anchor} ${this.#flow(value)}${behind}`];
  }

  #list(value: readonly Json[], indent: number, listIndent: number): string[] {
    return value.flatMap((item) => {
      const above = this.#chance(15) ? [this.#comment()] : [];
      if (isMap(item) && this.#chance(75)) {
        const [first = '', ...others] = this.#map(item, indent, listIndent);
        return [...above, `- ${first}`, ...others.map((line) => shift(line, 2))];
      }
      if (Array.isArray(item) && item.length > 0 && this.#chance(60)) {
        const [first = '', ...others] = this.#list(item, indent, listIndent);
        return [...above, `- ${first}`, ...others.map((line) => shift(line, 2))];
      }
      const [first, ...others] = this.#value(item, indent, indent);
      return [...above, `-${first}`, ...others];
    });
  }

  #flow(value: Json): string {
    if (Array.isArray(value)) return `[${value.map((item) => this.#flow(item)).join(', ')}]`;
    if (isMap(value)) {
      const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${this.#flow(item)}`);
      return `{ ${pairs.join(this.#chance(50) ? ', ' : ',')} }`;
    }
    if (value !== null && typeof value === 'object') return '{}';
    if (typeof value !== 'string') return String(value);
    if (/^[a-z]+$/.test(value) && value !== 'yes' && this.#chance(60)) return value;
    if (!/[\n]/.test(value) && this.#chance(50)) return `'${value.replaceAll("'", "''")}'`;
    return JSON.stringify(value);
  }
}

function isMap(value: Json): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0;
}

function shift(line: string, columns: number): string {
  return ' '.repeat(columns) + line;
}
