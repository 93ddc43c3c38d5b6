import type { FieldPath } from '../../api/field.ts';
import { inTurn } from '../edits/applyEdits.ts';
import { insertField } from '../edits/insertField.ts';
import { setValue } from '../edits/putValue.ts';
import type { Manuscript } from '../edits/writtenTree.ts';
import { emptySelection } from '../facts/emptySelection.ts';
import { valueAt } from '../plainLookup.ts';
import { calledIn, listedNames, shortName } from '../rules/wording.ts';
import { type Fixer, fixWith } from './fix.ts';

/** A selector without Pods takes over the labels of the nearest ones, or goes to their Namespace. */
export const selectNearest: Fixer = {
  codes: [
    'relation/service-selects-nothing',
    'relation/budget-selects-nothing',
    'relation/network-policy-selects-nothing',
  ],
  offer(context) {
    const { around, document, path } = context;
    const manifest = around?.set.placeOf(around.file, document);
    const selector = manifest?.facts.selectors.find((one) => begins(path, one.path));
    const found = around && manifest && selector && emptySelection(around.set, manifest, selector);
    if (!found || found.reason === 'nothing-near' || found.reason === 'template') return [];
    if (found.reason === 'namespace') {
      const place = ['metadata', 'namespace'];
      const { namespace } = found.nearest;
      const isWritten = valueAt(document.value, place) !== undefined;
      const edits = isWritten
        ? setValue(context, place, namespace)
        : insertField(context, place, namespace, { after: 'name' });
      return fixWith(`Move it to Namespace ${shortName(namespace)}`, edits);
    }
    const labels = found.nearest.facts.pods?.labels ?? {};
    const wrong = found.missed.filter(({ operator, key }) => operator === '=' && Object.hasOwn(labels, key));
    if (wrong.length < found.missed.length) return [];
    const steps = wrong.map(
      ({ key }) =>
        (now: Manuscript) =>
          setValue(now, [...selector.labelsPath, { key }], labels[key] ?? ''),
    );
    const pairs = listedNames(wrong.map(({ key }) => `${key}: ${labels[key] ?? ''}`));
    const certainty = found.matched > 0 || found.total === 1 ? 'unambiguous' : undefined;
    return fixWith(`Select ${calledIn(found.nearest)}: write ${pairs}`, inTurn(context, steps), certainty);
  },
};

function begins(path: FieldPath, start: FieldPath): boolean {
  return start.every((segment, index) => path[index] === segment);
}
