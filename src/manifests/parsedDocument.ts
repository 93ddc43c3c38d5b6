import { isMap, isSeq, type Node } from 'yaml';
import { findKind, type KindInfo } from '../api/kinds.ts';
import { textAt, valueAt } from './plainLookup.ts';
import { plainValue } from './plainValue.ts';
import type { SyntaxProblem } from './syntaxProblems.ts';
import { findField } from './written.ts';
import { readYaml } from './yamlReader.ts';

/** What one document's text says, with offsets from the document's start; the same text gives the same object. */
export interface ParsedDocument {
  readonly text: string;
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
  /** The served kind, where it is one. */
  readonly kind?: KindInfo;
  /** The objects of a `List`, as `kubectl get -o yaml` prints them, or of a typed one (`PodList`). */
  readonly items?: readonly ParsedDocument[];
}

/** Reads one part of a file. Never throws. */
export function parseDocument(text: string): ParsedDocument {
  const { root, problems, template, pieces } = readYaml(text);
  const { value, problems: valueProblems } = plainValue(root);
  const found = mostTelling(problems, valueProblems);
  const parsed = { ...parsedObject(text, root, value, found, template), pieces };
  const itemKind = itemKindOf(parsed);
  if (itemKind === undefined) return parsed;
  // What is wrong with the text is said once, for the whole.
  const isReadable = found.every((problem) => problem.code === 'syntax/duplicate-key');
  const nodes = findField(root, ['items']).field.value;
  const items = isSeq(nodes) && isReadable ? nodes.items : [];
  return {
    ...parsed,
    items: items.flatMap((node, index) => {
      if (!isMap(node)) return [];
      const item = valueAt(value, ['items', index]);
      return [
        parsedObject(text, node, itemKind === '' ? item : withKind(item, parsed.apiVersion, itemKind), [], template),
      ];
    }),
  };
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
  return parsedObject('', undefined, value, [], false);
}

function parsedObject(
  text: string,
  root: Node | undefined,
  value: unknown,
  problems: readonly SyntaxProblem[],
  template: boolean,
): ParsedDocument {
  const apiVersion = textAt(value, ['apiVersion']);
  const kindName = textAt(value, ['kind']);
  const kind = apiVersion !== undefined && kindName !== undefined ? findKind(apiVersion, kindName) : undefined;
  return {
    text,
    root,
    value,
    problems,
    template,
    pieces: 0,
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kindName !== undefined && { kindName }),
    ...(kind && { kind }),
  };
}

/** Of a text that is not YAML only the first reasons matter; what its value then looks like is chance. */
function mostTelling(syntax: readonly SyntaxProblem[], ofValue: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  if (syntax.length === 0) return ofValue;
  const spaces = ofValue.filter((problem) => problem.code === 'syntax/no-break-space');
  return spaces.length > 0 ? spaces : syntax;
}
