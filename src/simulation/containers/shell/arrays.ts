import type { ParameterExpansionPart } from 'unbash';
import { Exhausted, held } from '../exhaustion.ts';
import type { Run } from '../syscalls.ts';
import type { FieldCollector } from './fields.ts';
import type { WordExpander } from './parameters.ts';
import type { Shell } from './shell.ts';

/** Elements and bytes of all arrays of one shell. */
const maxElements = 65_536;
const maxBytes = 4 * 1024 * 1024;

/** Bash' indexed arrays, by name. */
export class ShellArrays {
  readonly #arrays = new Map<string, Map<number, string>>();
  #elements = 0;
  #bytes = 0;

  get(name: string): ReadonlyMap<number, string> | undefined {
    return this.#arrays.get(name);
  }

  /** The elements in the order of their indices. */
  entries(name: string): (readonly [number, string])[] {
    return [...(this.#arrays.get(name) ?? [])].sort(([a], [b]) => a - b);
  }

  set(name: string, index: number, value: string): void {
    let array = this.#arrays.get(name);
    if (!array) {
      array = new Map();
      this.#arrays.set(name, array);
    }
    const old = array.get(index);
    this.#elements += old === undefined ? 1 : 0;
    this.#bytes += held(value).length - (old?.length ?? 0);
    if (this.#elements > maxElements || this.#bytes > maxBytes) throw new Exhausted();
    array.set(index, value);
  }

  /** `a=(x y)`, `a+=(z)`. */
  fill(name: string, values: readonly string[], how: 'anew' | 'behind'): void {
    if (how === 'anew') this.delete(name);
    const last = this.entries(name).at(-1)?.[0] ?? -1;
    if (values.length === 0 && !this.#arrays.has(name)) this.#arrays.set(name, new Map());
    for (const [at, value] of values.entries()) this.set(name, last + 1 + at, value);
  }

  delete(name: string): void {
    for (const value of this.#arrays.get(name)?.values() ?? []) {
      this.#elements -= 1;
      this.#bytes -= value.length;
    }
    this.#arrays.delete(name);
  }

  /** A subshell begins with a copy. */
  copyFrom(other: ShellArrays): void {
    for (const [name, array] of other.#arrays) this.#arrays.set(name, new Map(array));
    this.#elements = other.#elements;
    this.#bytes = other.#bytes;
  }
}

/** The place in an array that an index means; below 0 counts from its end. */
export function elementIndex(shell: Shell, name: string, index: number): number {
  if (index >= 0) return index;
  return (shell.arrays.entries(name).at(-1)?.[0] ?? -1) + 1 + index;
}

/** `${a[1]}`, `${a[@]}`, `${#a[@]}`, `${!a[@]}`: what they stand for, each value a field of its own where quoted. */
export function* expandElements(
  shell: Shell,
  part: ParameterExpansionPart,
  collector: FieldCollector,
  quoting: 'quoted' | 'unquoted',
  words: WordExpander,
): Run<void> {
  const { parameter: name, index, prefix } = part;
  if (!index) return;
  const plain = shell.get(name);
  const entries = shell.arrays.get(name)
    ? shell.arrays.entries(name)
    : plain === undefined
      ? []
      : [[0, plain] as const];
  const all = index.text === '@' || index.text === '*';
  let values: string[];
  if (all) values = entries.map(([key, value]) => (prefix === '!' ? String(key) : value));
  else {
    const wanted = Number(yield* words.arithmetic(shell, yield* words.text(shell, index)));
    const place = elementIndex(shell, name, wanted);
    const value = entries.find(([key]) => key === place)?.[1];
    if (value === undefined && shell.options.has('u') && !part.operation)
      yield* shell.fail(`${name}[${wanted}]: parameter not set`);
    values = value === undefined ? [] : [value];
  }
  if (prefix === '#') {
    collector.addQuoted(String(all ? values.length : (values[0] ?? '').length));
    return;
  }
  if (part.operation?.type === 'Default' && part.operation.operator.endsWith('-') && values.length === 0)
    values = [yield* words.text(shell, part.operation.operand)];
  if (index.text === '*' && quoting === 'quoted') {
    collector.addQuoted(values.join((shell.get('IFS') ?? ' ').slice(0, 1)));
    return;
  }
  for (const [at, value] of values.entries()) {
    if (at > 0) collector.breakField();
    if (quoting === 'quoted') collector.addQuoted(value);
    else if (value !== '') collector.addExpansion(value);
  }
  if (values.length === 0 && quoting === 'quoted' && !all) collector.addQuoted('');
}
