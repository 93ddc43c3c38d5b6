import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Scalar } from './lab.ts';
import type { LabReading } from './labReading.ts';
import type { TextRange } from './markdownBlocks.ts';

/** Reads a piece of a text as YAML; undefined, and reported, where it is none or empty. */
export function readYaml(text: string, range: TextRange, reading: LabReading): YamlValue | undefined {
  const body = text.slice(range.start, range.end);
  // Doubles are found by `YamlFields`, in a time that does not grow with the square of their number.
  const document = parseDocument(body, { prettyErrors: false, uniqueKeys: false });
  for (const problem of document.errors) {
    // What is missing at the end is shown at the last character, not behind the piece.
    const start = Math.max(0, Math.min(problem.pos[0], body.length - 1));
    const end = Math.min(Math.max(problem.pos[1], start + 1), body.length);
    reading.report({ start: range.start + start, end: range.start + end }, problem.message);
  }
  if (document.errors.length > 0) return undefined;
  if (!document.contents) {
    reading.report(range, 'This is empty.');
    return undefined;
  }
  return new YamlValue(document.contents, range.start, reading);
}

/** A YAML node that is asked for what it should be, and reports where it is something else. */
export class YamlValue {
  readonly range: TextRange;
  readonly reading: LabReading;
  private readonly node: Node;
  private readonly base: number;

  constructor(node: Node, base: number, reading: LabReading) {
    this.node = node;
    this.base = base;
    this.reading = reading;
    const [start, end] = node.range ?? [0, 0];
    this.range = { start: base + start, end: base + Math.max(end, start) };
  }

  problem(message: string): undefined {
    this.reading.report(this.range, message);
    return undefined;
  }

  text(): string | undefined {
    const value = this.scalar();
    if (value === undefined) return undefined;
    return typeof value === 'string' ? value : this.problem('This should be a text: put it in quotes.');
  }

  /** A text that is one of a few words. */
  oneOf<Word extends string>(words: readonly Word[]): Word | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const word = words.find((candidate) => candidate === text);
    return word ?? this.problem(`This should be one of: ${words.join(', ')}.`);
  }

  number(): number | undefined {
    const value = this.scalar();
    if (value === undefined) return undefined;
    return typeof value === 'number' ? value : this.problem('This should be a number.');
  }

  flag(): boolean | undefined {
    const value = this.scalar();
    if (value === undefined) return undefined;
    return typeof value === 'boolean' ? value : this.problem('This should be true or false.');
  }

  scalar(): Scalar | undefined {
    if (isScalar(this.node)) {
      const { value } = this.node;
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    }
    return this.problem('This should be a single value.');
  }

  list(): YamlValue[] | undefined {
    if (!isSeq(this.node)) return this.problem('This should be a list.');
    return this.node.items.flatMap((item) => {
      const value = this.child(item);
      return value ? [value] : [];
    });
  }

  fields(): YamlFields | undefined {
    if (!isMap(this.node)) return this.problem('This should be a set of fields, like "name: value".');
    return new YamlFields(this, this.node, (node) => this.child(node));
  }

  private child(node: unknown): YamlValue | undefined {
    if (isAlias(node)) {
      new YamlValue(node, this.base, this.reading).problem('Write the value out: aliases are not read here.');
      return undefined;
    }
    return new YamlValue(node as Node, this.base, this.reading);
  }
}

/** The fields of a YAML map. Ask for each known field, then let `end` report the others. */
export class YamlFields {
  readonly owner: YamlValue;
  private readonly values = new Map<string, { key: YamlValue; value: YamlValue | undefined }>();
  private readonly asked = new Set<string>();

  constructor(owner: YamlValue, map: YAMLMap, child: (node: unknown) => YamlValue | undefined) {
    this.owner = owner;
    for (const pair of map.items) {
      const key = child(pair.key);
      const name = key?.scalar();
      if (!key || name === undefined) continue;
      if (this.values.has(String(name))) key.problem(`The field "${name}" stands here twice.`);
      if (pair.value === null) key.problem(`The field "${name}" has no value.`);
      this.values.set(String(name), { key, value: pair.value === null ? undefined : child(pair.value) });
    }
  }

  /** All names, in order, with their values. */
  entries(): [string, YamlValue][] {
    for (const name of this.values.keys()) this.asked.add(name);
    return [...this.values].flatMap(([name, { value }]) => (value ? [[name, value] as [string, YamlValue]] : []));
  }

  get(name: string): YamlValue | undefined {
    this.asked.add(name);
    return this.values.get(name)?.value;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  require(name: string): YamlValue | undefined {
    return this.get(name) ?? this.owner.problem(`The field "${name}" is missing.`);
  }

  /** The texts of a list; none where the field is missing. */
  texts(name: string): string[] {
    return (this.get(name)?.list() ?? []).flatMap((item) => item.text() ?? []);
  }

  end(): void {
    const known = [...this.asked].join(', ');
    for (const [name, { key }] of this.values) {
      if (!this.asked.has(name)) key.problem(`Unknown field "${name}". Known here: ${known}.`);
    }
  }
}
