import { removeField } from '../edits/removeField.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

/** A field that may not be there, or not beside another: takes it away, or the other. */
export const removeForbidden: Fixer = {
  codes: ['api/forbidden', 'api/invalid'],
  offer(context) {
    const { path, document, diagnostic } = context;
    const last = path.at(-1);
    if (path.length < 2 || valueAt(document.value, path) === undefined) return [];
    const [, other] = /may not be specified when `(\w+)` is not empty/.exec(diagnostic.message) ?? [];
    if (other) {
      const beside = [...path.slice(0, -1), other];
      return [
        ...fixWith(`Remove ${other}`, removeField(context, beside)),
        ...fixWith(`Remove ${last}`, removeField(context, path)),
      ];
    }
    const isForbidden =
      diagnostic.code === 'api/forbidden' || /must not be set|may not be set/.test(diagnostic.message);
    if (!isForbidden || last === 'name' || last === 'metadata') return [];
    const name = typeof last === 'string' ? last : typeof last === 'object' ? last.key : 'this item';
    return fixWith(`Remove ${name}`, removeField(context, path));
  },
};
