import type { FieldPath } from '../../api/field.ts';
import { inTurn } from '../edits/applyEdits.ts';
import { insertField } from '../edits/insertField.ts';
import { setValue } from '../edits/putValue.ts';
import { removeFieldAndEmptyParents } from '../edits/removeField.ts';
import type { Manuscript } from '../edits/writtenTree.ts';
import { factsOf } from '../facts/manifestFacts.ts';
import { labelsAt } from '../facts/podTemplate.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

/** A workload whose selector does not select its own Pods: either takes over the labels of the other. */
export const agreeLabels: Fixer = { codes: ['api/invalid'], offer };

function offer(context: FixContext): Fix[] {
  const { document, kind, diagnostic } = context;
  if (!/`selector` does not match template `labels`/.test(diagnostic.message) || kind.kind === 'Job') return [];
  const facts = factsOf(document.parsed);
  const selector = facts.selectors.find(({ role }) => role === 'owner');
  const { pods } = facts;
  if (!selector || !pods || (selector.selector.matchExpressions ?? []).length > 0) return [];
  const wanted = labelsAt(document.value, selector.labelsPath);
  const labels = labelsAt(document.value, pods.labelsPath);
  if (Object.keys(wanted).length === 0) return [];
  return [
    ...fixWith("Give the Pods the selector's labels", takeOver(context, pods.labelsPath, wanted)),
    ...selecting(context, selector.labelsPath, wanted, labels),
  ];
}

function selecting(
  context: FixContext,
  path: FieldPath,
  wanted: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): Fix[] {
  if (Object.keys(labels).length === 0) return [];
  const common = Object.entries(labels).filter(([key]) => Object.hasOwn(wanted, key));
  const chosen = Object.fromEntries(common.length > 0 ? common : Object.entries(labels));
  const extra = Object.keys(wanted).filter((key) => !Object.hasOwn(chosen, key));
  const edits = inTurn(context, [
    (now) => takeOver(now, path, chosen),
    ...extra.map((key) => (now: Manuscript) => removeFieldAndEmptyParents(now, [...path, { key }], path)),
  ]);
  return fixWith("Select the Pods by the template's labels", edits);
}

/** Writes labels where they differ or are not there. */
function takeOver(manuscript: Manuscript, path: FieldPath, labels: Readonly<Record<string, string>>) {
  const steps = Object.entries(labels).flatMap(([key, value]) => {
    const at: FieldPath = [...path, { key }];
    const now = valueAt(manuscript.document.value, at);
    if (now === value) return [];
    return [(text: Manuscript) => (now === undefined ? insertField(text, at, value) : setValue(text, at, value))];
  });
  return inTurn(manuscript, steps);
}
