import { isMap, isSeq, type Node } from 'yaml';
import type { FieldPath } from '../api/field.ts';
import { findKind, type KindInfo } from '../api/kinds.ts';
import { textAt, valueAt } from './plainLookup.ts';
import { plainValue } from './plainValue.ts';
import type { SyntaxProblem } from './syntaxProblems.ts';
import { tooManyItems } from './tooManyItems.ts';
import { findField, rangeOfField } from './written.ts';
import { readYaml } from './yamlReader.ts';

/** What one document's text says, with offsets from the document's start; the same text gives the same object. */
export interface ParsedDocument {
  readonly text: string;
  /** The tree of the text; read again where it was laid aside. */
  readonly root: Node | undefined;
  /** The JSON value as the API server would get it; undefined where nothing could be read. */
  readonly value: unknown;
  readonly problems: readonly SyntaxProblem[];
  /** A template that still has to be rendered (Helm's): nothing is said about it. */
  readonly template: boolean;
  /** What the reading cost, in pieces of text. */
  readonly pieces: number;
  readonly apiVersion?: string;
  readonly kindName?: string;
  /** The served kind, where it is one; not of what is too large to be looked into. */
  readonly kind?: KindInfo;
  /** The objects of a `List`, as `kubectl get -o yaml` prints them, or of a typed one (`PodList`). */
  readonly items?: readonly ParsedDocument[];
  /** Lays the tree aside, which weighs twenty times what else there is: for documents of which only the value is of interest. */
  layTreeAside(): void;
}

/** Reads one part of a file. Never throws. */
export function parseDocument(text: string): ParsedDocument {
  const tree = readYaml(text);
  const { value, problems: valueProblems } = plainValue(tree.root);
  const problems = mostTelling(tree.problems, valueProblems);
  const source = new Source(text, tree.root);
  const whole = new Parsed(source, value, { ...tree, problems });
  const itemKind = itemKindOf(whole);
  // What is wrong with the text is said once, for the whole.
  const isReadable = problems.every((problem) => problem.code === 'syntax/duplicate-key');
  if (itemKind === undefined || !isReadable) return whole;
  whole.items = source.items().flatMap((node, index) => {
    if (!isMap(node)) return [];
    const own = valueAt(value, ['items', index]);
    const item = itemKind === '' ? own : withKind(own, whole.apiVersion, itemKind);
    return [new Parsed(source, item, { template: tree.template, problems: [], pieces: 0 }, index)];
  });
  return whole;
}

/** A text and its tree, which all that is read of it share. */
class Source {
  readonly text: string;
  #root: Node | undefined;
  #isLaidAside = false;

  constructor(text: string, root: Node | undefined) {
    this.text = text;
    this.#root = root;
  }

  get root(): Node | undefined {
    if (this.#isLaidAside) {
      this.#root = readYaml(this.text).root;
      this.#isLaidAside = false;
    }
    return this.#root;
  }

  items(): readonly unknown[] {
    const nodes = findField(this.root, ['items']).field.value;
    return isSeq(nodes) ? nodes.items : [];
  }

  layAside(): void {
    if (!this.#root) return;
    this.#root = undefined;
    this.#isLaidAside = true;
  }
}

class Parsed implements ParsedDocument {
  readonly value: unknown;
  readonly problems: readonly SyntaxProblem[];
  readonly template: boolean;
  readonly pieces: number;
  readonly apiVersion?: string;
  readonly kindName?: string;
  readonly kind?: KindInfo;
  items?: readonly ParsedDocument[];
  readonly #source: Source;
  readonly #index: number | undefined;

  constructor(
    source: Source,
    value: unknown,
    { problems, template, pieces }: Pick<ParsedDocument, 'problems' | 'template' | 'pieces'>,
    index?: number,
  ) {
    this.#source = source;
    this.#index = index;
    this.value = value;
    this.template = template;
    this.pieces = pieces;
    const apiVersion = textAt(value, ['apiVersion']);
    const kindName = textAt(value, ['kind']);
    const kind = apiVersion !== undefined && kindName !== undefined ? findKind(apiVersion, kindName) : undefined;
    if (apiVersion !== undefined) this.apiVersion = apiVersion;
    if (kindName !== undefined) this.kindName = kindName;
    const endless = kind && tooManyItems(value);
    if (kind && !endless) this.kind = kind;
    this.problems = endless ? [...problems, tooLarge(this.root, endless)] : problems;
  }

  get text(): string {
    return this.#source.text;
  }

  get root(): Node | undefined {
    if (this.#index === undefined) return this.#source.root;
    const item = this.#source.items()[this.#index];
    return isMap(item) ? item : undefined;
  }

  layTreeAside(): void {
    this.#source.layAside();
  }
}

function tooLarge(root: Node | undefined, path: FieldPath): SyntaxProblem {
  const range = rangeOfField(findField(root, path).field, 'key');
  return { range, code: 'syntax/too-large', message: 'this has too many items to be checked here' };
}

/** The kind that the items of a typed list need not name; empty for a `List`, undefined for what is no list. */
function itemKindOf({ apiVersion, kindName }: ParsedDocument): string | undefined {
  if (apiVersion === undefined || !kindName?.endsWith('List')) return undefined;
  const itemKind = kindName.slice(0, -'List'.length);
  if (itemKind === '') return apiVersion === 'v1' ? '' : undefined;
  return findKind(apiVersion, itemKind) ? itemKind : undefined;
}

/** As kubectl fills it in: only where an item has neither. */
function withKind(item: unknown, apiVersion: string | undefined, kind: string): unknown {
  const hasOwn = valueAt(item, ['apiVersion']) !== undefined || valueAt(item, ['kind']) !== undefined;
  return hasOwn ? item : { apiVersion, kind, ...(item as object) };
}

/** A value that was never a text. */
export function parsedValue(value: unknown): ParsedDocument {
  return new Parsed(new Source('', undefined), value, { problems: [], template: false, pieces: 0 });
}

/** Of a text that is not YAML only the first reasons matter; what its value then looks like is chance. */
function mostTelling(syntax: readonly SyntaxProblem[], ofValue: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  if (syntax.length === 0) return ofValue;
  const spaces = ofValue.filter((problem) => problem.code === 'syntax/no-break-space');
  return spaces.length > 0 ? spaces : syntax;
}
