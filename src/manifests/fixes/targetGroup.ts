import { apiVersionOf, servedKinds } from '../../api/kinds.ts';
import { insertField } from '../edits/insertField.ts';
import { setValue } from '../edits/putValue.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

/** A `scaleTargetRef` without the group of its kind: `apps/v1` for a Deployment. */
export const targetGroup: Fixer = {
  codes: ['api/invalid'],
  offer(context) {
    const { path, document, diagnostic } = context;
    if (!/apiVersion must specify API group|unexpected GroupVersion string/.test(diagnostic.message)) return [];
    const target = textAt(document.value, [...path.slice(0, -1), 'kind']);
    const kind = servedKinds.find((info) => info.kind === target && info.group !== '');
    if (!kind) return [];
    const version = apiVersionOf(kind);
    const isWritten = valueAt(document.value, path) !== undefined;
    const edits = isWritten ? setValue(context, path, version) : insertField(context, path, version, 'first');
    return fixWith(isWritten ? `Change to ${version}` : `Add apiVersion: ${version}`, edits, 'unambiguous');
  },
};
