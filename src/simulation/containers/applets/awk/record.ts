import { Exhausted, held, maxFields } from '../../exhaustion.ts';
import type { Patterns } from './patterns.ts';
import { fromOutside, textOf, type Value } from './values.ts';

/** The parts of a text between separators: a blank stands for any white space, one character for itself. */
export function fieldsOf(text: string, separator: string, patterns: Patterns): string[] {
  if (text === '') return [];
  if (separator === ' ') return text.match(/[^ \t\n]+/g) ?? [];
  if (separator === '') return [...text];
  if (separator.length === 1 && separator !== '\\') return bounded(text.split(separator));
  const parts: string[] = [];
  let at = 0;
  for (const [begin, end] of patterns.findAll(separator, text)) {
    if (begin === end) continue;
    parts.push(text.slice(at, begin));
    at = end;
  }
  parts.push(text.slice(at));
  return bounded(parts);
}

function bounded(parts: string[]): string[] {
  if (parts.length > maxFields) throw new Exhausted();
  return parts;
}

/** `$0` and its fields, which are split when somebody asks for them. */
export class InputRecord {
  readonly #patterns: Patterns;
  readonly #separators: () => { readonly input: string; readonly output: string };
  #text = '';
  #fields: Value[] | undefined = [];
  #isStale = false;

  constructor(patterns: Patterns, separators: () => { readonly input: string; readonly output: string }) {
    this.#patterns = patterns;
    this.#separators = separators;
  }

  get text(): string {
    if (this.#isStale) {
      this.#text = held((this.#fields ?? []).map((field) => textOf(field)).join(this.#separators().output));
      this.#isStale = false;
    }
    return this.#text;
  }

  set(text: string): void {
    this.#text = held(text);
    this.#fields = undefined;
    this.#isStale = false;
  }

  get count(): number {
    return this.#all().length;
  }

  get(index: number): Value {
    if (index === 0) return fromOutside(this.text);
    return this.#all()[index - 1];
  }

  setField(index: number, value: Value): void {
    if (index === 0) {
      this.set(textOf(value));
      return;
    }
    if (index > maxFields) throw new Exhausted();
    const fields = this.#all();
    while (fields.length < index - 1) fields.push('');
    fields[index - 1] = value;
    this.#isStale = true;
  }

  setCount(count: number): void {
    if (count > maxFields) throw new Exhausted();
    const fields = this.#all();
    while (fields.length < count) fields.push('');
    fields.length = Math.max(0, count);
    this.#isStale = true;
  }

  #all(): Value[] {
    this.#fields ??= fieldsOf(this.#text, this.#separators().input, this.#patterns).map(fromOutside);
    return this.#fields;
  }
}
