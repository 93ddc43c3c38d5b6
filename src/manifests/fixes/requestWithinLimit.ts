import { setValue } from '../edits/putValue.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

/** A request above its limit: lowers the one, or raises the other. */
export const requestWithinLimit: Fixer = {
  codes: ['api/invalid'],
  offer(context) {
    const { path, document, diagnostic } = context;
    const [, resource] = /must be less than or equal to (\S+) limit of/.exec(diagnostic.message) ?? [];
    if (!resource || path.at(-1) !== 'requests') return [];
    const request = [...path, { key: resource }];
    const limit = [...path.slice(0, -1), 'limits', { key: resource }];
    const [wanted, allowed] = [request, limit].map((at) => textAt(document.value, at) ?? valueAt(document.value, at));
    if (wanted === undefined || allowed === undefined) return [];
    return [
      ...fixWith(`Lower the ${resource} request to ${allowed}`, setValue(context, request, allowed)),
      ...fixWith(`Raise the ${resource} limit to ${wanted}`, setValue(context, limit, wanted)),
    ];
  },
};
