import { formatPath } from '../../api/field.ts';
import { inTurn } from '../edits/applyEdits.ts';
import { insertField } from '../edits/insertField.ts';
import { moveField } from '../edits/moveSlot.ts';
import type { Manuscript } from '../edits/writtenTree.ts';
import { typeAt } from '../fieldNames.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

/** Where fields of older versions stand today, by type and name; `also` is what they need beside them. */
const newPlaces: Readonly<
  Record<string, { readonly to: readonly string[]; readonly also?: readonly [string, string] }>
> = {
  'IngressBackend.serviceName': { to: ['service', 'name'] },
  'IngressBackend.servicePort': { to: ['service', 'port', 'number'] },
  'ResourceMetricSource.targetAverageUtilization': {
    to: ['target', 'averageUtilization'],
    also: ['type', 'Utilization'],
  },
  'ResourceMetricSource.targetAverageValue': { to: ['target', 'averageValue'], also: ['type', 'AverageValue'] },
};

/** Fields of examples that are years old: `serviceName` of an Ingress, `targetAverageUtilization` of an autoscaler. */
export const oldField: Fixer = {
  codes: ['schema/unknown-field'],
  offer(context) {
    const { path, kind, document } = context;
    const owner = path.slice(0, -1);
    const type = typeAt(kind.type, owner);
    const key = type?.kind === 'object' ? `${type.type}.${path.at(-1)}` : '';
    const place = Object.hasOwn(newPlaces, key) ? newPlaces[key] : undefined;
    if (!place) return [];
    const isNamed = typeof valueAt(document.value, path) === 'string' && place.to.at(-1) === 'number';
    const to = [...owner, ...(isNamed ? [...place.to.slice(0, -1), 'name'] : place.to)];
    const [also, word] = place.also ?? [];
    const beside = also ? [...to.slice(0, -1), also] : undefined;
    const edits = inTurn(context, [
      (now: Manuscript) => moveField(now, path, to),
      ...(beside && valueAt(document.value, beside) === undefined
        ? [(now: Manuscript) => insertField(now, beside, word, 'first')]
        : []),
    ]);
    return fixWith(`Move to ${formatPath(to)}`, edits, 'unambiguous');
  },
};
