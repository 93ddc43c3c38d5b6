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
  readonly apiVersion?: string;
  readonly kindName?: string;
  /** The served kind, where it is one. */
  readonly kind?: KindInfo;
  /** The objects of a `List`, as `kubectl get -o yaml` prints them. */
  readonly items?: readonly ParsedDocument[];
}

/** Reads one part of a file. Never throws. */
export function parseDocument(text: string): ParsedDocument {
  const { root, problems, template } = readYaml(text);
  const { value, problems: valueProblems } = plainValue(root);
  const found = mostTelling(problems, valueProblems);
  const parsed = parsedObject(text, root, value, found, template);
  if (parsed.apiVersion !== 'v1' || parsed.kindName !== 'List') return parsed;
  // What is wrong with the text is said once, for the whole.
  const isReadable = found.every((problem) => problem.code === 'syntax/duplicate-key');
  const nodes = findField(root, ['items']).field.value;
  const items = isSeq(nodes) && isReadable ? nodes.items : [];
  return {
    ...parsed,
    items: items.flatMap((node, index) =>
      isMap(node) ? [parsedObject(text, node, valueAt(value, ['items', index]), [], parsed.template)] : [],
    ),
  };
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
