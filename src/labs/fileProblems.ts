import { type Document, isNode, parseAllDocuments } from 'yaml';
import { type FieldPath, formatPath } from '../api/field.ts';
import { misplacedItem } from '../api/misplacedItem.ts';
import { reviewCreate } from '../api/review.ts';
import type { Step } from './lab.ts';

/** Longer files are not looked into. */
export const sizeLimit = 50_000;

/** The learner's files that a step is about: what its solution writes, and what its checks read. */
export function filesOf(step: Step): string[] {
  const read = step.checks.flatMap(({ source }) => (source.type === 'file' ? [source.path] : []));
  return [...new Set([...(step.solution?.files ?? []).map(({ path }) => path), ...read])];
}

/** What keeps the cluster from taking a manifest file, in a sentence: the first thing to mend. */
export function problemOfFile(path: string, text: string): string | undefined {
  if (!/\.ya?ml$/.test(path) || text.length > sizeLimit) return undefined;
  for (const document of parseAllDocuments(text, { prettyErrors: false })) {
    const [error] = document.errors;
    if (error) {
      const [at] = error.pos;
      // kubectl takes the last of several, without a word.
      if (error.code === 'DUPLICATE_KEY') {
        const key = /^[^\s:]*/.exec(text.slice(at))?.[0] ?? '';
        return `${path} has “${key}” twice in the same place, and only the last one counts. Look at line ${lineAt(text, at)}.`;
      }
      const why = misplacedItem(text, at) ?? error.message;
      return `${path} cannot be read as YAML. Look at line ${lineAt(text, at)}: ${sentence(why)}`;
    }
    const refused = refusalOf(document);
    if (!refused) continue;
    const where = refused.at === undefined ? '' : ` Look at line ${lineAt(text, refused.at)}.`;
    return `The cluster would not take ${path}: ${sentence(refused.message)}${where}`;
  }
  return undefined;
}

function refusalOf(document: Document): { message: string; at?: number } | undefined {
  let value: unknown;
  try {
    value = document.toJS();
  } catch {
    return { message: 'its aliases make it too large' };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, refusal, fieldErrors, decodeProblems } = reviewCreate(value, { fieldValidation: 'Strict' });
  if (!kind) return unservedKind(document, value);
  if (!refusal) return undefined;
  const [unreadable] = decodeProblems;
  const [wrong] = fieldErrors;
  if (unreadable) return { message: unreadable.message, ...placeOf(document, unreadable.path) };
  if (wrong) return { message: `${formatPath(wrong.path)}: ${wrong.message}`, ...placeOf(document, wrong.path) };
  return { message: refusal.message ?? 'it has a mistake' };
}

/** What is wrong with an object whose kind the cluster does not know; YAML of another sort is none of its business. */
function unservedKind(document: Document, value: object): { message: string; at?: number } | undefined {
  const { apiVersion, kind } = value as { apiVersion?: unknown; kind?: unknown };
  if (apiVersion === undefined && kind === undefined) return undefined;
  if (apiVersion === undefined) return { message: 'it has no apiVersion', ...placeOf(document, ['kind']) };
  if (kind === undefined) return { message: 'it has no kind', ...placeOf(document, ['apiVersion']) };
  // kubectl takes a list apart.
  if (/List$/.test(String(kind))) return undefined;
  return { message: `it knows no kind ${kind} of the version ${apiVersion}`, ...placeOf(document, ['kind']) };
}

/** Where a field stands, or the nearest one around it that is written. */
function placeOf(document: Document, path: FieldPath): { at?: number } {
  const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment));
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return { at: node.range[0] };
  }
  return {};
}

function sentence(message: string): string {
  const line = message.trim().replace(/\s+/g, ' ');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
