import { type Document, isNode, parseAllDocuments } from 'yaml';
import { type FieldPath, formatPath } from '../api/field.ts';
import { reviewCreate } from '../api/review.ts';
import type { Step } from './lab.ts';

/** Longer files are not looked into. */
const sizeLimit = 200_000;

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
    if (error)
      return `${path} cannot be read as YAML. Look at line ${lineAt(text, error.pos[0])}: ${sentence(error.message)}`;
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
  if (value === null || value === undefined) return undefined;
  const { refusal, fieldErrors, decodeProblems } = reviewCreate(value, { fieldValidation: 'Strict' });
  if (!refusal) return undefined;
  const [unreadable] = decodeProblems;
  const [wrong] = fieldErrors;
  if (unreadable) return { message: unreadable.message, ...placeOf(document, unreadable.path) };
  if (wrong) return { message: `${formatPath(wrong.path)}: ${wrong.message}`, ...placeOf(document, wrong.path) };
  return { message: refusal.message ?? 'it has a mistake' };
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
